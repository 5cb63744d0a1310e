"""`deal-ledger clocks DEAL`: the three clocks of every proposal, and every retraction's moment."""

from __future__ import annotations

from typing import Any

from rich.markup import escape

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, print_not_in_it, say, show, when, words
from projections.basis import Asked
from projections.clocks.reading import clocks as clocks_of

_CLOCKS = ("internal", "communication", "formation")
_BESIDE = ("promises", "reliance", "clarifications", "orders")


def clocks(
    deal: DealArgument,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show every proposal on its three clocks, and the moment at which each retraction met it.

    Internal: drafted to signed off. Communication: sent to opened by the other side. Formation:
    offered to accepted, retracted, rejected or lapsed.
    """
    show(deal, Asked(effective_at, known_at), clocks_of, _print, as_json=as_json)


def _print(found: Reading) -> None:
    for proposal in found["proposals"]:
        out.print(f"\n[bold]Proposal {escape(proposal['proposal'])}[/]")
        for name in _CLOCKS:
            clock = proposal[name]
            out.print(f"  [bold]{name}[/]: {words(clock['state'])}")
            say(clock["sentence"], 4)
        for retraction in (*proposal["retractions"], *proposal["clause_retractions"]):
            out.print(f"  [bold]retraction[/]: {words(retraction['moment'])}")
            say(retraction["sentence"], 4)
            say(retraction["decided"], 4)
        for instruction in proposal["instructions_not_followed"]:
            out.print("  [bold]instruction to retract, not followed on record[/]")
            say(_instructed(instruction), 4)
        for missed in proposal["not_in_it"]:
            print_not_in_it(proposal["proposal"], missed)
        for name in _BESIDE:
            for each in proposal[name]:
                _beside(name, each)


def _instructed(instruction: dict[str, Any]) -> str:
    return (
        f"Instructed by {instruction['actor_name']} ({when(instruction['occurred_at'])}, record "
        f"{instruction['record']}): “{instruction['reason']}”"
    )


def _beside(name: str, each: dict[str, Any]) -> None:
    if said := each.get("sentence"):
        out.print(f"  [bold]{name}[/]")
        say(said, 4)
    else:
        more = escape(_SAID[name](each))
        out.print(f"  [bold]{name}[/]: record {escape(each['record'])}{more}")


def _reliance(each: dict[str, Any]) -> str:
    return f", by {each['by']}: “{each['act']}”"


def _clarification(each: dict[str, Any]) -> str:
    effect = "in effect" if each["in_effect"] else "not in effect here at the moment asked"
    return f", agreed by {' and '.join(each['agreed_by'])}: {effect}"


def _order(each: dict[str, Any]) -> str:
    named = f", on proposal {each['proposal']}" if each["proposal"] else ", on no named proposal"
    claimed = f", claimed under clause {each['claimed_under']}" if each["claimed_under"] else ""
    return f", {words(each['order_type'])}{named}{claimed}"


_SAID = {"reliance": _reliance, "clarifications": _clarification, "orders": _order}
