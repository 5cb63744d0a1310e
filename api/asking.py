"""Asking: a question in plain words or as parameters, answered from the records."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.answering import Wanted, answered
from api.body import SentBody
from api.following import reached
from api.in_turn import InTurn
from api.openapi import QUESTION_BODY, answers
from api.refusals import RoleNotHeld
from api.responding import deal_reading
from api.schemas import Answer
from api.visiting import DealInPath, Reader, Visit, Waits, own_basis
from domain.refusals import Fault, Malformed
from domain.strict_json import escaped, read
from domain.values import ID_PATTERN
from projections.basis import Asked, Basis

LONGEST_QUESTION = 2_000
MOST_LEFT_OUT = 100
_TIMES = ("effective_at", "known_at", "basis")
_BESIDE = (*_TIMES, "dispute", "without")

router = APIRouter(tags=["Asking"], route_class=InTurn)


async def _waited(visit: Reader, _: SentBody, waits: Annotated[Waits, Query()]) -> Visit:
    # The body goes first: whoever waits looks out for the end of the connection, which comes after.
    await reached(visit.service, waits.min_position, visit.request)
    return visit


@router.post(
    "/v1/deals/{deal}/ask",
    summary="Ask",
    responses=answers({200: Answer}, 401, 403, 404, 408, 409, 413, 415),
    openapi_extra=QUESTION_BODY,
)
def ask_deal(
    deal: DealInPath, visit: Annotated[Visit, Depends(_waited)], body: SentBody
) -> Response:
    """Answer a question from the records: a verdict, the evidence for and against, what is not
    shown, and the basis that it stands on. Sent back, the basis gives the same bytes.

    A question that is not understood is not answered: 422 with what was understood and the nearest
    questions that can be asked.

    With `dispute` the answer is recorded (`answer.issued`, role `legal`): `issued` and `since`
    stand beside it and are no part of it. The same question on the same basis gives the recorded
    bytes again; `since` says what was recorded after them. With `without` the records named count
    for nothing: `hypothetical` stands beside the answer, which is never recorded.
    """
    service = visit.service
    wanted = _parsed(visit.deal(deal), read(body), visit)
    found, known = answered(service.ledger, service.outside.now(), wanted)
    return deal_reading(visit, "ask", known, found, at_once=True)


def _parsed(deal: str, value: Any, visit: Visit) -> Wanted:
    if not isinstance(value, dict):
        raise _malformed("wrong_type", "", "A question is a JSON object.")
    given = {name: value[name] for name in _TIMES if value.get(name) is not None}
    rest = {name: member for name, member in value.items() if name not in _BESIDE}
    dispute = _dispute(value.get("dispute"))
    if dispute is not None and not visit.caller.holds("legal"):
        raise RoleNotHeld(["legal"], "/dispute")
    return Wanted(
        deal,
        _asked(given, visit),
        _question(rest),
        dispute,
        _without(value.get("without")),
        visit.caller.token.person,
        visit.caller.token.deals,
    )


def _question(rest: dict[str, Any]) -> str | dict[str, Any]:
    if "question" not in rest:
        return rest
    for name in rest:
        if name != "question":
            raise _malformed("unknown_field", f"/{escaped(name)}", f"There is no field {name!r}.")
    return _words(rest["question"])


def _dispute(value: object) -> str | None:
    if value is None or (isinstance(value, str) and re.fullmatch(ID_PATTERN, value)):
        return value
    raise _malformed("bad_id", "/dispute", "The id of a dispute is expected here.")


def _without(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_LEFT_OUT:
        message = f"A list of at most {MOST_LEFT_OUT} record ids is expected here."
        raise _malformed("wrong_type", "/without", message)
    for place, each in enumerate(value):
        if not isinstance(each, str) or not re.fullmatch(ID_PATTERN, each):
            raise _malformed("bad_id", f"/without/{place}", "A record id is expected here.")
    return tuple(dict.fromkeys(value))


def _asked(given: dict[str, Any], visit: Visit) -> Asked | Basis:
    if "basis" not in given:
        visit.refuse_unseen(_record(given.get("known_at")))
        return Asked(given.get("effective_at"), given.get("known_at"), visit.caller.role)
    if len(given) > 1:
        raise _malformed("bad_value", "/basis", "A basis has its times: leave the others out.")
    return own_basis(given["basis"], visit)


def _record(known_at: object) -> object:
    if isinstance(known_at, dict) and set(known_at) == {"record"}:
        return f"record:{known_at['record']}"
    return known_at


def _words(question: object) -> str:
    if not isinstance(question, str):
        raise _malformed("wrong_type", "/question", "A question in plain words is expected here.")
    if len(question) > LONGEST_QUESTION:
        message = f"A question has at most {LONGEST_QUESTION:,} characters."
        raise _malformed("too_long", "/question", message)
    return question


def _malformed(code: str, pointer: str, message: str) -> Malformed:
    return Malformed((Fault(code, pointer, message),))
