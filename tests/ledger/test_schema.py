"""A migrated database is the one that is on file: no change of the schema goes unseen."""

from __future__ import annotations

from tests.golden.catalogue import SCHEMA, catalogue


def test_the_schema_is_the_one_on_file(database: str) -> None:
    """After a new migration `python -m tests.golden schema` writes the file anew."""
    assert catalogue(database) == SCHEMA.read_text(encoding="utf-8")
