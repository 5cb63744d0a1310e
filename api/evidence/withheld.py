"""The privilege log of a bundle: what was left out of it, of which kind, why; never its content."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.case import Case, Files, Kept
from api.evidence.deliveries import left_out
from ledger.proof.bundle.layout import table

WITHHELD = "withheld.csv"
COLUMNS = (
    *("stream", "position", "version", "record", "type", "occurred_at", "actor"),
    *("recorded_at", "privilege", "left_out", "why"),
)
Line = tuple[object, ...]


def part(case: Case) -> Files:
    """The file, with a line for everything that is left out."""
    return {WITHHELD: table(COLUMNS, log(case))}


def log(case: Case) -> list[Line]:
    """A line, as COLUMNS say, for every entry and delivery that is left out, or some of it."""
    lines = [line for each in case.kept for line in _lines(case, each)]
    return [*lines, *_deliveries(case)]


def count(case: Case) -> int:
    """How many entries do not leave whole."""
    return sum(case.sight.leaves(each.entry) != "whole" for each in case.kept)


def _lines(case: Case, kept: Kept) -> Iterator[Line]:
    leaves, entry = case.sight.leaves(kept.entry), kept.entry
    if leaves == "whole":
        return
    why = case.sight.why(entry)
    left = "values" if leaves == "values_withheld" else "entry"
    place = (kept.stream, entry.position, entry.version)
    if why == "not_party":
        # What somebody was no party to is not described to them either.
        yield (*place, *[""] * 6, left, why)
        return
    envelope = entry.envelope
    occurred = envelope.occurred_at.json
    actor = envelope.actor if case.terms.party is None or case.sight.names(envelope.actor) else ""
    yield (
        *place,
        entry.id if case.terms.party is None else "",
        entry.event.stored_as,
        occurred if isinstance(occurred, str) else f"{occurred['from']} to {occurred['to']}",
        actor,
        entry.as_kept()["recorded_at"],
        why,
        left,
        why,
    )


def _deliveries(case: Case) -> Iterator[Line]:
    for delivery, why in left_out(case):
        yield ("delivery", delivery, *[""] * 7, "body", why)
