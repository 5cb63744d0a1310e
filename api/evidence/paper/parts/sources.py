"""Which systems reported to the ledger, and when they did not: without it silence says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.paper.blocks import Block, cell, para, section, table
from api.evidence.paper.case import Case
from api.evidence.paper.told import Json
from api.evidence.paper.wording import listed, when


def sources(case: Case) -> Block:
    """The systems and their gaps, each with the people whom they concern."""
    blocks = (
        list(_blocks(case))
        if case.told.knowledge or case.told.answers
        else [para("Which systems reported is no part of this export.")]
    )
    return section("sources", "Sources, and their gaps", blocks)


def _blocks(case: Case) -> Iterator[Block]:
    yield para(
        "What no system reported is not on record. A system that was not connected, or did not "
        "report for a time, says nothing of that time."
    )
    connected, gaps = (_of_whom(case, name) for name in ("connected", "gaps"))
    if not connected:
        yield para(
            "This part of the record shows no system that reported to the ledger. Which did, and "
            "when not, is not in it."
            if case.told.export.for_party
            else "No system is on record as reporting to the ledger."
        )
        return
    yield table(
        "Systems that reported",
        ["System", "Channel", "From", "Until", "On whom", "Record"],
        [
            [
                *(cell(each["system"]), cell(each["channel"]), cell(when(each["from"]))),
                cell(when(each["until"]) if each["until"] else "no end on record"),
                *(cell(whom), cell(case.where(each["record"]))),
            ]
            for each, whom in connected
        ],
        [12, 12, 22, 18, 16, 20],
    )
    if not gaps:
        none = "This part shows no gap." if case.told.export.for_party else "No gap is on record."
        yield para(f"{none} That none is on record does not say that there was none.")
        return
    yield table(
        "Gaps: when a system did not report",
        ["System", "From", "Until", "Cause", "On whom", "Record"],
        [
            [
                *(cell(each["system"]), cell(when(each["from"])), cell(_until(each))),
                *(cell(f"“{each['cause']}”"), cell(whom), cell(case.where(each["record"]))),
            ]
            for each, whom in gaps
        ],
        [12, 16, 16, 24, 14, 18],
    )


def _until(gap: Json) -> str:
    if gap["until"]:
        return when(gap["until"])
    return f"ended by record {gap['ended_by']}" if gap["ended_by"] else "no end on record"


def _of_whom(case: Case, name: str) -> list[tuple[Json, str]]:
    """What is said of every person's coverage, once, with the persons of whom it is said."""
    people = case.told.knowledge["people"] if case.told.knowledge else []
    of = [(case.name(each["person"]), each["coverage"]) for each in people]
    of += [("", each["coverage"]) for each in case.told.answers if not people]
    found: dict[str, tuple[Json, list[str]]] = {}
    for person, coverage in of:
        for each in coverage[name]:
            found.setdefault(each["record"], (each, []))[1].append(person)
    return [
        (each, "everybody" if len(whom) == len(of) else listed([who for who in whom if who]))
        for each, whom in found.values()
    ]
