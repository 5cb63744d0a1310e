"""`deal-ledger coverage DEAL`: who signed off which wording, and whether they were allowed to."""

from __future__ import annotations

from typing import Any

from rich.markup import escape
from rich.padding import Padding

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, redlined, say, show
from projections.basis import Asked
from projections.coverage import coverage as coverage_of

_COLOURS = {"signed": "green", "stale": "yellow", "open": "yellow"}


def coverage(
    deal: DealArgument,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show the sign-offs that every wording needs, and which of them it has.

    Signed, stale (signed on another wording), declined, withdrawn or open; with the authority that
    whoever signed had at that moment.
    """
    show(deal, Asked(effective_at, known_at), coverage_of, _print, as_json=as_json)


def _print(found: Reading) -> None:
    for clause in found["clauses"]:
        out.print(
            f"\n[bold]{escape(clause['clause'])} {escape(clause['heading'])}[/] "
            f"wording {clause['version']}{'' if clause['governs'] else ' [dim](drafts only)[/]'}"
        )
        say(clause["policy"]["sentence"], 2)
        for required in clause["required"]:
            _print_required(required)
        for beyond in clause["beyond"]:
            out.print("  [dim]beyond what was required[/]")
            say(beyond["sentence"], 4)
        if not clause["required"]:
            out.print("  Nobody was asked, and no policy asks for anybody.")
    for change in found["policy_changes"]:
        out.print(f"[yellow]Policy changed:[/] {escape(change['sentence'])}")
    for each in found["not_counted"]:
        out.print(f"[dim]Not counted:[/] {escape(each['sentence'])}")


def _print_required(required: dict[str, Any]) -> None:
    state = required["state"]
    out.print(f"  [{_COLOURS.get(state, 'red')}]{state}[/]")
    say(required["sentence"], 4)
    signed = required["signed"]
    if not signed:
        return
    say(f"Authority: {signed['authority']['sentence']}", 4)
    if signed.get("retracted"):
        say(signed["retracted"], 4)
    if signed.get("difference"):
        out.print(Padding("Since then: " + redlined(signed["difference"]), (0, 0, 0, 4)))
