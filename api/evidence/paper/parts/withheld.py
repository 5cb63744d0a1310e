"""The privilege log: what is kept back, why, and what stands in its place."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.paper.blocks import Block, cell, para, section, table
from api.evidence.paper.case import Case
from api.evidence.paper.told import Withheld
from api.evidence.paper.wording import kind, when


def withheld(case: Case) -> Block:
    """A line for every record that is kept back."""
    return section("withheld", "Withheld", list(_blocks(case)))


def _blocks(case: Case) -> Iterator[Block]:
    told, export = case.told, case.told.export
    kept = max((each["withheld"] for each in case.readings), default=0)
    if export.leaves:
        yield para(
            f"{export.leaves:,} of {export.entries:,} entries are in the bundle by their digest "
            "only: that they exist, and where, can be checked; what they say is not in it."
        )
    if told.withheld:
        heads = ["Position", "Record", "Kind", "When", "By", "Why", "In its place"]
        rows = [[cell(text) for text in _line(each)] for each in told.withheld]
        yield table("Privilege log", heads, rows, [12, 15, 15, 17, 14, 14, 13])
    elif kept:
        yield para(
            f"{kept} privileged records were not shown to whoever exported this. No line of a "
            "privilege log was given for them."
        )
    elif not export.leaves:
        yield para("Nothing is withheld from this export as privileged or confidential.")


def _line(each: Withheld) -> Iterator[str]:
    yield str(each.position) + (f" (version {each.version})" if each.version else "")
    yield each.record or "not stated"
    yield kind(each.type) if each.type else "not stated"
    yield when(each.occurred_at) if each.occurred_at else "not stated"
    yield each.actor or "not stated"
    yield each.why
    yield each.stands
