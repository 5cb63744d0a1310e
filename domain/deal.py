"""A deal as far as deciding needs it: what a new record may name, and what a seal holds.

`decide` may refuse; `evolve` never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from domain.canonical import canonical
from domain.corrections import corrected_event, decide_on_target
from domain.events import Event
from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised, TermStated
from domain.events.deal import DealOpened
from domain.events.disputes import DisputeOpened, RecordCorrected, RecordStruck
from domain.events.proposals import AgreementExecuted, OrderPlaced, ProposalSealed, SealedWording
from domain.events.sign_off import SignOffRequested
from domain.events.told import MeetingHeld, MessageRelayed, MessageSent, StatementMade
from domain.naming import clauses_named
from domain.occurrence import Occurrence
from domain.record import Entry, Record
from domain.refusals import (
    ClauseNotOnRecord,
    DealAlreadyOpened,
    IdAlreadyUsed,
    WordingNotOnRecord,
)
from domain.wordings import Change, latest


@dataclass(slots=True)
class Step:
    """A change of a clause, as deciding remembers it: no text, only its digest.

    `digest` is None for a removal and for a privileged wording.
    """

    record: str
    occurred: Occurrence
    place: int
    number: int | None
    digest: str | None
    begins: bool = False
    struck: bool = False


@dataclass(slots=True)
class Deal:
    """What deciding knows. Owned by one decider at a time; `evolve` changes it in place."""

    version: int = 0
    opened_by: str | None = None
    zone: str = "UTC"
    clauses: dict[str, list[Step]] = field(default_factory=dict)
    used: dict[tuple[str, str], str] = field(default_factory=dict)

    def wordings(self, clause: str) -> int:
        """How many wordings of the clause were ever recorded."""
        return sum(step.number is not None for step in self.clauses.get(clause, ()))

    def current(self, clause: str, when: Occurrence, before: int | None = None) -> Step | None:
        """The wording current at `when`, as known now (or at stream version `before`)."""
        steps = {
            step.record: step
            for step in self.clauses.get(clause, ())
            if not step.struck and (before is None or step.place < before)
        }
        changes = (
            Change(step.record, step.occurred.interval(self.zone), step.place, step.number)
            for step in steps.values()
        )
        found = latest(changes, when.interval(self.zone).end)
        return steps[found.record] if found and found.number else None


def decide(deal: Deal, record: Record, target: Entry | None = None) -> list[Event]:
    """The events that `record` adds to `deal`. Refuses what is not a well-formed fact.

    `target` is the entry that a strike or a correction names, None when the deal does not hold it.
    """
    event = record.event
    _refuse_unknown_clauses(deal, event)
    _refuse_used_ids(deal, event)
    match event:
        case DealOpened() if deal.opened_by:
            raise DealAlreadyOpened(record.stream)
        case ClauseAdded(clause=clause) if _stands(deal, clause):
            raise IdAlreadyUsed("clause", clause, "/data/clause")
        case ProposalSealed():
            return [_sealed(deal, event, record.envelope.occurred_at)]
        case TermStated(version=None):
            return [_of_current_wording(deal, event, record.envelope.occurred_at)]
        case RecordStruck() | RecordCorrected():
            return [_on_target(deal, event, target)]
        case _:
            return [event]


def evolve(deal: Deal, record: Record, version: int) -> Deal:
    """`deal` after a decided `record` became its entry number `version`."""
    deal.version = version
    match record.event:
        case RecordStruck(record=struck):
            _strike(deal, struck)
        case RecordCorrected() as correction:
            _correct(deal, correction)
        case event:
            _add(deal, record, event, version)
    return deal


def _add(deal: Deal, record: Record, event: Event, version: int) -> None:
    for kind, value in _ids_given(event):
        deal.used[(kind, value)] = record.id
    match event:
        case DealOpened(time_zone=zone):
            deal.opened_by = record.id
            deal.zone = zone
        case ClauseAdded(clause=clause) | ClauseRevised(clause=clause):
            digest = None if record.envelope.privilege != "none" else _digest(event.text)
            number = deal.wordings(clause) + 1
            begins = isinstance(event, ClauseAdded)
            occurred = record.envelope.occurred_at
            step = Step(record.id, occurred, version, number, digest, begins)
            deal.clauses.setdefault(clause, []).append(step)
        case ClauseRemoved(clause=clause):
            step = Step(record.id, record.envelope.occurred_at, version, None, None)
            deal.clauses.setdefault(clause, []).append(step)
        case _:
            pass


def _strike(deal: Deal, struck: str) -> None:
    if deal.opened_by == struck:
        deal.opened_by = None
    deal.used = {key: by for key, by in deal.used.items() if by != struck}
    for step in _steps_of(deal, struck):
        step.struck = True


def _correct(deal: Deal, correction: RecordCorrected) -> None:
    event = corrected_event(correction)
    if isinstance(event, DealOpened) and deal.opened_by == correction.corrects:
        deal.zone = event.time_zone
    for step in _steps_of(deal, correction.corrects):
        step.occurred = correction.occurred_at or step.occurred
        if step.digest and isinstance(event, ClauseAdded | ClauseRevised):
            step.digest = _digest(event.text)


def _steps_of(deal: Deal, record: str) -> Iterator[Step]:
    return (step for steps in deal.clauses.values() for step in steps if step.record == record)


def _stands(deal: Deal, clause: str) -> bool:
    """Whether the clause was added more often than removed: only then is adding it a double."""
    steps = [step for step in deal.clauses.get(clause, ()) if not step.struck]
    return sum(step.begins for step in steps) > sum(step.number is None for step in steps)


def _refuse_unknown_clauses(deal: Deal, event: Event) -> None:
    for clause, version, pointer in clauses_named(event):
        known = deal.wordings(clause)
        if not known:
            raise ClauseNotOnRecord(clause, pointer)
        if version is not None and version > known:
            raise WordingNotOnRecord(clause, version, known, pointer)


def _ids_given(event: Event) -> Iterator[tuple[str, str]]:
    """The ids that this event introduces and that must be unique in the deal."""
    match event:
        case ProposalSealed(proposal=value):
            yield "proposal", value
        case SignOffRequested(sign_off=value):
            yield "sign_off", value
        case MessageSent(message=value) | MessageRelayed(message=value):
            yield "message", value
        case MeetingHeld(meeting=value):
            yield "meeting", value
        case StatementMade(statement=value):
            yield "statement", value
        case OrderPlaced(order=value):
            yield "order", value
        case AgreementExecuted(agreement=value):
            yield "agreement", value
        case DisputeOpened(dispute=value):
            yield "dispute", value
        case _:
            pass


def _refuse_used_ids(deal: Deal, event: Event) -> None:
    for kind, value in _ids_given(event):
        if (kind, value) in deal.used:
            raise IdAlreadyUsed(kind, value, f"/data/{kind}")


def _sealed(
    deal: Deal, event: ProposalSealed, when: Occurrence, before: int | None = None
) -> ProposalSealed:
    """The seal with its contents: what was current at `when`, as known at its place.

    A clause that is named but was not current then is not in the contents: a seal never promises
    a wording that did not stand.
    """
    if event.contents is not None:
        contents = tuple(_with_digest(deal, wording) for wording in event.contents)
    else:
        current = (
            (clause, deal.current(clause, when, before)) for clause in event.clauses or deal.clauses
        )
        contents = tuple(
            SealedWording(clause=clause, version=step.number, digest=step.digest)
            for clause, step in current
            if step and step.number
        )
    listed = [wording.model_dump(mode="json", exclude_none=True) for wording in contents]
    digest = sha256(canonical(listed)).hexdigest()
    return event.model_copy(update={"contents": contents, "digest": digest})


def _with_digest(deal: Deal, wording: SealedWording) -> SealedWording:
    found = next(s for s in deal.clauses[wording.clause] if s.number == wording.version)
    return wording.model_copy(update={"digest": found.digest})


def _of_current_wording(deal: Deal, event: TermStated, when: Occurrence) -> TermStated:
    step = deal.current(event.clause, when)
    return event.model_copy(update={"version": step.number if step else 1})


def _on_target(deal: Deal, event: RecordStruck | RecordCorrected, target: Entry | None) -> Event:
    decided = decide_on_target(event, target)
    if not (isinstance(decided, RecordCorrected) and target):
        return decided
    right = corrected_event(decided)
    _refuse_unknown_clauses(deal, right)
    if isinstance(right, ProposalSealed):
        when = decided.occurred_at or target.envelope.occurred_at
        right = _sealed(deal, right, when, before=target.version)
    elif isinstance(right, TermStated) and right.version is None:
        right = _same_wording(right, target.event)
    data = right.model_dump(mode="json", exclude_none=True)
    return decided.model_copy(update={"data": data})


def _same_wording(right: TermStated, wrong: Event) -> TermStated:
    """A corrected term stays with the wording that the record it corrects was about."""
    version = wrong.version if isinstance(wrong, TermStated) else None
    return right.model_copy(update={"version": version})


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
