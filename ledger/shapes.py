"""The tables that verifying reads, as the migrations made them: their columns, and of which types.

The owner of a database can give a column another type, or take it away. Then nothing can be read
there by the rules, and where that is so is told first.
"""

from __future__ import annotations

from collections.abc import Mapping

from ledger.subtrees import Ask

OPENED = {
    "secret": {"fingerprint_key": "bytea"},
    "log": {
        "single": "boolean", "origin": "text", "size": "bigint", "frontier": "bytea[]",
        "recorded_at": "timestamp with time zone", "erasures": "bigint",
    },
}  # fmt: skip
"""Read before anything is asked of a ledger."""
ENTRIES = {
    "entries": {
        "position": "bigint", "originator_id": "text", "originator_version": "bigint",
        "event_id": "text", "topic": "text", "recorded_at": "timestamp with time zone",
        "state": "bytea", "leaf": "bytea", "subtrees": "bytea",
    },
    "disclosures": {"position": "bigint", "digest": "bytea", "disclosure": "text"},
    "erased": {"position": "bigint", "digest": "bytea", "stand_in": "text"},
}  # fmt: skip
"""Read to verify the entries."""
BESIDE = {
    "persons": {"person": "text", "digest": "bytea", "disclosure": "text"},
    "marks": {"position": "bigint", "record": "text", "privilege": "text"},
    "contents": {
        "deal": "text", "digest": "bytea", "record": "text", "content": "bytea",
        "kept_at": "timestamp with time zone",
    },
    "erased_contents": {"digest": "bytea"},
    "inbox": {
        "delivery": "bigint", "connection": "text", "body_digest": "bytea", "body": "bytea",
    },
    "inbox_items": {"delivery": "bigint", "records": "text[]"},
    "connections": {"connection": "text", "provider": "text"},
}  # fmt: skip
"""Read to verify what stands beside them."""
Shapes = Mapping[str, Mapping[str, str]]

# What a domain is made of: whether a value is within its bounds, the rules say.
_COLUMNS = """
    SELECT c.relname::text AS table, a.attname::text AS column,
        pg_catalog.format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL) AS type
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN (
        pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    ) ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'ledger' AND c.relname = ANY(%s)"""


def changed(ask: Ask, shapes: Shapes) -> dict[str, str]:
    """Of each table that is not as it was made, the first fault, as a sentence without an end."""
    there: dict[str, dict[str, str]] = {}
    for row in ask(_COLUMNS, list(shapes)):
        there.setdefault(row["table"], {})[row["column"]] = row["type"]
    faults = {table: _fault(table, columns, there.get(table)) for table, columns in shapes.items()}
    return {table: fault for table, fault in faults.items() if fault}


def _fault(table: str, wanted: Mapping[str, str], there: Mapping[str, str] | None) -> str | None:
    if there is None:
        return f"the table ledger.{table} is not there"
    for column, kind in wanted.items():
        if column not in there:
            return f"the column {column} of ledger.{table} is not there"
        if there[column] != kind:
            return (
                f"the column {column} of ledger.{table} is {there[column]}, and was made as {kind}"
            )
    return None
