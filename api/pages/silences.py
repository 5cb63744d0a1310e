"""The board of open silences: what prices say nothing about, by what may still be ordered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api.catching_up import caught_up
from api.in_turn import InTurn
from api.pages.rendering import page
from api.pages.visiting import PageReader
from api.responding import looked
from api.visiting import Parameters
from projections.views.asking import Reader as For
from projections.views.findings import Wanted, open_silences
from projections.views.rows.findings import VIEW

router = APIRouter(include_in_schema=False, route_class=InTurn)
ON_A_PAGE = 50


class Board(Parameters):
    """From which row on."""

    cursor: str | None = Field(default=None, max_length=2_000)


async def _caught_up(visit: PageReader, board: Annotated[Board, Query()]) -> Board:
    await caught_up(visit, VIEW, None)
    return board


@router.get("/silences")
def silences(
    request: Request, visit: PageReader, board: Annotated[Board, Depends(_caught_up)]
) -> Response:
    """Where a volume is stated first, the most money first; then where none is."""
    reader = For(visit.caller.role, visit.caller.token.deals)
    found = visit.service.views.ask(
        lambda view: open_silences(view, Wanted(), reader, cursor=board.cursor, limit=ON_A_PAGE)
    )
    sees_privileged = visit.caller.role in {"legal", "admin"}
    looked(visit, "silences page", found.position, privileged=sees_privileged)
    return page("silences.html", visit, request, found=found)
