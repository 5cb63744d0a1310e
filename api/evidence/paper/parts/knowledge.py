"""Who knew what when: person by wording the highest rung on record, and what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.evidence.paper.blocks import (
    Block,
    Cell,
    Words,
    bullets,
    cell,
    code,
    note,
    para,
    section,
    strong,
    table,
)
from api.evidence.paper.case import Case
from api.evidence.paper.told import Json
from api.evidence.paper.wording import batches, day_of, kind, listed, mark, words

_ABREAST = 3
"""Wordings beside each other; more would be too narrow to read."""
_FIRSTS = {"first_exposure": "first reached", "first_opened_or_above": "first opened or above"}


def knowledge(case: Case) -> Block:
    """Tables of a few wordings each; whoever has no rung on any of them is named below."""
    found = case.told.knowledge
    absent = [para("Who knew what is no part of this export.")]
    blocks = absent if found is None else list(_blocks(case, found))
    return section("knowledge", "Who knew what, and when", blocks)


def _blocks(case: Case, found: Json) -> Iterator[Block]:
    yield para(
        "For each person and wording stands the highest rung that a record proves, of: "
        f"{', '.join(found['rungs'])}. A rung is never inferred from another: opened is not read, "
        "and signed is not seen. That something is not on record never means that somebody did "
        "not know it. What is sent to a company is not thereby sent to its people."
    )
    if not found["wordings"]:
        yield para("No wording is on record.")
    for some in batches(found["wordings"], _ABREAST):
        yield from _abreast(case, found, some)
    yield from _told(case, found["told"])
    if found["side_not_on_record"]:
        named = listed([case.name(id_) for id_ in found["side_not_on_record"]])
        yield note(f"Something was sent to {named}, whose side is not on record.")
    for each in found["look_alikes"]:
        yield note(
            f"{listed([case.name(id_) for id_ in each['ids']])} may be one human, which nobody has "
            f"said: {words(each['why'])}."
        )
    for each in found["leads_nowhere"]:
        yield note(
            "Names no wording that is on record, and proves nothing: ", *case.where(each["record"])
        )


def _abreast(case: Case, found: Json, wordings: Sequence[Json]) -> Iterator[Block]:
    heads = [f"{each['clause']}, wording {each['version']}" for each in wordings]
    rows, nothing = [], []
    for person in found["people"]:
        cells = [_cell(found["records"], person, each) for each in wordings]
        if any(cells):
            rows.append([_who(case, person), *(each or cell("–") for each in cells)])
        elif person["participant"]:
            nothing.append(case.name(person["person"]))
    caption = f"Clause {' · clause '.join(heads)}"
    yield table(caption, ["Person", *heads], rows, [24, *[25] * len(heads)])
    if nothing:
        yield para("Nothing on record on any of these wordings for: ", listed(nothing), ".")
    for each in wordings:
        if unseen := each["not_shown_to"]:
            named = listed([case.name(id_) for id_ in unseen])
            yield para(
                f"Clause {each['clause']}, wording {each['version']}: no record says that it was "
                f"opened by, shown to or written by {named}."
            )


def _who(case: Case, person: Json) -> Cell:
    of = [words(person["function"])] if person["function"] else []
    party = [case.name(person["party"])] if person["party"] else []
    return cell([strong(case.name(person["person"]))], ", ".join([*of, *party]) or "not introduced")


def _cell(records: Json, person: Json, wording: Json) -> Cell:
    clauses = [each for each in person["clauses"] if each["clause"] == wording["clause"]]
    lines: list[str | Words] = []
    for clause in clauses:
        for on in clause["wordings"]:
            if on["version"] == wording["version"]:
                lines += _rung(records, on)
        for maybe in clause.get("undetermined", ()):
            if maybe["version"] == wording["version"]:
                lines.append([f"not certain: {words(maybe['would_be'])}, ", code(maybe["record"])])
    return cell(*lines)


def _rung(records: Json, on: Json) -> Iterator[str | Words]:
    firsts: Json = on.get("first_marks", {})
    marks = f" ({', '.join(map(mark, on['marks']))})" if on.get("marks") else ""
    yield [strong(words(on["rung"])), marks]
    yield [f"{_day(records, on['record'])}, ", code(on["record"])]
    told = {on["record"]}
    for name, label in _FIRSTS.items():
        if on[name] is not None and on[name] not in told:
            told.add(on[name])
            marks = f" ({', '.join(map(mark, firsts[name]))})" if name in firsts else ""
            yield [f"{label} {_day(records, on[name])}, ", code(on[name]), marks]


def _day(records: Json, id_: str) -> str:
    return day_of(records[id_]["occurred_at"]) if id_ in records else "time not shown"


def _told(case: Case, told: Json) -> Iterator[Block]:
    for side, tellings in told.items():
        lines = [_telling(case, each) for each in tellings]
        blocks = [bullets(lines)] if lines else [para("Nothing is on record.")]
        yield section(f"told-{side}", f"What the {side}’s side was told", blocks, 2)


def _named(ref: Json) -> str:
    """What was spoken of, as its ref names it; what is only possible, as that."""
    named = next(name for name in ref if name not in {"version", "undetermined", "late_change"})
    wording = f" (wording\u00a0{ref['version']})" if "version" in ref else ""
    return f"{'perhaps ' if ref.get('undetermined') else ''}{named} {ref[named]}{wording}"


def _telling(case: Case, each: Json) -> Words:
    others = [case.name(id_) for id_ in each["to"] if id_ != each["actor"]]
    whom = f", to {listed(others)}" if others else ""
    words_ = "".join(
        f" {label}: “{each[name]}”."
        for name, label in (("words", "In words"), ("adds", "It added"), ("omits", "It left out"))
        if each.get(name)
    )
    missed = listed([case.name(id_) for id_ in each["failed"]])
    failed = f" It did not arrive with {missed}." if missed else ""
    by = case.name(each["actor"])
    about = f", about {listed([_named(ref) for ref in each['about']])}" if each["about"] else ""
    said = f"{day_of(each['occurred_at'])}, {kind(each['type'])}, by {by}{whom}{about}."
    return [f"{said}{words_}{failed} (", *case.where(each["record"]), ")"]
