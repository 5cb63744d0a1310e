"""The third pass: what the words of a question mean, whatever their order (decision 8).

Names are things already, what leads in goes, and each word left is a way of saying a concept of the
thesaurus, or says nothing; a word that is neither refuses the question. The kind is the one whose
rule accounts for every word, and for more than every other kind that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from projections.answers.asked import Question
from projections.answers.words import negation
from projections.answers.words.asides import Asides
from projections.answers.words.assembling import questions
from projections.answers.words.frames import communication
from projections.answers.words.frames.changes import amended
from projections.answers.words.frames.frame import Frame, Given, NotThis, with_items
from projections.answers.words.kept import keeps_all
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.meaning.building import BUILDERS
from projections.answers.words.meaning.forms import forms
from projections.answers.words.meaning.kinds_meant import with_kind_meant
from projections.answers.words.meaning.meant import Meant
from projections.answers.words.meaning.rules import RULES, Rule
from projections.answers.words.meaning.thesaurus import (
    GAP,
    WHOSE,
    Heard,
    heard,
    is_grammar,
    is_neutral,
    is_telling,
)
from projections.answers.words.ordinary import LIMITS, is_ordinary
from projections.answers.words.sentences import variants
from projections.answers.words.vocabulary import Vocabulary

MARGIN = 1
_FAILED = 3
"""How much less a kind counts that lacks what it needs."""
_TELLING = 2
_ALL_TIMES = frozenset({"@when", "@known", "@before", "@after", "@from", "@to", "@then"})


@dataclass(frozen=True)
class Fitting:
    """A kind that accounts for every word, how much it accounts for, and its questions if any."""

    frame: Frame
    strength: int
    questions: tuple[Question, ...]
    reason: str = ""


def by_meaning(
    line: Line, vocabulary: Vocabulary, frames: Sequence[Frame]
) -> tuple[Question, ...] | None:
    """The reading of the line by what its words mean; None when it is not clear."""
    for each in _variants(line, vocabulary):
        fitting = sorted(fitting_kinds(each, vocabulary, frames), key=lambda one: -one.strength)
        if not fitting:
            continue
        if len(fitting) > 1 and fitting[0].strength - fitting[1].strength < MARGIN:
            return None
        return fitting[0].questions or None
    return None


def _variants(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    seen = set()
    for plain in (line, *variants(line, Asides(vocabulary, frozenset()))):
        if plain.tokens and plain.text not in seen:
            seen.add(plain.text)
            yield plain


def fitting_kinds(line: Line, vocabulary: Vocabulary, frames: Sequence[Frame]) -> Iterator[Fitting]:
    """Every kind whose rule accounts for all words of the line."""
    for frame in frames:
        found = _fitting(line, vocabulary, frame)
        if found:
            yield found


def _fitting(asked: Line, vocabulary: Vocabulary, frame: Frame) -> Fitting | None:
    line, state = _refusals(asked), None
    if frame.kind == "communication":
        line, state = communication.state_of(line, vocabulary)
    line, negated = negation.affirmed(line)
    if any(token.text == "@twice" for token in line.tokens):
        return None
    line = _named(line, vocabulary, frame)
    if state and line.tokens:
        at = line.tokens[-1].end
        line = replace(line, tokens=(*line.tokens, Token("@state", at, at, (state,))))
    rule = RULES[frame.kind]
    if any(t.is_thing and t.text not in frame.takes | _ALL_TIMES for t in line.tokens):
        return None
    spans = heard(line)
    concepts = rule.concepts
    if frame.kind == "communication" and not line.has(_ITEM):
        concepts -= {"cover", "exclude"}
    own = _covering(spans, concepts)
    said = _said(own, rule)
    if not _has_needs(line, rule, said):
        return None
    taken = {place for each in own for place in each.places}
    rest = _rest(line, spans, taken)
    if _leaves_an_item(line, vocabulary):
        return None
    if frame.kind == "silence" and _tells_of_more(line, spans, rest):
        return None
    if (rest and frame.kind != "silence") or _breaks(own, spans, concepts):
        return None
    strength = sum(each.said.weight for each in own)
    if _is_modal(line, frame):
        return None
    form = forms(line)
    if len(form) > 1:
        return None
    if form[0] not in rule.forms:
        return Fitting(frame, strength - _FAILED, (), "It asks for something else.")
    given = Given(line, vocabulary, negated)
    strong = any(each.said.weight > _TELLING for each in own)
    meant = Meant(given, form[0], said, tuple(rest), strong)
    try:
        read = questions(frame, given, dict(BUILDERS[frame.kind](meant)))
    except NotThis as reason:
        return Fitting(frame, strength - _FAILED, (), str(reason))
    if not all(keeps_all(asked, one) for one in read):
        return Fitting(frame, strength, (), "It names more.")
    return Fitting(frame, strength, read)


_MODAL = phrase(
    "would|should(?! like| be grateful)(?<! that @proposal should)(?<! that @clause should)"
    "(?<! that it should)|ought|might|shall|will|must|could have|(?:could|may|can) [^ ]+ have"
    "|(?:could|can|may) (?:@[a-z]+|it|they|this) (?:[a-z]+ )?be"
)
_WOULD = frozenset({"scope", "precedence", "terms", "silence", "precedent"})


def _is_modal(line: Line, frame: Frame) -> bool:
    """Whether it asks what would or should be, of a kind that tells what was."""
    if frame.kind == "process":
        return line.has(_WOULD_BE)
    return frame.kind not in _WOULD and line.has(_MODAL)


_WOULD_BE = phrase(
    "would|might|shall|will|should (?!have been|be|go|have gone)[^ ]+|should @[^ ]+ (?!have been|"
    "be|have gone)[^ ]+"
)


def _leaves_an_item(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether plain words of it name an item, of which this kind makes nothing."""
    words = {token.begin for token in line.tokens if not token.is_thing}
    named = with_items(line, vocabulary, grown=False)
    return any(token.text == "@item" and token.begin in words for token in named.tokens)


_NO = (
    (phrase("(?:said|say|says|saying) no(?: to)?(?! to )"), "refused"),
    (phrase("(?:had|have|has|having|with|get|got|given) no (?:say|voice|chance|look in|part)(?: "
            "in| on| over)?"), "bypassed"),
    (phrase("(?:a|'s|the) no(?= )"), "refusal"),
    (phrase("(?:did|was|has|had|have) not (?:even |ever )?(?:get|got|given|have|had) (?:a |any |"
            "the )?(?:say|voice|look in|chance|look)(?: in| on| over)?"), "bypassed"),
)  # fmt: skip
"""What says no is no question in the negative."""
_ITEM = phrase("@item|@party|@state")


def _refusals(line: Line) -> Line:
    for pattern, word in _NO:
        while found := line.find(pattern):
            at = line.tokens[found.begin]
            line = line.replaced(found.begin, found.end, Token(word, at.begin, at.end))
    return line


def _named(line: Line, vocabulary: Vocabulary, frame: Frame) -> Line:
    """With what this kind names in its own way."""
    if frame.kind == "silence":
        return with_items(line, vocabulary, grown=False)
    if frame.kind == "precedent":
        line = _of_others(line)
    if frame.kind == "terms":
        return with_kind_meant(frame.prepare(frame.prepare_loosely(line, vocabulary), vocabulary))
    if frame.kind == "changes":
        return _amended(
            frame.prepare(frame.prepare_loosely(_without_values(line), vocabulary), vocabulary),
            vocabulary,
        )
    if frame.kind == "scope":
        line = _without_governing(line, vocabulary)
    return frame.prepare(frame.prepare_loosely(line, vocabulary), vocabulary)


_OTHERS = phrase(
    "(?:other|earlier|previous|prior|past|former|comparable|similar|our other) [a-z]{4,}(?:s|es|"
    "ies)"
)


def _of_others(line: Line) -> Line:
    """Other ports, earlier broadcasters: whoever else was dealt with."""
    while found := line.find(_OTHERS):
        at = line.tokens[found.begin]
        line = line.replaced(found.begin, found.end, Token("others", at.begin, at.end))
    return line


_VALUE = phrase(
    r"(?:to|from|by|at|down to|up to) (?:the )?(?:[a-z]+(?:ty|teen)(?: [a-z]+)?|ten|twelve|"
    r"\d[\d.,]*) "
    r"(?:days?|weeks?|months?|years?|%|percent|pct|per cent)|(?:to|from) \d+"
)
"""What something was changed to is told by what changed."""


def _without_values(line: Line) -> Line:
    """What went from one value to another was changed."""
    found = line.find(_VALUE)
    if found is None:
        return line
    at = found.tokens()[0]
    return line.replaced(found.begin, found.end, Token("changed", at.begin, at.end)).without(_VALUE)


def _amended(line: Line, vocabulary: Vocabulary) -> Line:
    """What an amendment did to a clause is what changed from what it amends."""
    return amended(line, vocabulary) if line.has(phrase("@clause")) else line


_IN_OFFER = phrase(
    "(?:(?:granted|given|stated|offered|agreed|set out|named) )?(?:in|under|of|by|with|from) "
    "@proposal"
)


def _without_governing(line: Line, vocabulary: Vocabulary) -> Line:
    """Without the offer of which scope is told anyway."""
    governing = vocabulary.known.deal.governing.proposal
    if governing and line.values("proposal") == (governing.id,):
        return line.without(_IN_OFFER)
    return line


def _covering(spans: Sequence[Heard], concepts: frozenset[str]) -> list[Heard]:
    """The longest ways of saying that a kind can use, none of which overlap."""
    usable = [each for each in spans if each.said.concepts & concepts]
    usable.sort(key=lambda each: (-len(each.places), -each.said.weight, each.places[0]))
    taken: set[int] = set()
    found = []
    for each in usable:
        if taken.isdisjoint(each.places):
            taken.update(each.places)
            found.append(each)
    return found


def _said(own: Sequence[Heard], rule: Rule) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for each in own:
        for concept in each.said.concepts & rule.concepts:
            found.setdefault(concept, set()).update(each.places)
    return {concept: frozenset(places) for concept, places in found.items()}


def _has_needs(line: Line, rule: Rule, said: dict[str, frozenset[int]]) -> bool:
    things = {token.text for token in line.tokens if token.is_thing}
    return all(group & (things | said.keys()) for group in rule.needs)


def _rest(line: Line, spans: Sequence[Heard], taken: set[int]) -> list[int]:
    """The places of words that nothing explains, or that tell of something else."""
    telling = {
        place
        for each in spans
        if each.said.weight >= _TELLING and not taken & {*each.places}
        if not all(is_neutral(line.tokens[place].text) for place in each.places)
        for place in each.places
    }
    return [
        at
        for at, token in enumerate(line.tokens)
        if not (token.is_thing or at in taken or token.text == BREAK)
        and (at in telling or is_telling(token.text) or not _says_nothing(token.text))
    ]


def _says_nothing(word: str) -> bool:
    if " " in word:
        return all(map(_says_nothing, word.split()))
    if is_grammar(word):
        return True
    if word in LIMITS:
        return False
    return is_neutral(word) or is_ordinary(word) or (word.endswith("ly") and len(word) > 5)


def _tells_of_more(line: Line, spans: Sequence[Heard], rest: Sequence[int]) -> bool:
    """Whether words that are searched for say something else together: "in other deals"."""
    return any(is_telling(line.tokens[at].text) for at in rest) or any(
        (_is_idiom(each.said.words) or "past" in each.said.concepts)
        and len(each.places) > 1
        and each.said.weight > _TELLING
        and not each.said.concepts & RULES["silence"].concepts
        for each in spans
    )


def _breaks(own: Sequence[Heard], spans: Sequence[Heard], concepts: frozenset[str]) -> bool:
    """Whether a kind hears only a part of a phrase that means something else as a whole."""
    taken = {place for each in own for place in each.places}
    wholes = {each.places for each in own}
    return any(
        _is_idiom(each.said.words)
        and each.said.weight >= _TELLING
        and not each.said.concepts & concepts
        and {*each.places} & taken
        and not any({*each.places} <= {*whole} for whole in wholes)
        for each in spans
    )


_PARTICLES = frozenset(
    "off out up back away down over through past by round around aside across under".split()
)


def _is_idiom(words: tuple[str, ...]) -> bool:
    """Whether words mean together what none of them means alone."""
    if len(words) < 2:
        return False
    content = [word for word in words if not (is_grammar(word) or word in {GAP, WHOSE})]
    return len(content) > 1 or not _PARTICLES.isdisjoint(words[1:])
