"""`deal-ledger gate DEAL PROPOSAL --person P`: what somebody who signs was never shown."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.output import REFUSED, AsJson, DealArgument, EffectiveAt, KnownAt, err, out
from api.cli.reading import Reading, say, show, words
from projections.basis import Asked
from projections.gate import gate as gate_of

Proposal = Annotated[str, typer.Argument(help="The proposal's id.", metavar="PROPOSAL")]
Person = Annotated[str, typer.Option(help="Who is about to sign: any of their ids.")]
Clauses = Annotated[
    list[str] | None,
    typer.Option("--clause", help="Only this clause; may be given several times.", metavar="ID"),
]
FailOn = Annotated[
    bool,
    typer.Option(
        "--fail-on-unseen",
        help="End with exit code 1 when a wording was never shown, or it is not known which it "
        "holds.",
    ),
]


def gate(  # noqa: PLR0913 - each is an option of the command
    deal: DealArgument,
    proposal: Proposal,
    *,
    person: Person,
    clause: Clauses = None,
    fail_on_unseen: FailOn = False,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what somebody who is about to sign was never shown, the most money first.

    Shown is what a record says was displayed, acknowledged, discussed or authored: that a message
    was opened is not enough to sign by.
    """
    asked = Asked(effective_at, known_at)
    found = show(
        *(deal, asked, lambda known: gate_of(known, person, proposal, clause or ()), _print),
        as_json=as_json,
    )
    if fail_on_unseen and (found["never_shown"] or not found["sealed"]):
        err.print("Not passed: not all of it is on record as shown.")
        raise typer.Exit(REFUSED)


def _print(found: Reading) -> None:
    who, proposal = escape(found["name"]), escape(found["proposal"])
    if not found["sealed"]:
        out.print(f"What {proposal} holds is not known: no seal of it is on record.")
    elif not found["never_shown"]:
        out.print(f"All that was asked about of {proposal} is on record as shown to {who}.")
    else:
        out.print(f"Not on record as shown to {who}, of {proposal}:")
    for each in found["never_shown"]:
        _print_wording(each)
    out.print()
    say(found["coverage"]["sentence"], 0)


def _print_wording(each: dict[str, Any]) -> None:
    term = each["term"]
    kind = words(term["kind"]) if term else "its meaning nobody has stated"
    value = " ".join(str(part) for part in (term["value"] or {}).values()) if term else ""
    said = f"{kind}: {value}" if value else kind
    heading = escape(each["heading"] or "")
    out.print(
        f"\n  [bold]{escape(each['clause'])} {heading}[/] wording {each['version']}, {escape(said)}"
    )
    say(each["text"] or "Its words are withheld from this reader.", 4)
