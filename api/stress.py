"""The stress test of a proposal: what its terms say of orders that may come."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.params import Path
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.responding import deal_reading
from api.stress_bodies import Stress
from api.visiting import DealInPath, Reader, Times
from projections.stress import stress

router = APIRouter(tags=["Readings"], route_class=InTurn)
MOST_SCENARIOS = 100
ProposalInPath = Annotated[
    str, Path(max_length=120, description="The proposal's id.", examples=["P1"])
]


class Wanted(Times):
    """Which scenarios are tried."""

    scenario: list[str] = Field(
        default=[],
        max_length=MOST_SCENARIOS,
        description="Only these scenarios; may be given several times. Default: all.",
        examples=[["new-service"]],
    )


async def _wanted(visit: Reader, wanted: Annotated[Wanted, Query()]) -> Wanted:
    await reached(visit.service, wanted.min_position, visit.request)
    return wanted


AtWanted = Annotated[Wanted, Depends(_wanted)]


@router.get(
    "/v1/deals/{deal}/proposals/{proposal:path}/stress",
    summary="The stress test of a proposal",
    responses=answers({200: Stress}, 304, 401, 403, 404, 409),
)
def stress_of_proposal(
    deal: DealInPath, proposal: ProposalInPath, visit: Reader, wanted: AtWanted
) -> Response:
    """Orders that may come, tried against the wordings that a proposal holds.

    Each scenario is read as in and as out, with the exact words that say so and the price that it
    comes to. Two readings, or no term, is a finding: better settled before it is sent.
    """
    found = known(visit, deal, wanted)
    return deal_reading(visit, "stress", found, stress(found, proposal, wanted.scenario))


@router.get(
    "/v1/deals/{deal}/stress",
    summary="The stress test of the drafts",
    responses=answers({200: Stress}, 304, 401, 403, 404, 409),
)
def stress_of_drafts(deal: DealInPath, visit: Reader, wanted: AtWanted) -> Response:
    """Orders that may come, tried against what stands in the drafts, before it is sealed."""
    found = known(visit, deal, wanted)
    return deal_reading(visit, "stress", found, stress(found, None, wanted.scenario))
