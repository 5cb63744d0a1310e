"""Subscriptions come along in a backup, with their secrets and how far they came."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from ledger.outbox.cursor import Cursor
from ledger.outbox.subscriptions import Subscriptions, Wanted
from tests.databases import MIGRATED, a_database, a_ledger
from tests.ledger.backups import bring_back, fill, save

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_a_restored_ledger_pushes_on_from_where_it_was(
    server: EmbeddedServer, database: str, ledger: Ledger, tmp_path: Path
) -> None:
    fill(ledger)
    subscriptions = Subscriptions(ledger.rows)
    wanted = Wanted("s1", "https://crm.example.com", "legal", ["clause.added"], ["D-1"], 0)
    made = subscriptions.create(wanted, "whsec_x", NOW)
    subscriptions.add_secret("s1", "whsec_y", NOW)
    Cursor(ledger.rows).taken(made, 2, NOW)
    save(database, tmp_path / "backup")
    with a_database(server, MIGRATED) as url:
        bring_back(tmp_path / "backup", url)
        with a_ledger(url, "restored") as restored:
            again = Subscriptions(restored.rows)
            assert again.all() == subscriptions.all()
            found = again.get("s1")
            assert found
            assert (found.position, found.active_secrets) == (2, ("whsec_y", "whsec_x"))
            assert again.add_secret("s1", "whsec_z", NOW) == 3
