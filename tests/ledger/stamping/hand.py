"""Stamping that is stepped through by hand, with a clock that is moved on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ledger.application import Ledger
from ledger.proof.time_stamp import TimeStamp, roots_of
from ledger.proof.verification import Break
from ledger.signing.folder import SignerFolder
from ledger.stamping.asking import Asker, Post
from ledger.stamping.authority import Authority as Asked
from ledger.stamping.authority import Plan, authorities_in
from ledger.stamping.recorded import RecordedStamp, stamps_between
from ledger.stamping.taking import Stamper
from ledger.submission import Receipt
from tests.ledger.signing.hand import ByHand
from tests.ledger.stamping.authority import Authority

NAME = "https://tsa.example/stamp"
HOUR = timedelta(hours=1)


class StampedByHand:
    """One ledger, its signer, and one authority or more."""

    def __init__(self, ledger: Ledger, signer: ByHand, authority: Authority) -> None:
        self.ledger = ledger
        self.signer = signer
        self.later = timedelta()
        self.authorities = authorities_in(NAME)
        self.roots = roots_of(authority.roots)
        self.every = HOUR
        self.post: Post = authority.post
        self.stamps: list[TimeStamp] = []
        self.receipts: list[Receipt] = []
        self.refusals: list[tuple[str, Break, datetime]] = []
        self._stamper: Stamper | None = None

    @property
    def folder(self) -> SignerFolder:
        return self.signer.folder

    def now(self) -> datetime:
        """The machine's clock, by which openssl stamps, moved on."""
        return datetime.now(UTC) + self.later

    def step(self) -> int:
        """Look once; gives how many stamps were recorded. The same worker goes on."""
        if self._stamper is None:
            self.begin()
        assert self._stamper is not None
        before = len(self.stamps)
        self._stamper.step()
        return len(self.stamps) - before

    def begin(self) -> None:
        """As another process begins."""

        def post(url: str, request: bytes) -> bytes:
            return self.post(url, request)

        asker = Asker(post, self.now)
        plan = Plan(self.authorities, self.roots, self.every)
        self._stamper = Stamper(self.folder, self.ledger, plan, asker, self)

    def recorded(self) -> list[RecordedStamp]:
        """The stamps on record, each of which can be read."""
        found = stamps_between(self.ledger, 0, None, 500)
        assert all(isinstance(each, RecordedStamp) for each in found)
        return [each for each in found if isinstance(each, RecordedStamp)]

    def rule(self) -> str:
        """By which rule the last answer was refused."""
        return self.refusals[-1][1].rule

    # What it is told.

    def stamped(self, _: Asked, stamp: TimeStamp, receipt: Receipt) -> None:
        self.stamps.append(stamp)
        self.receipts.append(receipt)

    def refused(self, authority: Asked, broken: Break, again_at: datetime) -> None:
        self.refusals.append((authority.name, broken, again_at))

    def hindered(self, fault: Exception) -> None:
        raise AssertionError from fault
