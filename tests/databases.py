"""Servers and ledgers for tests, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from ledger.application import Ledger
from ledger.database import Seeds
from ledger.embedded import EmbeddedServer
from ledger.proof.disclosure import SALT_BYTES, Salts, opened

SEEDS = Seeds(origin="ledger.example/tests", fingerprint_key=sha256(b"fingerprints").digest())
MIGRATED = "migrated"
"""The session's migrated database, which every test's own is copied from."""
_numbers = count(1)


def a_server(home: Path, binaries: Path | None) -> EmbeddedServer:
    """A server in `home`; from the wheel, unless a folder of binaries is given."""
    return EmbeddedServer(home) if binaries is None else EmbeddedServer(home, binaries)


def counted_salts(series: str = "") -> Salts:
    """Salts from a counter: the same ones in every run, other ones for another series."""
    numbers = count(1)
    return lambda: sha256(f"{series}{next(numbers)}".encode()).digest()[:SALT_BYTES]


@contextmanager
def a_database(server: EmbeddedServer, template: str) -> Iterator[str]:
    """The URL, as its owner, of a fresh copy of a database; dropped after."""
    name = f"test_{next(_numbers)}"
    # Copying files takes half as long as writing the copy to the log.
    copied = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
    run(server.url("postgres"), copied)
    try:
        yield server.url(name)
    finally:
        run(server.url("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def a_ledger(url: str, series: str) -> Iterator[Ledger]:
    """One more ledger on a database, as another process would have it. Closed after."""
    with closing(Ledger(url, counted_salts(series))) as opened:
        yield opened


def rows(url: str, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    """What a query gives, asked as the owner of the database."""
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query.encode(), parameters).fetchall()


def run(url: str, *statements: str) -> None:
    """Run statements as the owner of the database, in one session."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def alter(url: str, change: str) -> None:
    """ALTER DATABASE; for sessions that begin after it."""
    name = sql.Identifier(str(conninfo_to_dict(url)["dbname"]))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} ").format(name) + sql.SQL(change))


def everything(url: str) -> str:
    """All that the ledger's tables hold, as one text: bytes as characters, disclosures opened."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'ledger' ORDER BY tablename"
    kept: list[str] = []
    for (table,) in rows(url, tables):
        for row in rows(url, f"SELECT * FROM ledger.{table}"):  # noqa: S608 - its own names
            kept.extend(map(_text, row))
    return "\n".join(kept)


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(_text, value))
    if isinstance(value, bytes):
        return value.decode("latin-1")
    try:
        return f"{value} {opened(str(value))}"
    except ValueError:
        return str(value)
