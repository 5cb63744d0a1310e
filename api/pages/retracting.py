"""Retracting a proposal: first what that would meet, then who instructed it and why, then the act.

Whoever looks at what a retraction would meet has recorded nothing yet.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field as Parameter

from api.deals import known
from api.in_turn import InTurn
from api.pages.deal import deal_page
from api.pages.forms.filled import Filled
from api.pages.forms.recording import new_id, recorded, refuse_unless_recorder
from api.pages.forms.retraction import RetractionForm
from api.pages.record import filled_page, first_filled, in_its_place
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.refusals import bad_parameter
from api.visiting import DealInPath, Parameters, Times
from domain.refusals import Fault, Malformed, Refusal
from projections.deal import KnownDeal
from projections.impact import impact
from projections.people import people_of

router = APIRouter(include_in_schema=False, route_class=InTurn)
ADDRESS = "/deals/{deal}/record/retraction"
SEEN = "seen"
CHANGED = (
    "More was recorded since this impact was shown to you. What a retraction would meet is shown "
    "again below, as it is now. What you filled in is kept: look at both, and send it again if you "
    "mean it."
)


class Retracting(Parameters):
    """Which proposal; none: they are listed."""

    proposal: str = Parameter(default="", max_length=120)


@router.get(ADDRESS)
def retraction_page(
    request: Request,
    deal: DealInPath,
    visit: PageReader,
    asked: Annotated[Retracting, Query()],
) -> Response:
    """The proposals; or what the retraction of one would meet, and the form for it."""
    refuse_unless_recorder(visit)
    found = known(visit, deal, Times())
    if not asked.proposal:
        listed = _proposals(found)
        return deal_page("retraction.html", visit, request, found, "record", proposals=listed)
    form = _form(found, asked.proposal)
    first = {**form.first, "record": [new_id(visit)], SEEN: [_seen(found)]}
    filled = first_filled(visit).filled(first)
    return _page(visit, request, deal, form, filled)


@router.post(ADDRESS)
def retraction_sent(
    request: Request, deal: DealInPath, visit: PageReader, pairs: OwnPairs
) -> Response:
    """The retraction in its place; or the form again, with what is wrong beside its fields."""
    refuse_unless_recorder(visit)
    found, filled = known(visit, deal, Times()), Filled(pairs)
    form = _form(found, filled.line("proposal"))
    records, faults = form.records(filled, found.zone, filled.line("record"))
    try:
        _refuse_unseen(visit, found, filled)
        receipts = recorded(visit, found.id, records, faults, expected=found.version)
        return in_its_place(deal, receipts)
    except Refusal as refusal:
        filled = filled.filled({SEEN: [_seen(found)]})
        return _page(visit, request, deal, form, filled, refusal, form.parts(records))


def _seen(deal: KnownDeal) -> str:
    """What an impact rests on, as its form carries it: it is another with every record."""
    return f"{deal.version}.{len(deal.organisation_entries)}"


def _refuse_unseen(visit: PageVisit, deal: KnownDeal, filled: Filled) -> None:
    """Raise Malformed where more is on record than stood in the impact that was shown.

    The impact is shown again as it is now: sent once more, it is meant. What is on record already
    adds nothing, and is not asked again.
    """
    if filled.line(SEEN) == _seen(deal) or visit.service.ledger.entry(filled.line("record")):
        return
    raise Malformed((Fault("changed_meanwhile", "", CHANGED),))


def _form(deal: KnownDeal, proposal: str) -> RetractionForm:
    """Raises BadParameter for a proposal that no record names."""
    statement = impact(deal, proposal)
    if statement is None:
        raise bad_parameter("proposal", f"No record of this deal names proposal {proposal!r}.")
    people, of = people_of(deal), deal.proposals.by_id[proposal]
    return RetractionForm(
        statement,
        lambda one, other: people.canonical(one) == people.canonical(other),
        [each.interval for each in (of.sealed, *of.sent) if each],
    )


def _page(  # noqa: PLR0913, PLR0917 - the form, and how it was sent
    visit: PageVisit,
    request: Request,
    deal: str,
    form: RetractionForm,
    filled: Filled,
    refusal: Refusal | None = None,
    parts: list[int] | None = None,
) -> Response:
    return filled_page(
        *("retraction_form.html", visit, request, deal),
        filled=filled,
        fields=form.every,
        refusal=refusal,
        parts=parts or (),
        form=form,
        impact=form.impact,
    )


def _proposals(deal: KnownDeal) -> list[dict[str, Any]]:
    """The proposals, the latest first, each with what became of it."""
    moment = deal.basis.effective_at
    return [
        {"proposal": each.id, "standing": deal.proposals.standing(each, moment)}
        for each in reversed(deal.proposals.by_id.values())
    ]
