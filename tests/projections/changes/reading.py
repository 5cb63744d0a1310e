"""Small words for tests of the reading `changes`: what a row says of one clause."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.changes import changes
from tests.projections.given import Given, given

Row = dict[str, Any]


def read(deal: Given, from_: str | None, to: str | None = None, **times: Any) -> dict[str, Any]:
    """The reading between two ends."""
    return changes(deal.known(**times), from_, to)


def rows(deal: Given, from_: str | None, to: str | None = None, **times: Any) -> dict[str, Row]:
    """The changed clauses, each by its id."""
    return {each["clause"]: each for each in read(deal, from_, to, **times)["clauses"]}


def row(*records: Record, from_: str, to: str | None = None, **times: Any) -> Row:
    """The one clause that changed."""
    [(_, found)] = rows(given(*records), from_, to, **times).items()
    return found


def versions(found: dict[str, Row]) -> dict[str, tuple[int | None, int | None]]:
    """Per clause the numbers of its wordings at the two ends."""

    def number(held: dict[str, Any] | None) -> int | None:
        return held["version"] if held else None

    return {clause: (number(each["from"]), number(each["to"])) for clause, each in found.items()}


def people(found: Row, side: str) -> dict[str, tuple[str, str]]:
    """Per person of a side the rung on the new wording, and the record that proves it."""
    told = found["told"].get(side, {"people": []})["people"]
    return {each["person"]: (each["rung"], each["record"]) for each in told}


def steps(found: Row) -> list[str]:
    """The records of drafts by which it came about."""
    return [each["record"] for each in found["steps"]]
