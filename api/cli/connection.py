"""`deal-ledger connection …`: which systems may deliver, and with which secrets."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.inbox import gap_body
from api.opening import opened
from api.outside import Outside, real
from api.settings import Settings
from api.webhooks.addresses import CONNECTION, digest_of, path_of
from api.webhooks.given import BadGivenError, mapping_of, secret_of, settings_of
from api.webhooks.registry import PROVIDERS
from api.webhooks.setup import SET_UPS, secret_end
from ledger.application import Ledger
from ledger.inbox.connections import Connection, ConnectionExistsError, Connections
from ledger.inbox.gaps import Gaps
from ledger.inbox.listing import Listing

connection = typer.Typer(
    no_args_is_help=True,
    help="Connect other systems: who may deliver webhooks, with which secrets and which mapping.",
)

HERE = "https://YOUR-LEDGER"
Id = Annotated[str, typer.Argument(help="The connection's id.", metavar="CONNECTION")]
Provider = Annotated[
    str, typer.Argument(help=f"One of: {', '.join(PROVIDERS)}.", metavar="PROVIDER")
]
GivenSecret = Annotated[
    str | None,
    typer.Option(
        "--secret",
        help="The secret that the provider gave you; `-` reads it from standard input. Where the "
        "provider gives none, one is made.",
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="A setting of the provider, as NAME=VALUE.", metavar="NAME=VALUE"),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        help="A mapping file (see: deal-ledger mapping show PROVIDER). Default: the one shown.",
        exists=True,
        dir_okay=False,
    ),
]


@connection.command()
def create(
    provider: Provider,
    *,
    id_: Annotated[
        str | None,
        typer.Option("--id", help="Its id: it stands in the ids of records. Default: PROVIDER."),
    ] = None,
    secret: GivenSecret = None,
    given: Set = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a connection; prints its address and what to enter at the provider."""
    _refuse_unknown(provider)
    name = id_ or provider
    if not re.fullmatch(CONNECTION, name):
        message = "An id is made of a-z, 0-9 and -, and has at most 40 characters."
        raise typer.BadParameter(message, param_hint="--id")
    outside = real()
    settings = _settings(provider, given or [])
    shared = _secret(provider, secret, outside)
    key = secret_end(outside.secret()) if SET_UPS[provider].key else ""
    of_ours = Settings.from_environment()
    with refusals(as_json=as_json):
        text = _mapping(provider, mapping)
        with opened(of_ours, outside) as ledger:
            digest = digest_of(key) if key else None
            now = outside.now()
            made = Connection(name, provider, settings, text, digest, now)
            _create(Connections(ledger.rows), made, shared, now)
    url = (of_ours.public_url or HERE).rstrip("/") + path_of(provider, name, key)
    shown = shared if shared and SET_UPS[provider].secret is None else None
    steps = [each.format(url=url, secret=shown) for each in SET_UPS[provider].steps]
    if as_json:
        document = {"connection": name, "provider": provider, "url": url, "secret": shown}
        print_json(document | {"steps": steps})
        return
    out.print(f"Connection {name} ({provider}). Its address:")
    out.print(f"  {escape(url)}", soft_wrap=True)
    if shown:
        out.print("Its secret, as the provider is to have it:")
        out.print(f"  {escape(shown)}", soft_wrap=True)
    if key or shown:
        out.print("Keep this: it is shown only once.")
    out.print("What to do at the provider:")
    for number, step in enumerate(steps, 1):
        out.print(f"  {number}. {escape(step)}", soft_wrap=True)
    if of_ours.public_url is None:
        out.print(f"Set DEAL_LEDGER_PUBLIC_URL to the address that stands for {HERE} here.")


@connection.command(name="list")
def list_(*, as_json: AsJson = False) -> None:
    """List the connections, and how many things they delivered."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        found = Connections(ledger.rows).all()
        counts = _counts(ledger)
        gaps = _gaps(ledger)
    if as_json:
        shown = [_json(each, counts.get(each.id, {}), gaps.get(each.id, [])) for each in found]
        print_json({"connections": shown})
        return
    if not found:
        out.print("There is no connection. Make one: deal-ledger connection create PROVIDER")
        return
    table = Table("Connection", "Provider", "Since", "Counts", "Delivered", "Open gaps")
    for each in found:
        told = counts.get(each.id, {})
        delivered = ", ".join(f"{times} {state}" for state, times in told.items()) or "nothing yet"
        ended = f"ended {each.ended_at:%Y-%m-%d}" if each.ended_at else "yes"
        since = f"{each.created_at:%Y-%m-%d}"
        is_open = ", ".join(dict.fromkeys(gap["kind"] for gap in gaps.get(each.id, []))) or "none"
        table.add_row(each.id, each.provider, since, ended, delivered, is_open)
    out.print(table)


@connection.command()
def show(id_: Id, *, as_json: AsJson = False) -> None:
    """Show a connection: its settings, secrets (never their text) and mapping."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        found = _found(ledger, id_)
        counts = _counts(ledger).get(id_, {})
        gaps = _gaps(ledger).get(id_, [])
    document = _json(found, counts, gaps) | {"mapping": found.mapping}
    if as_json:
        print_json(document)
        return
    for name in ("connection", "provider", "path", "created_at", "ended_at", "settings"):
        out.print(f"{name}: {escape(str(document[name]))}", soft_wrap=True)
    for each in document["secrets"]:
        ended = f"ended {each['ended_at']}" if each["ended_at"] else "counts"
        out.print(f"secret {each['number']}: since {each['created_at']}, {ended}")
    for state, times in counts.items():
        out.print(f"{state}: {times}")
    for each in document["gaps"]:
        until = f" to {each['until']}" if each["until"] else ""
        told = f"gap: from {each['from']}{until}, on {each['deals']} deal(s). {each['cause']}"
        out.print(escape(told), soft_wrap=True)
    out.print("mapping:")
    out.print(escape(found.mapping), soft_wrap=True)


@connection.command()
def change(
    id_: Id, *, given: Set = None, mapping: MappingFile = None, as_json: AsJson = False
) -> None:
    """Give a connection other settings, or another mapping, from now on."""
    if not given and mapping is None:
        raise typer.BadParameter("Say what to change: --set NAME=VALUE, or --mapping FILE.")
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        found = _found(ledger, id_)
        settings = _settings(found.provider, given or [], found.settings)
        text = found.mapping if mapping is None else _mapping(found.provider, mapping)
        Connections(ledger.rows).change(id_, settings, text)
    _said(as_json, {"connection": id_}, f"Connection {id_} was changed.")


@connection.command()
def rotate(id_: Id, *, secret: GivenSecret = None, as_json: AsJson = False) -> None:
    """Add a secret: it and the ones before count, until `retire` ends those."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        found = _found(ledger, id_)
        shared = _secret(found.provider, secret, outside)
        if shared is None:
            err.print(f"{found.provider} has no secret to change: make a new connection.")
            raise typer.Exit(REFUSED)
        number = Connections(ledger.rows).add_secret(id_, shared, outside.now())
    before = [each.number for each in found.secrets if each.ended_at is None]
    shown = shared if SET_UPS[found.provider].secret is None else None
    if as_json:
        print_json({"connection": id_, "number": number, "secret": shown, "before": before})
        return
    out.print(f"Secret {number} counts from now on.")
    if shown:
        out.print("Enter it at the provider; it is shown only this once:")
        out.print(f"  {escape(shown)}", soft_wrap=True)
    for each in before:
        out.print(f"Then: deal-ledger connection retire {id_} {each}")


@connection.command()
def retire(
    id_: Id,
    number: Annotated[int, typer.Argument(help="The secret's number, as `show` says.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Let a secret count no more, at once and everywhere."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        _found(ledger, id_)
        if not Connections(ledger.rows).end_secret(id_, number, real().now()):
            err.print(f"Connection {id_} has no secret {number}: deal-ledger connection show {id_}")
            raise typer.Exit(REFUSED)
    document = {"connection": id_, "retired": number}
    _said(as_json, document, f"Secret {number} of {id_} counts no more.")


@connection.command()
def end(id_: Id, *, as_json: AsJson = False) -> None:
    """Take no more deliveries of a connection. What it delivered stays."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        _found(ledger, id_)
        Connections(ledger.rows).end(id_, real().now())
    _said(as_json, {"connection": id_, "ended": True}, f"Connection {id_} takes nothing any more.")


def _said(as_json: bool, document: dict[str, Any], sentence: str) -> None:
    if as_json:
        print_json(document)
    else:
        out.print(escape(sentence))


def _create(connections: Connections, made: Connection, secret: str | None, now: datetime) -> None:
    try:
        connections.create(made)
    except ConnectionExistsError:
        err.print(
            f"There is, or was, a connection {made.id}: records carry its id, so give this one "
            "another with --id."
        )
        raise typer.Exit(REFUSED) from None
    if secret is not None:
        connections.add_secret(made.id, secret, now)


def _found(ledger: Ledger, id_: str) -> Connection:
    found = Connections(ledger.rows).get(id_)
    if found is None:
        err.print(f"There is no connection {escape(id_)}: deal-ledger connection list shows them.")
        raise typer.Exit(REFUSED)
    return found


def _refuse_unknown(provider: str) -> None:
    if provider not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        raise typer.BadParameter(f"{provider!r} is none of {known}.", param_hint="PROVIDER")


@contextmanager
def _judged(option: str) -> Iterator[None]:
    try:
        yield
    except BadGivenError as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None


def _settings(provider: str, given: list[str], before: Any = None) -> dict[str, str]:
    """The settings that were given over those before. Raises BadParameter for what is missing."""
    with _judged("--set"):
        return settings_of(provider, given, before)


def _secret(provider: str, given: str | None, outside: Outside) -> str | None:
    """The secret to share with the provider; None where there is none."""
    if given is not None:
        with _judged("--secret"):
            return secret_of(provider, sys.stdin.readline() if given == "-" else given)
    set_up = SET_UPS[provider]
    if set_up.secret is not None:
        message = f"Give {set_up.secret}: --secret TEXT, or --secret - to read it from a pipe."
        raise typer.BadParameter(message, param_hint="--secret")
    return set_up.make(outside.secret()) if set_up.make else None


def _mapping(provider: str, file: Path | None) -> str:
    """The text of a mapping that can be used. Raises BadMapping, BadParameter."""
    with _judged("--mapping"):
        return mapping_of(provider, None if file is None else file.read_bytes())


def _counts(ledger: Ledger) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in Listing(ledger.rows).counts():
        found.setdefault(row["connection"], {})[row["state"]] = row["times"]
    return found


def _gaps(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """The open gaps of every connection."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in Gaps(ledger.rows).counts():
        found.setdefault(row["connection"], []).append(gap_body(row))
    return found


def _json(each: Connection, counts: dict[str, int], gaps: list[dict[str, Any]]) -> dict[str, Any]:
    key = "SECRET" if each.path_digest else ""
    return {
        "connection": each.id,
        "provider": each.provider,
        "path": path_of(each.provider, each.id, key),
        "settings": dict(each.settings),
        "created_at": each.created_at.isoformat(),
        "ended_at": each.ended_at.isoformat() if each.ended_at else None,
        "secrets": [
            {
                "number": secret.number,
                "created_at": secret.created_at.isoformat(),
                "ended_at": secret.ended_at.isoformat() if secret.ended_at else None,
            }
            for secret in each.secrets
        ],
        "items": counts,
        "gaps": gaps,
    }
