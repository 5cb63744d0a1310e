"""given / when / then for deciding: `given(a, b).when(c).adds()` or `.is_refused(code, pointer)`.

A case decides and evolves each record that is given, so a story that cannot be told fails at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from domain import deal as deals
from domain import organisation as organisations
from domain.deal import Deal
from domain.events import Event
from domain.events.base import DealEvent
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.events.proposals import ProposalSealed
from domain.occurrence import Occurrence
from domain.organisation import Organisation
from domain.record import Credential, Entry, Record, record_of
from domain.refusals import Refusal

LEDGER_TIME = datetime(2025, 6, 1, tzinfo=UTC)
BY = Credential("import", "admin_import")


def entry_of(record: Record, version: int) -> Entry:
    """The record as the ledger would keep it, at position = version."""
    return Entry(record, 1, BY, None, version, version, LEDGER_TIME, b"")


@dataclass
class Outcome:
    """What deciding a record gave: an event, or a refusal."""

    event: Event | None
    refusal: Refusal | None

    def adds(self) -> Event:
        """The one event that is added."""
        assert self.event is not None, self.refusal
        return self.event

    def seals(self) -> list[tuple[str, int]]:
        """The clauses and wordings in the seal that is added."""
        sealed = self.adds()
        assert isinstance(sealed, ProposalSealed)
        return [(each.clause, each.version) for each in sealed.contents or ()]

    def is_refused(self, code: str, pointer: str) -> str:
        """The refusal's sentence."""
        assert self.refusal is not None, f"added {self.event}"
        first = self.refusal.faults[0]
        assert (first.code, first.pointer) == (code, pointer)
        return first.message


@dataclass
class Case:
    """A deal (or the organisation) with what was given to it."""

    state: Deal | Organisation
    entries: dict[str, Entry] = field(default_factory=dict)

    def decide(self, record: Record) -> list[Event]:
        """The events that the record adds. Raises a Refusal."""
        target = self._target(record.event)
        if isinstance(self.state, Organisation):
            return organisations.decide(self.state, record, target)
        return deals.decide(self.state, record, target)

    def when(self, record: Record) -> Outcome:
        """What deciding `record` gives; the state stays as it is."""
        try:
            [event] = self.decide(record)
        except Refusal as refusal:
            return Outcome(None, refusal)
        return Outcome(event, None)

    def record(self, record: Record) -> Case:
        """Decide and keep."""
        [event] = self.decide(record)
        return self.keep(replace(record, event=event))

    def keep(self, decided: Record) -> Case:
        """Keep what was decided before."""
        version = self.state.version + 1
        if isinstance(self.state, Organisation):
            organisations.evolve(self.state, decided, version)
        else:
            deals.evolve(self.state, decided, version)
        self.entries[decided.id] = entry_of(decided, version)
        return self

    def current(self, clause: str, at: str) -> int | None:
        """The number of the wording that is current at a time."""
        assert isinstance(self.state, Deal)
        step = self.state.current(clause, Occurrence.of(at))
        return step.number if step else None

    def _target(self, event: Event) -> Entry | None:
        match event:
            case (
                RecordStruck(record=named)
                | RecordCorrected(corrects=named)
                | PrivilegeMarked(record=named)
            ):
                return self.entries.get(named)
            case _:
                return None


def given(*records: Record) -> Case:
    """A deal on which these were recorded, in this order."""
    case = Case(Deal())
    for record in records:
        case.record(record)
    return case


def given_organisation(*records: Record) -> Case:
    """The organisation, with these recorded in this order."""
    case = Case(Organisation())
    for record in records:
        case.record(record)
    return case


def case_for(sent: dict[str, Any], before: tuple[dict[str, Any], ...]) -> Case:
    """A deal with `before` for a record that belongs to one, else the empty organisation."""
    event = record_of(sent).event
    if not isinstance(event, DealEvent):
        return given_organisation()
    return given(*(record_of(each) for each in before))
