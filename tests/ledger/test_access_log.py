"""The access log only grows: whoever writes it, and whoever keeps the views, cannot change it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from psycopg.errors import InsufficientPrivilege

from ledger.access import Access, AccessLog
from ledger.access_listing import Wanted, looked
from ledger.application import Ledger
from ledger.database import VIEWS, WRITER, connected

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("role", [WRITER, VIEWS])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger.access_log SET token = 'somebody else'",
        "UPDATE ledger.access_log SET privileged = false WHERE false",
        "DELETE FROM ledger.access_log",
        "TRUNCATE ledger.access_log",
        "DROP TABLE ledger.access_log",
    ],
)
def test_a_row_that_was_written_stays(
    ledger: Ledger, database: str, role: str, change: str
) -> None:
    row = Access(NOW, "request", "token", "ask", "D-1", 7, privileged=True)
    AccessLog(ledger.rows).write([row])
    with connected(database, role) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change.encode())
    assert [each.access for each in looked(ledger.rows, Wanted(), 10)] == [row]
