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
        _print_clause(clause)
    for change in found["policy_changes"]:
        out.print(f"[yellow]Policy changed:[/] {escape(change['sentence'])}")
    for each in found["not_counted"]:
        out.print(f"[dim]Not counted:[/] {escape(each['sentence'])}")


def _print_clause(clause: dict[str, Any]) -> None:
    say(clause["policy"]["sentence"], 2)
    if corrected := clause["policy"].get("corrected"):
        say(corrected["sentence"], 2)
    if corrected := clause.get("corrected"):
        said = f"Corrected since ({escape(corrected['by'])}): {redlined(corrected['difference'])}"
        out.print(Padding(said, (0, 0, 0, 2)))
    for required in clause["required"]:
        _print_state(required["state"])
        _print_answer(required)
    if not clause["required"]:
        unsure = clause["policy"]["may_ask"]
        policy = "; whether a policy asks for anybody is not shown" if unsure else None
        out.print(f"  Nobody was asked{policy or ', and no policy asks for anybody'}.")
    for beyond in clause["beyond"]:
        _print_state(beyond["state"], " [dim]beyond what was required[/]")
        _print_answer(beyond)
    answers = (*clause["required"], *clause["beyond"])
    shown = {each["signed"]["record"] for each in answers if each["signed"]}
    for signature in clause["signatures"]:
        if signature["record"] not in shown:
            _print_state(signature["state"], " [dim]a further signature[/]")
            say(signature["sentence"], 4)
            _print_signature(signature)


def _print_state(state: str, more: str = "") -> None:
    out.print(f"  [{_COLOURS.get(state, 'red')}]{state}[/]{more}")


def _print_answer(answer: dict[str, Any]) -> None:
    say(answer["sentence"], 4)
    if answer["signed"]:
        _print_signature(answer["signed"])


def _print_signature(signed: dict[str, Any]) -> None:
    """Its authority and what that was judged by; the sentence before says who signed, for whom."""
    authority = signed["authority"]
    rests_on = f" It rests on {', '.join(authority['rests_on'])}." if authority["rests_on"] else ""
    say(f"Authority: {authority['sentence']} {signed['judged']}{rests_on}", 4)
    if signed["statement"]:
        say(f"In their words: “{signed['statement']}”", 4)
    say(f"Record {signed['record']}, at position {signed['position']}.", 4)
    for said in (signed.get("retracted"), signed.get("corrected", {}).get("sentence")):
        if said:
            say(said, 4)
    if signed.get("difference"):
        out.print(Padding("Since then: " + redlined(signed["difference"]), (0, 0, 0, 4)))
