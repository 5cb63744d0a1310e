"""`deal-ledger verify` on a database whose owner changed its tables: named, with exit code 1."""

from __future__ import annotations

import pytest

from ledger.application import Ledger
from tests.api.cli import Command
from tests.databases import run
from tests.ledger.eleven import add, eleven

DROPPED = "ALTER TABLE ledger.{} DROP CONSTRAINT {}_pkey"
AS_TEXT = "ALTER TABLE ledger.{0} ALTER {1} TYPE text USING encode({1}, 'hex')"
CHANGED = {
    "disclosures": (
        (DROPPED.format("disclosures", "disclosures"), AS_TEXT.format("disclosures", "digest")),
        "the column digest of ledger.disclosures is text, and was made as bytea",
    ),
    "contents": (("DROP TABLE ledger.contents",), "the table ledger.contents is not there"),
}


@pytest.mark.parametrize("table", CHANGED)
def test_a_table_that_was_changed_is_named(
    command: Command, database: str, ledger: Ledger, table: str
) -> None:
    add(ledger, *eleven())
    statements, named = CHANGED[table]
    run(database, *statements)
    said = command("verify")
    assert said.code == 1
    assert f"Broken at the log as a whole (tables): {named}" in said.out.replace("\n", " ")
    assert command("verify", "--json").json["broken"]["rule"] == "tables"


def test_the_key_of_the_ledger_is_missed_before_anything_is_asked(
    command: Command, database: str
) -> None:
    run(database, "DELETE FROM ledger.secret")
    said = command("verify")
    assert (said.code, said.out) == (1, "")
    assert "Not started: ledger.secret does not hold the one key" in said.err.replace("\n", " ")


def test_what_the_database_refuses_ends_no_command_in_a_traceback(
    command: Command, database: str, ledger: Ledger
) -> None:
    add(ledger, *eleven())
    run(database, "ALTER TABLE ledger.entries RENAME topic TO kind")
    said = command("terms", "D-1")
    assert said.code == 1
    assert "Traceback" not in said.err
    assert "column e.topic does not exist" in said.err
    assert "deal-ledger doctor" in said.err
