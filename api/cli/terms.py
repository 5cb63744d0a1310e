"""`deal-ledger terms DEAL`: the governing text, clause by clause."""

from __future__ import annotations

from typing import Any

from rich.markup import escape
from rich.padding import Padding

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.reading import known_deal
from api.settings import Settings
from projections.basis import Asked
from projections.terms import terms as terms_of


def terms(
    deal: DealArgument,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show the terms of a deal as they stood, and as they were known.

    The governing text is the executed agreement's proposal, else the accepted one, else the latest
    sent, else the latest sealed, else the current drafts.
    """
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        known = known_deal(ledger, deal, outside.now(), Asked(effective_at, known_at))
        found = terms_of(known)
    if as_json:
        print_json(found)
    else:
        print_terms(found)


_TIERS = {
    "executed": "the executed agreement's proposal",
    "accepted": "the accepted proposal",
    "sent": "the latest proposal sent",
    "sealed": "the latest proposal sealed",
    "drafts": "the current drafts",
}


def print_terms(found: dict[str, Any]) -> None:
    """The reading for a person."""
    governing, basis = found["governing"], found["basis"]
    name = f" {governing['proposal']}" if governing["proposal"] else ""
    out.print(f"[bold]Terms of {escape(found['deal'])}[/]: {_TIERS[governing['by']]}{name}")
    out.print(f"Standing: [bold]{found['standing'].replace('_', ' ')}[/]")
    out.print(f"[dim]As of {basis['effective_at']}, as known at position {basis['known_at']}[/]")
    for clause in found["clauses"]:
        _print_clause(clause)
    for wording in found["current"]:
        if not wording["governs"]:
            out.print(
                f"\n[yellow]In the drafts only:[/] {escape(wording['clause'])} wording "
                f"{wording['version']} ({escape(wording['heading'])})"
            )


def _print_clause(clause: dict[str, Any]) -> None:
    out.print(
        f"\n[bold]{escape(clause['clause'])} {escape(clause['heading'])}[/] "
        f"[dim]wording {clause['version']}, {escape(clause['document'])}[/]"
    )
    out.print(Padding(escape(clause["text"]), (0, 0, 0, 2)))
    if clause["term"] is None:
        out.print("  [dim]No term is stated for this wording.[/]")
        return
    for state in ("in", "out"):
        items = [
            f"{s['axis']}: {s['item']}" for s in clause["term"]["scope"] if s["state"] == state
        ]
        if items:
            out.print(f"  [bold]{state}[/] {escape(', '.join(items))}")
    silent = [f"{axis}: {', '.join(items)}" for axis, items in clause["silent"].items() if items]
    if silent:
        out.print(f"  [yellow]silent[/] {escape('; '.join(silent))}")
