"""Small words for tests of the reading `changes`: two wordings, and what a row says of them."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.changes import changes
from tests.projections.given import Given, given
from tests.projections.signing import clause, percent, sealed, term
from tests.records import a_record

Row = dict[str, Any]

OLD = clause(
    id="c1",
    text="Twenty percent on orders.",
    term=term("discount", percent("20"), "in orders:initial", "in orders:expansion"),
)
NEW = a_record(
    "clause.revised",
    id="c2",
    at="2025-05-10",
    actor="drafter",
    text="Ten percent on orders.",
    term=term("discount", percent("10"), "in orders:initial", "out orders:expansion"),
    drafted_by="lawyer",
    requested_by="carla",
    reason="Asked for on the phone.",
)
P1, P2 = sealed("P1", "2025-05-02", id="p1"), sealed("P2", "2025-05-11", id="p2")


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
