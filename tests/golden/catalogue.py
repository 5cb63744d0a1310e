"""The catalogue of a database as text, the same on every PostgreSQL that is supported."""

from __future__ import annotations

from pathlib import Path

from tests.databases import rows

FOLDER = Path(__file__).parent
SCHEMA = FOLDER / "schema.txt"


def catalogue(url: str) -> str:
    """Tables, columns, constraints, indexes, functions, triggers and rights: one a line."""
    query = (FOLDER / "catalogue.sql").read_text(encoding="utf-8").replace("%", "%%")
    return "".join(sorted(f"{line}\n" for (line,) in rows(url, query)))
