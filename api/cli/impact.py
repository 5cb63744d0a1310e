"""`deal-ledger impact DEAL PROPOSAL`: what a retraction of a proposal would meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, say, show, when, words
from projections.basis import Asked
from projections.impact import impact_on_record

Proposal = Annotated[str, typer.Argument(help="The proposal's id.", metavar="PROPOSAL")]


def impact(
    deal: DealArgument,
    proposal: Proposal,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what a retraction would meet: who signed, who has it, who relied on it, its moment.

    Nothing is recorded, and no law is applied. Who instructs and who executes a retraction are
    recorded apart.
    """
    asked = Asked(effective_at, known_at)
    show(deal, asked, lambda known: impact_on_record(known, proposal), _print, as_json=as_json)


def _print(found: Reading) -> None:
    moment = found["moment"]
    possible = " or ".join(words(each) for each in moment["possible"])
    out.print(f"[bold]A retraction of {escape(found['proposal'])}, received now[/]: {possible}")
    say(moment["sentence"], 2)
    for title, lines in (
        ("Signed by", list(_signed(found))),
        ("Sent, and arrived with", list(_sent(found))),
        ("Relied on, accepted, ordered", list(_met(found))),
        ("Retracted before", found["retracted"]),
        ("Instructed, and not followed on record", list(_told(found))),
        ("Instead", list(_instead(found))),
    ):
        out.print(f"\n[bold]{title}[/]")
        for said in lines or ["Nothing of it is on record."]:
            say(said, 2)


def _signed(found: Reading) -> Iterator[str]:
    for each in found["signed"]:
        taken_back = "" if each["standing"] else ", taken back since"
        at = f"{when(each['occurred_at'])} ({each['record']}){taken_back}"
        on = "; ".join(f"{c['clause']}: authority {words(c['authority'])}" for c in each["clauses"])
        yield f"{each['name']}, {at}: {on}."


def _sent(found: Reading) -> Iterator[str]:
    for each in found["sent"]:
        via = f" through {each['via_name']}" if each["via"] else ""
        yield f"Sent to {', '.join(each['to_names'])}{via}, {_at(each)}."
    for each in found["arrived"]:
        verb = "Opened" if each["type"] == "proposal.opened" else "Received"
        yield f"{verb} by {each['by_name']}, {_at(each)}."


def _met(found: Reading) -> Iterator[str]:
    for each in found["reliance"]:
        yield f"{each['by']}: {each['act']}, {_at(each)}."
    for each in found["accepted"]:
        yield f"Accepted by {each['by']}, {_at(each)}."
    for each in found["executed"]:
        yield f"Agreement executed, {_at(each)}."
    for each in found["orders"]:
        yield f"Order {each['order']}, {words(each['order_type'])}, {_at(each)}."


def _told(found: Reading) -> Iterator[str]:
    for each in found["instructions"]:
        yield f"{each['actor_name']}, {_at(each)}: {each['reason']}"


def _instead(found: Reading) -> Iterator[str]:
    yield from (each["sentence"] for each in found["instead"]["some_clauses"])
    yield found["instead"]["clarify"]["sentence"]


def _at(each: dict[str, Any]) -> str:
    return f"{when(each['occurred_at'])} ({each['record']})"
