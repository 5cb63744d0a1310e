"""`deal-ledger privilege-log DEAL`: what is withheld from readers, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.many_columns import print_rows
from api.cli.output import (
    REFUSED,
    AsJson,
    DealArgument,
    EffectiveAt,
    KnownAt,
    err,
    out,
    records_are,
    refusals,
)
from api.cli.reading import show, when
from api.opening import opened
from api.outside import real
from api.reading import known_deal
from api.settings import Settings
from api.withholding import log_body
from projections.basis import Asked
from projections.privilege_log import as_csv

Csv = Annotated[
    Path | None,
    typer.Option("--csv", help="Write it as CSV; - is standard output.", metavar="FILE"),
]
_HEADS = ("Position", "Record", "Kind", "Date", "Author", "To", "Privilege", "Why")


def privilege_log(
    deal: DealArgument,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    csv: Csv = None,
    as_json: AsJson = False,
) -> None:
    """Show which records are withheld from readers: of whom, why, claimed by whom and when.

    No content of a record is in it; the reason of a mark is. For `legal` to look at before it goes
    to anybody else.
    """
    asked = Asked(effective_at, known_at)
    if csv is None:
        show(deal, asked, log_body, _print, as_json=as_json)
        return
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        rows = log_body(known_deal(ledger, deal, outside.now(), asked))["rows"]
    _write(as_csv(rows), csv)
    err.print(f"{records_are(len(rows))} withheld from readers.")


def _print(found: dict[str, Any]) -> None:
    if not found["rows"]:
        out.print("Nothing is withheld from readers.")
        return
    print_rows(_HEADS, map(_row, found["rows"]), instead="For programs: --json, or --csv FILE.")


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    to = ", ".join(each["name"] for each in row["recipients"])
    why = f"{row['marked_by']}: {row['reason']}" if row["marked_by"] else "recorded so"
    cells = (row["record"], row["type"], when(row["occurred_at"]), row["author_name"], to)
    return (str(row["position"]), *cells, row["privilege"].replace("_", " "), why)


def _write(text: str, file: Path) -> None:
    if str(file) == "-":
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        err.print(f"[bold red]Not written:[/] {escape(str(fault))}")
        raise typer.Exit(REFUSED) from None
