"""`deal-ledger terms DEAL`: the governing text, clause by clause."""

from __future__ import annotations

from typing import Any

from rich.markup import escape
from rich.padding import Padding

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out, print_json, refusals
from api.cli.reading import print_ending, say, when, words
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
    amended = (
        f", amended by {', '.join(governing['amendments'])}" if governing["amendments"] else ""
    )
    out.print(
        f"[bold]Terms of {escape(found['deal'])}[/]: {_TIERS[governing['by']]}"
        f"{escape(name + amended)}"
    )
    out.print(f"Standing: [bold]{found['standing'].replace('_', ' ')}[/]")
    out.print(f"[dim]As of {basis['effective_at']}, as known at position {basis['known_at']}[/]")
    if governing["contents_on_record"] is False:
        out.print("[yellow]What it holds is not on record: it was never sealed here.[/]")
    elif not found["clauses"]:
        out.print("No wording is on record.")
    for retraction in found["retractions"]:
        if retraction["clauses"] is None:  # those of some clauses stand in the notes
            out.print(f"[yellow]retracted[/] {escape(retraction['sentence'])}")
    for clause in found["clauses"]:
        _print_clause({"clarified_by": [], "corrected": None, **clause}, governing["proposal"])
    for wording in found["current"]:
        if not wording["governs"]:
            out.print(
                f"\n[yellow]In the drafts only:[/] {escape(wording['clause'])} wording "
                f"{wording['version']} ({escape(wording['heading'])})"
            )
    if found["reported"]:
        out.print("\n[bold]Reported by other systems[/] [dim](evidence, never a term)[/]")
        for each in found["reported"]:
            _print_reported(each)
    print_ending(found)


def _print_reported(each: dict[str, Any]) -> None:
    where = f"{each['system']}, {each['object']}, {each['field']}"
    sure = "" if each["recorded_by"] != "unverified_connection" else ", unverified"
    others = "".join(f" or {other['value']} ({other['record']})" for other in each["or"])
    said = f"{where}: {each['value']}{others}"
    say(f"{said} ({when(each['occurred_at'])}, {each['class']}{sure}, record {each['record']})", 2)


def _print_clause(clause: dict[str, Any], governing: str | None) -> None:
    other = clause["proposal"] != governing
    out.print(
        f"\n[bold]{escape(clause['clause'])} {escape(clause['heading'])}[/] "
        f"[dim]wording {clause['version']}, {escape(clause['document'])}, "
        f"{when(clause['occurred_at'])}, record {escape(clause['record'])}"
        f"{escape(', as amended by ' + clause['proposal']) if other else ''}[/]"
    )
    say(clause["text"], 2)
    if clause["order_unknown"]:
        say("It may have begun only after the moment asked: order unknown.", 2)
    if clause["corrected"]:
        _print_corrected(clause)
    if clause["term"] is None:
        out.print("  [dim]No term is stated for this wording.[/]")
    else:
        stated = f"(record {clause['stated_by']})"
        print_term(clause["term"], in_period=clause["in_period"], label="Term", of=stated)
    for each in clause["clarified_by"]:
        _print_clarification(each)
    silences = (clause["silent"] or {}).items()
    silent = [f"{axis}: {', '.join(map(words, items))}" for axis, items in silences if items]
    if silent:
        out.print(Padding(f"[yellow]silent[/] {escape('; '.join(silent))}", (0, 0, 0, 2)))


def _print_corrected(clause: dict[str, Any]) -> None:
    """The wording that is right stands above; here what was recorded, and what was sealed."""
    corrected = clause["corrected"]
    out.print(f"  [yellow]corrected[/] by record {escape(corrected['by'])}; both are shown:")
    _print_other("as first recorded", corrected["first_recorded"], clause)
    if sealed := corrected["sealed"]:
        _print_other(f"as sealed in {sealed['proposal']}, which stays so", sealed, clause)


def _print_other(label: str, other: dict[str, Any], clause: dict[str, Any]) -> None:
    said = "the same words" if other["text"] == clause["text"] else f"“{other['text']}”"
    if other["heading"] not in {None, clause["heading"]}:
        said = f"{other['heading']}: {said}"
    say(f"{label}: {said}", 4)
    if other["term"] is not None and other["term"] != clause["term"]:
        print_term(other["term"], in_period=True, label="with the term", indent=6)


def _print_clarification(each: dict[str, Any]) -> None:
    agreed = " and ".join(party["name"] for party in each["agreed_by"])
    text = f": “{each['text']}”" if each["text"] else ""
    unsure = ", order unknown" if each["order_unknown"] else ""
    begins = each["effective"].replace(".000000Z", "Z")
    named = f"by {agreed}, in effect from {begins}{unsure}, record {each['record']}"
    out.print(Padding(f"[bold]clarified[/] {escape(named)}{escape(text)}", (0, 0, 0, 2)))
    if each["term"] is not None:
        label = "It prevails where it speaks"
        print_term(each["term"], in_period=each["in_period"], label=label, indent=4)


def print_term(
    term: dict[str, Any], *, in_period: bool, label: str, of: str = "", indent: int = 2
) -> None:
    """A term: its kind and value, its dates and condition, and what it states in and out."""
    value = f", {_value(term['value'])}" if "value" in term else ", no value stated"
    begins = f", from {when(term['from'])}" if "from" in term else ""
    ends = f", until {when(term['until'])}" if "until" in term else ""
    say(f"{label}: {words(term['kind'])}{value}{begins}{ends} {of}".rstrip(), indent)
    if not in_period:
        say("It does not speak at the moment asked, which is outside its dates.", indent)
    if "condition" in term:
        say(f"on the condition: “{term['condition']}”", indent)
    for state in ("in", "out"):
        items = [_statement(each) for each in term["scope"] if each["state"] == state]
        if items:
            out.print(Padding(f"[bold]{state}[/] {escape('; '.join(items))}", (0, 0, 0, indent)))


def _statement(each: dict[str, Any]) -> str:
    said = f" (“{each['words']}”)" if "words" in each else ""
    return f"{each['axis']}: {words(each['item'])}{said}"


def _value(value: dict[str, Any]) -> str:
    match value:
        case {"amount": amount, "currency": currency}:
            return f"{amount} {currency}"
        case {"percent": percent}:
            return f"{percent} %"
        case {"days": days}:
            return f"{days} days"
        case {"months": months}:
            return f"{months} months"
        case _:
            return f"“{value['text']}”"
