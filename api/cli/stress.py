"""`deal-ledger stress DEAL [PROPOSAL]`: orders that may come, tried against the terms."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, say, show, words
from projections.basis import Asked
from projections.deal import KnownDeal
from projections.stress import newest
from projections.stress import stress as stress_of

Proposal = Annotated[
    str | None,
    typer.Argument(
        help="The proposal's id. Default: the one that was sealed or sent last, else the drafts.",
        metavar="[PROPOSAL]",
    ),
]
Drafts = Annotated[bool, typer.Option("--drafts", help="Try what stands in the drafts.")]
Wanted = Annotated[
    list[str] | None,
    typer.Option(
        "--scenario", help="Only this scenario; may be given several times.", metavar="ID"
    ),
]
_COLOURS = {"in": "green", "out": "green", "partly": "yellow"}
_FINDINGS = {"two_readings": "finding: two readings", "no_term": "finding: no term"}


def stress(  # noqa: PLR0913 - each is an option of the command
    deal: DealArgument,
    proposal: Proposal = None,
    *,
    drafts: Drafts = False,
    scenario: Wanted = None,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Try orders that may come against the terms of a proposal, before it is sent.

    Each scenario is read as in and as out, with what it would cost. Two readings, or no term, is a
    finding: better settled before it is sent.
    """
    if drafts and proposal is not None:
        raise typer.BadParameter("Name a proposal, or try the drafts, one of the two.")

    def tried(known: KnownDeal) -> Reading:
        of = None if drafts else proposal or newest(known)
        return stress_of(known, of, scenario or ())

    show(deal, Asked(effective_at, known_at), tried, _print, as_json=as_json)


def _print(found: Reading) -> None:
    held = ", ".join(f"{each['clause']} (wording {each['version']})" for each in found["clauses"])
    of = f"proposal {found['proposal']}" if found["proposal"] else "the drafts"
    out.print(f"Tried: {escape(of)}{escape(f': {held}' if held else '')}")
    say(found["start"]["sentence"], 0)
    for said in found["missing"]:
        out.print(f"[yellow]Not tried:[/] {escape(said)}")
    for each in found["scenarios"]:
        _print_scenario(each)
    if found["scenarios"]:
        more = f"; {found['settled']} more were settled" if found["settled"] else ""
        many = len(found["scenarios"])
        out.print(f"\n{found['findings']} of {many} scenarios are a finding{more}.")


def _print_scenario(found: dict[str, Any]) -> None:
    day = f", {found['day']}" if found["day"] else ""
    out.print(f"\n[bold]{escape(found['name'])}[/] [dim]{escape(found['scenario'])}{day}[/]")
    by = found["settled_by"]
    marked = f"  [red]{_FINDINGS[found['finding']]}[/]" if found["finding"] and not by else ""
    if by:
        marked = f"  settled as {words(by['how'])} (record {escape(by['record'])})"
    colour = _COLOURS.get(found["says"], "red")
    out.print(f"  [{colour}]{found['says']}[/]{marked}")
    say(found["sentence"], 4)
    for each in found["readings"]:
        say(f"Read as {each['reading']} ({words(each['stands'])}): {each['price']['sentence']}", 4)
    for said in found["not_stated"]:
        say(f"Not stated: {said}", 4)
