"""Whether a kind accounts for every word of a line: it says a concept of it, or says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from projections.answers.words.frames.frame import Frame, with_items
from projections.answers.words.line import BREAK, Line, phrase
from projections.answers.words.meaning.rules import RULES, Rule
from projections.answers.words.meaning.thesaurus import (
    GAP,
    WHOSE,
    Heard,
    is_grammar,
    is_neutral,
    is_telling,
)
from projections.answers.words.ordinary import LIMITS, is_ordinary
from projections.answers.words.vocabulary import Vocabulary

_TELLING = 2
"""From how much on a word is never passed over by a kind that cannot use it."""


def covering(spans: Sequence[Heard], concepts: frozenset[str]) -> list[Heard]:
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


def said_by(own: Sequence[Heard], rule: Rule) -> dict[str, frozenset[int]]:
    """The places of each concept that a kind can use."""
    found: dict[str, set[int]] = {}
    for each in own:
        for concept in each.said.concepts & rule.concepts:
            found.setdefault(concept, set()).update(each.places)
    return {concept: frozenset(places) for concept, places in found.items()}


def has_needs(line: Line, rule: Rule, said: dict[str, frozenset[int]]) -> bool:
    """Whether one of each of its needs is said or named."""
    things = {token.text for token in line.tokens if token.is_thing}
    return all(group & (things | said.keys()) for group in rule.needs)


def unexplained(line: Line, spans: Sequence[Heard], taken: set[int]) -> list[int]:
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


def tells_of_more(line: Line, spans: Sequence[Heard], rest: Sequence[int]) -> bool:
    """Whether words that are searched for say something else together: "in other deals"."""
    return any(is_telling(line.tokens[at].text) for at in rest) or any(
        (_is_idiom(each.said.words) or "past" in each.said.concepts)
        and len(each.places) > 1
        and each.said.weight > _TELLING
        and not each.said.concepts & RULES["silence"].concepts
        for each in spans
    )


def breaks(own: Sequence[Heard], spans: Sequence[Heard], concepts: frozenset[str]) -> bool:
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


_MODAL = phrase(
    "would|should(?! like| be grateful)(?<! that @proposal should)(?<! that @clause should)"
    "(?<! that it should)|ought|might|shall|will|must|could have|(?:could|may|can) [^ ]+ have"
    "|(?:could|can|may) (?:@[a-z]+|it|they|this) (?:[a-z]+ )?be"
)
_WOULD = frozenset({"scope", "precedence", "terms", "silence", "precedent"})


def is_modal(line: Line, frame: Frame) -> bool:
    """Whether it asks what would or should be, of a kind that tells what was."""
    if frame.kind == "process":
        return line.has(_WOULD_BE)
    if frame.kind == "communication" and line.has(_HAS_TO_SAY):
        return True
    if frame.kind in _MAY and line.has(_CAN):
        return True
    return frame.kind not in _WOULD and line.has(_MODAL)


_MAY = frozenset({"retraction", "objection", "changes"})
_CAN = phrase(
    "(?:can|could|may) (?:we|they|i|you|he|she|@client|@party|@person|@partner) (?:still |now |yet "
    "|ever |legally )*(?!have |not have |be shown |be said )[a-z]+"
)
"""What somebody can still do is not what was done."""


_HAS_TO_SAY = phrase(
    "(?:need|needs|have|has|want|wants|going|about|supposed|plan|plans) to (?:tell|say|inform|"
    "write|"
    "explain|let|notify|warn|assure|promise|answer|reply)"
)
_WOULD_BE = phrase(
    "would|might|shall|will|should (?!have been|be|go|have gone)[^ ]+|should @[^ ]+ (?!have been|"
    "be|have gone)[^ ]+"
)


def leaves_an_item(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether plain words of it name an item, of which this kind makes nothing."""
    words = {token.begin for token in line.tokens if not token.is_thing}
    named = with_items(line, vocabulary, grown=False)
    return any(token.text == "@item" and token.begin in words for token in named.tokens)


def is_strong(own: Sequence[Heard]) -> bool:
    """Whether one of its ways of saying means hardly anything else."""
    return any(each.said.weight > _TELLING for each in own)


def passed_over(line: Line, taken: set[int]) -> tuple[str, ...]:
    """The words that say nothing, and are no grammar."""
    return tuple(
        token.text
        for at, token in enumerate(line.tokens)
        if not (token.is_thing or token.text == BREAK or at in taken or is_grammar(token.text))
    )
