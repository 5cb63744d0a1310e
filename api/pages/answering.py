"""The page of a link: one person's questions to one proposal, and nothing else of the deal.

Nobody signs in here. To open it records nothing, as filters of mail open links too; what is sent
from it is recorded.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.deals import known
from api.doubled import refuse_doubled
from api.in_turn import InTurn
from api.pages.forms.filled import Filled
from api.pages.forms.read_back import answered, shown_at
from api.pages.forms.recording import recorded
from api.pages.rendering import page
from api.pages.visiting import PageVisit, Pairs, proved_pairs
from api.read_back.answers import ANSWERS, BY_LINK, records
from api.read_back.asked import Asked, asked
from api.read_back.before import Before
from api.read_back.holding import Holder
from api.read_back.making import ADDRESS
from api.read_back.refused import ReadBackLinkNotKnown, ReadBackLinkOver
from api.responding import looked
from api.service import Service
from api.visiting import Times
from domain.occurrence import moment_text
from domain.refusals import Fault, Malformed, Refusal
from ledger.read_back_links import Link
from projections.basis import DealNotOnRecord
from projections.deal import KnownDeal

router = APIRouter(include_in_schema=False, route_class=InTurn)
SAY_ONE = "Answer at least one of the questions."
TRIES = 3
"""How often answers are put after those that were sent by the same link in the same moment."""
_OVERTAKEN = frozenset({"record_id_reused", "id_already_used"})


@dataclass(frozen=True, slots=True)
class LinkVisit(PageVisit):
    """One request by whoever has a link; its text is the session of the page's form."""

    link: Link
    person: str


async def _visiting(request: Request, link: str) -> AsyncIterator[LinkVisit]:
    service: Service = request.app.state.service
    found = await service.shares.looked_up(partial(service.read_back_links.of, link))
    if found is None:
        raise ReadBackLinkNotKnown
    if found.person is None or not found.counts(service.outside.now()):
        raise ReadBackLinkOver
    request.scope["token"] = found.id
    refuse_doubled(request)
    with service.shares.requests.one_more(found.id):
        yield LinkVisit(service, Holder(found.token), request, link, found, found.person)


async def _pairs(request: Request, link: str) -> Pairs:
    return await proved_pairs(request, link)


ByLink = Annotated[LinkVisit, Depends(_visiting)]
LinkPairs = Annotated[Pairs, Depends(_pairs)]


@router.get(ADDRESS)
def answering_page(visit: ByLink, recorded: str = "") -> Response:
    """The questions, with what was answered by this link before."""
    deal, found = _known(visit)
    return _page(visit, deal, found, told=recorded)


@router.post(ADDRESS)
def answers_sent(visit: ByLink, pairs: LinkPairs) -> Response:
    """The answers, on record; or the questions again, with what is wrong."""
    filled = Filled(pairs)
    try:
        how = "now" if _recorded(visit, filled) else "before"
    except Refusal as refusal:
        deal, found = _known(visit)
        return _page(visit, deal, found, filled=filled, refusal=refusal)
    here = f"{visit.request.url.path}?recorded={how}"
    return RedirectResponse(here, 303, {"Cache-Control": "no-store"})


def _recorded(visit: LinkVisit, filled: Filled) -> bool:
    """Record what was answered and was not so before; whether there was any. Raises a Refusal."""
    for attempt in range(1, TRIES + 1):
        deal, found = _known(visit)
        given = answered(found.questions, filled, visit.link.id)
        if not given:
            raise Malformed((Fault("missing_value", "", SAY_ONE),))
        if not (new := list(Before(deal, visit.link.id).new(given))):
            return False
        now = visit.service.outside.now()
        shown = shown_at(filled, now, visit.link.token.created_at)
        try:
            recorded(visit, deal.id, records(new, visit.person, shown, now, BY_LINK))
        except Refusal as refusal:
            if refusal.code not in _OVERTAKEN or attempt == TRIES:
                raise
        else:
            return True
    raise AssertionError("the last try returned, or raised")


def _known(visit: LinkVisit) -> tuple[KnownDeal, Asked]:
    """The deal and the questions. Raises ReadBackLinkOver where there are none any more."""
    try:
        deal = known(visit, visit.link.deal, Times())
    except DealNotOnRecord:
        raise ReadBackLinkOver from None
    found = asked(deal, visit.link.proposal, visit.person)
    if not found.questions:
        raise ReadBackLinkOver
    return deal, found


def _page(
    visit: LinkVisit,
    deal: KnownDeal,
    found: Asked,
    *,
    filled: Filled | None = None,
    refusal: Refusal | None = None,
    told: str = "",
) -> Response:
    position = deal.basis.known_at
    looked(visit, "read-back link", position, deal.id, privileged=False, at_once=True)
    before = Before(deal, visit.link.id)
    return page(
        "read_back_link.html",
        None,
        visit.request,
        refusal.status if refusal else 200,
        form_token=visit.form_token,
        proposal=visit.link.proposal,
        name=deal.person(visit.person),
        ends=visit.link.token.expires_at and moment_text(visit.link.token.expires_at),
        questions=[each | {"before": before.of(each)} for each in found.questions],
        answers=[(value, words) for value, (words, _, _) in ANSWERS.items()],
        filled=filled,
        made_at=moment_text(visit.service.outside.now()),
        wrong=refusal.faults if refusal else (),
        told=told,
    )
