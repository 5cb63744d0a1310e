"""`deal-ledger read-back show|create|list|revoke`: what was answered, and links to answer by."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from api.cli.output import (
    AsJson,
    DealArgument,
    EffectiveAt,
    KnownAt,
    err,
    out,
    print_json,
    refusals,
)
from api.cli.reading import Reading, say, show, when
from api.opening import opened
from api.outside import real
from api.read_back.making import Wanted, made
from api.read_back.refused import ReadBackLinkNotKnown
from api.read_back.told import link_body, made_body
from api.read_back_bodies import DAYS, MOST_DAYS
from api.reading import known_deal
from api.settings import Settings
from ledger.read_back_links import ReadBackLinks
from projections.basis import Asked
from projections.read_back import answered_read_back

read_back = typer.Typer(
    no_args_is_help=True,
    help="What a proposal's clauses on prices are meant for: what was answered, and links by which "
    "somebody who is not signed in answers.",
)
MAKER = "cli:read-back"
"""Stands in the place of a token: whoever may run commands on the database."""
PAGE = 500


@read_back.command(name="show")
def show_(
    deal: DealArgument,
    proposal: Annotated[str, typer.Argument(help="The proposal's id.", metavar="PROPOSAL")],
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show the questions to the clauses on prices of a proposal, and what was said of each.

    What somebody answered is what they said, and makes no term. Where two differ, finding READ01
    speaks.
    """
    asked = Asked(effective_at, known_at)
    show(deal, asked, lambda known: answered_read_back(known, proposal), _print, as_json=as_json)


@read_back.command()
def create(
    deal: DealArgument,
    proposal: Annotated[str, typer.Argument(help="The proposal's id.", metavar="PROPOSAL")],
    person: Annotated[
        str, typer.Argument(help="Whose answers they will be, by id.", metavar="PERSON")
    ],
    *,
    expires_in_days: Annotated[
        int, typer.Option(help="Days after which it leads nowhere.", min=1, max=MOST_DAYS)
    ] = DAYS,
    as_json: AsJson = False,
) -> None:
    """Make a link for one person and one proposal, and the words to send with it, shown once."""
    outside, settings = real(), Settings.from_environment()
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    with refusals(as_json=as_json), opened(settings, outside) as ledger:
        found = known_deal(ledger, deal, outside.now())
        wanted = Wanted(proposal, person, expires_in_days, MAKER)
        done = made(ReadBackLinks(ledger.rows), outside, found, wanted, base)
    told = made_body(done, outside.now())
    if as_json:
        print_json(told)
        return
    out.print(f"Link {told['link']}, shown only this once; send it to {escape(person)} alone:")
    out.print(f"  {escape(done.url)}", soft_wrap=True)
    if told["left_out"]:
        left = f"{told['left_out']} questions are left out"
        out.print(f"{left}: they rest on words that {escape(person)} may not be shown.")
    if settings.public_url is None:
        err.print("It leads to where `serve` listens here: set DEAL_LEDGER_PUBLIC_URL for others.")
    out.print("A message that may take it:")
    out.print(f"\n{escape(done.message.subject)}\n\n{escape(done.message.text)}", soft_wrap=True)


@read_back.command(name="list")
def list_(deal: DealArgument, *, as_json: AsJson = False) -> None:
    """List the links of a deal, the latest first, and which of them count."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        known_deal(ledger, deal, outside.now())
        links = ReadBackLinks(ledger.rows)
        found = links.page(deal, None, None, PAGE)
        while more := links.page(deal, None, found[-1].id, PAGE) if found else []:
            found += more
    told = [link_body(each, outside.now()) for each in found]
    if as_json:
        print_json({"deal": deal, "links": told})
        return
    if not told:
        out.print("There is no link: deal-ledger read-back create DEAL PROPOSAL PERSON")
        return
    table = Table("Link", "Proposal", "Person", "Made by", "Counts")
    for each in told:
        row = (each["link"], each["proposal"], each["person"] or "[erased]", each["made_by"])
        table.add_row(*map(escape, (*row, _counts(each))))
    out.print(table)


@read_back.command()
def revoke(
    deal: DealArgument,
    link: Annotated[str, typer.Argument(help="The link's id, as `list` shows.", metavar="LINK")],
    *,
    as_json: AsJson = False,
) -> None:
    """Let a link lead nowhere any more, at once. What was answered by it stays on record."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        # Somebody may give the whole link, or its address: the id stands in it.
        id_ = link.rpartition("/")[2].partition("_")[0]
        found = ReadBackLinks(ledger.rows).revoke(deal, id_, outside.now())
        if found is None:
            raise ReadBackLinkNotKnown
    if as_json:
        print_json(link_body(found, outside.now()))
    else:
        out.print(f"Link {found.id} leads nowhere any more.")


def _counts(each: dict[str, Any]) -> str:
    if each["revoked_at"]:
        return f"revoked {each['revoked_at'][:10]}"
    return f"{'until' if each['counts'] else 'expired'} {each['expires_at'][:10]}"


def _print(found: Reading) -> None:
    proposal = escape(found["proposal"])
    if not found["sealed"]:
        out.print(f"What {proposal} holds is not known: no seal of it is on record.")
    elif not found["questions"]:
        out.print(f"There is nothing to ask: no price is stated in {proposal}.")
    for each in found["questions"]:
        _print_question(each)


def _print_question(each: dict[str, Any]) -> None:
    differ = "  [red]they differ[/]" if each["differ"] else ""
    out.print(f"\n[bold]{escape(each['question'])}[/]{differ}")
    for said in each["answers"]:
        state = said["state"] or "no direction"
        told = f"{said['name']}, {when(said['occurred_at'])} ({said['record']}), {state}: "
        say(f"{told}{said['words']}", 2)
    if not each["answers"]:
        say("No answer in writing is on record.", 2)
