"""The evidence of a deal as a page: what a bundle is and does not prove, and the form for one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.asking import LONGEST_QUESTION
from api.deals import known
from api.evidence.terms import Wish
from api.exports import MOST_QUESTIONS, evidence_made, zipped
from api.following import reached
from api.in_turn import InTurn
from api.pages.deal import At, deal_page
from api.pages.visiting import OwnForm, PageVisit, page_visit
from api.refusals import TryLater, bad_parameter
from api.visiting import DealInPath, Times
from domain.refusals import Refusal

router = APIRouter(include_in_schema=False, route_class=InTurn)
Lawyer = Annotated[PageVisit, Depends(page_visit("legal"))]
Fields = dict[str, str]
FIRST: Fields = {"for": "", "questions": "", "paper": "yes"}
"""The form before anybody filled it in."""


async def _at(visit: Lawyer, at: Annotated[At, Query()]) -> Times:
    times = at.asked_for()
    await reached(visit.service, times.min_position, visit.request)
    return times


AtTimes = Annotated[Times, Depends(_at)]


@router.get("/deals/{deal}/evidence")
def evidence_page(request: Request, deal: DealInPath, visit: Lawyer, times: AtTimes) -> Response:
    """The form, and what a bundle is."""
    return _form(visit, request, deal, times, FIRST)


@router.post("/deals/{deal}/evidence")
def evidence_sent(
    request: Request, deal: DealInPath, visit: Lawyer, times: AtTimes, fields: OwnForm
) -> Response:
    """The bundle, or the form again with what is wrong with it."""
    try:
        wish = _wish(visit.deal(deal), visit, times, fields)
        made = evidence_made(visit, wish, paper=_is_on(fields, "paper"))
        return zipped(made, "Cookie")
    except Refusal as refusal:
        answer = _form(visit, request, deal, times, fields, refusal)
        if isinstance(refusal, TryLater):
            answer.headers["Retry-After"] = str(refusal.after)
        return answer


def _form(
    visit: PageVisit,
    request: Request,
    deal: str,
    times: Times,
    fields: Fields,
    refusal: Refusal | None = None,
) -> Response:
    return deal_page(
        "evidence.html",
        visit,
        request,
        known(visit, deal, times),
        "evidence",
        status=refusal.status if refusal else 200,
        fields=fields,
        faults=[each.message for each in refusal.faults] if refusal else [],
    )


def _wish(deal: str, visit: PageVisit, times: Times, fields: Fields) -> Wish:
    token = visit.caller.token
    visit.refuse_unseen(times.known_at)
    return Wish(
        deal=deal,
        by=f"token:{token.id}",
        person=token.person,
        effective_at=times.effective_at,
        known_at=times.known_at,
        party=fields.get("for") or None,
        without_privileged=_is_on(fields, "without_privileged"),
        questions=_questions(fields.get("questions", "")),
    )


def _questions(text: str) -> tuple[str, ...]:
    """One a line. Raises BadParameter for too many, or too long ones."""
    found = tuple(line.strip() for line in text.split("\n") if line.strip())
    if len(found) > MOST_QUESTIONS:
        raise bad_parameter("questions", f"At most {MOST_QUESTIONS} questions go into a bundle.")
    if any(len(each) > LONGEST_QUESTION for each in found):
        message = f"A question has at most {LONGEST_QUESTION:,} characters."
        raise bad_parameter("questions", message)
    return found


def _is_on(fields: Fields, name: str) -> bool:
    return fields.get(name) == "yes"
