"""Read-back: whoever is signed in says what a proposal's clauses on prices are meant for."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field as Parameter

from api.deals import known
from api.in_turn import InTurn
from api.pages.deal import deal_page
from api.pages.forms.filled import Filled
from api.pages.forms.read_back import answered, shown_at
from api.pages.forms.recording import new_id, recorded, refuse_unless_recorder
from api.pages.linking import asking_of
from api.pages.record import in_its_place
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.read_back.answers import ANSWERS, MOST, ON_PAGE, put, records
from api.refusals import bad_parameter
from api.visiting import DealInPath, Parameters, Times
from domain.occurrence import moment_text
from domain.refusals import Fault, Malformed, Refusal
from projections.deal import KnownDeal
from projections.read_back import read_back

router = APIRouter(include_in_schema=False, route_class=InTurn)
ADDRESS = "/deals/{deal}/record/read-back"
SAY_ONE = "Answer at least one of the questions."
SAY_WHO = (
    "Sign in with your own credentials: an answer is somebody's, and this session is nobody's."
)


class ReadingBack(Parameters):
    """Which proposal; none: they are listed."""

    proposal: str = Parameter(default="", max_length=120)


@router.get(ADDRESS)
def read_back_page(
    request: Request,
    deal: DealInPath,
    visit: PageReader,
    asked: Annotated[ReadingBack, Query()],
) -> Response:
    """The proposals; or the questions to one of them."""
    refuse_unless_recorder(visit)
    filled = Filled().filled({"record": [new_id(visit)]})
    return _page(visit, request, deal, asked.proposal, filled)


@router.post(ADDRESS)
def read_back_sent(
    request: Request, deal: DealInPath, visit: PageReader, pairs: OwnPairs
) -> Response:
    """The answers in their place; or the questions again, with what is wrong."""
    refuse_unless_recorder(visit)
    filled = Filled(pairs)
    proposal, id_ = filled.line("proposal"), filled.line("record")
    questions = _questions(known(visit, deal, Times()), proposal)
    try:
        given = answered(questions, filled, id_)
        now, person = visit.service.outside.now(), visit.caller.token.person
        if not given or person is None:
            wrong = SAY_ONE if person else SAY_WHO
            raise Malformed((Fault("missing_value", "", wrong),))
        there = given[-1].record
        if visit.service.ledger.entry(there) is not None:
            at = f"records?record={quote(there, safe='')}&recorded=before"
            return RedirectResponse(f"/deals/{quote(deal)}/{at}", 303)
        said = records(given, person, shown_at(filled, now), now, ON_PAGE)
        return in_its_place(deal, recorded(visit, visit.deal(deal), said))
    except Refusal as refusal:
        return _page(visit, request, deal, proposal, filled, refusal)


def _questions(deal: KnownDeal, proposal: str) -> list[dict[str, Any]]:
    """Raises BadParameter for a proposal that no record names."""
    if proposal not in deal.proposals.by_id:
        raise bad_parameter("proposal", f"No record of this deal names proposal {proposal!r}.")
    return [put(deal, each) for each in read_back(deal, proposal)[:MOST]]


def _page(
    visit: PageVisit,
    request: Request,
    deal: str,
    proposal: str,
    filled: Filled,
    refusal: Refusal | None = None,
) -> Response:
    found = known(visit, deal, Times())
    return deal_page(
        "read_back.html",
        visit,
        request,
        found,
        "record",
        status=refusal.status if refusal else 200,
        at_once=True,
        proposal=proposal,
        proposals=list(reversed(found.proposals.by_id)),
        questions=_questions(found, proposal) if proposal else [],
        answers=[(value, words) for value, (words, _, _) in ANSWERS.items()],
        filled=filled,
        made_at=moment_text(visit.service.outside.now()),
        wrong=refusal.faults if refusal else (),
        nobody=visit.caller.token.person is None,
        say_who=SAY_WHO,
        asking=asking_of(visit, found, proposal) if proposal else {},
    )
