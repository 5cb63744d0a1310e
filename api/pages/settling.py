"""Settling a finding by hand: a record that names exactly what the finding is bound to."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api.deals import known
from api.in_turn import InTurn
from api.pages.forms.filled import Filled
from api.pages.forms.recording import new_id, recorded, refuse_unless_recorder
from api.pages.forms.settled import settling
from api.pages.record import filled_page, first_filled, in_its_place
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.refusals import bad_parameter
from api.visiting import DealInPath, Times
from domain.refusals import Refusal
from projections.findings import findings

router = APIRouter(include_in_schema=False, route_class=InTurn)
ADDRESS = "/deals/{deal}/record/finding/{key}"


@router.get(ADDRESS)
def settling_page(request: Request, deal: DealInPath, key: str, visit: PageReader) -> Response:
    """The finding, with the form that settles it."""
    refuse_unless_recorder(visit)
    filled = first_filled(visit).filled({"record": [new_id(visit)]})
    return _page(visit, request, deal, _finding(visit, deal, key), filled)


@router.post(ADDRESS)
def settled(
    request: Request, deal: DealInPath, key: str, visit: PageReader, pairs: OwnPairs
) -> Response:
    """The settlement in its place; or the form again, with what is wrong beside its fields."""
    refuse_unless_recorder(visit)
    filled, finding = Filled(pairs), _finding(visit, deal, key)
    zone = known(visit, deal, Times()).zone
    records, faults = settling(finding).records(filled, zone, filled.line("record"))
    try:
        return in_its_place(deal, recorded(visit, visit.deal(deal), records, faults))
    except Refusal as refusal:
        return _page(visit, request, deal, finding, filled, refusal)


def _finding(visit: PageVisit, deal: str, key: str) -> dict[str, Any]:
    """The finding of this name as it is known now, settled or not. Raises BadParameter."""
    read = findings(known(visit, deal, Times()))
    for each in (*read["findings"], *read["settled"]):
        if each["key"] == key:
            return dict(each)
    why = "This deal has no such finding now: what it was bound to has changed, or is not shown."
    raise bad_parameter("key", why)


def _page(
    visit: PageVisit,
    request: Request,
    deal: str,
    finding: dict[str, Any],
    filled: Filled,
    refusal: Refusal | None = None,
) -> Response:
    form = settling(finding)
    return filled_page(
        *("settling.html", visit, request, deal),
        filled=filled,
        fields=form.every,
        refusal=refusal,
        form=form,
        finding=finding,
    )
