"""Engagement gaps: since when somebody had last seen the terms, and what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from projections.answers.asked import Moment
from projections.answers.moments import Order, Resolved
from projections.clauses import Removal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import SEEN, at_least
from projections.knowledge.proving import Proof
from projections.knowledge.written import Key, Written

HAD_BEFORE_THEM = SEEN | {"authored"}
"""The rungs of which the record says that the words were before the person: signed is not seen."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """One human, before the text was sent.

    `last` is the last record by which they saw any of the terms; `changed` what became different
    since, `unseen` the wordings that went out and that they never saw. `had` are the records by
    which they saw any of what went out; `reached` those by which it got to them or they dealt with
    it otherwise; `again` when they first did so afterwards.
    """

    human: str
    last: Proof | None
    changed: tuple[Written | Removal, ...]
    unseen: tuple[Written, ...]
    had: tuple[Proof, ...]
    reached: tuple[Proof, ...]
    again: Proof | None
    days: int | None

    @property
    def gap(self) -> bool:
        """Whether what they saw last was another text, or became another one before it was sent."""
        return self.last is not None and bool(self.changed or self.last not in self.had)


class Engagements:
    """The engagement of people with the wordings (`keys`) that were sent; `sent` None: by now."""

    def __init__(self, known: Knowledge, sent: Fact | None, keys: Sequence[Key]) -> None:
        self._known = known
        self._sent = sent
        self._keys = keys
        self._moment = Resolved(Moment(record=sent.id), sent.interval, sent) if sent else None

    def of(self, human: str) -> Engagement:
        """One of them."""
        every = [p for proofs in self._known.exposures(human).values() for p in proofs]
        proofs = sorted(every, key=lambda each: each.order)
        before = [each for each in proofs if self._order(each.fact) == "before"]
        after = [each for each in proofs if self._order(each.fact) == "after"]
        seen = [each for each in before if each.rung in HAD_BEFORE_THEM]
        last = seen[-1] if seen else None
        sight = {w.key for each in seen for w in each.lead.target.wordings[: each.lead.size]}
        return Engagement(
            human,
            last,
            self._changed(last, sight),
            tuple(each for each in self._text if each.key not in sight),
            tuple(each for each in seen if self._on_text(each)),
            _each_once([p for p in before if p.rung not in HAD_BEFORE_THEM and self._on_text(p)]),
            next((p for p in after if at_least(p.rung, "opened") and self._on_text(p)), None),
            self._days(last),
        )

    @cached_property
    def _text(self) -> list[Written]:
        by_key = self._known.chronicle.by_key
        return [by_key[key] for key in self._keys if key in by_key]

    def _order(self, fact: Fact) -> Order:
        return self._moment.order(fact) if self._moment else "before"

    def _on_text(self, proof: Proof) -> bool:
        places = (proof.lead.target.place(key) for key in self._keys)
        return any(place is not None and place < proof.lead.size for place in places)

    def _changed(self, last: Proof | None, sight: set[Key]) -> tuple[Written | Removal, ...]:
        """The wordings sent that began afterwards, and the removal of clauses that they saw."""
        if last is None:
            return ()
        found: list[Written | Removal] = [
            each for each in self._text if last.fact.interval.before(each.interval)
        ]
        for clause in dict.fromkeys(clause for clause, _ in sight):
            changes = self._known.chronicle.clauses[clause].now.ordered
            removed = changes[-1] if changes else None
            if isinstance(removed, Removal) and last.fact.interval.before(removed.interval):
                found += [removed] if self._order(removed.fact) == "before" else []
        return tuple(sorted(found, key=lambda each: (each.interval.begin, each.place)))

    def _days(self, last: Proof | None) -> int | None:
        end = self._sent.interval if self._sent else None
        return (end.begin - last.fact.interval.begin).days if last and end else None


def _each_once(proofs: list[Proof]) -> tuple[Proof, ...]:
    by_record = {each.record: each for each in proofs}
    return tuple(by_record.values())
