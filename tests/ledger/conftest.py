"""A ledger to be tampered with, copied from one that was filled once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg.conninfo import conninfo_to_dict

from ledger.embedded import EmbeddedServer
from tests.databases import MIGRATED, a_database, a_ledger
from tests.ledger.eleven import add, eleven
from tests.records import number_anew


@pytest.fixture(scope="session")
def eleven_template(server: EmbeddedServer) -> Iterator[str]:
    """A database with the eleven entries, to be copied."""
    number_anew()
    with a_database(server, MIGRATED) as url:
        with a_ledger(url, "eleven") as ledger:
            add(ledger, *eleven())
        yield str(conninfo_to_dict(url)["dbname"])


@pytest.fixture
def filled(server: EmbeddedServer, eleven_template: str) -> Iterator[str]:
    """The URL of a copy of them: what a module tampers with is its `database`."""
    with a_database(server, eleven_template) as url:
        yield url
