"""The register as a page: deals by their last movement, found as one types."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from api.catching_up import caught_up
from api.in_turn import InTurn
from api.pages.rendering import page
from api.pages.visiting import PageReader
from api.register import Search, found_by
from api.responding import looked
from api.visiting import Parameters
from projections.findings.rules import RULES
from projections.proposals import Standing
from projections.views.rows.findings import VIEW as FINDINGS
from projections.views.rows.register import VIEW

router = APIRouter(include_in_schema=False, route_class=InTurn)
ON_A_PAGE = 50


class Looking(Parameters):
    """What the register is searched for."""

    q: str = Field(default="", max_length=500)
    standing: Standing | Literal[""] | None = None
    finding: str = Field(default="", max_length=20)
    cursor: str | None = Field(default=None, max_length=600)

    def search(self) -> Search:
        """As the register takes it; a field left empty asks for nothing."""
        given: dict[str, Any] = {
            "q": self.q,
            "standing": self.standing or None,
            "finding": self.finding or None,
        }
        return Search(**given, cursor=self.cursor, order="last_movement", limit=ON_A_PAGE)


@router.get("/")
async def home() -> Response:
    """The pages begin with the register."""
    return RedirectResponse("/deals", 307)


async def _caught_up(visit: PageReader, looking: Annotated[Looking, Query()]) -> Looking:
    await caught_up(visit, VIEW, None)
    if looking.finding:
        await caught_up(visit, FINDINGS, None)
    return looking


@router.get("/deals")
def register(
    request: Request, visit: PageReader, looking: Annotated[Looking, Depends(_caught_up)]
) -> Response:
    """Deals, the last moved first."""
    found = found_by(visit, looking.search())
    sees_privileged = visit.caller.role in {"legal", "admin"}
    looked(visit, "register page", found["position"], privileged=sees_privileged)
    return page(
        "register.html",
        visit,
        request,
        found=found,
        looking=looking,
        standings=get_args(Standing),
        rules=RULES,
    )
