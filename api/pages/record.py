"""Recording by hand: which forms there are, and each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deals import known
from api.in_turn import InTurn
from api.pages.deal import AtPageTimes, deal_page
from api.pages.forms.choices import Choosing
from api.pages.forms.common import FIRST
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.forms.form import Form
from api.pages.forms.kinds import BY_NAME, FORMS
from api.pages.forms.recording import new_id, placed, recorded, refuse_unless_recorder
from api.pages.gate import gate_before, passed
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.refusals import NoSuchRoute, TryLater
from api.visiting import DealInPath, Times
from domain.refusals import Refusal
from ledger.submission import Receipt

router = APIRouter(include_in_schema=False, route_class=InTurn)
BEFORE_IT = -1
"""What is recorded together with a form and before it is no part of the form."""


@router.get("/deals/{deal}/record")
def record_page(
    request: Request, deal: DealInPath, visit: PageReader, times: AtPageTimes
) -> Response:
    """What can be recorded by hand."""
    refuse_unless_recorder(visit)
    groups: dict[str, list[Form]] = {}
    for form in FORMS:
        groups.setdefault(form.group, []).append(form)
    found = known(visit, deal, times)
    return deal_page("record.html", visit, request, found, "record", groups=groups)


@router.get("/deals/{deal}/record/{form}")
def form_page(request: Request, deal: DealInPath, form: str, visit: PageReader) -> Response:
    """A form, with the id of the record that it will make."""
    refuse_unless_recorder(visit)
    filled = first_filled(visit).filled({"record": [new_id(visit)]})
    return _form(visit, request, deal, _known(form), filled)


@router.post("/deals/{deal}/record/{form}")
def form_sent(
    request: Request, deal: DealInPath, form: str, visit: PageReader, pairs: OwnPairs
) -> Response:
    """The record, in its place; or the form again, with what is wrong beside its fields."""
    refuse_unless_recorder(visit)
    wanted, filled = _known(form), Filled(pairs)
    found = known(visit, deal, Times())
    parts: list[int] = []
    try:
        records, faults = wanted.records(filled, found.zone, filled.line("record"))
        faults += wanted.doubts(found, filled)
        gate = None if faults else gate_before(visit, visit.deal(deal), wanted, records)
        if gate is not None:
            first = passed(visit, request, deal, gate, filled)
            if isinstance(first, Response):
                return first
            records, parts = [*first, *records], [BEFORE_IT] * len(first) + [0]
        receipts = recorded(visit, visit.deal(deal), records, faults)
        return in_its_place(deal, receipts, filled.line("record"))
    except Refusal as refusal:
        return _form(visit, request, deal, wanted, filled, refusal, parts)


def _known(form: str) -> Form:
    found = BY_NAME.get(form)
    if found is None:
        raise NoSuchRoute
    return found


def first_filled(visit: PageVisit) -> Filled:
    """What stands in a form before anybody filled it in: whoever fills it in, where known."""
    person = visit.caller.token.person
    return Filled().filled(FIRST | ({"actor": [person]} if person else {}))


def in_its_place(deal: str, receipts: Sequence[Receipt], what: str | None = None) -> Response:
    """Where what was done stands, and that it is on record.

    `what`: the record that says it, where others go along with it; None: the last of them.
    """
    how = "now" if any(each.added for each in receipts) else "before"
    named = quote(what or receipts[-1].record, safe="")
    address = f"/deals/{quote(deal)}/records?record={named}&recorded={how}#record-{named}"
    return RedirectResponse(address, 303)


def _form(  # noqa: PLR0913, PLR0917 - the form, and how it was sent
    visit: PageVisit,
    request: Request,
    deal: str,
    form: Form,
    filled: Filled,
    refusal: Refusal | None = None,
    parts: Sequence[int] = (),
) -> Response:
    return filled_page(
        *("record_form.html", visit, request, deal),
        filled=filled,
        fields=form.every,
        refusal=refusal,
        parts=parts,
        form=form,
    )


def filled_page(  # noqa: PLR0913 - what every page with a form has
    template: str,
    visit: PageVisit,
    request: Request,
    deal: str,
    *,
    filled: Filled,
    fields: Sequence[Field],
    refusal: Refusal | None = None,
    parts: Sequence[int] = (),
    **values: Any,
) -> Response:
    """A page with a form: what was filled in is kept, what is wrong with it stands beside it."""
    found = known(visit, deal, Times())
    misfilled = placed(fields, refusal, parts) if refusal else []
    if refusal is not None and refusal.code == "record_id_reused":
        # What was sent first stands. What is sent from here on is another record.
        filled = filled.filled({"record": [new_id(visit)]})
    answer = deal_page(
        template,
        visit,
        request,
        found,
        "record",
        status=refusal.status if refusal else 200,
        filled=filled,
        misfilled=misfilled,
        beside={each.field.name: each for each in misfilled if each.field},
        choosing=Choosing(found, visit.caller.token.person),
        zone=found.zone,
        called=found.person,
        fields=tuple(fields),
        **values,
    )
    if isinstance(refusal, TryLater):
        answer.headers["Retry-After"] = str(refusal.after)
    return answer
