"""A ledger with a connection that delivers lists of records."""

from __future__ import annotations

import pytest

from ledger.application import Ledger
from tests.ledger.inbox.delivering import Post, connect


@pytest.fixture
def post(database: str, ledger: Ledger) -> Post:
    """What is delivered to a fresh ledger."""
    connect(ledger)
    return Post(database, ledger)
