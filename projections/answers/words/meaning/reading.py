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
from projections.answers.words.frames.frame import Frame, Given, NotThis
from projections.answers.words.kept import keeps_all
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.meaning import accounting
from projections.answers.words.meaning.building import BUILDERS
from projections.answers.words.meaning.forms import forms
from projections.answers.words.meaning.meant import Meant
from projections.answers.words.meaning.own_names import (
    with_own_names,
    with_refusals,
    without_governing,
)
from projections.answers.words.meaning.rules import RULES
from projections.answers.words.meaning.thesaurus import heard, is_grammar
from projections.answers.words.sentences import variants
from projections.answers.words.vocabulary import Vocabulary

MARGIN = 1
_FAILED = 3
"""How much less a kind counts that lacks what it needs."""
_ALL_TIMES = frozenset({"@when", "@known", "@before", "@after", "@from", "@to", "@then"})
_COVERS = frozenset({"cover", "exclude"})
_ITEM = phrase("@item|@party|@state")


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
    texts = unknown_texts(line)
    things = {(token.text, token.values) for token in line.tokens if token.is_thing}
    for plain in (line, *variants(line, Asides(vocabulary, frozenset()))):
        kept = {(token.text, token.values) for token in plain.tokens if token.is_thing}
        same = kept >= things and unknown_texts(plain) == texts
        if plain.tokens and plain.text not in seen and same:
            seen.add(plain.text)
            yield plain


_TEXT = frozenset(
    "clause clauses section sections article paragraph provision schedule annex exhibit appendix "
    "addendum".split()
)


def unknown_texts(line: Line) -> int:
    """How many texts are named that nobody knows: none of them is left out."""
    pairs = zip(line.tokens, line.tokens[1:], strict=False)
    return sum(
        two.text in _TEXT and not (one.is_thing or is_grammar(one.text)) for one, two in pairs
    )


def fitting_kinds(line: Line, vocabulary: Vocabulary, frames: Sequence[Frame]) -> Iterator[Fitting]:
    """Every kind whose rule accounts for all words of the line."""
    for frame in frames:
        given = _given(line, vocabulary, frame)
        found = _fitting(line, given, frame) if given else None
        if found:
            yield found


def _given(asked: Line, vocabulary: Vocabulary, frame: Frame) -> Given | None:
    """The line in the affirmative, with what the kind names; None where it names something else."""
    line, state = with_refusals(asked), None
    if frame.kind == "communication":
        line, state = communication.state_of(line, vocabulary)
    line, negated = negation.affirmed(line)
    if any(token.text == "@twice" for token in line.tokens):
        return None
    line = with_own_names(line, vocabulary, frame)
    if state and line.tokens:
        at = line.tokens[-1].end
        line = replace(line, tokens=(*line.tokens, Token("@state", at, at, (state,))))
    taken = (frame.takes | _ALL_TIMES) - {"@month"}
    if any(token.is_thing and token.text not in taken for token in line.tokens):
        return None
    return Given(line, vocabulary, negated)


def _fitting(asked: Line, given: Given, frame: Frame) -> Fitting | None:
    line, rule = given.line, RULES[frame.kind]
    spans, concepts = heard(line), rule.concepts
    if frame.kind == "communication" and not line.has(_ITEM):
        concepts -= _COVERS
    own = accounting.covering(spans, concepts)
    said = accounting.said_by(own, rule)
    if not accounting.has_needs(line, rule, said):
        return None
    taken = {place for each in own for place in each.places}
    rest = accounting.unexplained(line, spans, taken)
    searched = frame.kind == "silence"
    lost = accounting.tells_of_more(line, spans, rest) if searched else bool(rest)
    if lost or accounting.breaks(own, spans, concepts) or accounting.is_modal(line, frame):
        return None
    asks = forms(line)
    if len(asks) > 1 or accounting.leaves_an_item(line, given.vocabulary):
        return None
    strength = sum(each.said.weight for each in own)
    if asks[0] not in rule.forms:
        return Fitting(frame, strength - _FAILED, (), "It asks for something else.")
    meant = Meant(given, asks[0], said, tuple(rest), accounting.is_strong(own))
    try:
        read = questions(frame, given, dict(BUILDERS[frame.kind](meant)))
    except NotThis as reason:
        return Fitting(frame, strength - _FAILED, (), str(reason))
    if frame.kind == "scope":
        asked = without_governing(asked, given.vocabulary)
    if not all(keeps_all(asked, one) for one in read):
        return Fitting(frame, strength, (), "It names more.")
    over = () if searched else accounting.passed_over(line, taken)
    read = tuple(replace(one, passed_over=(*over, *one.passed_over)) for one in read)
    return Fitting(frame, strength, read)
