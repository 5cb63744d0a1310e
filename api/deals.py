"""Readings of deals: the register, and one deal with its records and terms."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.reading import known_deal
from api.responding import deal_reading, looked, reading
from api.schemas import DealOverview, EntryPage, Register, Terms
from api.visiting import AtTimes, DealInPath, Reader, Times, Visit, page_of
from domain.values import DEAL_PATTERN
from projections.deal import KnownDeal
from projections.overview import in_register, overview
from projections.records import records
from projections.terms import terms

router = APIRouter(tags=["Deals"], route_class=InTurn)
MOST_ON_A_PAGE = 500
_VERSION_PATTERN = "[1-9][0-9]{0,15}"


class Page(Times):
    """A page of a list, at two times."""

    cursor: str | None = Field(
        default=None, max_length=120, description="The `next` of the page before, as it is."
    )
    limit: int = Field(default=50, ge=1, le=MOST_ON_A_PAGE, description="At most so many.")


async def _page(visit: Reader, page: Annotated[Page, Query()]) -> Page:
    await reached(visit.service, page.min_position, visit.request)
    return page


OnPage = Annotated[Page, Depends(_page)]


def known(visit: Visit, deal: str, times: Times) -> KnownDeal:
    """The deal of the address, at the times asked for, as the caller may know it."""
    service = visit.service
    found = visit.deal(deal)
    return known_deal(service.ledger, found, service.outside.now(), times.asked(visit))


@router.get(
    "/v1/deals",
    summary="The register of deals",
    responses=answers({200: Register}, 304, 401, 403, 409),
)
def register(visit: Reader, page: OnPage) -> Response:
    """The deals by id, each with the standing of its governing text, at two times.

    Deals of which nothing was known then are left out, so a page may be shorter than `limit`.
    """
    service, asked = visit.service, page.asked(visit)
    ids = _ids(visit, page_of(page.cursor, DEAL_PATTERN), page.limit + 1)
    now = service.outside.now()
    deals = [known_deal(service.ledger, deal, now, asked) for deal in ids[: page.limit]]
    position = max((deal.basis.now_position for deal in deals), default=service.ledger.size)
    looked(visit, "register", position, privileged=any(deal.shows_privileged for deal in deals))
    found = {
        "deals": [in_register(deal) for deal in deals if deal.shown],
        "next": ids[page.limit - 1] if len(ids) > page.limit else None,
        "position": position,
    }
    return reading(visit, found)


def _ids(visit: Visit, after: str, limit: int) -> list[str]:
    """The ids of the deals that the caller sees, after one; those on record."""
    ledger, own = visit.service.ledger, visit.caller.token.deals
    if own is None:
        return ledger.deals(after, limit)
    wanted = (deal for deal in sorted(own) if deal > after)
    return list(islice((deal for deal in wanted if ledger.has(deal)), limit))


@router.get(
    "/v1/deals/{deal}",
    summary="One deal",
    responses=answers({200: DealOverview}, 304, 401, 403, 404, 409),
)
def one_deal(deal: DealInPath, visit: Reader, times: AtTimes) -> Response:
    """Who and what a deal is about: its governing text and standing, its parties and people."""
    found = known(visit, deal, times)
    return deal_reading(visit, "deal", found, overview(found))


@router.get(
    "/v1/deals/{deal}/records",
    summary="The records of a deal",
    responses=answers({200: EntryPage}, 304, 401, 403, 404, 409),
)
def records_of_deal(deal: DealInPath, visit: Reader, page: OnPage) -> Response:
    """The records of a deal by version, as they were kept, with what struck or corrected them."""
    after = int(page_of(page.cursor, _VERSION_PATTERN) or 0)
    found = known(visit, deal, page)
    return deal_reading(visit, "records", found, records(found, after, page.limit))


@router.get(
    "/v1/deals/{deal}/terms",
    summary="The terms of a deal",
    responses=answers({200: Terms}, 304, 401, 403, 404, 409),
)
def terms_of_deal(deal: DealInPath, visit: Reader, times: AtTimes) -> Response:
    """The governing text, clause by clause, with what its terms state and are silent about."""
    found = known(visit, deal, times)
    return deal_reading(visit, "terms", found, terms(found))
