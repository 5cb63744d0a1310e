"""`deal-ledger ask DEAL QUESTION`: an answer, with the evidence for and against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.answering import Wanted, answered
from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.settings import Settings
from domain.refusals import Malformed
from domain.strict_json import read
from projections.basis import Asked, basis_of

Question = Annotated[
    str,
    typer.Argument(
        help='In plain words, or parameters as JSON: {"kind": "scope", "items": [{"axis": "orders",'
        ' "item": "expansion"}], "terms": ["discount"]}',
        metavar="QUESTION",
    ),
]
GivenBasis = Annotated[
    str | None,
    typer.Option(
        help="The basis of an earlier answer, as JSON or in a file (an answer will do): the same "
        "question on it gives the same bytes.",
        metavar="JSON|FILE",
    ),
]
ForDispute = Annotated[
    str | None,
    typer.Option(
        help="Record the answer for this dispute. Asked again on the same basis, the recorded "
        "bytes come back, with what was recorded since beside them.",
        metavar="ID",
    ),
]
LeftOut = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        help="Answer as if this record had never been: a hypothesis, never recorded. Several times "
        "for several records.",
        metavar="RECORD",
    ),
]


def ask(  # noqa: PLR0913 - every option is an argument
    deal: DealArgument,
    question: Question,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    basis: GivenBasis = None,
    dispute: ForDispute = None,
    left_out: LeftOut = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question about a deal from its records.

    Says the verdict, the evidence for and against, and what the record does not show. A question
    that is not understood is not answered.
    """
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        asked = basis_of(_basis_json(basis)) if basis else Asked(effective_at, known_at)
        wanted = Wanted(deal, asked, _question(question), dispute, tuple(left_out or ()))
        found, _ = answered(ledger, outside.now(), wanted)
    if as_json:
        print_json(found)
    else:
        print_answer(found)


def _question(question: str) -> str | dict[str, Any]:
    if not question.lstrip().startswith("{"):
        return question
    try:
        parameters: dict[str, Any] = read(question)
    except Malformed as error:
        raise typer.BadParameter(f"The parameters are not JSON: {error}") from None
    return parameters


def _basis_json(given: str) -> Any:
    try:
        text = given if given.lstrip().startswith("{") else Path(given).read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"No basis can be read from {given!r}: {error}") from None
    return found.get("basis", found) if isinstance(found, dict) else found


def print_answer(answered: dict[str, Any]) -> None:
    """An answer as a page of text."""
    asked = answered["question"]
    out.print(f"[bold]{escape(asked['asked'] or asked['read_as'])}[/]")
    out.print(f"[dim]Read as: {escape(asked['read_as'])}[/]\n")
    out.print(f"[bold]{answered['verdict'].upper()}[/]  {escape(answered['sentence'])}")
    out.print(escape(answered["governing"]["sentence"]))
    now = answered["now"]
    out.print(f"Today: [bold]{now['verdict']}[/]. {escape(now['sentence'])}\n")
    for reading in answered["readings"]:
        out.print(f"Reading “{reading['reading']}”: {escape(reading['sentence'])}")
    out.print(_evidence(answered))
    if answered["also_said"]:
        out.print("[bold]Also said, for neither side[/]")
        for each in answered["also_said"]:
            out.print(f"  {_cited(each)}")
    out.print("[bold]Not shown by the record[/]")
    for each in answered["not_shown"]:
        out.print(f"  {escape(each['sentence'])}")
    out.print(f"  [dim]{escape(answered['coverage']['sentence'])}[/]")
    out.print(f"[bold]Would change it[/]  {escape(answered['would_change'])}")
    out.print(f"[bold]Bears on[/]  {escape(', '.join(answered['concepts']))}; no law is applied")
    for beside in ("issued", "since", "hypothetical"):
        _print_beside(beside, answered.get(beside))
    if answered["withheld"]:
        out.print(f"{answered['withheld']} privileged record(s) are withheld from this reader.")
    basis = answered["basis"]
    out.print(
        f"[dim]Basis: as of {basis['effective_at']}, known at position {basis['known_at']}"
        f" (by {basis['known_by']}), rules {basis['rules']}, root {basis['root'][:16]}…[/]"
    )


def _print_beside(name: str, found: dict[str, Any] | None) -> None:
    """What stands beside an answer and is no part of it."""
    if not found:
        return
    if name == "issued":
        out.print(
            f"Recorded for dispute {escape(found['dispute'])} as {escape(found['record'])}, "
            f"position {found['position']}, SHA-256 {found['digest']}."
        )
    else:
        out.print(escape(found["sentence"]))


def _evidence(answered: dict[str, Any]) -> Table:
    """Two columns, for and against; one below the other would hide how they weigh."""
    table = Table(expand=True, show_lines=True, pad_edge=False)
    table.add_column("For", ratio=1)
    table.add_column("Against", ratio=1)
    supports, opposes = answered["supports"], answered["opposes"]
    for place in range(max(len(supports), len(opposes))):
        sides = (each[place] if place < len(each) else None for each in (supports, opposes))
        table.add_row(*(_cited(each) if each else "" for each in sides))
    if not supports and not opposes:
        table.add_row("nothing on record", "nothing on record")
    return table


def _cited(each: dict[str, Any]) -> str:
    where = f"clause {each['clause']} wording {each['version']}, " if "clause" in each else ""
    when = each["occurred_at"]
    said = when if isinstance(when, str) else f"{when['from']} to {when['to']}"
    marks = "".join(f" ({mark.replace('_', ' ')})" for mark in each["marks"])
    return (
        f"“{escape(each['words'] or '')}”\n"
        f"[dim]{escape(where)}{escape(each['actor_name'])}, {escape(said)}, {each['type']}, "
        f"{each['class'].replace('_', ' ')}{marks}, record {escape(each['record'])}[/]"
    )
