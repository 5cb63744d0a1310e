"""Asking as a page: a question has an address, its answer everything that speaks for and against.

An answer that is recorded for a dispute is the one that was looked at: the form sends its basis.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.answer_page import answer_page
from api.answering import Wanted, answered, recorded
from api.answers import ask
from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.pages.asked_here import Asking, asked_by_address, fields, kept
from api.pages.deal import deal_page
from api.pages.entering import entered_of
from api.pages.question_fields import KIND_WORDS, other_kinds, question_fields, understood
from api.pages.visiting import OwnForm, PageReader
from api.refusals import RoleNotHeld, bad_parameter
from api.responding import looked
from api.visiting import DealInPath, own_basis
from domain.canonical import canonical
from domain.strict_json import read
from projections.answers.answering import of_today
from projections.answers.asked import Kind, QuestionIncomplete, QuestionNotRead
from projections.answers.known import Known
from projections.answers.question import suggested
from projections.basis import Basis
from projections.deal import KnownDeal
from projections.disputes import open_disputes

router = APIRouter(include_in_schema=False, route_class=InTurn)
Json = dict[str, Any]


async def _asking(visit: PageReader, asking: Annotated[Asking, Query()]) -> Asking:
    await reached(visit.service, asking.min_position, visit.request)
    return asking


@router.get("/deals/{deal}/ask")
def ask_page(
    request: Request,
    deal: DealInPath,
    visit: PageReader,
    asking: Annotated[Asking, Depends(_asking)],
) -> Response:
    """The question box; and the answer, once something was asked."""
    found = known(visit, deal, asking.asked_for())
    names = Known(of_today(found, visit.service.ledger.root))
    answer: Json | None = None
    refused: QuestionNotRead | None = None
    lacking: QuestionIncomplete | None = None
    try:
        answer = _answer(visit, found, asking)
    except QuestionIncomplete as fault:
        lacking = fault
    except QuestionNotRead as fault:
        refused = fault
    return deal_page(
        "ask.html",
        visit,
        request,
        found,
        "ask",
        status=422 if refused else 200,
        at_once=True,
        asking=asking,
        answer=answer,
        answered=_answered(asking, answer, names) if answer else None,
        entered=entered_of(visit.service.ledger, found, _cited(answer)) if answer else {},
        refused=refused,
        lacking=lacking,
        understood=understood(refused.understood, names) if refused else [],
        suggested=refused.nearest if refused else suggested(names),
        kept=kept(asking.wanted),
        kept_address=asked_by_address(asking.wanted),
        at_times=asked_by_address(None, **_times(asking)),
        reading=_reading(asking, answer, refused, names),
    )


def _answer(visit: PageReader, deal: KnownDeal, asking: Asking) -> Json | None:
    """The answer; the one that is on record, where one is asked for and there is one."""
    question = asking.wanted
    if question is None:
        return None
    asked, ledger = asking.asked_for().asked(visit), visit.service.ledger
    if asking.dispute and isinstance(asked, Basis):
        _refuse_unless_legal(visit)
        wanted = _wanted(visit, deal.id, asked, question, asking.dispute)
        given = recorded(ledger, visit.service.outside.now(), wanted)
        if given is not None:
            return given
    return ask(ledger, deal, asked, question, deals=visit.caller.token.deals)


@router.post("/deals/{deal}/ask")
def record_answer(deal: DealInPath, visit: PageReader, form: OwnForm) -> Response:
    """Record an answer for a dispute, as it was seen, and lead to it."""
    _refuse_unless_legal(visit)
    question = read(form.get("asked", ""))
    if not isinstance(question, str | dict):
        raise bad_parameter("asked", "A question is expected here.")
    basis = own_basis(read(form.get("basis", "")), visit)
    wanted = _wanted(visit, visit.deal(deal), basis, question, form.get("dispute", ""))
    given, found = answered(visit.service.ledger, visit.service.outside.now(), wanted)
    looked(visit, "ask page", basis.known_at, found.id, privileged=True)
    printed = canonical(given["basis"]).decode()
    address = asked_by_address(question, basis=printed, dispute=form.get("dispute", ""))
    return RedirectResponse(f"{visit.request.url.path}?{address}#recorded", 303)


def _wanted(
    visit: PageReader, deal: str, basis: Basis, question: str | Json, dispute: str
) -> Wanted:
    token = visit.caller.token
    return Wanted(deal, basis, question, dispute, (), token.person, token.deals)


def _refuse_unless_legal(visit: PageReader) -> None:
    if not visit.caller.holds("legal"):
        raise RoleNotHeld(["legal"], "/dispute")


def _cited(answer: Json) -> list[Json]:
    return [*answer["supports"], *answer["opposes"], *answer["also_said"]]


def _times(asking: Asking) -> dict[str, str]:
    """What an address that asks something else keeps of this one."""
    return {"effective_at": asking.effective_at or "", "known_at": asking.known_at or ""}


def _answered(asking: Asking, answer: Json, names: Known) -> Json:
    """What is done with an answer: copied, asked again on its basis, recorded for a dispute.

    `two`: it is two answers on two bases, so that no one basis gives both again.
    """
    asked, basis = asking.wanted, canonical(answer["basis"]).decode()
    readings = [_read_in(each, asking) for each in answer["readings"]]
    return {
        "two": any("address" in each for each in readings),
        "text": answer_page(answer),
        "address": asked_by_address(asked, basis=basis),
        "asked": canonical(asked).decode(),
        "basis": basis,
        "disputes": open_disputes(names.deal),
        "readings": readings,
    }


def _read_in(reading: Json, asking: Asking) -> Json:
    """One of two readings; `address` asks it alone, where it is one of the question's words."""
    question = reading.get("answer", {}).get("question")
    if question is None:
        return reading
    said = question.get("times", {})
    times = _times(asking) | said
    return reading | {"address": asked_by_address(question, **times), "times": said}


def _reading(
    asking: Asking, answer: Json | None, refused: QuestionNotRead | None, names: Known
) -> Json | None:
    """How the question was read, as a form in which it can be put right; None: it was not."""
    read_as: Json = answer["question"] if answer else refused.understood if refused else {}
    wanted = asking.wanted
    given = wanted if isinstance(wanted, dict) else read_as
    kind: Kind | None = given.get("kind")
    if kind is None:
        return None
    # Of a question that was not read, nobody knows what a day in it was meant for.
    times = answer["question"].get("times", {}) if answer else {}
    times |= {name: each for name, each in _times(asking).items() if each}
    # What is wanted to know, and until when, means another thing in another kind.
    shared = {name: each for name, each in given.items() if name not in {"ask", "to"}}
    own = question_fields(kind, fields(given), names)
    return {
        "kind": kind,
        "words": KIND_WORDS[kind],
        "fields": own,
        "moments": [each["name"] for each in own if each["shape"] == "moment"],
        "times": times,
        "days_left_out": [] if answer else read_as.get("times", []),
        "others": [
            (title, asked_by_address(shared | {"kind": each}, **times))
            for each, title in other_kinds(kind)
        ],
    }
