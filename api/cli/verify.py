"""`deal-ledger verify`: was the record touched?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import typer
from rich.markup import escape
from rich.progress import Progress

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.settings import Settings
from ledger.proof.verification import Report
from ledger.verifying import verify as verify_ledger


def verify(*, as_json: AsJson = False) -> None:
    """Recompute every leaf and the root from the stored bytes.

    Checks the tree, the order, each deal's chain, the clocks, and every value beside its digest.
    Exit code 1 when something does not hold; the first entry that breaks is named, and why.
    """
    with (
        refusals(as_json=as_json),
        opened(Settings.from_environment(), real()) as ledger,
        Progress(console=err, transient=True, disable=not err.is_terminal) as progress,
    ):
        task = progress.add_task("Verifying", total=None)
        report = verify_ledger(
            ledger, lambda done, total: progress.update(task, completed=done, total=total)
        )
    if as_json:
        print_json(_json(report))
    else:
        _print(report)
    if report.broken is not None:
        raise typer.Exit(REFUSED)


def _json(report: Report) -> dict[str, Any]:
    return {
        "holds": report.broken is None,
        "entries": report.entries,
        "root": report.root.hex(),
        "undisclosed": report.undisclosed,
        "broken": asdict(report.broken) if report.broken else None,
    }


def _print(report: Report) -> None:
    if report.broken is None:
        out.print(f"[bold green]Everything holds.[/] {report.entries} entries recomputed")
        out.print(f"Root {report.root.hex()}", soft_wrap=True)
    else:
        broken = report.broken
        where = f"position {broken.position}" if broken.position else "the log as a whole"
        record = f", record {escape(broken.record)}" if broken.record else ""
        out.print(
            f"[bold red]Broken at {where}{record}[/] ({broken.rule}): {escape(broken.reason)}"
        )
        out.print(f"{report.entries} entries before it hold.")
    if report.undisclosed:
        out.print(f"{report.undisclosed} committed value(s) are no longer disclosed.")
    out.print(
        "[dim]Not covered: a log rewritten from end to end. Only a root that was kept elsewhere "
        "shows that.[/]"
    )
