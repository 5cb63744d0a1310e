"""Which records of a deal were altered, or made later than what they record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.disputes import RecordCorrected, RecordStruck
from projections.answers.draft import Verdict
from projections.answers.evidence import (
    Evidence,
    recorded_after_dispute,
    recorded_late,
    undated,
    words_said,
)
from projections.basis import believed_recording
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact, fact_of

_CHANGES = RecordCorrected | RecordStruck


@dataclass(frozen=True)
class IntegrityFinding:
    """The records by what makes them noteworthy, each in one list only; see `integrity`."""

    deal: KnownDeal
    proof: Mapping[str, Any]

    @cached_property
    def corrections(self) -> list[Fact]:
        """The corrections; one that was struck was made none the less."""
        return self._changes(RecordCorrected)

    @cached_property
    def strikes(self) -> list[Fact]:
        """The records that strike others."""
        return self._changes(RecordStruck)

    def _changes(self, kind: type[_CHANGES]) -> list[Fact]:
        zone = self.deal.zone
        return [fact_of(e, zone) for e in self.deal.shown if type(e.record.event) is kind]

    @cached_property
    def records(self) -> list[Fact]:
        """Everything else that had happened, and that the ledger did not write itself."""
        return [
            fact
            for fact in self.deal.happened
            if not isinstance(fact.event, _CHANGES) and fact.entry.recorded_by.kind != "ledger"
        ]

    @cached_property
    def _after_dispute(self) -> list[Fact]:
        if self.deal.dispute is None:
            return []
        return [f for f in self.records if recorded_after_dispute(self.deal, f.entry)]

    @cached_property
    def added_after_dispute(self) -> list[Fact]:
        """Recorded after the dispute was opened, of what certainly occurred before it."""
        return [f for f in self._after_dispute if f.interval.before(self._dispute.interval)]

    @cached_property
    def happened_after_dispute(self) -> list[Fact]:
        """Recorded after the dispute was opened, of what certainly occurred after it."""
        return self._but_late(
            f for f in self._after_dispute if self._dispute.interval.before(f.interval)
        )

    @cached_property
    def order_unknown(self) -> list[Fact]:
        """Recorded after the dispute was opened, of what may have occurred before it or after."""
        return self._but_late(
            f for f in self._after_dispute if f.interval.overlaps(self._dispute.interval)
        )

    @property
    def _dispute(self) -> Fact:
        assert self.deal.dispute is not None
        return self.deal.dispute

    @cached_property
    def _late(self) -> list[Fact]:
        return [f for f in self.records if recorded_late(self.deal, f, f.entry)]

    @cached_property
    def late(self) -> list[Fact]:
        """Recorded more than a day after; those recorded after the dispute stand there."""
        added = {fact.id for fact in self.added_after_dispute}
        return [f for f in self._late if f.id not in added and not undated(self.deal, f.entry)]

    @cached_property
    def undated_imports(self) -> list[Fact]:
        """Late by the ledger's clock, from an import that has no source's time: nobody knows."""
        added = {fact.id for fact in self.added_after_dispute}
        return [f for f in self._late if f.id not in added and undated(self.deal, f.entry)]

    def _but_late(self, facts: Iterable[Fact]) -> list[Fact]:
        known = {fact.id for fact in self.late}
        return [fact for fact in facts if fact.id not in known]

    @property
    def deciding(self) -> list[Fact]:
        """The records by which it is a yes."""
        return [*self.added_after_dispute, *self.late, *self.corrections, *self.strikes]

    @property
    def verdict(self) -> Verdict:
        """Whether anything was altered or added later."""
        return "yes" if self.deciding or not self.proof["holds"] else "no"

    def evidence(self, facts: Iterable[Fact]) -> tuple[Evidence, ...]:
        """Records, each with its words."""
        return tuple(Evidence(fact, _words(fact), self._wording(fact)) for fact in facts)

    def _wording(self, fact: Fact) -> Wording | None:
        if not isinstance(fact.event, ClauseAdded | ClauseRevised):
            return None
        return self.deal.clauses.by_id[fact.event.clause].wording(self.deal.numbers[fact.id])

    @property
    def details(self) -> dict[str, Any]:
        """The findings as data."""
        dispute = self.deal.dispute
        return {
            "corrections": [self._changed(fact) for fact in self.corrections],
            "struck": [self._changed(fact) for fact in self.strikes],
            "late": _ids(self.late),
            "added_after_dispute": _ids(self.added_after_dispute),
            "happened_after_dispute": _ids(self.happened_after_dispute),
            "order_unknown": _ids(self.order_unknown),
            "undated_imports": _ids(self.undated_imports),
            "said_by_sender": _ids(self.said_by_sender),
            "imports": self._imports,
            "dispute": dispute.id if dispute else None,
            "proof": dict(self.proof),
        }

    def _changed(self, fact: Fact) -> dict[str, Any]:
        event = fact.event
        assert isinstance(event, _CHANGES)
        target = _target(event)
        return {
            "record": fact.id,
            "of": target,
            "type": self._types.get(target),
            "by": fact.actor,
            "reason": event.reason,
        }

    @cached_property
    def _types(self) -> dict[str, str]:
        """By record id, of those that were corrected or struck."""
        changes = (fact.event for fact in (*self.corrections, *self.strikes))
        targets = {_target(event) for event in changes if isinstance(event, _CHANGES)}
        shown = (entry.record for entry in self.deal.shown)
        return {each.id: each.event.stored_as for each in shown if each.envelope.id in targets}

    @cached_property
    def said_by_sender(self) -> list[Fact]:
        """Whose source's time of recording nobody but the sender vouches for."""
        return [
            fact
            for fact in self.records
            if (source := fact.entry.envelope.source) is not None
            and source.recorded_at is not None
            and believed_recording(fact.entry, self.deal.zone) is None
        ]

    @property
    def _imports(self) -> list[dict[str, Any]]:
        found: dict[str, list[str]] = {}
        for fact in self.records:
            if fact.entry.recorded_by.kind == "admin_import":
                found.setdefault(fact.entry.recorded_by.name, []).append(fact.id)
        return [{"by": by, "records": records} for by, records in found.items()]


def _target(event: _CHANGES) -> str:
    return event.corrects if isinstance(event, RecordCorrected) else event.record


def _words(fact: Fact) -> str | None:
    if isinstance(fact.event, _CHANGES):
        return fact.event.reason
    return next((words for _, words in words_said(fact.event)), None)


def _ids(facts: Iterable[Fact]) -> list[str]:
    return [fact.id for fact in facts]
