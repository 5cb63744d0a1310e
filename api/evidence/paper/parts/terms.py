"""The terms in force: every governing wording, and what its term states in, out, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.paper.blocks import (
    Block,
    Cell,
    Words,
    cell,
    facts,
    lead,
    note,
    para,
    quote,
    section,
    strong,
    table,
)
from api.evidence.paper.case import Case
from api.evidence.paper.told import Json
from api.evidence.paper.wording import in_words, listed, missed, when, words
from domain.values import FIXED_ITEMS

_TIERS = {
    "executed": "the proposal of the executed agreement",
    "accepted": "the accepted proposal",
    "sent": "the latest proposal sent",
    "sealed": "the latest proposal sealed",
    "drafts": "the current drafts",
}


def terms(case: Case) -> Block:
    """Which text governs, clause by clause; what silence leaves open is said as silence."""
    found = case.told.terms
    blocks = (
        [para("The terms are no part of this export.")] if found is None else _blocks(case, found)
    )
    return section("terms", "Terms in force", list(blocks))


def _blocks(case: Case, found: Json) -> Iterator[Block]:
    yield lead(_governs(found["governing"]), f" Its standing is: {words(found['standing'])}.")
    yield para(
        "What no statement covers is silent. Silence is neither yes nor no, and is never turned "
        "into one of them here."
    )
    for each in found["retractions"]:
        yield note(each["sentence"])
    for each in found["not_in_it"]:
        yield note(missed(each["proposal"], each))
    if found["governing"]["contents_on_record"] is False:
        yield note("What the proposal holds is not on record: it was never sealed here.")
    elif not found["clauses"]:
        yield para("No wording is on record.")
    for clause in found["clauses"]:
        yield _clause(case, clause)
    for each in found["current"]:
        if not each["governs"]:
            yield note(
                f"In the drafts only: clause {each['clause']}, wording {each['version']} "
                f"({each['heading']})."
            )
    if found["reported"]:
        yield _reported(case, found["reported"])


def _governs(governing: Json) -> str:
    name = f", {governing['proposal']}" if governing["proposal"] else ""
    by = listed(governing["amendments"])
    amended = f", amended by {by}" if by else ""
    return f"The governing text is {_TIERS[governing['by']]}{name}{amended}."


def _clause(case: Case, clause: Json) -> Block:
    title = f"Clause {clause['clause']}: {clause['heading']}"
    return section(f"clause-{clause['position']}", title, list(_of_clause(case, clause)), 2)


def _of_clause(case: Case, clause: Json) -> Iterator[Block]:
    via = f" of {clause['proposal']}" if clause["proposal"] else ""
    yield quote(
        [clause["text"]], f"wording {clause['version']}{via}, document “{clause['document']}”"
    )
    unsure = " It may have begun only after the moment asked." if clause["order_unknown"] else ""
    yield para(
        f"Worded on {when(clause['occurred_at'])}; ", *case.where(clause["record"]), f".{unsure}"
    )
    if corrected := clause.get("corrected"):
        yield note(
            f"Corrected by record {corrected['by']}; above stands what is right. As first "
            f"recorded: “{corrected['first_recorded']['text']}”"
        )
        if sealed := corrected["sealed"]:
            yield note(f"As sealed in {sealed['proposal']}, which stays so: “{sealed['text']}”")
    yield from _term(case, clause)
    for each in clause.get("clarified_by", ()):
        yield note(*_clarified(case, each))


def _term(case: Case, clause: Json) -> Iterator[Block]:
    term = clause["term"]
    if term is None:
        yield para("No structured meaning (term) is stated for this wording.")
        return
    yield facts(_facts(case, clause))
    if not clause["in_period"]:
        yield note("This term does not speak at the moment asked, which is outside its dates.")
    yield table(
        f"Scope sheet of clause {clause['clause']}, wording {clause['version']}",
        ["Axis", "Stated in", "Stated out", "Silent"],
        list(_scope(term["scope"], clause["silent"] or {})),
        [19, 33, 22, 26],
    )


def _facts(case: Case, clause: Json) -> Iterator[tuple[str, Words]]:
    term = clause["term"]
    value = in_words(term["value"]) if "value" in term else "no value stated"
    yield "Term", [f"{words(term['kind'])}, {value}"]
    for name, label in (("from", "From"), ("until", "Until")):
        if name in term:
            yield label, [when(term[name])]
    if "condition" in term:
        yield "On the condition", [f"“{term['condition']}”"]
    yield "Stated by", case.where(clause["stated_by"])


def _scope(scope: list[Json], silent: Json) -> Iterator[list[Cell]]:
    for axis in ("services", *FIXED_ITEMS):
        on = [each for each in scope if each["axis"] == axis]
        yield [
            cell([strong(axis)]),
            *(cell(*_stated(on, state)) for state in ("in", "out")),
            cell(_silent(axis, on, silent)),
        ]


def _silent(axis: str, stated: list[Json], silent: Json) -> str:
    """What is left open; the items of services are the catalogue's, and are not all listed."""
    if axis == "services":
        return "what is not named, nor below what is" if stated else "all of them"
    return ", ".join(words(item) for item in silent.get(axis, ())) or "–"


def _stated(on: list[Json], state: str) -> list[str | Words]:
    found: list[str | Words] = [
        words(each["item"]) + (f" (“{each['words']}”)" if "words" in each else "")
        for each in on
        if each["state"] == state
    ]
    return found or ["–"]


def _clarified(case: Case, each: Json) -> Words:
    agreed = listed([party["name"] for party in each["agreed_by"]])
    text = f": “{each['text']}”" if each["text"] else "."
    return [
        f"Clarified by {agreed}, in effect from {when(each['effective'])} (",
        *case.where(each["record"]),
        f"){text}",
    ]


def _reported(case: Case, reported: list[Json]) -> Block:
    rows = [
        [
            cell(f"{each['system']}, {each['object']}"),
            cell(each["field"]),
            cell(str(each["value"]), *(f"or {other['value']}" for other in each["or"])),
            cell(when(each["occurred_at"]), case.where(each["record"])),
        ]
        for each in reported
    ]
    heads = ["System and object", "Field", "Value", "When, and record"]
    blocks = [
        para("Shown beside the terms: evidence, and never a term."),
        table("Values that other systems reported", heads, rows, [30, 20, 20, 30]),
    ]
    return section("reported", "Reported by other systems", blocks, 2)
