"""Asking somebody else by a link: made on the page of a read-back, shown once, taken back there."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deals import known
from api.in_turn import InTurn
from api.pages.deal import deal_page
from api.pages.forms.choices import Choosing
from api.pages.forms.filled import Filled
from api.pages.forms.recording import refuse_unless_recorder
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.read_back.told import link_body
from api.read_back_bodies import DAYS, MOST_DAYS
from api.read_back_links import new_link, revoked
from api.refusals import bad_parameter
from api.visiting import DealInPath, Times
from projections.deal import KnownDeal

router = APIRouter(include_in_schema=False, route_class=InTurn)
ADDRESS = "/deals/{deal}/record/read-back/link"
SHOWN = 100
"""Links of one proposal, the latest."""


@router.post(ADDRESS)
def link_wanted(request: Request, deal: DealInPath, visit: PageReader, pairs: OwnPairs) -> Response:
    """The link, and the message that may take it: shown now, and never again."""
    refuse_unless_recorder(visit)
    filled = Filled(pairs)
    person, proposal = filled.line("person"), filled.line("proposal")
    if not person:
        raise bad_parameter("person", "Choose who is asked.")
    done = new_link(visit, deal, proposal, person, _days(filled.line("days")))
    found = known(visit, deal, Times())
    return deal_page(
        "read_back_made.html",
        visit,
        request,
        found,
        "record",
        at_once=True,
        proposal=proposal,
        link=link_body(done.link, visit.service.outside.now()),
        url=done.url,
        left_out=done.asked.left_out,
        message=done.message,
        name=found.person(person),
    )


@router.post(f"{ADDRESS}/revoked")
def link_taken_back(deal: DealInPath, visit: PageReader, pairs: OwnPairs) -> Response:
    """The page of the read-back, where the link is said to be taken back."""
    refuse_unless_recorder(visit)
    link = revoked(visit, deal, Filled(pairs).line("link"))
    at = f"/deals/{quote(deal)}/record/read-back?proposal={quote(link.proposal, safe='')}#links"
    return RedirectResponse(at, 303)


def asking_of(visit: PageVisit, deal: KnownDeal, proposal: str) -> dict[str, Any]:
    """For the page of a read-back: who can be asked, and the links that there are."""
    service = visit.service
    now = service.outside.now()
    found = service.read_back_links.page(deal.id, proposal, None, SHOWN)
    named = [
        link_body(each, now) | {"name": deal.person(each.person) if each.person else "[erased]"}
        for each in found
    ]
    return {
        "links": named,
        "choosing": Choosing(deal, visit.caller.token.person),
        "days": DAYS,
        "most_days": MOST_DAYS,
    }


def _days(given: str) -> int:
    days = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    if not 1 <= days <= MOST_DAYS:
        raise bad_parameter("days", f"Write a number of days from 1 to {MOST_DAYS}.")
    return days
