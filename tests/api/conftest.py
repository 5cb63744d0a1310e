"""The command on a fresh database."""

from __future__ import annotations

import pytest

from tests.api.cli import Command


@pytest.fixture
def command(database: str) -> Command:
    """`deal-ledger` with DEAL_LEDGER_DATABASE_URL naming a fresh, migrated database."""
    return Command({"DEAL_LEDGER_DATABASE_URL": database})
