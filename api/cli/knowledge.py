"""`deal-ledger knowledge DEAL`: who knew which wording, and the record that proves it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.markup import escape
from rich.table import Table

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, say, show, when, words
from api.cli.timeline import Contemporaneous
from api.knowing import knowing
from projections.basis import Asked


def knowledge(
    deal: DealArgument,
    *,
    contemporaneous_only: Contemporaneous = False,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show who knew which wording: the highest rung on record, and the record that proves it.

    Never more than a record shows. A dash says that nothing is on record, not that nothing was.
    """
    show(
        deal,
        Asked(effective_at, known_at),
        lambda found: knowing(found, only=contemporaneous_only)[0],
        _print,
        as_json=as_json,
    )


def _print(found: Reading) -> None:
    names = _names(found["people"])
    for wording in found["wordings"]:
        _print_wording(found, wording, names)
    for said, people in _gaps(found["people"]).items():
        listed = ", ".join(names[each] for each in people)
        out.print(f"[yellow]A gap[/] for {escape(listed)}")
        say(said, 2)
    relays = (each for side in found["told"].values() for each in side if "relays" in each)
    for relay in {each["record"]: each for each in relays}.values():
        _print_relay(relay, names)
    for each in found["leads_nowhere"]:
        named = ", ".join(f"{kind} {id_}" for kind, id_ in each["about"].items())
        said = f"{named}, which record {each['record']} is about, leads to no wording"
        out.print(f"[dim]{escape(said)}: {words(each['why'])}.[/]")
    for pair in found["look_alikes"]:
        out.print(f"[yellow]Perhaps one person:[/] {escape(' and '.join(pair['ids']))}")


def _names(people: list[dict[str, Any]]) -> dict[str, str]:
    """What each person is called here: of people of one name also the id."""
    called = Counter(each["name"] for each in people)
    return {
        each["person"]: each["person"]
        if not each["name"]
        else each["name"]
        if called[each["name"]] == 1
        else f"{each['name']} ({each['person']})"
        for each in people
    }


def _gaps(people: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Who has the same gaps, by the sentence that says which."""
    found: dict[str, list[str]] = {}
    for person in people:
        if person["coverage"]["gaps"]:
            found.setdefault(person["coverage"]["sentence"], []).append(person["person"])
    return found


def _print_wording(found: Reading, wording: dict[str, Any], names: dict[str, str]) -> None:
    clause, version = wording["clause"], wording["version"]
    out.print(
        f"\n[bold]{escape(clause)} {escape(wording['heading'])}[/] wording {version} "
        f"[dim]{when(wording['occurred_at'])}, record {escape(wording['record'])}[/]"
    )
    table = Table("Person", "Highest rung", "Proven by", "First exposure", "First seen")
    for person in found["people"]:
        rung = _rung(person, clause, version)
        if rung or person["participant"]:
            table.add_row(escape(names[person["person"]]), *_cells(rung))
    out.print(table)
    for person in found["people"]:
        for maybe in _undetermined(person, clause, version):
            _print_undetermined(names[person["person"]], maybe)
    if unseen := wording["not_shown_to"]:
        listed = ", ".join(names.get(each, each) for each in unseen)
        out.print(f"Not on record as having seen it: {escape(listed)}.")
    for side, of in wording["told"].items():
        _print_told(side, of)


def _print_undetermined(name: str, maybe: dict[str, Any]) -> None:
    would_be = words(maybe["would_be"]) + _bare(maybe.get("marks"))
    said = (
        f"record {maybe['record']} may have meant this wording, which was recorded only after it "
        f"(record {maybe['late_change']}); the rung would be: {would_be}."
    )
    out.print(f"[yellow]Not known of {escape(name)}:[/] {escape(said)}")


_TOLD = {
    "records": "by",
    "failed": "what did not arrive, and told nothing:",
    "undetermined": "what may have meant another wording:",
}


def _print_told(side: str, of: dict[str, Any]) -> None:
    """The records that told a side of a wording, and those of which that is not known."""
    told = [f"{said} {', '.join(of[name])}" for name, said in _TOLD.items() if of.get(name)]
    if of["topics"]:
        told.append(f"by what names the topic {', '.join(of['topics'])}")
    out.print(escape(f"Told to the {side}'s side: {'; '.join(told)}."))


def _print_relay(each: dict[str, Any], names: dict[str, str]) -> None:
    whom = ", ".join(names.get(id_, id_) for id_ in each["to"])
    by = names.get(each["actor"], each["actor"])
    more = "".join(
        f" It {verb}: “{each[name]}”."
        for name, verb in (("adds", "added"), ("omits", "left out"))
        if each[name]
    )
    out.print("[bold]Passed on[/]", escape(f"by {by} to {whom} (record {each['record']}).{more}"))


def _undetermined(person: dict[str, Any], clause: str, version: int) -> list[dict[str, Any]]:
    every = (each for c in person["clauses"] if c["clause"] == clause for each in _maybe(c))
    return [each for each in every if each["version"] == version]


def _maybe(clause: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = clause.get("undetermined", [])
    return found


def _rung(person: dict[str, Any], clause: str, version: int) -> dict[str, Any] | None:
    wordings = (w for c in person["clauses"] if c["clause"] == clause for w in c["wordings"])
    return next((each for each in wordings if each["version"] == version), None)


def _cells(rung: dict[str, Any] | None) -> tuple[str, ...]:
    if rung is None:
        return ("[dim]–[/]",) * 4
    firsts = rung.get("first_marks", {})
    return (
        words(rung["rung"]) + _marked(rung.get("marks")),
        escape(rung["record"]),
        *(
            escape(rung[name] or "–") + _marked(firsts.get(name))
            for name in ("first_exposure", "first_seen")
        ),
    )


def _marked(marks: list[str] | None) -> str:
    return f"[yellow]{_bare(marks)}[/]" if marks else ""


def _bare(marks: list[str] | None) -> str:
    return f" ({words(', '.join(marks))})" if marks else ""
