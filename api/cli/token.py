"""`deal-ledger token create|list|revoke`: who may come in over HTTP."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.settings import Settings
from domain.values import DEAL_PATTERN, ID_PATTERN
from ledger.pseudonyms import ERASED
from ledger.tokens import ROLES, Token, TokenRole, Tokens, Wanted

token = typer.Typer(
    no_args_is_help=True, help="Make, list and revoke the tokens that open the HTTP interface."
)

Name = Annotated[
    str, typer.Argument(help="What it is for, so that it can be told from others.", metavar="NAME")
]
Role = Annotated[
    list[str],
    typer.Option(
        help="recorder (writes), reader (reads and asks; privileged records are withheld), legal "
        "(sees all, opens disputes), admin (all of it; what it records counts as an import). May "
        "be given several times.",
        metavar="ROLE",
    ),
]
Deal = Annotated[
    list[str] | None,
    typer.Option(help="Only this deal; may be given several times. Default: all deals."),
]
Person = Annotated[
    str | None, typer.Option(help="The person who speaks when it is used (`by_self`).")
]
Days = Annotated[
    int | None, typer.Option(help="Days after which it opens nothing any more.", min=1, max=3650)
]


@token.command()
def create(
    name: Name,
    *,
    role: Role,
    deal: Deal = None,
    person: Person = None,
    expires_in_days: Days = None,
    as_json: AsJson = False,
) -> None:
    """Make a token and print it, once: only its digest is kept."""
    if not name.strip():
        raise typer.BadParameter("Say what it is for.", param_hint="NAME")
    _refuse_bad_ids(deal or [], person)
    outside = real()
    now = outside.now()
    expires = now + timedelta(days=expires_in_days) if expires_in_days else None
    wanted = Wanted(name, _roles(role), deal or None, person, expires)
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        made, text = Tokens(ledger.rows).create(wanted, outside.secret(), now)
    if as_json:
        print_json(_json(made, now) | {"text": text})
        return
    out.print(f"Token {made.id} ({', '.join(made.roles)}), shown only this once; keep it:")
    out.print(f"  {text}", soft_wrap=True)


@token.command(name="list")
def list_(*, as_json: AsJson = False) -> None:
    """List the tokens that were ever made, and which of them count."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        found = Tokens(ledger.rows).all()
    now = outside.now()
    if as_json:
        print_json({"tokens": [_json(each, now) for each in found]})
        return
    if not found:
        out.print("There is no token. Make one: deal-ledger token create NAME --role reader")
        return
    table = Table("Token", "Name", "Roles", "Deals", "Person", "Counts")
    for each in found:
        deals = "all" if each.deals is None else ", ".join(sorted(each.deals))
        table.add_row(
            each.id,
            escape(each.name),
            ", ".join(each.roles),
            escape(deals),
            escape(each.person or ""),
            _counts(each, now),
        )
    out.print(table)


@token.command()
def revoke(
    id_: Annotated[str, typer.Argument(help="The token's id, as `list` shows.", metavar="TOKEN")],
    *,
    as_json: AsJson = False,
) -> None:
    """Let a token open nothing any more, at once and everywhere. Its row stays."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        # Somebody may give the whole token: its second part is the id.
        found = re.sub(r"^dl_([0-9a-f]{16})_.*$", r"\1", id_)
        revoked = Tokens(ledger.rows).revoke(found, outside.now())
    if as_json:
        print_json({"token": found, "revoked": revoked})
    elif revoked:
        out.print(f"Token {escape(found)} opens nothing any more.")
    else:
        err.print(f"There is no token {escape(found)}: deal-ledger token list shows them.")
    if not revoked:
        raise typer.Exit(REFUSED)


def _roles(given: list[str]) -> list[TokenRole]:
    if strange := [each for each in given if each not in ROLES]:
        known = ", ".join(ROLES)
        raise typer.BadParameter(f"{strange[0]!r} is none of {known}.", param_hint="--role")
    return [role for role in ROLES if role in given]


def _refuse_bad_ids(deals: list[str], person: str | None) -> None:
    for each in deals:
        if not re.fullmatch(DEAL_PATTERN, each):
            raise typer.BadParameter(f"{each!r} is not a deal's id.", param_hint="--deal")
    if person is not None and not re.fullmatch(ID_PATTERN, person):
        raise typer.BadParameter(f"{person!r} is not a person's id.", param_hint="--person")
    if person is not None and person.startswith(ERASED):
        raise typer.BadParameter(f"{person!r} was erased.", param_hint="--person")


def _counts(each: Token, now: datetime) -> str:
    if each.revoked_at is not None:
        return f"revoked {each.revoked_at:%Y-%m-%d}"
    if each.expires_at is None:
        return "yes"
    return f"{'until' if each.counts(now) else 'expired'} {each.expires_at:%Y-%m-%d}"


def _json(each: Token, now: datetime) -> dict[str, Any]:
    return {
        "token": each.id,
        "name": each.name,
        "roles": list(each.roles),
        "deals": None if each.deals is None else sorted(each.deals),
        "person": each.person,
        "created_at": each.created_at.isoformat(),
        "expires_at": each.expires_at.isoformat() if each.expires_at else None,
        "revoked_at": each.revoked_at.isoformat() if each.revoked_at else None,
        "counts": each.counts(now),
    }
