"""What a wording was stated to mean: as it was known when it was signed, and as it is right by now.

A correction of a wording that a proposal sealed changes neither the seal nor its sign-offs
(VOCABULARY 2.6), so both are judged by the statements as they were known:

1. What the ledger held before the seal, at the seal.
2. What it held only afterwards, at the record that is judged: a signature, or the sending.

Of these statements the latest by the moment that is judged counts, else one that was made later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.events.clauses import ClauseAdded, ClauseRevised, TermStated
from domain.record import Entry
from domain.values import Term
from domain.wordings import latest
from projections.as_known import AsKnown
from projections.clauses import Stated, Wording, is_stated
from projections.deal import KnownDeal
from projections.facts import Fact

_STATE_TERMS = ClauseAdded | ClauseRevised | TermStated
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Meant:
    """The term by which something is judged, and the one that is right by now.

    `corrected_by` are the corrections that make the two differ.
    """

    known: Term | None
    right: Term | None
    corrected_by: tuple[Entry, ...] = ()


class Meanings:
    """What the wordings of a deal were stated to mean."""

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal
        self._moment = deal.basis.effective_at
        self._as_known = AsKnown(deal)

    def of(self, wording: Wording, by: datetime, seal: Fact | None, judged: Fact | None) -> Meant:
        """What a wording meant by a moment, to whoever signed or sent it as `seal` holds it.

        `judged` is the signature, or the sending. Without a seal what is right counts.
        """
        right = self._latest(wording.terms, by)
        corrected = self._corrected.get(_key(wording))
        if seal is None or not corrected:
            term = right.term if right else None
            return Meant(term, term)
        stated = [each for each in wording.terms if each.fact.corrected_by is None]
        for fact in corrected:
            then = self._then(fact, seal, judged)
            if (term := _term(then)) and self._wording_of(then) == _key(wording):
                stated.append(Stated(then, term))
        return _meant(self._latest(stated, by), right)

    def _then(self, fact: Fact, seal: Fact, judged: Fact | None) -> Fact:
        if fact.place < seal.place:
            return self._as_known.before(fact, seal.place)
        return self._as_known.before(fact, judged.place) if judged else fact

    def text(self, wording: Wording, seal: Fact | None) -> str:
        """The words that a seal holds."""
        event = self._as_known.before(wording.fact, seal.place).event if seal else None
        return event.text if isinstance(event, ClauseAdded | ClauseRevised) else wording.text

    def _latest(self, stated: Sequence[Stated], by: datetime) -> Stated | None:
        return latest(stated, by) or latest(stated, self._moment)

    @cached_property
    def _corrected(self) -> dict[_Key, list[Fact]]:
        """The corrected records that state a term, by the wordings of which they ever stated it."""
        found: dict[_Key, list[Fact]] = {}
        for fact in self._deal.facts.counted:
            if fact.corrected_by is not None and isinstance(fact.event, _STATE_TERMS):
                for key in {self._wording_of(each) for each in self._as_known.every(fact)}:
                    found.setdefault(key, []).append(fact)
        return found

    def _wording_of(self, fact: Fact) -> _Key:
        event = fact.event
        assert isinstance(event, _STATE_TERMS)
        if isinstance(event, TermStated):
            return event.clause, event.version or 1
        return event.clause, self._deal.numbers[fact.id]


def _key(wording: Wording) -> _Key:
    return wording.clause, wording.number


def _term(fact: Fact) -> Term | None:
    """The term that a record states, where it counts as stated."""
    match fact.event:
        case ClauseAdded(term=term) | ClauseRevised(term=term):
            return term
        case TermStated(term=term) as event if is_stated(event):
            return term
        case _:
            return None


def _meant(known: Stated | None, right: Stated | None) -> Meant:
    terms = (known.term if known else None, right.term if right else None)
    if terms[0] == terms[1]:
        return Meant(*terms)
    corrections = {
        each.fact.corrected_by.position: each.fact.corrected_by
        for each in (known, right)
        if each and each.fact.corrected_by
    }
    return Meant(*terms, tuple(corrections[place] for place in sorted(corrections)))
