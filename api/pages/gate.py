"""The page that comes before a signature is recorded: the wordings that its signer never saw."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from api.deals import known
from api.pages.deal import deal_page
from api.pages.forms.filled import Filled
from api.pages.forms.form import Form
from api.pages.forms.gate import OWN_FIELDS, REASON, SEEN, Gate, gate_of
from api.pages.forms.recording import refuse_unrecordable
from api.pages.visiting import PageVisit
from api.visiting import Times
from domain.events.sign_off import SignOffGranted
from domain.occurrence import moment_text
from domain.refusals import Malformed

Json = dict[str, Any]


def gate_before(visit: PageVisit, deal: str, form: Form, records: list[Json]) -> Gate | None:
    """The gate before what a form records; None: there is none, or it is on record already.

    Raises Malformed for what could not be recorded whoever saw what.
    """
    if form.type != SignOffGranted.stored_as or not records:
        return None
    signing = records[-1]
    refuse_unrecordable(records, deal)
    if visit.service.ledger.entry(signing["id"]) is not None:
        return None
    found = known(visit, deal, Times())
    return gate_of(found, signing, visit.caller.token.person)


def passed(
    visit: PageVisit, request: Request, deal: str, gate: Gate, filled: Filled
) -> list[Json] | Response:
    """What is recorded before the signature, or the page that asks for it."""
    now = visit.service.outside.now()
    try:
        found = gate.passing(filled, now)
    except Malformed as refusal:
        return _page(visit, request, deal, gate, filled, refusal)
    return _page(visit, request, deal, gate, filled) if found is None else found


def _page(
    visit: PageVisit,
    request: Request,
    deal: str,
    gate: Gate,
    filled: Filled,
    refusal: Malformed | None = None,
) -> Response:
    return deal_page(
        "gate.html",
        visit,
        request,
        known(visit, deal, Times()),
        "record",
        status=refusal.status if refusal else 200,
        at_once=True,
        gate=gate,
        kept=[pair for pair in filled.pairs if pair[0] not in OWN_FIELDS],
        ticked=filled.every(SEEN),
        reason=filled.typed(REASON),
        shown_at=moment_text(visit.service.outside.now()),
        wrong=refusal.faults[0] if refusal else None,
    )
