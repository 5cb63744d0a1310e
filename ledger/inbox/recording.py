"""Items of the inbox become records: each exactly once, in the order of its object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.record import Credential, Entry, Record
from domain.refusals import Refusal
from ledger.application import Ledger
from ledger.inbox.claiming import Claims, Failure, Item
from ledger.inbox.delivery import (
    Delivery,
    Translated,
    Translator,
    UntranslatableError,
    heals,
    name_of,
    names_others,
    same_but_for_the_delivery,
    seals_what_stands,
)
from ledger.patience import UnavailableError
from ledger.submission import Claim, Submission

AGAIN_AFTER = (1, 10, 60, 600)
"""Seconds after the first, second … try in vain; after one more it is parked."""
QUIET = timedelta(seconds=5)
"""A seal that had to wait for its clauses waits for so long after the last delivery about the same
object: more of them may be on their way, and what comes after a seal is not in it."""


@dataclass(slots=True)
class _Job:
    """An item, and the records that are still to be recorded of it."""

    item: Item
    delivery: Delivery
    translated: Translated
    records: list[Record] = field(default_factory=list)

    def submission(self, worker: int, feeding: Sequence[Record]) -> Submission:
        """What is to be recorded of it, after `feeding`, which nobody sent."""
        kind = "connection" if self.delivery.verified else "unverified_connection"
        return Submission(
            tuple(self.records),
            Credential(self.by, kind),  # type: ignore[arg-type]
            self.delivery.received_at,
            claim=Claim(self.item.number, worker),
            noticed=tuple(feeding),
        )

    @property
    def by(self) -> str:
        """The name of its connection as a credential."""
        return name_of(self.delivery.connection)

    def sent(self, record: str | None) -> Record | None:
        """One of the records that were submitted of it."""
        every = (*self.translated.feeding, *self.records)
        return next((each for each in every if each.id == record), None)


class Recording:
    """Records what was claimed. For one thread; whatever touches the database may raise."""

    def __init__(
        self,
        claims: Claims,
        ledger: Ledger,
        translator: Translator,
        now: Callable[[], datetime],
    ) -> None:
        self._claims = claims
        self._ledger = ledger
        self._translator = translator
        self._now = now
        self._fed: set[str] = set()
        """Ids of records that say that a deal is fed from here, known to be on record."""

    def record(self, items: Sequence[Item]) -> None:
        """Settle items, or write down why they can't be yet."""
        deliveries = self._claims.deliveries(sorted({each.delivery for each in items}))
        jobs = [job for item in items if (job := self._job(item, deliveries[item.delivery]))]
        while jobs:
            jobs = self._round(jobs)

    def _job(self, item: Item, delivery: Delivery) -> _Job | None:
        """The item as it is to be recorded; None when it was settled here."""
        try:
            translated = self._translator.translate(delivery, item.place)
        except UntranslatableError as fault:
            waits = fault.waits_for
            self._fail(item, fault.code, str(fault), again=bool(waits), waits_for=waits)
            return None
        if not translated.records:
            self._claims.uncovered(item, translated.reason, self._now())
            return None
        if item.tries and any(map(seals_what_stands, translated.records)):
            until = self._claims.last_told(item.object) + QUIET
            if self._now() < until:
                reason = "Its clauses are still coming: it seals what is there when no more do."
                self._claims.postponed(item, Failure("nothing_to_seal", reason, until))
                return None
        return _Job(item, delivery, translated, list(translated.records))

    def _round(self, jobs: Sequence[_Job]) -> list[_Job]:
        """Submit all jobs but those that wait for the first of a deal; gives what is left.

        The first one of a deal also says that the deal is fed from here. Two that say so in one go
        would be in each other's way.
        """
        now: list[tuple[_Job, Submission]] = []
        later: list[_Job] = []
        said: set[str] = set()
        for job in jobs:
            feeding = [each for each in job.translated.feeding if each.id not in self._fed]
            ids = {each.id for each in feeding}
            if ids & said:
                later.append(job)
                continue
            said |= ids
            now.append((job, job.submission(self._claims.worker, feeding)))
        self._ledger.submit([submission for _, submission in now])
        if len(now) > 1 and any(_broke(submission) for _, submission in now):
            # One of them cannot be written at all: the others must not suffer for it.
            again = [left for job, _ in now for left in self._round([job])]
        else:
            again = [job for job, submission in now if self._is_to_do(job, submission)]
        return [*again, *later]

    def _is_to_do(self, job: _Job, submission: Submission) -> bool:
        """Write down what became of a job; True when it is to be submitted again."""
        try:
            receipts = submission.answer()
        except Refusal as refusal:
            return self._is_still_to_do(job, refusal)
        except UnavailableError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, the inbox goes on
            said = f"It could not be written: {type(fault).__name__}. The log has it."
            self._fail(job.item, "internal_error", said, again=True)
            return False
        self._fed |= {each.id for each in job.translated.feeding}
        if not any(each.added for each in receipts):
            # Nothing was appended, so nothing was marked.
            self._claims.recorded(job.item, self._on_record(job), self._now())
        elif len(receipts) < len(job.translated.records) or not all(r.added for r in receipts):
            self._claims.stand(job.item, self._on_record(job))
        return False

    def _is_still_to_do(self, job: _Job, refusal: Refusal) -> bool:
        if not self._is_there(job, refusal):
            fault = refusal.faults[0]
            reason = f"{fault.message} ({fault.pointer})" if fault.pointer else fault.message
            waits = sorted({each.stream for each in job.records}) if heals(refusal) else []
            again = bool(waits) or refusal.code == "changed_meanwhile"
            if not again and (parked := self._parked_alike(job, refusal)):
                reason = f"Item {parked} tells the same, and is parked: {reason}"
                self._claims.uncovered(job.item, reason, self._now(), "told_before")
                return False
            self._fail(job.item, fault.code, reason, again=again, waits_for=waits)
            return False
        named = str(refusal.record)
        if named in {each.id for each in job.translated.feeding}:
            self._fed.add(named)
        job.records = [each for each in job.records if each.id != named]
        if not job.records:
            self._claims.recorded(job.item, self._on_record(job), self._now())
        return bool(job.records)

    def _on_record(self, job: _Job) -> list[str]:
        """The ids of what it tells: what is there under another id is not among them."""
        return [each.id for each in job.translated.records if self._ledger.entry(each.id)]

    def _parked_alike(self, job: _Job, refusal: Refusal) -> int | None:
        """The number of a parked item that tells the same: one is enough to be put right."""
        for number, delivery, place in self._claims.parked_before(job.item):
            kept = self._claims.deliveries([delivery])[delivery]
            try:
                parked = self._translator.translate(kept, place)
            except UntranslatableError:
                continue
            if _tell_the_same(job.translated, parked, refusal.code):
                return number
        return None

    def _is_there(self, job: _Job, refusal: Refusal) -> bool:
        """Whether the refused record need not be recorded: what it says is on record already."""
        sent = job.sent(refusal.record)
        if sent is None:
            return False
        known = self._refused_for(sent, refusal)
        if refusal.code in job.translated.settled_by.get(sent.id, ()):
            # Told again it may be told less exactly, but not of somebody else.
            told_of = None if sent.deal is None else known
            return told_of is None or not names_others(sent, told_of.record)
        if refusal.code != "record_id_reused" or known is None:
            return False
        # Who sent it without a delivery, gave no digest of one.
        undelivered = known.envelope.evidence.sha256 is None
        theirs = undelivered or known.recorded_by.name == job.by
        return theirs and same_but_for_the_delivery(sent, known.record)

    def _refused_for(self, sent: Record, refusal: Refusal) -> Entry | None:
        """The entry that has the id, of the record or of what it makes, that was refused."""
        if refusal.code == "record_id_reused":
            return self._ledger.entry(sent.id)
        if refusal.code != "id_already_used" or sent.deal is None:
            return None
        field = refusal.faults[0].pointer.rpartition("/")[2]
        kind, given = sent.event.stored_as, getattr(sent.event, field, None)
        return next(
            (
                each
                for each in self._ledger.entries(sent.deal)
                if each.event.stored_as == kind and getattr(each.event, field, None) == given
            ),
            None,
        )

    def _fail(
        self, item: Item, code: str, reason: str, *, again: bool, waits_for: Sequence[str] = ()
    ) -> None:
        at = None
        if again and item.tries < len(AGAIN_AFTER):
            at = self._now() + timedelta(seconds=AGAIN_AFTER[item.tries])
        self._claims.failed(item, Failure(code, reason, at, waits_for), self._now())


def _tell_the_same(told: Translated, parked: Translated, code: str) -> bool:
    """Whether two items tell the same records; where the first telling stands, of the same people.

    What is told again may be told less exactly.
    """
    if [each.id for each in told.records] != [each.id for each in parked.records]:
        return False
    return all(
        same_but_for_the_delivery(new, old)
        or (code in told.settled_by.get(new.id, ()) and not names_others(new, old))
        for new, old in zip(told.records, parked.records, strict=True)
    )


def _broke(submission: Submission) -> bool:
    """Whether it is not known what became of it, for a reason that is not the database's."""
    fault = submission.refusal
    return fault is not None and not isinstance(fault, Refusal | UnavailableError)
