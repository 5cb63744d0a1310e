"""Deciding and appending a batch of submissions: each answered by itself, in their order."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.canonical import canonical
from domain.corrections import corrected_event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.events.proposals import ProposalSealed
from domain.persons import persons_of
from domain.record import BY_THE_LEDGER, Decided, Entry, Record, Target
from domain.refusals import (
    ChangedMeanwhile,
    NothingToSeal,
    RecordIdReused,
    Refusal,
    VersionMismatch,
)
from ledger.appending import Answer
from ledger.mapper import NewEntry, PreparedEntry
from ledger.proof.canonical_at_once import canonical_at_once
from ledger.pseudonyms import ERASED
from ledger.states import States
from ledger.submission import Receipt, Submission

TRIES = 5
"""How often a record is decided anew because others changed its deal meanwhile."""

FEW = 16
"""So few are decided without looking first whether they are there already: that is seen later, at
some cost, and seldom. More are a file, which may be sent again."""


@dataclass(frozen=True, slots=True)
class Known:
    """A record id that is on record: where it stands, and the fingerprint of its content."""

    receipt: Receipt
    fingerprint: bytes


Queue = list[tuple[Submission, list[PreparedEntry]]]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes batches. One thread at a time.

    `prepare` makes an entry's bytes; `append` sends prepared entries and gives one answer each;
    `known` looks record ids up; `entry` gives the entry of a record id, `stream` those of a
    stream.
    """

    states: States
    fingerprint_key: bytes
    prepare: Callable[[NewEntry], PreparedEntry]
    append: Callable[[Sequence[PreparedEntry]], list[Answer]]
    known: Callable[[Sequence[str]], dict[str, Known]]
    entry: Callable[[str], Entry | None]
    stream: Callable[[str], Sequence[Entry]]
    _hmac: hmac.HMAC = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hmac", hmac.new(self.fingerprint_key, digestmod="sha256"))

    def write(self, batch: Sequence[Submission]) -> None:
        """Settle every submission of the batch: receipts, or the refusal."""
        try:
            if len(batch) > FEW:
                self._look_up(batch)
            todo = [each for each in batch if not each.settled]
            while todo:
                todo = [each for each in self._round(todo) if not self._given_up(each)]
        except BaseException:
            # What the ledger took of this batch is not known here: the states say nothing now.
            self.states.forget()
            raise

    def _given_up(self, submission: Submission) -> bool:
        if not submission.settled and submission.conflicts >= TRIES:
            streams = ", ".join(sorted({record.stream for record in submission.every}))
            submission.refusal = ChangedMeanwhile(streams, TRIES)
        return submission.settled

    def _round(self, todo: list[Submission]) -> list[Submission]:
        """Go through the batch once; gives what is left to do because others were quicker."""
        queue: Queue = []
        for place, submission in enumerate(todo):
            try:
                queue.append((submission, self._decide(submission, len(queue))))
                continue
            except Refusal:
                # Decided on a state that may be old, or hold records that the ledger has not taken
                # yet. A refusal counts when it is made on what is on record: send, look, decide.
                left = self._send(queue)
                queue = []
            if left:
                return [*left, *todo[place:]]
            self._decide_finally(submission, queue)
        return self._send(queue)

    def _decide_finally(self, submission: Submission, queue: Queue) -> None:
        self._refresh([submission])
        self._look_up([submission])
        if submission.settled:
            return
        try:
            queue.append((submission, self._decide(submission, len(queue))))
        except Refusal as refusal:
            submission.refusal = refusal

    def _decide(self, submission: Submission, append: int) -> list[PreparedEntry]:
        self._refuse_two_contents(submission)
        entries: list[PreparedEntry] = []
        before: dict[str, Decided] = {}
        try:
            for record in submission.missing:
                decided = self._decided(record, before)
                if submission.claim is not None:
                    _refuse_an_empty_seal(record, decided)
                erased = self._erased(record, before)
                if not entries and submission.expected not in {None, decided.version - 1}:
                    raise _of(record, VersionMismatch(record.stream, decided.version - 1))
                entries.append(self._prepared(record, decided, submission, append, erased))
                before[record.id] = decided
        except Refusal:
            # What was decided of it before must not stay in the states.
            self.states.spoil(record.stream for record in submission.every)
            raise
        return entries

    def _decided(self, record: Record, before: Mapping[str, Decided]) -> Decided:
        try:
            return Decided(*self.states.decide(record, self._target(record, before)))
        except Refusal as refusal:
            raise _of(record, refusal) from None

    def _prepared(
        self,
        record: Record,
        decided: Decided,
        submission: Submission,
        append: int,
        erased: frozenset[str],
    ) -> PreparedEntry:
        sent = record not in submission.noticed
        given = record.as_sent()
        made = decided.record
        unchanged = made.envelope is record.envelope and made.event is record.event
        try:
            return self.prepare(
                NewEntry(
                    originator_id=record.stream,
                    originator_version=decided.version,
                    record=made,
                    recorded_by=submission.by if sent else BY_THE_LEDGER,
                    received_at=submission.received_at if sent else None,
                    fingerprint=self._fingerprint_of(given),
                    append=append,
                    claim=submission.claim if sent else None,
                    erased=erased,
                    given=given if unchanged else None,
                )
            )
        except Refusal as refusal:
            raise _of(record, refusal) from None

    def _target(self, record: Record, before: Mapping[str, Decided]) -> Target | None:
        """What a strike, a correction or a mark names, on record or before it in the array."""
        match record.event:
            case (
                RecordStruck(record=named)
                | RecordCorrected(corrects=named)
                | PrivilegeMarked(record=named)
            ):
                found = before.get(named) or self.entry(named)
                return found if found and found.record.stream == record.stream else None
            case _:
                return None

    def _erased(self, record: Record, before: Mapping[str, Decided]) -> frozenset[str]:
        """Who was erased and may be named: a correction repeats whom the record shows by now."""
        event = record.event
        if not isinstance(event, RecordCorrected) or ERASED.encode() not in canonical(event.data):
            return frozenset()
        target = self._target(record, before)
        shown = [target.record] if target else []
        shown += (
            replace(each.record, event=corrected_event(each.event))
            for each in self.stream(record.stream)
            if isinstance(each.event, RecordCorrected) and each.event.corrects == event.corrects
        )
        named = (person for each in shown for person in persons_of(each))
        return frozenset(each for each in named if each.startswith(ERASED))

    def _send(self, queue: Queue) -> list[Submission]:
        """Append what was decided; gives the submissions that must be decided anew, in order."""
        if not queue:
            return []
        answers = iter(self.append([entry for _, entries in queue for entry in entries]))
        left: list[Submission] = []
        moved: set[str] = set()
        named: set[str] = set()
        for submission, entries in queue:
            given = [(entry, next(answers)) for entry in entries]
            outcomes = {answer.outcome for _, answer in given}
            if outcomes <= {"added", "already"}:
                for entry, answer in given:
                    submission.receipts[entry.event_id] = _receipt(entry, answer, named)
            else:
                submission.conflicts += 1
                left.append(submission)
            if outcomes != {"added"}:
                moved |= {entry.originator_id for entry in entries}
        streams = {entry.originator_id for _, entries in queue for entry in entries}
        self.states.took(streams - moved)
        for stream in moved:
            self.states.refresh(stream)
        self._look_up(left)
        return left

    def _refresh(self, submissions: Sequence[Submission]) -> None:
        for stream in {record.stream for each in submissions for record in each.every}:
            self.states.refresh(stream)

    def _look_up(self, submissions: Sequence[Submission]) -> None:
        """Give receipts for records that are there already; refuse an id with other content."""
        ids = [record.id for each in submissions for record in each.every]
        known = self.known(ids) if ids else {}
        for submission in submissions:
            for record in submission.every:
                if not (found := known.get(record.id)):
                    continue
                if hmac.compare_digest(found.fingerprint, self._fingerprint(record)):
                    submission.receipts[record.id] = found.receipt
                else:
                    submission.refusal = _of(record, RecordIdReused(record.id))

    def _refuse_two_contents(self, submission: Submission) -> None:
        if submission.size == 1:
            return
        seen: dict[str, Record] = {}
        for record in submission.every:
            if seen.setdefault(record.id, record) != record:
                raise _of(record, RecordIdReused(record.id))

    def _fingerprint(self, record: Record) -> bytes:
        """Recognises the same record sent again, though its bytes are salted anew each time."""
        return self._fingerprint_of(record.as_sent())

    def _fingerprint_of(self, given: Mapping[str, Any]) -> bytes:
        # `hmac.digest` lets other threads go first each time, and then waits for them.
        made = self._hmac.copy()
        made.update(canonical_at_once(given))
        return made.digest()


def _refuse_an_empty_seal(sent: Record, decided: Decided) -> None:
    """Deliveries come in any order, and a seal is never made anew: one waits for its clauses."""
    match sent.event, decided.event:
        case ProposalSealed(contents=None, proposal=named), ProposalSealed(contents=()):
            raise _of(sent, NothingToSeal(named))
        case _:
            return


def _of(record: Record, refusal: Refusal) -> Refusal:
    refusal.record = record.id
    return refusal


def _receipt(entry: PreparedEntry, answer: Answer, named: set[str]) -> Receipt:
    """The receipt of an answer; `named` are the persons named first by receipts before it."""
    assert answer.position is not None
    assert answer.version is not None
    assert answer.leaf is not None
    assert answer.recorded_at is not None
    added = answer.outcome == "added"
    first = [person for person, _ in entry.persons if added and person not in named]
    named.update(first)
    return Receipt(
        record=entry.event_id,
        stream=entry.originator_id,
        position=answer.position,
        version=answer.version,
        leaf=answer.leaf,
        recorded_at=answer.recorded_at,
        added=added,
        first_named=tuple(first),
    )
