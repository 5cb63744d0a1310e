"""`deal-ledger subscription …`: which systems are pushed what the ledger sees."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.digest.undelivered import record_undelivered
from api.opening import opened
from api.outside import real
from api.outwards.addresses import BadAddressError, checked
from api.outwards.messages import example
from api.outwards.outcomes import Outcome
from api.outwards.posting import NoClientError, client, post
from api.outwards.telling import CHANGES
from api.settings import Settings
from api.webhooks.standard_webhooks import a_secret
from domain.events import REGISTRY
from domain.values import DEAL_PATTERN
from ledger.application import Ledger
from ledger.outbox.subscriptions import BY_COMMAND, ROLES, Subscription, Subscriptions, Wanted

subscription = typer.Typer(
    no_args_is_help=True,
    help="Push chosen records to other systems, as signed webhooks (Standard Webhooks).",
)

MOST_SHOWN = 500
"""Bytes of an answer that `test` shows."""
Id = Annotated[
    str, typer.Argument(help="The subscription's id, as `list` shows.", metavar="SUBSCRIPTION")
]


@subscription.command()
def create(
    url: Annotated[str, typer.Argument(help="Where to push: https://…", metavar="URL")],
    *,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            help="Only records of this type, and what strikes or corrects one; may be given "
            "several times. Default: all. finding.opened, finding.reopened and finding.closed, "
            "which are no records, are told to those who name them.",
        ),
    ] = None,
    deals: Annotated[
        list[str] | None,
        typer.Option(
            "--deal",
            help="Only records of this deal; may be given several times. Default: all, and what "
            "the organisation records.",
        ),
    ] = None,
    role: Annotated[
        str,
        typer.Option(
            help="As what it sees: a reader, from whom attorney_client and work_product are "
            "withheld, or legal, who sees everything."
        ),
    ] = "reader",
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            help="Where it begins: now, beginning, or after a position.",
            metavar="now|beginning|POSITION",
        ),
    ] = "now",
    as_json: AsJson = False,
) -> None:
    """Make a subscription; prints its secret, once. `serve` and `runner` push what it asks for."""
    _refuse_bad(url, types or [], deals or [])
    known = next((each for each in ROLES if each == role), None)
    if known is None:
        message = f"{role!r} is none of {', '.join(ROLES)}."
        raise typer.BadParameter(message, param_hint="--role")
    if known == "reader" and "answer.issued" in (types or []):
        message = "Answers are work_product: only --role legal is pushed answer.issued."
        raise typer.BadParameter(message, param_hint="--type")
    outside = real()
    secret = a_secret(outside.secret())
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        after = _after(from_, ledger)
        wanted = Wanted(outside.request(), url, known, types or None, deals or None, after)
        made = Subscriptions(ledger.rows).create(wanted, secret, outside.now())
    if as_json:
        print_json(_json(made) | {"secret": secret})
        return
    out.print(f"Subscription {made.id}: records after position {made.position} are pushed.")
    out.print("Its secret, with which the receiver checks every push; shown only this once:")
    out.print(f"  {secret}", soft_wrap=True)
    out.print(f"See whether it arrives: deal-ledger subscription test {made.id}")


@subscription.command(name="list")
def list_(*, as_json: AsJson = False) -> None:
    """List the subscriptions: how far each came, what fails, and why one ended."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        found = Subscriptions(ledger.rows).all()
        size = ledger.size
    if as_json:
        print_json({"subscriptions": [_json(each) for each in found], "position": size})
        return
    if not found:
        out.print("There is no subscription. Make one: deal-ledger subscription create URL")
        return
    table = Table("Subscription", "Pushes", "To", "As", "At", "State")
    for each in found:
        types = ", ".join(sorted(each.types)) if each.types else "everything"
        deals = f" of {', '.join(sorted(each.deals))}" if each.deals else ""
        row = (each.id, types + deals, each.url, each.role, f"{each.position} of {size}")
        table.add_row(*map(escape, (*row, _state(each, size))))
    out.print(table)
    for each in found:
        if said := _trouble(each):
            out.print(escape(f"{each.id}: {said}"), soft_wrap=True)


@subscription.command()
def show(id_: Id, *, as_json: AsJson = False) -> None:
    """Show a subscription, with its secrets (never their text)."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        found = _found(ledger, id_)
        size = ledger.size
    document = _json(found)
    if as_json:
        print_json(document | {"ledger_position": size})
        return
    secrets = document.pop("secrets")
    for name, value in document.items():
        out.print(f"{name}: {escape(str(value))}", soft_wrap=True)
    for each in secrets:
        ended = f"ended {each['ended_at']}" if each["ended_at"] else "counts"
        out.print(f"secret {each['number']}: since {each['created_at']}, {ended}")
    out.print(f"state: {escape(_trouble(found) or _state(found, size))}", soft_wrap=True)


@subscription.command()
def rotate(id_: Id, *, as_json: AsJson = False) -> None:
    """Add a secret: pushes are signed with it and the ones before, until `retire` ends those."""
    outside = real()
    secret = a_secret(outside.secret())
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        found = _found(ledger, id_)
        number = Subscriptions(ledger.rows).add_secret(id_, secret, outside.now())
    before = [each.number for each in found.secrets if each.ended_at is None]
    if as_json:
        print_json({"subscription": id_, "number": number, "secret": secret, "before": before})
        return
    out.print(f"Secret {number}, with which pushes are signed too from now on; shown only once:")
    out.print(f"  {secret}", soft_wrap=True)
    out.print("When the receiver checks with it:")
    for each in before:
        out.print(f"  deal-ledger subscription retire {id_} {each}", soft_wrap=True)


@subscription.command()
def retire(
    id_: Id,
    number: Annotated[int, typer.Argument(help="The secret's number, as `show` says.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Sign with a secret no more. The last one stays: `rotate` adds another before."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        _found(ledger, id_)
        if not Subscriptions(ledger.rows).end_secret(id_, number, real().now()):
            err.print(
                f"Subscription {escape(id_)} has no secret {number}, or no other one that counts: "
                f"deal-ledger subscription show {escape(id_)}"
            )
            raise typer.Exit(REFUSED)
    if as_json:
        print_json({"subscription": id_, "retired": number})
    else:
        out.print(f"Nothing is signed with secret {number} of {id_} any more.")


@subscription.command()
def end(id_: Id, *, as_json: AsJson = False) -> None:
    """Push nothing more. What was pushed stays where it is."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        _found(ledger, id_)
        Subscriptions(ledger.rows).end(id_, BY_COMMAND, outside.now())
        record_undelivered(ledger, outside)
        found = _found(ledger, id_)
    if as_json:
        print_json(_json(found))
    else:
        out.print(f"Subscription {id_} ended at position {found.position}: {found.reason}.")


@subscription.command(name="test")
def test_(id_: Id, *, as_json: AsJson = False) -> None:  # noqa: PT028 - no test of pytest's
    """Push a signed example, which is no record, and print what comes back."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        found = _found(ledger, id_)
    now = outside.now()
    message = example(found, now)

    async def tried() -> Outcome:
        async with client() as by:
            return await post(by, found.url, message, found.active_secrets, now)

    try:
        outcome = asyncio.run(tried())
    except NoClientError as fault:
        err.print(escape(str(fault)))
        raise typer.Exit(REFUSED) from None
    answer = outcome.body[:MOST_SHOWN].decode(errors="replace")
    if as_json:
        document = {"subscription": id_, "webhook_id": message.id, "status": outcome.status}
        print_json(document | {"said": outcome.said, "taken": outcome.taken, "body": answer})
    else:
        out.print(f"Pushed {message.id} to {escape(found.url)}", soft_wrap=True)
        out.print(escape(outcome.said), soft_wrap=True)
        if answer:
            out.print(escape(answer), soft_wrap=True)
    if not outcome.taken:
        raise typer.Exit(REFUSED)


def _refuse_bad(url: str, types: list[str], deals: list[str]) -> None:
    try:
        checked(url)
    except BadAddressError as fault:
        raise typer.BadParameter(str(fault), param_hint="URL") from None
    for each in types:
        if each not in REGISTRY and each not in CHANGES:
            message = (
                f"{each!r} is no type of record: docs/glossary.md has them all; nor is it one of "
                f"{', '.join(CHANGES)}."
            )
            raise typer.BadParameter(message, param_hint="--type")
    for each in deals:
        if not re.fullmatch(DEAL_PATTERN, each) or each in {".", ".."}:
            raise typer.BadParameter(f"{each!r} is no id of a deal.", param_hint="--deal")


def _after(text: str, ledger: Ledger) -> int | None:
    """The position after which it begins; None for the end of the ledger."""
    if text == "now":
        return None
    if text == "beginning":
        return 0
    if not re.fullmatch("[0-9]{1,15}", text) or int(text) > ledger.size:
        message = f"Write now, beginning, or a position up to {ledger.size}."
        raise typer.BadParameter(message, param_hint="--from")
    return int(text)


def _found(ledger: Ledger, id_: str) -> Subscription:
    found = Subscriptions(ledger.rows).get(id_)
    if found is None:
        err.print(
            f"There is no subscription {escape(id_)}: deal-ledger subscription list shows them."
        )
        raise typer.Exit(REFUSED)
    return found


def _state(each: Subscription, size: int) -> str:
    if each.ended_at:
        return "ended"
    if each.last_error:
        return "fails"
    return "up to date" if each.position >= size else "behind"


def _trouble(each: Subscription) -> str:
    """Why nothing is pushed, for a person; empty where all is well."""
    if each.ended_at:
        return f"ended {each.ended_at:%Y-%m-%d %H:%M}, at position {each.position}: {each.reason}"
    if each.last_error is None:
        return ""
    again = f", again at {each.again_at:%Y-%m-%d %H:%M:%S}" if each.again_at else ""
    return f"{each.tries} tries failed{again}; the last, {each.last_error}"


def _json(each: Subscription) -> dict[str, Any]:
    times = ("created_at", "pushed_at", "again_at", "ended_at")
    moments = {name: getattr(each, name) for name in times}
    return {
        "subscription": each.id,
        "url": each.url,
        "role": each.role,
        "types": sorted(each.types) if each.types else None,
        "deals": sorted(each.deals) if each.deals else None,
        "position": each.position,
        "tries": each.tries,
        "last_error": each.last_error,
        "reason": each.reason,
        **{name: at.isoformat() if at else None for name, at in moments.items()},
        "secrets": [
            {
                "number": secret.number,
                "created_at": secret.created_at.isoformat(),
                "ended_at": secret.ended_at.isoformat() if secret.ended_at else None,
            }
            for secret in each.secrets
        ],
    }
