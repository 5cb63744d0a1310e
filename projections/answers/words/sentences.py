"""Several sentences of which one asks: it is read, with what the others name for its "it" and "he".

What the other sentences say must be such that nothing is lost: no time, no number, no unknown name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from projections.answers.words import fillers
from projections.answers.words.asides import CARRIED, Asides, with_people
from projections.answers.words.beside import with_days_of_moments
from projections.answers.words.frames.frame import with_items, with_kinds, with_subjects
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.moments import moments
from projections.answers.words.proposals import OFFER

_ASKS = re.compile(
    r"^ (?:(?:and|so|but|or|then|now|well|also|please|really|actually|ever|by|on|at|to|for|in) )*"
    r"(?:who|whom|whose|what|when|why|how|which|where|did|was|were|is|are|has|have|had|does|do|"
    r"any|anybody|anyone|anything|can|could) "
)
_SHORT = re.compile(
    r"(?:(?:(?:i|we) (?:just |only |really )?(?:do|can|could) not (?:recall|remember|know|say|tell|"
    r"see)|any idea|no idea) )?(?:by )?(?P<word>who|when|why|how)(?: (?:was|is) (?:it|that|"
    r"this|he|she)| by| did (?:it|"
    r"that|so)| come|"
    r" exactly| from| (?:did|does|could|can) (?:that|it|this) (?:come about|happen|be)| (?:was|"
    r"is) (?:that|this|it) possible)?(?: then|"
    r" so)?"
)
_WAS_IT = frozenset("was is did that this it happen happened all be".split())
_TIMES = frozenset({"@when", "@before", "@after", "@known"})
_THEN = phrase(
    "(?P<relation>after|before|since|until) (?:that|this|then)|afterwards|thereafter|"
    "(?P<ahead>beforehand|previously|before(?= $))|(?P<then>@then)"
)
_THEY = phrase("they|them|these|those")
_WHOLE = phrase(f"(?:the|our|this|that|your|their) (?:whole |entire )?(?:{OFFER})(?= )")
_SHARE = frozenset("% percent pct cent".split())
_TEXTS = frozenset({"@clause", "@document", "@version"})
Sentence = tuple[Token, ...]


def variants(line: Line, asides: Asides) -> Iterator[Line]:
    """The line without its asides, the shortest that says all first; last as it is."""
    plain = asides.without(line)
    asked = (
        _after_that(plain, asides)
        or _taken_up(plain)
        or _was_it_then(plain)
        or _asked(plain, asides)
    )
    if asked is not None:
        yield asked
    if not _asks_once(plain):
        yield plain
        if plain is not line:
            yield line


def _sentences(line: Line) -> list[Sentence]:
    found: list[list[Token]] = [[]]
    for token in line.tokens:
        if token.text == BREAK:
            found.append([])
        else:
            found[-1].append(token)
    plain = (fillers.plain(Line(line.asked, tuple(each))).tokens for each in found if each)
    return [each for each in plain if each]


def _asks_once(line: Line) -> bool:
    """Whether one sentence of several asks: the others are aside, or it is not read."""
    sentences = _sentences(line)
    return len(sentences) > 1 and sum(_is_asked(line, each) for each in sentences) == 1


def _taken_up(line: Line) -> Line | None:
    """One sentence of "somebody wanted this. Who was it?", which asks who wanted this."""
    sentences = _sentences(line)
    if len(sentences) != 2:
        return None
    match = _SHORT.fullmatch(" ".join(token.text for token in sentences[1]))
    if match is None:
        return None
    said = {"how": ("how", "come")}.get(match.group("word"), (match.group("word"),))
    place = sentences[1][0]
    asks = tuple(Token(word, place.begin, place.end) for word in said)
    rest = [each for each in sentences[0] if each.text not in {"somebody", "someone", "must"}]
    return replace(line, tokens=(*asks, *rest))


def _was_it_then(line: Line) -> Line | None:
    """One sentence of "it was withdrawn. Was that before …?", which asks whether it was, before."""
    sentences = _sentences(line)
    if len(sentences) != 2 or any(token.text in _TIMES for token in sentences[0]):
        return None
    times = tuple(token for token in sentences[1] if token.text in _TIMES)
    rest = {token.text for token in sentences[1]} - _TIMES
    if len(times) != 1 or not {"was", "is", "did"} & rest or not rest <= _WAS_IT:
        return None
    return replace(line, tokens=(*sentences[0], *times))


def _after_that(line: Line, asides: Asides) -> Line | None:
    """One sentence of "they refused it. What changed after that?": after they refused it."""
    sentences = _sentences(line)
    if len(sentences) != 2:
        return None
    asks = Line(line.asked, sentences[1])
    found = asks.find(_THEN)
    if found is None:
        return None
    place = asks.tokens[found.begin]
    said = found.word("relation") or ("before" if found.word("ahead") else "after")
    words = ("the", "moment") if found.word("then") else (said,)
    relation = tuple(Token(each, place.begin, place.end) for each in words)
    moment = moments(Line(line.asked, (*relation, *sentences[0])))
    moment = with_days_of_moments(moment, asides.vocabulary)
    if len(moment.tokens) != 1:
        return None
    return asks.replaced(found.begin, found.end, *moment.tokens)


def _asked(line: Line, asides: Asides) -> Line | None:
    """The one sentence that asks, with what the others name; None where no one sentence does."""
    sentences = _sentences(line)
    asking = [each for each in sentences if _is_asked(line, each)]
    if len(sentences) < 2 or len(asking) != 1:
        return None
    beside = [each for each in sentences if each is not asking[0]]
    if any(_goes_on(line, each) for each in beside):
        return None
    if _only_names(beside):
        return replace(line, tokens=tuple(token for each in sentences for token in each))
    return _with_named(Line(line.asked, asking[0]), beside, asides)


def _with_named(one: Line, beside: list[Sentence], asides: Asides) -> Line | None:
    """The sentence that asks, with what those beside it name; None where more may be lost."""
    line = one
    told = tuple(token for each in beside for token in each)
    others = with_items(Line(line.asked, told), asides.vocabulary).tokens
    subjects = _subjects(line, told, asides)
    rest = [token for token in others if token.text not in CARRIED and token not in subjects]
    if not asides.may_go(rest, line.asked):
        return None
    if any(token.text in _SHARE for token in subjects):
        subjects = ()  # how much it was is no part of what is asked
    if subjects and _subjects(line, one.tokens, asides):
        return None
    things = [token for token in others if token.is_thing and not _is_price(token)]
    own = [token for token in with_items(one, asides.vocabulary).tokens if token.text in CARRIED]
    if any(token.text == "@item" for token in own):
        things = [token for token in things if token.text != "@item"]
    carried = [token for token in things if token.text in CARRIED]
    if len(carried) > 1 and all(token.text in _TEXTS for token in carried):
        subjects = ()  # what two texts say differently is not what is asked about
    if own and subjects:
        subjects = ()
    if one.has(_WHOLE) and (carried or subjects):
        return None  # the whole offer is asked about, and not the part that is named beside it
    if own and carried:
        if not {token.values for token in carried} <= {token.values for token in own}:
            return None
        carried = []
    whole = replace(one, tokens=(*carried, *subjects, *one.tokens))
    if whole.has(_THEY) and any(token.text == "@item" for token in carried):
        return whole  # they are what was named, and not whoever named it
    return with_people(whole, things)


def _only_names(sentences: Iterable[Sentence]) -> bool:
    """Whether they say nothing, and only name what is asked about."""
    return all(
        token.is_thing or token.text in fillers.WORDS for each in sentences for token in each
    )


def _subjects(line: Line, sentence: Sentence, asides: Asides) -> Sentence:
    """The words of a sentence that name a kind of term or a heading, as they stand there."""
    plain = Line(line.asked, sentence)
    named = with_subjects(with_kinds(plain, asides.vocabulary), asides.vocabulary)
    spans = [(t.begin, t.end) for t in named.tokens if t.is_thing and t not in sentence]
    return tuple(
        token
        for token in sentence
        if not token.is_thing and any(begin <= token.begin < end for begin, end in spans)
    )


def _goes_on(line: Line, sentence: Sentence) -> bool:
    """Whether it ends in a semicolon: then it is as much asked as what follows it."""
    return line.asked[sentence[-1].end :].lstrip()[:1] == ";"


def _is_price(token: Token) -> bool:
    """Whether it is a price that something is said to have, and no thing that is asked about."""
    return token.text == "@item" and token.values[0].startswith("held ")


def begins_as_question(line: Line) -> bool:
    """Whether its first word is one of those with which questions begin."""
    return bool(_ASKS.match(line.text))


def _is_asked(line: Line, sentence: Sentence) -> bool:
    if begins_as_question(Line(line.asked, sentence)):
        return True
    marked = re.match(r"[\"'”’)]*\?", line.asked[sentence[-1].end :])
    said = (token.text for token in sentence if not token.is_thing)
    return bool(marked) and not fillers.WORDS.issuperset(said)
