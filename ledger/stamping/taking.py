"""Taking stamps: one look at what the signer signed last, and at who has not stamped it yet.

A stamp is wanted of an authority when its last one is old enough, and something was recorded since
that is no stamp: a stamp alone, which makes the ledger grow, asks for no other. What fails is tried
again later and later; one after the other is asked, and the signer waits for none.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from domain.events.time_stamps import TimeStampReceived
from domain.occurrence import Occurrence
from domain.record import Credential, Envelope, Record
from ledger.application import Ledger
from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.time_stamp import TimeStamp, as_written, judge_clock
from ledger.proof.verification import Break
from ledger.signing.folder import SignerFolder
from ledger.stamping import standing
from ledger.stamping.asking import Asker, RefusedStampError
from ledger.stamping.authority import Authority, Plan
from ledger.stamping.recorded import TYPE, RecordedStamp, stamps_before
from ledger.stamping.when import tree_of
from ledger.submission import Receipt

WRITER = Credential("deal-ledger", "ledger")
ACTOR = "system:deal-ledger"
FIRST_AGAIN, LAST_AGAIN = timedelta(minutes=1), timedelta(hours=1)
"""How long after a failure it is tried again: at first, and at most."""
_SOMETHING_NEW = """
    SELECT 1 FROM ledger.entries WHERE position > %s AND position <= %s AND topic <> %s LIMIT 1"""
_END = 2**62


class Told(Protocol):
    """Is told what becomes of stamping."""

    def stamped(self, authority: Authority, stamp: TimeStamp, receipt: Receipt) -> None:
        """A stamp is on record."""

    def refused(self, authority: Authority, broken: Break, again_at: datetime) -> None:
        """An authority gave none that counts."""

    def hindered(self, fault: Exception) -> None:
        """It could not work just now, and tries again."""


@dataclass(slots=True)
class _Known:
    """What is known of an authority: what its last stamp covers, and what failed since."""

    size: int = 0
    at: datetime | None = None
    failures: int = 0
    again_at: datetime | None = None


class Stamper:
    """Takes stamps of one ledger. For one thread, which no other does this beside."""

    def __init__(
        self,
        folder: SignerFolder,
        ledger: Ledger,
        plan: Plan,
        asker: Asker,
        told: Told,
    ) -> None:
        self._folder = folder
        self._ledger = ledger
        self._plan = plan
        self._asker = asker
        self._now = asker.now
        self._told = told
        self._known = _on_record(ledger, plan)
        # Whoever asks none says nothing of those that another process asks.
        if plan.authorities:
            standing.tell_only(ledger.rows.all, [each.name for each in plan.authorities])

    def step(self) -> None:
        """Look once; whoever is due is asked. Raises StateError, UnavailableError."""
        state = self._folder.state()
        if state is None or state.frozen or state.note is None:
            return
        note = state.note.encode()
        head = checkpoint_of(note)
        for authority in self._plan.authorities:
            if self._is_due(self._known[authority.name], head):
                self._take(authority, note, head)

    def _is_due(self, known: _Known, head: Checkpoint) -> bool:
        now = self._now()
        if known.again_at is not None and now < known.again_at:
            return False
        if known.at is not None and now - known.at < self._plan.every:
            return False
        new = self._ledger.rows.one(_SOMETHING_NEW, known.size, head.size, TYPE)
        return new is not None

    def _take(self, authority: Authority, note: bytes, head: Checkpoint) -> None:
        try:
            stamp = self._asker.stamp(authority, note, self._plan.roots)
            self._refuse_for_another_ledger(stamp, head)
        except RefusedStampError as refused:
            self._failed(authority, refused.broken)
            return
        receipt = self._ledger.record(_record(authority, note, stamp), WRITER)
        self._known[authority.name] = _Known(head.size, stamp.at)
        standing.tell_stamped(self._ledger.rows.all, authority.name, stamp.at, head.size)
        self._told.stamped(authority, stamp, receipt)

    def _refuse_for_another_ledger(self, stamp: TimeStamp, head: Checkpoint) -> None:
        """What is recorded must be of the ledger as it is by then. Raises RefusedStampError."""
        tree = tree_of(self._ledger)
        before = tree.recorded_at(head.size)
        if before is None or tree.root_at(head.size) != head.root:
            broken = Break("root", "the ledger does not hold what was stamped any more")
            raise RefusedStampError(broken)
        if late := judge_clock(stamp, before, self._now()):
            raise RefusedStampError(late)

    def _failed(self, authority: Authority, broken: Break) -> None:
        known = self._known[authority.name]
        known.failures += 1
        wait = FIRST_AGAIN * 2 ** min(known.failures - 1, 10)
        now = self._now()
        known.again_at = now + min(wait, LAST_AGAIN)
        reason = f"{broken.rule}: {broken.reason}"
        standing.tell_failed(self._ledger.rows.all, authority.name, now, known.again_at, reason)
        self._told.refused(authority, broken, known.again_at)


def _on_record(ledger: Ledger, plan: Plan) -> dict[str, _Known]:
    """The last stamp of each authority that is on record."""
    known = {each.name: _Known() for each in plan.authorities}
    wanted = set(known)
    for each in stamps_before(ledger, _END):
        if isinstance(each, RecordedStamp) and each.authority in wanted:
            known[each.authority] = _Known(each.head.size, each.stamp.at)
            wanted.remove(each.authority)
        if not wanted:
            break
    return known


def _record(authority: Authority, note: bytes, stamp: TimeStamp) -> Record:
    at = Occurrence.of(as_written(stamp.at))
    event = TimeStampReceived(
        authority=authority.name,
        checkpoint=note.decode(),
        stamped_at=at,
        token=b64encode(stamp.token).decode("ascii"),
    )
    envelope = Envelope(
        id=f"time-stamp:{sha256(stamp.token).hexdigest()[:40]}",
        type=event.stored_as,
        occurred_at=at,
        actor=ACTOR,
    )
    return Record(envelope, event)
