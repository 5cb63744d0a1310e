"""Times of a database that Python has: neither infinite, nor before the year 1 or after 9999."""

from __future__ import annotations


def readable(column: str) -> str:
    """SQL for the time in a column; NULL where it cannot be read."""
    # A day within, so that it stands in every zone.
    within = f"{column} >= '0001-01-02Z' AND {column} < '9999-12-31Z'"
    return f"CASE WHEN {within} THEN {column} END"
