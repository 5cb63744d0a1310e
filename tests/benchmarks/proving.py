"""What proof costs: verifying a ledger, against hashing its bytes; recording while it is signed.

`verify` reads every row again, takes it apart and judges it by every rule. `hashing` hashes the
same bytes: all that verifying has to hash, namely each entry as a leaf, each node of the tree that
a leaf finishes, each value beside an entry, and each person. It is a bare loop of Python, one call
of hashlib for each hash, over rows that are in memory already; nothing is read, compared or judged.
The bytes that are hashed are put together in the loop, as everybody has to (0x00 before a leaf, two
nodes). `record_signed` records to a ledger that a signer in a thread of the same process follows,
as `serve` has it on an embedded ledger; the other to a ledger that nobody signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import psycopg

from ledger.application import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.signing.folder import SignerFolder
from ledger.signing.running import SignerAtWork
from ledger.signing.state import Frozen
from ledger.verifying import verify
from tests.benchmarks.harness import Benchmark, Load, Peer, Transaction
from tests.benchmarks.inputs import IMPORT, negotiation, opening
from tests.benchmarks.recording import ADealEach, NewDeals
from tests.benchmarks.server import Databases

ENTRIES = {"verify": 5_000, "verify_large": 200_000}
"""The large one is judged by two processes, where there are two cores."""
_PERSONS = "SELECT disclosure FROM ledger.persons"
BATCH = 500
NEAR_HASHING = 0.3
NOT_SLOWER_WHEN_SIGNED = 0.9


class Again:
    """The same, for as often as it is asked."""

    def __init__(self, once: Callable[[], object]) -> None:
        self._once = once

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread as many."""
        return [[self._once] * per_thread for _ in range(load.threads)]


class _Unfrozen:
    """A signer that freezes would sign nothing, and cost nothing."""

    def signed(self, checkpoint: Checkpoint) -> None:
        """As it should be."""

    def frozen(self, frozen: Frozen) -> None:
        """Nothing may be measured then."""
        raise AssertionError(frozen.reason)

    def hindered(self, fault: Exception) -> None:
        """Nor then."""
        raise AssertionError from fault


@contextmanager
def verify_peers(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    """Verifying, and hashing alone: the same entries, and the values beside them."""
    url = databases.new_ledger()
    with databases.ledger_at(url, 2) as ledger:
        first = opening("deal")
        ledger.record_together(first, IMPORT)
        rest = islice(negotiation("deal"), load.events - len(first))
        while batch := list(islice(rest, BATCH)):
            ledger.record_together(batch, IMPORT)
        _rest(url)
        entries = [(bytes(row.state), list(row.disclosures)) for row in ledger.stored()]
        assert len(entries) == load.events
        persons = [each["disclosure"] for each in ledger.rows.all(_PERSONS)]
        yield Again(partial(_verified, ledger)), Again(partial(_hashed, entries, persons))


def _rest(url: str) -> None:
    """Let the server tidy up behind so much writing now, and not while something is measured."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE) ledger.entries, ledger.disclosures")


def _verified(ledger: Ledger) -> None:
    assert verify(ledger, lambda _done, _total: None).holds


def _hashed(entries: Sequence[tuple[bytes, list[str]]], persons: Sequence[str]) -> None:
    frontier: list[bytes] = []
    for size, (state, values) in enumerate(entries):
        node = sha256(b"\0" + state).digest()
        while size & 1:
            node = sha256(b"\1" + frontier.pop() + node).digest()
            size >>= 1  # noqa: PLW2901 - what is left of it
        frontier.append(node)
        for value in values:
            sha256(value.encode()).digest()
    for person in persons:
        sha256(person.encode()).digest()


@contextmanager
def signed_peers(databases: Databases, load: Load) -> Iterator[Sequence[Peer]]:
    """Recording to a ledger that is signed, and to one that is not."""
    signed, unsigned = databases.new_ledger(), databases.new_ledger()
    with (
        TemporaryDirectory() as home,
        databases.ledger_at(signed, load.threads) as ours,
        databases.ledger_at(unsigned, load.threads) as theirs,
    ):
        folder = SignerFolder(Path(home))
        signer = SignerAtWork(signed, folder, lambda: datetime.now(UTC), _Unfrozen())
        thread = Thread(target=signer.run)
        thread.start()
        try:
            yield ADealEach(ours, NewDeals(ours)), ADealEach(theirs, NewDeals(theirs))
        finally:
            signer.stop.set()
            thread.join()
        state = folder.state()
        assert state is not None
        assert state.size > 0
        assert state.frozen is None


def proving(databases: Databases) -> Iterator[Benchmark]:
    """`verify`, `verify_large`, and `record_signed` with one thread and with eight."""
    for name, entries in ENTRIES.items():
        yield Benchmark(
            name,
            Load(1, entries),
            ("verify", "hashing"),
            partial(verify_peers, databases),
            {"hashing": NEAR_HASHING},
        )
    for threads in (1, 8):
        yield Benchmark(
            f"record_signed_{threads}",
            Load(threads),
            ("signed", "unsigned"),
            partial(signed_peers, databases),
            {"unsigned": NOT_SLOWER_WHEN_SIGNED},
        )
