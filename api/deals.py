"""Readings of one deal: who and what it is about, its records and terms."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.reading import known_deal
from api.reading_bodies import Terms
from api.responding import deal_reading
from api.schemas import DealOverview, EntryPage
from api.visiting import AtTimes, DealInPath, Reader, Times, Visit, page_of
from projections.deal import KnownDeal
from projections.overview import overview
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
