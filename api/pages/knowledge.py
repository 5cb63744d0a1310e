"""Who knew: people by wordings, with the highest rung on record; and one person in full."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.knowing import knowing
from api.pages.deal import At, deal_page
from api.pages.visiting import PageReader
from api.pages.who_knew import RUNG_WORDS, columns, gaps, person_sheet, rows
from api.visiting import DealInPath

router = APIRouter(include_in_schema=False, route_class=InTurn)


class Looking(At):
    """Whom one looks at, and which wordings stand in the table.

    `contemporaneous_only`: a rung is proven by what was recorded at the time alone, as in a replay.
    """

    person: str = Field(default="", max_length=120)
    clause: str = Field(default="", max_length=120)
    version: int | None = Field(default=None, ge=1, le=10**9)
    contemporaneous_only: bool = False
    wordings: str = Field(default="standing", max_length=140, pattern="^(standing|all|clause:.+)$")


async def _looking(visit: PageReader, looking: Annotated[Looking, Query()]) -> Looking:
    await reached(visit.service, looking.min_position, visit.request)
    return looking


@router.get("/deals/{deal}/knowledge")
def knowledge_page(
    request: Request,
    deal: DealInPath,
    visit: PageReader,
    looking: Annotated[Looking, Depends(_looking)],
) -> Response:
    """Person by wording, the rung and the record that proves it."""
    found = known(visit, deal, looking.asked_for())
    reading, deal_then = knowing(found, only=looking.contemporaneous_only)
    shown = columns(deal_then, reading, looking.wordings)
    names = {each["person"]: each["name"] or each["person"] for each in reading["people"]}
    return deal_page(
        "knowledge.html",
        visit,
        request,
        found,
        "knowledge",
        reading=reading,
        columns=shown,
        clauses=list(dict.fromkeys(each["clause"] for each in reading["wordings"])),
        rows=rows(deal_then, reading, shown),
        sheet=person_sheet(deal_then, reading, looking.person),
        only=looking.contemporaneous_only,
        looking=looking,
        names=names,
        gaps=gaps(reading, names),
        rungs=[(rung, RUNG_WORDS[rung]) for rung in reading["rungs"]],
    )
