"""What all pages of one deal have in common: its head, its tabs, and the times they stand on."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Query, Request, Response

from api.following import reached
from api.pages.rendering import page
from api.pages.visiting import PageReader, PageVisit
from api.responding import looked
from api.visiting import Times
from projections.deal import KnownDeal
from projections.overview import overview


class At(Times):
    """The two times of a page; a field that was left empty asks for nothing."""

    def asked_for(self) -> Times:
        """As a reading takes them."""
        given = self.model_dump(exclude_none=True, include=set(Times.model_fields))
        return Times(**{name: value for name, value in given.items() if value != ""})


async def _at(visit: PageReader, at: Annotated[At, Query()]) -> Times:
    times = at.asked_for()
    await reached(visit.service, times.min_position, visit.request)
    return times


AtPageTimes = Annotated[Times, Depends(_at)]
"""The times of a page that is asked for nothing else."""


def deal_page(  # noqa: PLR0913 - what every page of a deal says of itself
    template: str,
    visit: PageVisit,
    request: Request,
    deal: KnownDeal,
    tab: str,
    *,
    status: int = 200,
    at_once: bool = False,
    **values: Any,
) -> Response:
    """A page about a deal: its head and the times it stands on are on each of them.

    `at_once`: that somebody looked is on record before the page is sent.
    """
    privileged = deal.shows_privileged
    position = deal.basis.known_at
    looked(visit, f"{tab} page", position, deal.id, privileged=privileged, at_once=at_once)
    times = request.query_params
    asked = {name: times.get(name, "") for name in ("effective_at", "known_at")}
    here = f"/deals/{quote(deal.id)}"
    given = {"deal": overview(deal), "here": here, "tab": tab, "asked": asked, **values}
    return page(template, visit, request, status, **given)
