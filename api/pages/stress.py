"""The stress test of a proposal as a page: orders that may come, each read as in and as out."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.pages.deal import At, deal_page
from api.pages.visiting import PageReader
from api.visiting import DealInPath
from projections.deal import KnownDeal
from projections.stress import newest, stress

router = APIRouter(include_in_schema=False, route_class=InTurn)


class Trying(At):
    """What is tried: a proposal, the drafts, or what was sealed or sent last."""

    proposal: str = Field(default="", max_length=120)
    drafts: Literal["", "yes"] = ""


async def _trying(visit: PageReader, trying: Annotated[Trying, Query()]) -> Trying:
    await reached(visit.service, trying.min_position, visit.request)
    return trying


@router.get("/deals/{deal}/stress")
def stress_page(
    request: Request,
    deal: DealInPath,
    visit: PageReader,
    trying: Annotated[Trying, Depends(_trying)],
) -> Response:
    """Scenario by reading, with the exact words and what each reading would cost."""
    found = known(visit, deal, trying.asked_for())
    tried = None if trying.drafts else trying.proposal or newest(found)
    return deal_page(
        "stress.html",
        visit,
        request,
        found,
        "stress",
        reading=stress(found, tried),
        trying=trying,
        proposals=_proposals(found),
    )


def _proposals(deal: KnownDeal) -> list[str]:
    """Those whose seal is on record by then, the last first."""
    moment = deal.basis.effective_at
    every = reversed(deal.proposals.by_id.values())
    return [each.id for each in every if each.by(moment).sealed is not None]
