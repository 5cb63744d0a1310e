"""`deal-ledger knowledge DEAL`: who knew which wording, and the record that proves it."""

from __future__ import annotations

from typing import Any

from rich.markup import escape
from rich.table import Table

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, say, show, when, words
from projections.basis import Asked
from projections.knowledge.reading import knowledge as knowledge_of


def knowledge(
    deal: DealArgument,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show who knew which wording: the highest rung on record, and the record that proves it.

    Never more than a record shows. A dash says that nothing is on record, not that nothing was.
    """
    show(deal, Asked(effective_at, known_at), knowledge_of, _print, as_json=as_json)


def _print(found: Reading) -> None:
    names = {each["person"]: each["name"] or each["person"] for each in found["people"]}
    for wording in found["wordings"]:
        _print_wording(found, wording, names)
    for said, people in _gaps(found["people"]).items():
        listed = ", ".join(names[each] for each in people)
        out.print(f"[yellow]A gap[/] for {escape(listed)}")
        say(said, 2)
    for pair in found["look_alikes"]:
        out.print(f"[yellow]Perhaps one person:[/] {escape(' and '.join(pair['ids']))}")


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
    if unseen := wording["not_shown_to"]:
        listed = ", ".join(names.get(each, each) for each in unseen)
        out.print(f"Not on record as having seen it: {escape(listed)}.")


def _rung(person: dict[str, Any], clause: str, version: int) -> dict[str, Any] | None:
    wordings = (w for c in person["clauses"] if c["clause"] == clause for w in c["wordings"])
    return next((each for each in wordings if each["version"] == version), None)


def _cells(rung: dict[str, Any] | None) -> tuple[str, ...]:
    if rung is None:
        return ("[dim]–[/]",) * 4
    marks = f" [yellow]({words(', '.join(rung['marks']))})[/]" if rung.get("marks") else ""
    records = (rung["record"], rung["first_exposure"], rung["first_seen"])
    return (words(rung["rung"]) + marks, *(escape(each or "–") for each in records))
