"""`deal-ledger digest DEAL`: what changed for people since they last had the terms before them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import typer
from rich.markup import escape

from api.cli.output import (
    REFUSED,
    AsJson,
    DealArgument,
    EffectiveAt,
    KnownAt,
    out,
    print_json,
    refusals,
)
from api.cli.reading import Reading, say, show, when
from api.digest.sending import By, Digests, WantedDigest, is_id
from api.digest_bodies import LONGEST_ID
from api.opening import opened
from api.outside import real
from api.settings import Settings
from domain.values import ID_PATTERN
from projections.basis import Asked
from projections.deal import KnownDeal
from projections.digest import digest as digest_reading

To = Annotated[
    str | None,
    typer.Option(
        help="Only this person of the house. Default: everybody with a gap.", metavar="PERSON"
    ),
]
Send = Annotated[
    bool,
    typer.Option("--send/--show", help="Send it to --to, or only show what would be sent."),
]
Via = Annotated[
    Literal["mail", "webhook"] | None,
    typer.Option(help="With --send: by mail to --address, or by the subscriptions' webhooks."),
]
Address = Annotated[
    str | None, typer.Option(help="With --via mail: their address, of the house's own.")
]
ByOption = Annotated[
    str | None, typer.Option("--by", help="With --send: who asks for it.", metavar="PERSON")
]
DigestId = Annotated[
    str | None,
    typer.Option(
        "--id",
        help="With --send: an id of its own, so that the same may be given again: it is sent once.",
        metavar="ID",
    ),
]
_FAILED = frozenset({"failed", "unknown"})


def digest(  # noqa: PLR0913 - every option is one
    deal: DealArgument,
    *,
    to: To = None,
    send: Send = False,
    via: Via = None,
    address: Address = None,
    by: ByOption = None,
    id_: DigestId = None,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed for people of the house since they last had the terms before them.

    Three lines each, the most money first, with what is asked of them. With --send one of them is
    told: that is recorded before it leaves. Exit code 1 when it failed, or nobody knows whether it
    left. It tells what everybody of the house may see, whoever asks.
    """
    if send:
        _refuse_misused(to, via, address, by, id_, effective_at or known_at)
        assert to is not None
        assert via is not None
        _send(WantedDigest(deal, to, via, id_ or "", address, by), as_json=as_json)
        return
    if via or address or by or id_:
        raise typer.BadParameter("--via, --address, --by and --id go with --send.")

    def told(known: KnownDeal) -> Reading:
        return digest_reading(known, to)

    show(deal, Asked(effective_at, known_at, "reader"), told, _print, as_json=as_json)


def _refuse_misused(
    to: str | None,
    via: By | None,
    address: str | None,
    by: str | None,
    id_: str | None,
    times: str | None,
) -> None:
    if to is None or via is None:
        raise typer.BadParameter("Say to whom (--to) and how (--via mail or --via webhook).")
    if times:
        raise typer.BadParameter("What is sent is what changed by now: leave the times out.")
    if (via == "mail") != (address is not None):
        raise typer.BadParameter("--address goes with --via mail, and is needed there.")
    if by is not None and not re.fullmatch(ID_PATTERN, by):
        raise typer.BadParameter("This is not an id.", param_hint="--by")
    if id_ is not None and not is_id(id_):
        raise typer.BadParameter(
            f"An id is 1 to {LONGEST_ID} characters of A-Z a-z 0-9 . _ : @ + -", param_hint="--id"
        )


def _send(wanted: WantedDigest, *, as_json: bool) -> None:
    outside, settings = real(), Settings.from_environment()
    if not wanted.id:
        wanted = wanted.with_id(outside.secret())
    with refusals(as_json=as_json), opened(settings, outside) as ledger:
        found = Digests(ledger, settings, outside).send(wanted)
    if as_json:
        print_json(found)
    else:
        _print_sent(found)
    if found["became"] in _FAILED:
        raise typer.Exit(REFUSED)


def _print_sent(found: dict[str, Any]) -> None:
    before = "" if found["added"] else " (it was sent before: nothing was sent now)"
    out.print(f"Record {escape(found['record'])} at position {found['position']}{before}.")
    say(found["sentence"], 0)


def _print(found: Reading) -> None:
    if not found["digests"]:
        out.print("No gap is on record of those who were asked about.")
    for each in found["digests"]:
        needed = " [red]authority needed[/]" if each["needed"] else ""
        out.print(f"\n[bold]{escape(each['name'])}[/] [dim]{escape(each['person'])}[/]{needed}")
        say(each["since"], 2)
        for number, line in enumerate(each["lines"], 1):
            say(f"{number}. {line}", 2)
        for said in (each["rest"], each["older"], *(f"Asked: {one}" for one in each["asked"])):
            if said:
                say(said, 2)
        say(f"Not shown by the record: {each['not_shown']}", 2)
        for sent in each["sent"]:
            say(f"Sent before: {_sent(sent)}", 2)


def _sent(sent: dict[str, Any]) -> str:
    became = "that it was opened is not on record"
    if sent["opened"]:
        became = f"opened ({sent['opened']})"
    elif sent["failed"]:
        became = f"it did not leave ({sent['failed']})"
    return f"{when(sent['occurred_at'])} ({sent['record']}), {became}."
