"""The story in a ledger, with the views at its end."""

from __future__ import annotations

import pytest

from api.cli.demo import tell
from ledger.application import Ledger
from tests.projections.views.viewing import followed


@pytest.fixture
def told(database: str, ledger: Ledger) -> str:
    """The URL of the database."""
    tell(ledger)
    followed(database, ledger)
    return database
