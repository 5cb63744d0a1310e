"""What the owner of a table makes NULL, or puts there twice, is named, and ends nothing."""

from __future__ import annotations

import pytest

from ledger.application import Ledger
from ledger.verifying import verify
from tests.databases import run
from tests.ledger.eleven import add, eleven
from tests.records import a_record


def nullable(table: str, column: str, change: str, *before: str) -> tuple[str, ...]:
    """Statements that allow it, and make it so."""
    allowed = f"ALTER TABLE ledger.{table} ALTER {column} DROP NOT NULL"
    return (*(f"ALTER TABLE ledger.{table} DROP CONSTRAINT {each}" for each in before), allowed,
            f"UPDATE ledger.{table} SET {change}")  # noqa: S608 - our own text # fmt: skip


NOBODY = "UPDATE ledger.persons SET person = '' WHERE person = 'carla'"
MARK = "INSERT INTO ledger.marks SELECT {} FROM ledger.marks"
CHANGES = {
    "the size of the log": ("log", nullable("log", "size", "size = NULL")),
    "the frontier of the log": ("log", nullable("log", "frontier", "frontier = NULL")),
    "a hash of the frontier": ("log", ("UPDATE ledger.log SET frontier[1] = NULL",)),
    "nobody's pseudonym": ("persons", (NOBODY,)),
    "a person": ("persons", nullable("persons", "person", "person = NULL WHERE person = 'carla'",
                                     "persons_pkey")),
    "the digest of a person": ("persons", nullable("persons", "digest", "digest = NULL")),
    "the disclosure of a person": ("persons", nullable("persons", "disclosure",
                                                       "disclosure = NULL")),
    "the text of a value": ("disclosures", nullable("disclosures", "disclosure",
                                                    "disclosure = NULL")),
    "the digest of a value": ("disclosures", nullable("disclosures", "digest", "digest = NULL",
                                                      "disclosures_pkey")),
    "a mark twice": ("marks", ("ALTER TABLE ledger.marks DROP CONSTRAINT marks_pkey",
                               MARK.format("*"))),
    "a mark at no position": (
        "marks", (*nullable("marks", "position", "position = position", "marks_pkey"),
                  MARK.format("NULL, 'r-2', 'none'"))),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_named(ledger: Ledger, database: str, what: str) -> None:
    add(ledger, *eleven(), a_record("privilege.marked", record="r-8"))
    assert verify(ledger, lambda _, __: None).holds
    rule, statements = CHANGES[what]
    run(database, *statements)
    found = verify(ledger, lambda _, __: None).broken
    assert found is not None
    assert found.rule == rule
