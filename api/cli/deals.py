"""`deal-ledger deals`: the deals on record."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.output import AsJson, EffectiveAt, KnownAt, out, print_json, refusals
from api.cli.reading import print_notes
from api.opening import opened
from api.outside import real
from api.reading import known_deal
from api.settings import Settings
from projections.basis import Asked
from projections.overview import in_register, register_notes

Limit = Annotated[int, typer.Option(help="At most so many deals.", min=1, max=500)]
After = Annotated[str, typer.Option(help="Only deals whose id comes after this one.")]


def deals(
    *,
    limit: Limit = 50,
    after: After = "",
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List the deals with their client and the standing of their governing text, by id."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        ids = ledger.deals(after, limit + 1)
        now, asked = outside.now(), Asked(effective_at, known_at)
        known = [known_deal(ledger, deal, now, asked) for deal in ids[:limit]]
        # As over HTTP: a deal of which nothing was known then is no line.
        lines = [deal for deal in known if deal.shown]
        found, notes = [in_register(deal) for deal in lines], register_notes(lines)
    more = ids[limit - 1] if len(ids) > limit else None
    if as_json:
        print_json({"deals": found, "next": more, "notes": notes})
        return
    _print(found, none_on_record=not ids)
    print_notes(notes)
    if more:
        out.print(f"More: deal-ledger deals --after {more}")


def _print(found: list[dict[str, Any]], *, none_on_record: bool) -> None:
    if not found and not none_on_record:
        out.print("Of none of these deals anything was known then.")
        return
    if not found:
        out.print("No deal is on record. Record some: deal-ledger record FILE; or see the demo.")
        return
    table = Table("Deal", "Name", "Client", "Standing", "Records")
    for row in found:
        table.add_row(
            escape(row["deal"]),
            escape(row["name"] or "opening not on record"),
            escape(row["client_name"] or ""),
            row["standing"].replace("_", " ")
            + (f" ({row['proposal']})" if row["proposal"] else ""),
            str(row["entries"]),
        )
    out.print(table)
