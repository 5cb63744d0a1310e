"""Readings of one deal: who knew what when, who signed off which wording, what changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.reading_bodies import Changes, Clocks, Coverage, Knowledge
from api.responding import deal_reading
from api.visiting import AtTimes, DealInPath, Reader, Times
from projections.changes.reading import changes
from projections.clocks.reading import clocks
from projections.coverage import coverage
from projections.knowledge.reading import knowledge

router = APIRouter(tags=["Readings"], route_class=InTurn)
_REFUSED = (304, 401, 403, 404, 409)


class Ends(Times):
    """Between what is compared; an end that is left out is the basis itself."""

    from_: str | None = Field(
        default=None,
        alias="from",
        max_length=200,
        description="proposal:ID (what was sealed in it), wording:CLAUSE@N (of this clause alone), "
        "record:ID or a position (the drafts as they were known then), or a time (the drafts as "
        "they stood then).",
        examples=["proposal:P3"],
    )
    to: str | None = Field(
        default=None,
        max_length=200,
        description="Written like `from`. Default: the drafts on the reading's own basis.",
        examples=["proposal:P7"],
    )


async def _ends(visit: Reader, ends: Annotated[Ends, Query()]) -> Ends:
    await reached(visit.service, ends.min_position, visit.request)
    return ends


@router.get(
    "/v1/deals/{deal}/clocks",
    summary="The three clocks of every proposal",
    responses=answers({200: Clocks}, *_REFUSED),
)
def clocks_of_deal(deal: DealInPath, visit: Reader, times: AtTimes) -> Response:
    """Signing off inside, telling the other side, making the agreement; and every retraction.

    Each clock has its state, the records that made it and the steps that led there; a retraction
    has the moment at which it met the offer, the rules applied, and what stood beside it.
    """
    found = known(visit, deal, times)
    return deal_reading(visit, "clocks", found, clocks(found))


@router.get(
    "/v1/deals/{deal}/coverage",
    summary="The sign-offs on every wording",
    responses=answers({200: Coverage}, *_REFUSED),
)
def coverage_of_deal(deal: DealInPath, visit: Reader, times: AtTimes) -> Response:
    """Clause by required sign-off: signed, stale, declined, withdrawn or open, on exact wordings.

    A sign-off on another wording is stale, and shows the difference. Authority is judged as it was
    at that moment.
    """
    found = known(visit, deal, times)
    return deal_reading(visit, "coverage", found, coverage(found))


@router.get(
    "/v1/deals/{deal}/knowledge",
    summary="Who knew which wording",
    responses=answers({200: Knowledge}, *_REFUSED),
)
def knowledge_of_deal(deal: DealInPath, visit: Reader, times: AtTimes) -> Response:
    """Person by wording: the highest rung on record, and the record that proves it.

    Never more than a record shows: no rung is inferred from another, and silence proves nothing.
    """
    found = known(visit, deal, times)
    return deal_reading(visit, "knowledge", found, knowledge(found))


@router.get(
    "/v1/deals/{deal}/changes",
    summary="What changed",
    responses=answers({200: Changes}, *_REFUSED),
)
def changes_of_deal(
    deal: DealInPath, visit: Reader, ends: Annotated[Ends, Depends(_ends)]
) -> Response:
    """Between two proposals, wordings, positions or times: words, terms by axis, sign-offs.

    With who acted, who drafted and who asked for each change, and who was told of it.
    """
    found = known(visit, deal, ends)
    return deal_reading(visit, "changes", found, changes(found, ends.from_, ends.to))
