"""A ledger in which a person stands everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from tests.databases import MIGRATED, a_database, a_ledger
from tests.ledger.erasing.erasing import House, tell


@pytest.fixture
def house(server: EmbeddedServer, tmp_path: Path) -> Iterator[House]:
    """A told ledger, and whoever erases in it."""
    with a_database(server, MIGRATED) as url, a_ledger(url, "house") as ledger:
        tell(ledger)
        yield House(url, ledger, tmp_path)


@pytest.fixture
def told(house: House) -> Ledger:
    """The ledger itself."""
    return house.ledger
