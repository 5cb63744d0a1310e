"""`deal-ledger access-log`: who looked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from api.cli.many_columns import print_rows
from api.cli.output import AsJson, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.settings import Settings
from api.withholding import access_body
from domain.occurrence import Occurrence
from ledger.access import Access, AccessLog
from ledger.access_listing import MOST, Wanted, looked

READER = "cli:access-log"
"""Stands in the place of a token: whoever may run commands on the database."""
_HEADS = ("Number", "When", "Token", "Name", "What", "Deal", "Position", "Privileged")


def access_log(  # noqa: PLR0913 - each is an option
    *,
    deal: Annotated[str | None, typer.Option(help="Only of this deal.")] = None,
    token: Annotated[
        str | None, typer.Option(help="Only with this token (its id), or subscription:ID.")
    ] = None,
    action: Annotated[str | None, typer.Option(help="Only these, e.g. ask or timeline.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Not before this time or date (UTC).", metavar="TIME")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Not after this time or date (UTC).", metavar="TIME")
    ] = None,
    before: Annotated[
        int | None, typer.Option(help="Rows before this number: the next page.", min=1)
    ] = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1, max=MOST)] = 50,
    as_json: AsJson = False,
) -> None:
    """List who looked at what over HTTP, the latest first. To read it is itself a row."""
    wanted = Wanted(
        deal,
        token,
        action,
        _moment(since, "--since", end=False),
        _moment(until, "--until", end=True),
        before,
    )
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        found = looked(ledger.rows, wanted, limit + 1)
        own = Access(
            read_at=outside.now(),
            request=outside.request(),
            token=READER,
            action="access log",
            deal=deal,
            position=ledger.size,
            privileged=True,
        )
        AccessLog(ledger.rows).write([own])
    body = access_body(found, limit)
    if as_json:
        print_json(body)
        return
    if body["rows"]:
        print_rows(_HEADS, map(_row, body["rows"]), instead="For programs: --json.")
    else:
        out.print("Nobody looked, of what is asked for.")
    if body["next"]:
        out.print(f"More: deal-ledger access-log --before {body['next']}")


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    shown = (row["read_at"][:19], row["token"], row["name"] or "", row["action"])
    told = (row["deal"] or "", str(row["position"]), "yes" if row["privileged"] else "")
    return (str(row["number"]), *shown, *told)


def _moment(given: str | None, option: str, *, end: bool) -> datetime | None:
    """A time, or the beginning or the end of a day."""
    if given is None:
        return None
    try:
        interval = Occurrence.of(given).interval("UTC")
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None
    return interval.end if end else interval.begin
