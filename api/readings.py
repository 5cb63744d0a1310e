"""Readings of one deal: who knew what when, who signed off which wording, what changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.knowing import knowing
from api.openapi import answers
from api.reading_bodies import Changes, Clocks, Coverage, Knowledge, State, Timeline
from api.responding import deal_reading
from api.visiting import LARGEST_POSITION, AtTimes, DealInPath, Reader, Times
from projections.changes.reading import changes
from projections.clocks.reading import clocks
from projections.coverage import coverage
from projections.timeline import Chosen, Page, state, timeline

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


class Moments(Times):
    """Which moments of a timeline."""

    person: str | None = Field(
        default=None,
        max_length=120,
        description="Only records by, to or about this person (any id), or that gave them a rung.",
    )
    clause: str | None = Field(
        default=None, max_length=120, description="Only records that concern this clause."
    )
    proposal: str | None = Field(
        default=None, max_length=120, description="Only records that concern this proposal."
    )
    kind: list[str] = Field(
        default=[],
        max_length=100,
        description="Only records of this type; may be given several times.",
        examples=[["clause.revised"]],
    )
    contemporaneous_only: bool = Field(
        default=False,
        description="Only records made at the time, none late or after a dispute, in the words of "
        "then: what was corrected later stands as it was said at first.",
    )
    at: int | None = Field(
        default=None,
        ge=0,
        le=LARGEST_POSITION,
        description="The moments up to this position, as they were known there.",
    )
    after: int = Field(
        default=0,
        ge=0,
        le=LARGEST_POSITION,
        description="Only moments after this position: the `next` of the page before.",
    )
    limit: int = Field(default=100, ge=1, le=500, description="At most so many.")


async def _moments(visit: Reader, moments: Annotated[Moments, Query()]) -> Moments:
    await reached(visit.service, moments.min_position, visit.request)
    return moments


class Knowing(Times):
    """By which records a rung may be proven."""

    contemporaneous_only: bool = Field(
        default=False,
        description="Only by records made at the time, none late or after a dispute, in the words "
        "of then; `notes` say so.",
    )


async def _knowing(visit: Reader, asked: Annotated[Knowing, Query()]) -> Knowing:
    await reached(visit.service, asked.min_position, visit.request)
    return asked


class Position(Times):
    """After which record."""

    position: int = Field(
        ge=0,
        le=LARGEST_POSITION,
        description="After the record at this position, or the last one before it.",
    )


async def _position(visit: Reader, asked: Annotated[Position, Query()]) -> Position:
    await reached(visit.service, asked.min_position, visit.request)
    return asked


@router.get(
    "/v1/deals/{deal}/timeline",
    summary="Who knew what when",
    responses=answers({200: Timeline}, *_REFUSED),
)
def timeline_of_deal(
    deal: DealInPath, visit: Reader, moments: Annotated[Moments, Depends(_moments)]
) -> Response:
    """Every record as one moment: a sentence, the words it changed, and what it moved.

    `moved` says who gained which rung, which clock moved, which sign-off changed. Marks say what
    was recorded late, or after the dispute. `next` is the `after` of the page that follows.
    """
    found = known(visit, deal, moments)
    chosen = Chosen(
        moments.person,
        moments.clause,
        moments.proposal,
        tuple(moments.kind),
        moments.contemporaneous_only,
    )
    replay = visit.service.replays.of(found) if moments.at is None else None
    page = Page(moments.after, moments.limit)
    return deal_reading(visit, "timeline", found, timeline(found, chosen, moments.at, replay, page))


@router.get(
    "/v1/deals/{deal}/state",
    summary="The deal after any moment",
    responses=answers({200: State}, *_REFUSED),
)
def state_of_deal(
    deal: DealInPath, visit: Reader, asked: Annotated[Position, Depends(_position)]
) -> Response:
    """Terms, clocks, sign-offs and knowledge as they stood, and were known, after a position.

    The replay of a deal is kept for a while: after the first one, positions are looked up. Ask with
    a fixed `effective_at` or `basis` while dragging.
    """
    found = known(visit, deal, asked)
    replay = visit.service.replays.of(found)
    return deal_reading(visit, "state", found, state(found, asked.position, replay))


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
def knowledge_of_deal(
    deal: DealInPath, visit: Reader, asked: Annotated[Knowing, Depends(_knowing)]
) -> Response:
    """Person by wording: the highest rung on record, and the record that proves it.

    Never more than a record shows: no rung is inferred from another, and silence proves nothing.
    """
    found = known(visit, deal, asked)
    reading, _ = knowing(found, only=asked.contemporaneous_only)
    return deal_reading(visit, "knowledge", found, reading)


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
