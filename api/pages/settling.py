"""Settling a finding by hand: a record that names exactly what the finding is bound to."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import Any

from fastapi import APIRouter, Request, Response

from api.deals import known
from api.in_turn import InTurn
from api.pages.forms.filled import Filled, Values
from api.pages.forms.recording import new_id, recorded, refuse_unless_recorder
from api.pages.forms.settled import settling
from api.pages.record import filled_page, first_filled, in_its_place
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.refusals import bad_parameter
from api.visiting import DealInPath, Times
from domain.refusals import Refusal
from projections.deal import KnownDeal
from projections.findings import findings
from projections.findings.settling import OF_STRESS
from projections.on_record import ProposalNotOnRecord
from projections.privileged import facts_named, most_private
from projections.stress import newest, stress

router = APIRouter(include_in_schema=False, route_class=InTurn)
ADDRESS = "/deals/{deal}/record/finding/{key}"
MOST_TRIED = 20
"""Proposals whose stress test is looked through for a row."""


@router.get(ADDRESS)
def settling_page(request: Request, deal: DealInPath, key: str, visit: PageReader) -> Response:
    """The finding, with the form that settles it."""
    refuse_unless_recorder(visit)
    finding = _finding(visit, deal, key)
    # It tells of what the finding rests on: for no more eyes, unless somebody says otherwise.
    refs = [*finding["about"], *({"record": each} for each in finding["records"])]
    privilege = most_private(facts_named(known(visit, deal, Times()), refs))
    first: Values = {"record": [new_id(visit)], "privilege": [privilege]}
    return _page(visit, request, deal, finding, first_filled(visit).filled(first))


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
    if key.startswith(tuple(OF_STRESS.values())) and (
        row := _row(known(visit, deal, Times()), key)
    ):
        return row
    why = "This deal has no such finding now: what it was bound to has changed, or is not shown."
    raise bad_parameter("key", why)


def _row(deal: KnownDeal, key: str) -> dict[str, Any] | None:
    """The row of the stress test of this name: of what was sent last, the drafts, or another."""
    every = (newest(deal), None, *islice(reversed(deal.proposals.by_id), MOST_TRIED))
    for proposal in dict.fromkeys(every):
        with suppress(ProposalNotOnRecord):
            read = stress(deal, proposal)
            for each in read["scenarios"]:
                if each["key"] == key:
                    return _as_finding(each)
    return None


def _as_finding(row: dict[str, Any]) -> dict[str, Any]:
    code, _, _ = row["key"].partition("-")
    said = {"code": code, "title": f"An order that the terms leave open: {row['name']}"}
    shown = {"severity": row["finding"].replace("_", " "), "persons": [], "records": []}
    to_do = {"to_do": "State in or out for such an order, or say who accepts that it stays open."}
    settled = {"settled_by": row["settled_by"]} if row["settled_by"] else {}
    same = {name: row[name] for name in ("key", "about", "sentence")}
    return {**same, **said, **shown, **to_do, **settled}


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
