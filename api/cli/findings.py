"""`deal-ledger findings DEAL`: what should be looked at before it becomes a dispute; and a gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.output import REFUSED, AsJson, DealArgument, EffectiveAt, KnownAt, err, out
from api.cli.reading import Reading, say, show, when, words
from projections.basis import Asked
from projections.findings import Severity
from projections.findings import findings as findings_of
from projections.findings.finding import SEVERITIES

FailOn = Annotated[
    Severity | None,
    typer.Option(
        help="End with exit code 1 when a finding of this severity, or a graver one, is open. As a "
        "gate: what is refused ends with 1 as well, so nothing passes by mistake.",
    ),
]
_COLOURS = {"high": "bold red", "medium": "yellow", "low": "cyan"}


def findings(
    deal: DealArgument,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    fail_on: FailOn = None,
    as_json: AsJson = False,
) -> None:
    """Show what should be looked at before it becomes a dispute, the gravest first.

    Each finding has the records that it rests on, what was looked for and is not on record, and
    what to do. One that a record settled is listed apart.
    """
    found = show(deal, Asked(effective_at, known_at), findings_of, _print, as_json=as_json)
    if fail_on is not None and (failing := _failing(found["open"], fail_on)):
        err.print(f"Not passed: {_counted(failing)} open, and --fail-on is {fail_on}.")
        raise typer.Exit(REFUSED)


def _failing(open_: dict[str, int], fail_on: Severity) -> dict[str, int]:
    graver = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return {severity: open_[severity] for severity in graver if open_[severity]}


def _counted(open_: dict[str, int]) -> str:
    return ", ".join(f"{count} {severity}" for severity, count in open_.items())


def _print(found: Reading) -> None:
    if found["findings"]:
        out.print(f"Open: {_counted(found['open'])}.")
    else:
        out.print("No rule finds anything that is open, in what this reader may see.")
    for severity in SEVERITIES:
        _print_all(severity, [e for e in found["findings"] if e["severity"] == severity])
    if found["settled"]:
        out.print("\n[bold]Settled[/]")
    for each in found["settled"]:
        out.print(f"\n  {each['code']} {escape(each['title'])} [dim]({each['severity']})[/]")
        say(each["sentence"], 4)
        _print_settlement(each["settled_by"])
    if found["unfit"]:
        out.print("\n[bold]Settlements that fit no finding of this reading[/]")
    for settlement in found["unfit"]:
        out.print(f"\n  {settlement['finding']}")
        _print_settlement(settlement)


def _print_all(severity: str, found: Iterable[dict[str, Any]]) -> None:
    for place, each in enumerate(found):
        if not place:
            out.print(f"\n[{_COLOURS[severity]}]{severity.capitalize()}[/]")
        out.print(f"\n  [bold]{each['code']}[/] {escape(each['title'])}")
        say(each["sentence"], 4)
        for missing in each["not_shown"]:
            say(f"Not shown by the record: {missing}", 4)
        say(f"To do: {each['to_do']}", 4)
        say(f"Records: {', '.join(each['records'])}.", 4)


def _print_settlement(settlement: dict[str, Any]) -> None:
    by, authority = settlement["accepted_by"], settlement["authority"]
    allowed = f", by {authority}" if authority else ""
    say(
        f"Settled {when(settlement['occurred_at'])} as {words(settlement['how'])} by "
        f"{by['name']}{allowed} (record {settlement['record']}): {settlement['reason']}",
        4,
    )
