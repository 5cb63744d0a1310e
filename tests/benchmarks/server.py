"""The one server that all peers share, with a database for each: real disk, real fsync."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from ledger.application import Ledger
from ledger.database import Seeds, connected, migrate
from ledger.embedded import EmbeddedServer
from tests.benchmarks.inputs import CountedSalts

FOLDER = Path(".bench")
"""Everything that is written here lies in it: on the disk of the project, not in a memory file."""


class Databases:
    """Gives new databases of one running server."""

    def __init__(self, server: EmbeddedServer) -> None:
        self._server = server
        self._numbers = count(1)

    def new(self) -> str:
        """The connection string of an empty database."""
        name = f"bench_{next(self._numbers)}"
        with connected(self._server.url("postgres")) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self._server.url(name)

    @contextmanager
    def ledger(self, pool_size: int) -> Iterator[Ledger]:
        """An empty ledger."""
        with self.ledger_at(self.new_ledger(), pool_size) as ledger:
            yield ledger

    def new_ledger(self) -> str:
        """The connection string of an empty ledger's database."""
        url = self.new()
        migrate(url, lambda: Seeds("bench.example/ledger", b"k" * 32))
        return url

    @contextmanager
    def ledger_at(self, url: str, pool_size: int) -> Iterator[Ledger]:
        """The ledger in a database."""
        ledger = Ledger(url, CountedSalts(), pool_size)
        try:
            yield ledger
        finally:
            ledger.close()

    def machine(self) -> dict[str, Any]:
        """What the figures were measured on."""
        with connected(self._server.url("postgres")) as connection:
            return {
                "cores": len(os.sched_getaffinity(0)),
                "system": f"{platform.system()} {platform.machine()}",
                "python": platform.python_version(),
                "postgresql": _setting(connection, "server_version"),
                "fsync": _setting(connection, "fsync"),
                "synchronous_commit": _setting(connection, "synchronous_commit"),
                "wal_sync_method": _setting(connection, "wal_sync_method"),
                **{name: version(name) for name in ("eventsourcing", "psycopg", "pydantic")},
            }


def _setting(connection: psycopg.Connection[Any], name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    assert row
    return str(row[0])


@contextmanager
def databases() -> Iterator[Databases]:
    """A server of its own, thrown away afterwards."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="server-", dir=FOLDER.resolve()) as home,
        EmbeddedServer(Path(home)).running() as server,
    ):
        yield Databases(server)
