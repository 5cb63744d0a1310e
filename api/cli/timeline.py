"""`deal-ledger timeline DEAL`: every record as one moment, and what it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, redlined, say, show, when, words
from projections.basis import Asked
from projections.timeline import Chosen
from projections.timeline import timeline as timeline_of

Person = Annotated[
    str | None, typer.Option(help="Only records by, to or about this person; any of their ids.")
]
Clause = Annotated[str | None, typer.Option(help="Only records that concern this clause.")]
Proposal = Annotated[str | None, typer.Option(help="Only records that concern this proposal.")]
Kind = Annotated[
    list[str] | None,
    typer.Option(help="Only records of this type (clause.revised); may be given several times."),
]
Contemporaneous = Annotated[
    bool, typer.Option("--contemporaneous-only", help="Leave out what was recorded afterwards.")
]
At = Annotated[
    int | None,
    typer.Option(help="Up to this position, as it was known there.", metavar="POSITION", min=0),
]


def timeline(  # noqa: PLR0913 - each is an option
    deal: DealArgument,
    *,
    person: Person = None,
    clause: Clause = None,
    proposal: Proposal = None,
    kind: Kind = None,
    contemporaneous_only: Contemporaneous = False,
    at: At = None,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what happened, record by record: what it said, and what it moved.

    Who gained which rung of knowledge, which clock moved, which sign-off changed; with marks for
    what was recorded late or after the dispute.
    """
    chosen = Chosen(person, clause, proposal, tuple(kind or ()), contemporaneous_only)
    asked = Asked(effective_at, known_at)
    show(deal, asked, lambda known: timeline_of(known, chosen, at), _print, as_json=as_json)


def _print(found: Reading) -> None:
    names = _names(found["moments"])
    for moment in found["moments"]:
        _print_moment(moment, names)
    if not found["moments"]:
        out.print("No record is to be shown.")


def _names(moments: list[dict[str, Any]]) -> dict[str, str]:
    """What each person is called here: of people of one name also the id."""
    moved = (each["moved"] for each in moments)
    named = {
        each.get("person") or each["of"]: each["name"]
        for of in moved
        for each in (*of["rungs"], *of["sign_offs"])
        if "name" in each
    }
    often = Counter(named.values())
    return {id_: f"{name} ({id_})" if often[name] > 1 else name for id_, name in named.items()}


def _print_moment(moment: dict[str, Any], names: dict[str, str]) -> None:
    marks = "".join(f" [yellow]{words(mark)}[/]" for mark in moment["marks"])
    out.print(
        f"\n[bold]{moment['position']}[/] {when(moment['occurred_at'])} "
        f"[dim]{escape(moment['record'])}[/]{marks}"
    )
    say(moment["sentence"], 4)
    for line in _corrected(moment):
        out.print(Padding(escape(line), (0, 0, 0, 6)), style="dim")
    difference = moment["difference"]
    if difference and difference["words"]:
        out.print(Padding(redlined(difference["words"]), (0, 0, 0, 6)))
    for line in _moved(moment["moved"], names):
        out.print(Padding(escape(line), (0, 0, 0, 6)), style="cyan")


def _corrected(moment: dict[str, Any]) -> Iterator[str]:
    """Who corrected it, and when that was recorded; said at the time, who did so later."""
    for name, said in (("correction", "corrected by"), ("corrected_later", "corrected later, by")):
        if by := moment.get(name):
            yield (
                f"{said} {by['actor_name']} (record {by['record']}; {words(by['class'])}), "
                f"recorded {when(by['recorded_at']['ledger'])} by {by['recorded_by']['name']}"
            )


def _moved(moved: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    for rung in moved["rungs"]:
        of = f"clause {rung['clause']}, wording {rung['version']}"
        fell = " (taken back)" if rung["fell"] else ""
        was, now = (_marked(rung.get(name)) for name in ("from_marks", "marks"))
        before, after = _ends(rung)
        yield f"{names[rung['person']]} on {of}: {before}{was} → {after}{now}{fell}"
    for clock in moved["clocks"]:
        yield f"{clock['clock']} clock of {clock['proposal']}: {_step(clock)}"
    for retraction in moved["retractions"]:
        yield f"moment of the retraction {retraction['record']}: {_step(retraction)}"
    for sign_off in moved["sign_offs"]:
        who = names[sign_off["of"]] if "of" in sign_off else words(sign_off["function"])
        yield f"sign-off of {who} on clause {sign_off['clause']}: {_step(sign_off)}"
    if moved["standing"]:
        yield f"standing: {_step(moved['standing'])}"


def _step(change: dict[str, Any]) -> str:
    return " → ".join(_ends(change))


def _ends(change: dict[str, Any]) -> tuple[str, str]:
    before, after = (words(change[end]) or "nothing" for end in ("from", "to"))
    return before, after


def _marked(marks: list[str] | None) -> str:
    return f" ({words(', '.join(marks))})" if marks else ""
