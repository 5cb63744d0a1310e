"""Opening a deal by hand, with its companies and people."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from api.doubled import refuse_parameters
from api.in_turn import InTurn
from api.pages.forms import opening
from api.pages.forms.common import FIRST
from api.pages.forms.filled import Filled
from api.pages.forms.recording import new_id, placed, recorded, refuse_unless_recorder
from api.pages.record import in_its_place
from api.pages.rendering import page
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.refusals import LimitedToDeals, TryLater
from domain.refusals import Malformed, Refusal

router = APIRouter(
    include_in_schema=False, route_class=InTurn, dependencies=[Depends(refuse_parameters)]
)
ADDRESS = "/new-deal"
"""Not below /deals: any id may be that of a deal."""


@router.get(ADDRESS)
def opening_page(request: Request, visit: PageReader) -> Response:
    """The form that opens a deal."""
    _refuse(visit)
    person = visit.caller.token.person
    by = {"actor": [person]} if person else {}
    filled = Filled().filled({**FIRST, **by, "record": [new_id(visit)]})
    return _page(visit, request, filled)


@router.post(ADDRESS)
def opening_sent(request: Request, visit: PageReader, pairs: OwnPairs) -> Response:
    """The deal, once it is on record; or the form again."""
    _refuse(visit)
    filled = Filled(pairs)
    records, parts, faults = opening.records(filled, filled.line("record"))
    try:
        receipts = recorded(visit, None, records, faults)
        return in_its_place(filled.line("deal"), receipts[:1])
    except Malformed as refusal:
        once = Malformed(opening.said_once(refusal.faults))
        return _page(visit, request, filled, once, parts)
    except Refusal as refusal:
        return _page(visit, request, filled, refusal, parts)


def _refuse(visit: PageVisit) -> None:
    refuse_unless_recorder(visit)
    if visit.caller.token.deals is not None:
        raise LimitedToDeals("")


def _page(
    visit: PageVisit,
    request: Request,
    filled: Filled,
    refusal: Refusal | None = None,
    parts: list[int] | None = None,
) -> Response:
    misfilled = placed(opening.FIELDS, refusal, parts or ()) if refusal else []
    if refusal is not None and refusal.code == "record_id_reused":
        # What was sent first stands. What is sent from here on is another deal.
        filled = filled.filled({"record": [new_id(visit)]})
    answer = page(
        "opening.html",
        visit,
        request,
        refusal.status if refusal else 200,
        filled=filled,
        misfilled=misfilled,
        beside={each.field.name: each for each in misfilled if each.field},
        form=opening,
    )
    if isinstance(refusal, TryLater):
        answer.headers["Retry-After"] = str(refusal.after)
    return answer
