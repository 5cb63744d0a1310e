"""What stands round the question in other sentences and clauses: why it is asked, who says what.

Reasons ("because …", "since the client insists …") are left out, up to the next comma. Of several
sentences of which one asks, that one is read, with what the others name in the place of its "it"
and "he"; a sentence that names more than that is no aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.moments import moments
from projections.answers.words.vocabulary import Vocabulary

_REASON = phrase(
    "because|given that|seeing that|considering that|considering|in view of the fact that|now that|"
    "so that|in order to|in order that|in case|just in case|on the grounds that|inasmuch as|"
    "not that it matters|if only because|"
    "(?:since|as|while|although|though|even though|whereas) (?=(?:the )?(?:@client|@party|@partner|"
    "@seller|@person|we|they|he|she|i|you|it|nobody|everybody|somebody|someone|there|our|my|their) "
    "(?:[a-z]+ ){0,2}(?:insists?|claims?|says?|keeps?|wants?|needs?|has to|have to|is|are|am|"
    "thinks?|believes?|argues?|denies|deny|maintains?|asks?|swears?|denied|insisted|claimed|said|"
    "must|will|seems?|never mentioned|cannot|can|suggests?) )"
)
_ASKS = re.compile(
    r"^ (?:(?:and|so|but|or|then|now|well|also|please|really|actually|ever|by|on|at|to|for|in) )*"
    r"(?:who|whom|whose|what|when|why|how|which|where|did|was|were|is|are|has|have|had|does|do|"
    r"any|anybody|anyone|anything|can|could) "
)
_CARRIED = frozenset({"@clause", "@version", "@proposal", "@item", "@document"})
_HE = phrase("he|she|him|her|his|hers")
_THEY = phrase("they|them|their|theirs")
_PARTIES = frozenset({"@client", "@party", "@partner", "@seller"})
_TIMES = frozenset({"@when", "@before", "@after", "@known", "@from", "@to", "@then"})


def variants(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    """The line without its asides, the shortest that says all first; last as it is."""
    plain = _parted(_without_tails(without_reasons(line)))
    asked = _after_that(plain) or _taken_up(plain) or _asked(plain, vocabulary)
    if asked is not None:
        yield asked
    if plain is not line:
        yield plain
    yield line


_IMPRESSION = re.compile(
    r"^ (?:@person|@client|@party|@partner|@seller|he|she|they|i|we|everybody|somebody|people) "
    r"(?:is|are|was|were|am|feels?|seems?|looks?|gets?|got) (?!aware|told|informed|shown|notified|"
    r"asked|allowed)(?:(?:very|quite|rather|so|not|under|of|the|an?) )*[a-z]+ (?:that|about|because) "
)
_BEFORE_I = re.compile(
    r"^ (?:before|when|until|once|as|if|while|so|after) i (?:[^ ]+ ){1,6}"
)
_TAILS = (
    phrase("(?:and )?if so (?:why|when|what|how)(?: [a-z]+){0,2}(?= $)"),
    phrase("(?:only|just|merely|but) (?:to be )?[a-z]+ed(?= $)"),
    phrase("(?:us|them|we|they|@person|@party|@client|@seller|@partner) or (?:us|them|we|they|@person|"
           "@party|@client|@seller|@partner)(?= $)"),
)


def _without_tails(line: Line) -> Line:
    """Without "and if so, why", "only countered" after a "never", and whose views are reported."""
    match = _IMPRESSION.match(line.text)
    if match:
        line = replace(line, tokens=line.tokens[len(match.group().split()) :]) or line
    match = _BEFORE_I.match(line.text)
    if match:
        ends = [n for n in range(2, len(line.tokens)) if _comma(line, n)]
        if ends and ends[0] <= 8:
            line = replace(line, tokens=line.tokens[ends[0] :])
    for tail, wanted in zip(_TAILS, (None, phrase("never|not"), phrase("who|whose")), strict=True):
        found = line.find(tail)
        if found and _comma(line, found.begin) and (wanted is None or line.has(wanted)):
            line = line.replaced(found.begin, found.end)
    return line


_PARTS = phrase("(?:so|then|and so) (?=(?:is|was|were|are|did|has|have|had|who|when|what) )")


def _parted(line: Line) -> Line:
    """With a break before ", so is it …": what stands before is another sentence."""
    found = line.find(_PARTS)
    if found is None or found.begin == 0 or not _comma(line, found.begin):
        return line
    place = line.tokens[found.begin]
    return line.replaced(found.begin, found.end, Token(BREAK, place.begin, place.begin))


_SHORT = re.compile(
    r"(?P<word>who|when|why|how)(?: (?:was|is) (?:it|that|this|he|she)|come| (?:did|does|could|can) "
    r"(?:that|it|this) (?:come about|happen|be)|(?: so)?(?: then)?)"
)


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


_THEN = phrase("(?P<relation>after|before|since) (?:that|this|then)|(?P<later>afterwards|thereafter)")


def _after_that(line: Line) -> Line | None:
    """One sentence of "they turned it down. What changed after that?": after they turned it down."""
    sentences = _sentences(line)
    if len(sentences) != 2:
        return None
    asks = Line(line.asked, sentences[1])
    found = asks.find(_THEN)
    if found is None:
        return None
    place = asks.tokens[found.begin]
    relation = Token(found.word("relation") or "after", place.begin, place.end)
    moment = moments(Line(line.asked, (relation, *sentences[0])))
    if len(moment.tokens) != 1:
        return None
    return asks.replaced(found.begin, found.end, *moment.tokens)


def without_reasons(line: Line) -> Line:
    """Without what only says why it is asked; of a reason that names a thing nothing is left out."""
    found = line.find(_REASON)
    if found is None:
        return line
    end = found.end
    while end < len(line.tokens) and not _comma(line, end):
        end += 1
    if found.begin == 0 and end == len(line.tokens):
        return line
    part = line.tokens[found.begin : end]
    if any(token.text in _CARRIED | _TIMES for token in part):
        return line
    return without_reasons(line.replaced(found.begin, end))


def _comma(line: Line, at: int) -> bool:
    """Whether a sentence or a clause ends before this token."""
    between = line.asked[line.tokens[at - 1].end : line.tokens[at].begin]
    return line.tokens[at].text == BREAK or bool(re.search(r"[,;:()–—]|\s-\s", between))


def _sentences(line: Line) -> list[tuple[Token, ...]]:
    found: list[list[Token]] = [[]]
    for token in line.tokens:
        if token.text == BREAK:
            found.append([])
        else:
            found[-1].append(token)
    return [tuple(each) for each in found if each]


def _asked(line: Line, vocabulary: Vocabulary) -> Line | None:
    """The one sentence that asks, with what the others name; None where no one sentence does."""
    sentences = _sentences(line)
    asking = [each for each in sentences if _is_asked(line, each)]
    if len(sentences) < 2 or len(asking) != 1:
        return None
    one = Line(line.asked, asking[0])
    told = tuple(token for each in sentences if each is not asking[0] for token in each)
    others = with_items(Line(line.asked, told), vocabulary).tokens
    things = [token for token in others if token.is_thing]
    taken = _CARRIED | _PARTIES | {"@person"}
    if any(token.text not in taken for token in things) or _NUMBER.search(f" {words_of(others)}"):
        return None
    own = {token.text for token in with_items(one, vocabulary).tokens}
    if "@item" in own:
        things = [token for token in things if token.text != "@item"]
    carried = [token for token in things if token.text in _CARRIED and not _is_price(token)]
    if carried and own & _CARRIED:
        values = {token.values for token in one.tokens if token.text in _CARRIED}
        if not all(token.values in values for token in carried):
            return None
        carried = []
    return _with_people(replace(one, tokens=(*carried, *one.tokens)), things)


_NUMBER = re.compile(r" \d")


def words_of(tokens: Iterable[Token]) -> str:
    """The words of these tokens, between single spaces."""
    return " ".join(token.text for token in tokens)


def _is_price(token: Token) -> bool:
    """Whether it is a price that something is said to have, and no thing that is asked about."""
    return token.text == "@item" and token.values[0].startswith("held ")


def _is_asked(line: Line, sentence: tuple[Token, ...]) -> bool:
    text = f" {' '.join(token.text for token in sentence)} "
    if _ASKS.match(text):
        return True
    after = line.asked[sentence[-1].end :]
    said = [token for token in sentence if not token.is_thing]
    return bool(re.match(r"[\"'”’)]*\?", after)) and len(said) > 0


def _with_people(line: Line, things: list[Token]) -> Line | None:
    """With whom the other sentences name in the place of "he", "she" and "they"."""
    persons = {token.values: token for token in things if token.text == "@person"}
    parties = {token.values: token for token in things if token.text in _PARTIES}
    for pattern, meant in ((_HE, persons), (_THEY, parties or persons)):
        found = line.find(pattern)
        named = any(token.text in {"@person", *_PARTIES} for token in line.tokens)
        if found is None or not things or named:
            continue
        if len(meant) > 1:
            return None
        if meant:
            line = line.replaced(found.begin, found.end, next(iter(meant.values())))
    return line
