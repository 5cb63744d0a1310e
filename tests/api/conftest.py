"""The command on a fresh database; what a server on loopback speaks TLS with."""

from __future__ import annotations

import pytest

from tests.api.cli import Command
from tests.api.over_tls import believed, certificate, tls

__all__ = ["believed", "certificate", "tls"]


@pytest.fixture
def command(database: str) -> Command:
    """`deal-ledger` with DEAL_LEDGER_DATABASE_URL naming a fresh, migrated database."""
    return Command({"DEAL_LEDGER_DATABASE_URL": database})
