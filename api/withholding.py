"""For `legal` and `admin`: the privilege log of a deal, and who looked at what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.deals import Page, known
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.responding import deal_reading, looked, reading
from api.times import Moment
from api.visiting import DealInPath, Parameters, Visit, page_of, visit
from api.withholding_bodies import AccessPage, PrivilegeLog
from domain.occurrence import moment_text
from domain.values import DEAL_PATTERN
from ledger.access_listing import MOST, Looked, Wanted
from ledger.access_listing import looked as rows_of
from projections.deal import KnownDeal
from projections.privilege_log import as_legal_knows, privilege_log

router = APIRouter(tags=["What is withheld, and who looked"], route_class=InTurn)
NUMBER = "[1-9][0-9]{0,15}"
TEXT = r"^[^\x00]*$"
"""What PostgreSQL takes as a text."""
Legal = Annotated[Visit, Depends(visit("legal"))]


class Which(Parameters):
    """Which readings."""

    deal: str | None = Field(
        default=None, max_length=120, pattern=DEAL_PATTERN, description="Only of this deal."
    )
    token: str | None = Field(
        default=None,
        max_length=200,
        pattern=TEXT,
        description="Only with this token (its id), or by `subscription:ID`.",
    )
    action: str | None = Field(
        default=None, max_length=60, pattern=TEXT, description="Only these.", examples=["ask"]
    )
    since: Moment | None = Field(default=None, description="Not before this time.")
    until: Moment | None = Field(default=None, description="Not after this time.")
    cursor: str | None = Field(
        default=None, max_length=20, description="The `next` of the page before, as it is."
    )
    limit: int = Field(default=50, ge=1, le=MOST, description="At most so many.")

    def wanted(self, visit: Visit) -> Wanted:
        """As the ledger is asked, for what the caller may see. Raises a Refusal."""
        deal = visit.deal(self.deal) if self.deal is not None else None
        before = int(page_of(self.cursor, NUMBER) or 0) or None
        deals = visit.caller.token.deals
        return Wanted(deal, self.token, self.action, self.since, self.until, before, deals)


async def _page(visit: Legal, page: Annotated[Page, Query()]) -> Page:
    await reached(visit.service, page.min_position, visit.request)
    return page


@router.get(
    "/v1/deals/{deal}/privilege-log",
    summary="What is withheld from readers, and why",
    responses=answers({200: PrivilegeLog}, 304, 401, 403, 404, 409),
)
def privilege_log_of_deal(
    deal: DealInPath, visit: Legal, page: Annotated[Page, Depends(_page)]
) -> Response:
    """Every record of the deal, and of the organisation, that is `attorney_client` or
    `work_product`: author and recipients, kind and date, and who claimed it when and why.

    No content of a record is in it; the reason of a mark is, as it was recorded.
    """
    found = as_legal_knows(known(visit, deal, page))
    after = int(page_of(page.cursor, NUMBER) or 0)
    body = log_body(found, after, page.limit)
    return deal_reading(visit, "privilege log", found, body, at_once=True)


def log_body(deal: KnownDeal, after: int = 0, limit: int | None = None) -> dict[str, Any]:
    """A page of the privilege log as JSON; without a limit all of it."""
    rows = [row for row in privilege_log(deal) if row["position"] > after]
    page = rows[:limit]
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "rows": page,
        "next": page[-1]["position"] if len(page) < len(rows) else None,
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


@router.get(
    "/v1/access-log",
    summary="Who looked",
    responses=answers({200: AccessPage}, 304, 401, 403, 404),
)
def access_log(visit: Legal, which: Annotated[Which, Query()]) -> Response:
    """Who looked at what, with which token, on which position; the latest first.

    Plain readings are written down within about a second. To read the log is a reading, too.
    """
    found = rows_of(visit.service.ledger.rows, which.wanted(visit), which.limit + 1)
    position = visit.service.watch.position
    looked(visit, "access log", position, which.deal, privileged=True)
    return reading(visit, access_body(found, which.limit))


def access_body(found: Sequence[Looked], limit: int) -> dict[str, Any]:
    """A page of so many rows, of which one more was asked for, as JSON."""
    page = found[:limit]
    return {
        "rows": [_row(each) for each in page],
        "next": page[-1].number if len(found) > limit else None,
    }


def _row(each: Looked) -> dict[str, Any]:
    access = each.access
    return {
        "number": each.number,
        "read_at": moment_text(access.read_at),
        "request": access.request,
        "token": access.token,
        "name": each.name,
        "person": each.person,
        "action": access.action,
        "deal": access.deal,
        "position": access.position,
        "privileged": access.privileged,
    }
