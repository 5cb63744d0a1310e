"""Readings of one proposal: what a signer never saw, what it is meant for, its retraction."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.proposal_bodies import Gate, Impact, ReadBack
from api.responding import deal_reading
from api.stress import ProposalInPath
from api.visiting import AtTimes, DealInPath, Reader, Times
from projections.gate import gate
from projections.impact import impact_on_record
from projections.read_back import answered_read_back

router = APIRouter(tags=["Readings"], route_class=InTurn)
MOST_CLAUSES = 500
_REFUSED = (304, 401, 403, 404, 409)


class Signing(Times):
    """Who is about to sign which clauses."""

    person: str = Field(
        max_length=120, description="Who is about to sign: any of their ids.", examples=["vp-sales"]
    )
    clause: list[str] = Field(
        default=[],
        max_length=MOST_CLAUSES,
        description="Only this clause; may be given several times. Default: all that it holds.",
        examples=[["4.2"]],
    )


async def _signing(visit: Reader, asked: Annotated[Signing, Query()]) -> Signing:
    await reached(visit.service, asked.min_position, visit.request)
    return asked


@router.get(
    "/v1/deals/{deal}/proposals/{proposal:path}/gate",
    summary="What somebody who is about to sign was never shown",
    responses=answers({200: Gate}, *_REFUSED),
)
def gate_of_proposal(
    deal: DealInPath,
    proposal: ProposalInPath,
    visit: Reader,
    asked: Annotated[Signing, Depends(_signing)],
) -> Response:
    """The wordings of a sealed proposal that no record shows before a person, by money.

    Shown is what was displayed, acknowledged, discussed or authored. What they are shown now is
    recorded as `clause.displayed`, what they sign without as `review.waived`.
    """
    found = known(visit, deal, asked)
    return deal_reading(visit, "gate", found, gate(found, asked.person, proposal, asked.clause))


@router.get(
    "/v1/deals/{deal}/proposals/{proposal:path}/read-back",
    summary="What the clauses of a proposal are meant for, as people said it",
    responses=answers({200: ReadBack}, *_REFUSED),
)
def read_back_of_proposal(
    deal: DealInPath, proposal: ProposalInPath, visit: Reader, times: AtTimes
) -> Response:
    """One question to each clause on prices, each with what was said of it in writing.

    An answer is recorded as `statement.made` about the wording, with the item in its `scope`.
    Where people differ, finding READ01 speaks.
    """
    found = known(visit, deal, times)
    return deal_reading(visit, "read-back", found, answered_read_back(found, proposal))


@router.get(
    "/v1/deals/{deal}/proposals/{proposal:path}/impact",
    summary="What a retraction of a proposal would meet",
    responses=answers({200: Impact}, *_REFUSED),
)
def impact_of_proposal(
    deal: DealInPath, proposal: ProposalInPath, visit: Reader, times: AtTimes
) -> Response:
    """Who signed it, who has it, who relied on it, what was accepted; and the moment it would have.

    It is no verdict on whether one may retract: no law is applied, and nothing is recorded.
    """
    found = known(visit, deal, times)
    return deal_reading(visit, "impact", found, impact_on_record(found, proposal))
