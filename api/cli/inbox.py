"""`deal-ledger inbox …`: what was delivered, what became of it, and putting it right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.cli.shown import harmless
from api.inbox import delivery_body, item_body, refused_body
from api.opening import opened
from api.outside import real
from api.settings import Settings
from ledger.inbox.keeping import Inbox
from ledger.inbox.listing import MOST, STATES, Listing

inbox = typer.Typer(
    no_args_is_help=True,
    help="Look into the inbox: what was delivered, what became of it, what is parked and why.",
)
Number = Annotated[int, typer.Argument(help="The item's number, as `list` shows.", metavar="ITEM")]
OfState = Annotated[
    str | None, typer.Option("--state", help=f"Only items of a state: {', '.join(STATES)}.")
]
OfConnection = Annotated[
    str | None, typer.Option("--connection", help="Only items of this connection.")
]


@inbox.command(name="list")
def list_(
    *,
    state: OfState = None,
    connection: OfConnection = None,
    after: Annotated[int, typer.Option(help="Items after this number.", min=0)] = 0,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1, max=MOST)] = 50,
    as_json: AsJson = False,
) -> None:
    """List what deliveries told, and count it. `parked` items say why nothing came of them."""
    known = next((each for each in STATES if each == state), None)
    if state is not None and known is None:
        message = f"{state!r} is none of {', '.join(STATES)}."
        raise typer.BadParameter(message, param_hint="--state")
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        listing = Listing(ledger.rows)
        found = listing.items(known, connection, after, limit)
        counts = listing.counts()
        refused = Inbox(ledger.rows).counted(connection)
    if as_json:
        items = [item_body(each) for each in found]
        told = [refused_body(each) for each in refused]
        print_json({"items": items, "counts": counts, "refused": told})
        return
    table = Table()
    for title in ("Item", "Connection", "About", "Happened", "State", "Reason or records"):
        table.add_column(title, overflow="fold")
    for each in found:
        about = each.object.removeprefix(f"{each.connection}:") or "(a delivery that can't be read)"
        reason = f"{each.code}: {each.reason}" if each.code else ", ".join(each.records)
        happened = f"{each.happened_at:%Y-%m-%d %H:%M:%S}" if each.happened_at else "unreadable"
        row = (str(each.item), each.connection, about, happened, each.state, reason)
        table.add_row(*map(escape, row))
    if found:
        out.print(table)
    for count in counts:
        out.print(f"{count['connection']}: {count['times']} {count['state']}")
    for count in refused:
        said = f"{count['times']} not believed on {count['day']} ({count['code']})"
        out.print(f"{count['connection']}: {said}")
    if not counts and not refused:
        out.print("Nothing was delivered yet. Connect a system: deal-ledger connection create")
    elif len(found) == limit:
        out.print(f"More: deal-ledger inbox list --after {found[-1].item}")


@inbox.command()
def show(item: Number, *, as_json: AsJson = False) -> None:
    """Show an item with the delivery that told it, as it came."""
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        found = Listing(ledger.rows).item(item)
    if found is None:
        raise _none(item)
    listed, delivery = found
    document = item_body(listed) | {"raw": delivery_body(delivery)}
    if as_json:
        print_json(document)
        return
    raw = document.pop("raw")
    for name, value in document.items():
        if value not in (None, []):
            out.print(f"{name}: {escape(str(value))}", soft_wrap=True)
    for name, values in raw["headers"].items():
        out.print(f"{escape(name)}: {escape(', '.join(values))}", soft_wrap=True)
    out.print(f"sha256: {raw['sha256']} ({raw['bytes']} bytes)", soft_wrap=True)
    # Not by the console, which makes spaces of tabs.
    typer.echo(harmless(_body(raw)))


@inbox.command()
def retry(item: Number, *, as_json: AsJson = False) -> None:
    """Try an item again that is not recorded, by the mapping that its connection has now.

    The worker does it: `serve` and `runner` have one.
    """
    _done(
        item,
        lambda listing: listing.retry(item, real().now()),
        "is recorded: there is nothing to try again",
        "will be tried again",
        as_json=as_json,
    )


@inbox.command()
def park(
    item: Number,
    *,
    reason: Annotated[str, typer.Option(help="Why it is to rest.")],
    as_json: AsJson = False,
) -> None:
    """Let an item that is not recorded rest for good, with a reason. `retry` wakes it."""
    if not reason.strip():
        raise typer.BadParameter("Say why.", param_hint="--reason")
    _done(
        item,
        lambda listing: listing.park(item, reason, real().now()),
        "is recorded, or rests by hand already",
        "is parked",
        as_json=as_json,
    )


def _done(
    item: int, do: Callable[[Listing], bool], refused: str, done: str, *, as_json: bool
) -> None:
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        listing = Listing(ledger.rows)
        if listing.item(item) is None:
            raise _none(item)
        did = do(listing)
        found = listing.item(item)
    if not did:
        err.print(f"Item {item} {refused}.")
        raise typer.Exit(REFUSED)
    if as_json:
        print_json(item_body(found[0]) if found else {"item": item, "read_anew": True})
    else:
        out.print(f"Item {item} {done}.")


def _none(item: int) -> typer.Exit:
    err.print(f"There is no item {item} in the inbox: deal-ledger inbox list shows them.")
    return typer.Exit(REFUSED)


def _body(raw: dict[str, Any]) -> str:
    """The body as it is kept, to the letter; base64 where it is no text."""
    return str(raw["text"] if "text" in raw else raw["base64"])
