"""Servers and ledgers for tests, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path

from ledger.application import Ledger
from ledger.database import Seeds
from ledger.embedded import EmbeddedServer
from ledger.proof.disclosure import SALT_BYTES, Salts

SEEDS = Seeds(origin="ledger.example/tests", fingerprint_key=sha256(b"fingerprints").digest())


def a_server(home: Path, binaries: Path | None) -> EmbeddedServer:
    """A server in `home`; from the wheel, unless a folder of binaries is given."""
    return EmbeddedServer(home) if binaries is None else EmbeddedServer(home, binaries)


def counted_salts(series: str = "") -> Salts:
    """Salts from a counter: the same ones in every run, other ones for another series."""
    numbers = count(1)
    return lambda: sha256(f"{series}{next(numbers)}".encode()).digest()[:SALT_BYTES]


@contextmanager
def a_ledger(url: str, series: str) -> Iterator[Ledger]:
    """One more ledger on a database, as another process would have it. Closed after."""
    with closing(Ledger(url, counted_salts(series))) as opened:
        yield opened
