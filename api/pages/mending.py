"""Striking and correcting a record: another record says so, and both stay."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field as Parameter

from api.deals import known
from api.in_turn import InTurn
from api.pages.forms.common import FIRST
from api.pages.forms.filled import Filled
from api.pages.forms.mending import BY_TYPE, STRIKE, CorrectionForm, may_be_struck, strike
from api.pages.forms.recording import new_id, recorded
from api.pages.record import filled_page, in_its_place
from api.pages.resting import resting
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.refusals import RoleNotHeld, bad_parameter
from api.visiting import DealInPath, Parameters, Times
from domain.events.disputes import RecordCorrected
from domain.refusals import Fault, Malformed, Refusal
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.timeline.moments import Moments

router = APIRouter(include_in_schema=False, route_class=InTurn)
STRIKING = "/deals/{deal}/record/strike"
CORRECTING = "/deals/{deal}/record/correction"


class Mending(Parameters):
    """Which record."""

    named: str = Parameter(alias="record", max_length=120)


@router.get(STRIKING)
def strike_page(
    request: Request, deal: DealInPath, visit: PageReader, asked: Annotated[Mending, Query()]
) -> Response:
    """The form that strikes a record."""
    found = known(visit, deal, Times())
    fact = _fact(visit, found, asked.named)
    return _page(visit, request, found, fact, _first(visit), fields=STRIKE, correction=None)


@router.post(STRIKING)
def strike_sent(request: Request, deal: DealInPath, visit: PageReader, pairs: OwnPairs) -> Response:
    """The strike in its place; or the form again."""
    found, filled = known(visit, deal, Times()), Filled(pairs)
    fact = _fact(visit, found, filled.line("named"))
    try:
        records, faults = strike(filled, found.zone, filled.line("record"), fact.id)
        return in_its_place(deal, recorded(visit, found.id, records, faults))
    except Refusal as refusal:
        given = {"fields": STRIKE, "correction": None, "refusal": refusal}
        return _page(visit, request, found, fact, filled, **given)


@router.get(CORRECTING)
def correction_page(
    request: Request, deal: DealInPath, visit: PageReader, asked: Annotated[Mending, Query()]
) -> Response:
    """The form of a record, filled in with what is known, to be put right."""
    found = known(visit, deal, Times())
    form = _correction(visit, found, asked.named)
    filled = _first(visit).filled(form.first | {"stands": [form.stands]})
    return _page(visit, request, found, form.fact, filled, fields=form.fields, correction=form)


@router.post(CORRECTING)
def correction_sent(
    request: Request, deal: DealInPath, visit: PageReader, pairs: OwnPairs
) -> Response:
    """The correction in its place; or the form again."""
    found, filled = known(visit, deal, Times()), Filled(pairs)
    form = _correction(visit, found, filled.line("named"))
    try:
        _refuse_another(found, form, filled)
        records, faults = form.records(filled, found.zone, filled.line("record"))
        return in_its_place(deal, recorded(visit, found.id, records, faults))
    except Refusal as refusal:
        given = {"fields": form.fields, "correction": form, "refusal": refusal}
        filled = filled.filled({"stands": [form.stands]})
        return _page(visit, request, found, form.fact, filled, **given)


def _first(visit: PageVisit) -> Filled:
    person = visit.caller.token.person
    by = {"by": [person]} if person else {}
    return Filled().filled({**FIRST, **by, "record": [new_id(visit)]})


def _fact(visit: PageVisit, deal: KnownDeal, record: str) -> Fact:
    """The record that is to be mended. Raises RoleNotHeld, BadParameter for one that cannot be."""
    legal, recorder = visit.caller.holds("legal"), visit.caller.holds("recorder")
    if not (legal or recorder):
        raise RoleNotHeld(["recorder", "legal"])
    fact = next((each for each in deal.facts.counted if each.id == record), None)
    if fact is None:
        raise bad_parameter("record", "No record of this id counts among those that you may see.")
    if not may_be_struck(fact, legal=legal, recorder=recorder):
        message = "It cannot be struck or corrected, or not with the roles of this token."
        raise bad_parameter("record", message)
    return fact


def _correction(visit: PageVisit, deal: KnownDeal, record: str) -> CorrectionForm:
    fact = _fact(visit, deal, record)
    if fact.event.stored_as not in BY_TYPE:
        raise bad_parameter("record", "No form here corrects a record of this kind.")
    return CorrectionForm(fact, deal.zone)


def _refuse_another(deal: KnownDeal, form: CorrectionForm, filled: Filled) -> None:
    """Raise Malformed where another correction stands than the form was opened on.

    The form is shown again with what was said meanwhile: sent once more, it is meant.
    """
    if form.stands in {filled.line("stands"), filled.line("record")}:
        return
    said = "The correction that you saw counts no more."
    if (by := form.fact.corrected_by) is not None and isinstance(by.event, RecordCorrected):
        who = deal.person(by.envelope.actor)
        said = f"It was corrected meanwhile, by {who}: “{by.event.reason}” (record {by.id})."
    now = f"It now reads: {Moments(deal).shown(form.fact)['sentence']}"
    end = "What you filled in is kept below: look at both, and send it again if you mean it."
    raise Malformed((Fault("changed_meanwhile", "", f"{said} {now} {end}"),))


def _page(
    visit: PageVisit,
    request: Request,
    deal: KnownDeal,
    fact: Fact,
    filled: Filled,
    **given: Any,
) -> Response:
    given["moment"] = Moments(deal).shown(fact)
    given["resting"] = None if given["correction"] else resting(deal, fact)
    return filled_page("mending.html", visit, request, deal.id, filled=filled, **given)
