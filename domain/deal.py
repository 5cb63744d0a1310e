"""A deal as far as deciding needs it: what a new record may name, and what a seal holds.

`decide` may refuse; `evolve` never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from domain.corrections import corrected_event, decide_on_target
from domain.events import Event
from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised, TermStated
from domain.events.deal import DealOpened
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.events.proposals import ProposalSealed, SealedWording
from domain.marking import decide_mark
from domain.naming import Named, clauses_named, ids_given
from domain.occurrence import Occurrence
from domain.record import Record, Target
from domain.refusals import (
    ClauseNotOnRecord,
    DealAlreadyOpened,
    IdAlreadyUsed,
    WordingNotOnRecord,
)
from domain.used_ids import UsedIds
from domain.values import Privilege
from domain.wordings import Change, latest


@dataclass(slots=True)
class Step:
    """A change of a clause, as deciding remembers it: no text, only its digest.

    `digest` is None for a removal and for a privileged wording.
    """

    record: str
    sent: Occurrence
    place: int
    number: int | None
    digest: bytes | None
    corrected: Occurrence | None = None
    struck: bool = False

    @property
    def occurred(self) -> Occurrence:
        """When it happened, as known now."""
        return self.corrected or self.sent


@dataclass(slots=True)
class Deal:
    """What deciding knows. Owned by one decider at a time; `evolve` changes it in place."""

    version: int = 0
    opened_by: str | None = None
    zone: str = "UTC"
    clauses: dict[str, list[Step]] = field(default_factory=dict)
    used: UsedIds = field(default_factory=UsedIds)
    marked: dict[str, Privilege] = field(default_factory=dict)

    def wordings(self, clause: str) -> int:
        """How many wordings of the clause were ever recorded."""
        # The last one has the highest number.
        steps = reversed(self.clauses.get(clause, ()))
        return next((step.number for step in steps if step.number), 0)

    def steps(self, clause: str, before: int | None = None) -> list[Step]:
        """The changes of the clause that count now (of those before stream version `before`)."""
        return [
            step
            for step in self.clauses.get(clause, ())
            if not step.struck and (before is None or step.place < before)
        ]

    def latest(self, steps: Iterable[Step], moment: datetime) -> Step | None:
        """The latest of `steps` by occurrence, of those begun by `moment`."""
        by_record = {step.record: step for step in steps}
        found = latest(
            (
                Change(step.record, step.occurred.interval(self.zone), step.place, step.number)
                for step in by_record.values()
            ),
            moment,
        )
        return by_record[found.record] if found else None

    def current(self, clause: str, when: Occurrence, before: int | None = None) -> Step | None:
        """The wording current at `when`, as known now (or at stream version `before`)."""
        found = self.latest(self.steps(clause, before), when.interval(self.zone).end)
        return found if found and found.number else None


def decide(deal: Deal, record: Record, target: Target | None = None) -> list[Event]:
    """The events that `record` adds to `deal`. Refuses what is not a well-formed fact.

    `target` is what a strike, a correction or a mark names, None when the deal does not hold it.
    """
    event = record.event
    _refuse_unknown_clauses(deal, clauses_named(event))
    deal.used.refuse_used(ids_given(event))
    match event:
        case DealOpened() if deal.opened_by:
            raise DealAlreadyOpened(record.stream)
        case ClauseAdded(clause=clause) if _stands(deal, clause, record.envelope.occurred_at):
            raise IdAlreadyUsed("clause", clause, "/data/clause")
        case ProposalSealed():
            return [_sealed(deal, event, record.envelope.occurred_at)]
        case TermStated(version=None):
            return [_of_current_wording(deal, event, record.envelope.occurred_at)]
        case RecordStruck() | RecordCorrected():
            return [_on_target(deal, event, target)]
        case PrivilegeMarked():
            return [decide_mark(event, target)]
        case _:
            return [event]


def evolve(deal: Deal, record: Record, version: int) -> Deal:
    """`deal` after a decided `record` became its entry number `version`."""
    deal.version = version
    match record.event:
        case RecordStruck(record=struck):
            _strike(deal, struck)
        case RecordCorrected() as correction:
            _correct(deal, correction, private=_is_private(record))
        case PrivilegeMarked(record=named, privilege=privilege):
            _mark(deal, named, privilege)
        case event:
            _add(deal, record, event, version)
    return deal


def _add(deal: Deal, record: Record, event: Event, version: int) -> None:
    deal.used.use(ids_given(event), record.id)
    match event:
        case DealOpened(time_zone=zone):
            deal.opened_by = record.id
            deal.zone = zone
        case ClauseAdded(clause=clause) | ClauseRevised(clause=clause):
            digest = None if _is_private(record) else _digest(event.text)
            number = deal.wordings(clause) + 1
            step = Step(record.id, record.envelope.occurred_at, version, number, digest)
            deal.clauses.setdefault(clause, []).append(step)
        case ClauseRemoved(clause=clause):
            step = Step(record.id, record.envelope.occurred_at, version, None, None)
            deal.clauses.setdefault(clause, []).append(step)
        case _:
            pass


def _strike(deal: Deal, struck: str) -> None:
    if deal.opened_by == struck:
        deal.opened_by, deal.zone = None, "UTC"
    deal.used.free(struck)
    for step in _steps_of(deal, struck):
        step.struck = True


def _correct(deal: Deal, correction: RecordCorrected, *, private: bool) -> None:
    """The latest correction counts, by itself: what it leaves out is as it was first sent."""
    event = corrected_event(correction)
    if isinstance(event, DealOpened) and deal.opened_by == correction.corrects:
        deal.zone = event.time_zone
    for step in _steps_of(deal, correction.corrects):
        step.corrected = correction.occurred_at
        if step.digest and isinstance(event, ClauseAdded | ClauseRevised):
            step.digest = None if private else _digest(event.text)


def _mark(deal: Deal, named: str, privilege: Privilege) -> None:
    """What is privileged by now is in no seal by its digest, which would let it be guessed."""
    deal.marked[named] = privilege
    for step in _steps_of(deal, named):
        step.digest = step.digest if privilege == "none" else None


def _is_private(record: Record) -> bool:
    return record.envelope.privilege != "none"


def _steps_of(deal: Deal, record: str) -> Iterator[Step]:
    return (step for steps in deal.clauses.values() for step in steps if step.record == record)


def _stands(deal: Deal, clause: str, when: Occurrence) -> bool:
    """Whether adding the clause at `when` is a double: no removal went before, then or in the end.

    Both are asked, because an addition may be recorded long after it happened.
    """
    steps = deal.steps(clause)
    then = deal.latest(steps, when.interval(deal.zone).end)
    at_last = deal.latest(steps, _THE_END)
    return bool(steps) and not any(step and step.number is None for step in (then, at_last))


_THE_END = datetime.max.replace(tzinfo=UTC)


def _refuse_unknown_clauses(deal: Deal, clauses: Iterable[Named]) -> None:
    for named in clauses:
        known = deal.wordings(named.clause)
        if not known:
            raise ClauseNotOnRecord(named.clause, named.pointer)
        if named.version is not None and named.version > known:
            raise WordingNotOnRecord(named.clause, named.version, known, named.version_pointer)


def _sealed(deal: Deal, event: ProposalSealed, when: Occurrence) -> ProposalSealed:
    """The seal with its contents: what its source named, else what was current at `when`."""
    if event.contents is None:
        return event.with_contents(_standing(deal, event, when))
    return event.with_contents(_with_digest(deal, wording) for wording in event.contents)


def _standing(
    deal: Deal, event: ProposalSealed, when: Occurrence, before: int | None = None
) -> Iterator[SealedWording]:
    """The current wordings of the clauses named, or of all, as known before a stream version.

    A clause that is named but was not current then is left out: a seal never promises a wording
    that did not stand.
    """
    for clause in dict.fromkeys(event.clauses or deal.clauses):
        if (step := deal.current(clause, when, before)) and step.number:
            yield SealedWording(clause=clause, version=step.number, digest=_hex(step))


def _with_digest(deal: Deal, wording: SealedWording) -> SealedWording:
    found = next(s for s in deal.clauses[wording.clause] if s.number == wording.version)
    return wording.model_copy(update={"digest": _hex(found)})


def _of_current_wording(deal: Deal, event: TermStated, when: Occurrence) -> TermStated:
    """The term of the wording that stood at `when`, or stood last; else of the first one."""
    wordings = [step for step in deal.steps(event.clause) if step.number]
    step = deal.latest(wordings, when.interval(deal.zone).end)
    return event.model_copy(update={"version": step.number if step else 1})


def _on_target(deal: Deal, event: RecordStruck | RecordCorrected, target: Target | None) -> Event:
    decided = decide_on_target(event, target)
    if not (isinstance(decided, RecordCorrected) and target):
        return decided
    right, wrong = corrected_event(decided), target.event
    _refuse_unknown_clauses(deal, clauses_named(right, "/data/data"))
    if isinstance(right, ProposalSealed) and isinstance(wrong, ProposalSealed):
        when = decided.occurred_at or target.envelope.occurred_at
        right = _sealed_again(deal, right, when, target, wrong)
    elif isinstance(right, TermStated) and isinstance(wrong, TermStated):
        # A corrected term stays with the wording that the record it corrects was about.
        right = right.model_copy(update={"version": right.version or wrong.version})
    data = right.model_dump(mode="json", exclude_none=True)
    return decided.model_copy(update={"data": data})


def _sealed_again(
    deal: Deal, right: ProposalSealed, when: Occurrence, target: Target, wrong: ProposalSealed
) -> ProposalSealed:
    """A corrected seal: what arrived after it changes no wording that it holds already."""
    held = {(each.clause, each.version): each for each in wrong.contents or ()}
    if right.contents is not None:
        found = [_with_digest(deal, each) for each in right.contents]
    elif right.clauses == wrong.clauses and when == target.envelope.occurred_at:
        found = list(held.values())
    else:
        found = list(_standing(deal, right, when, target.version))
    return right.with_contents(held.get((each.clause, each.version), each) for each in found)


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8")).digest()


def _hex(step: Step) -> str | None:
    return step.digest.hex() if step.digest else None
