"""Erasing a person over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import ValidationError

from api.body import SentBody
from api.doubled import refuse_parameters
from api.erasing import erased, only_planned
from api.erasure_bodies import Erasure, ErasureWanted
from api.in_turn import InTurn
from api.openapi import answers
from api.refusals import LimitedToDeals
from api.responding import JSON, looked
from api.visiting import Visit, visit
from domain.canonical import canonical
from domain.faults import faults_of
from domain.refusals import Malformed, Refusal
from domain.strict_json import read
from ledger.database import UnsafeSettingError
from ledger.erasing.eraser import By, Done
from ledger.erasing.kept_list import ListError
from ledger.erasing.plan import Wanted

router = APIRouter(tags=["Erasing"], route_class=InTurn, dependencies=[Depends(refuse_parameters)])
Keeper = Annotated[Visit, Depends(visit("legal"))]
_SCHEMA = ErasureWanted.model_json_schema()
_EXAMPLE = {
    "person": "carla.moen",
    "reason": "Request 17 of this quarter.",
    "dry_run": True,
    "id": "request-17",
}


class EraserNotSetUp(Refusal):
    """The service has no login that may erase."""

    code = "eraser_not_set_up"
    status = 501

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was erased. {why}")


class ErasuresNotListed(Refusal):
    """The list of erasures, without which a restore would bring them back, cannot be written."""

    code = "erasures_not_listed"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Nothing was erased: the list of erasures in DEAL_LEDGER_HOME cannot be written."
        )


@router.post(
    "/v1/erasures",
    summary="Erase a person",
    status_code=201,
    responses=answers({200: Erasure, 201: Erasure}, 401, 403, 408, 409, 413, 415, 422),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _SCHEMA, "example": _EXAMPLE}},
        }
    },
)
def erase(visit: Keeper, body: SentBody) -> Response:
    """Delete what is about a person, for ever, and record that it was done.

    200 for a dry run, and for what was done before under the same `id`.

    Refused while a legal hold covers the person, or records that name them. What stands in clear
    in the hashed bytes cannot be erased, and into some documents nobody can look: both are told.
    Views across deals are not ready until they are built anew. All entries and documents are
    looked through: on a long ledger use the command.
    """
    if visit.caller.token.deals is not None:
        raise LimitedToDeals("")
    sent = _sent(body)
    also, documents = tuple(sent.also), tuple(sent.documents)
    wanted = Wanted(sent.person, sent.reason, also, sent.words, documents, sent.after)
    eraser, service = visit.service.eraser, visit.service
    looked(visit, "erasure", service.watch.position, privileged=True)
    if sent.dry_run:
        plan = eraser.plan(wanted, lambda _, __: None)
        return _answer(only_planned(plan), 200)
    by = By(visit.caller.credential.name, visit.caller.token.person)
    record = sent.id or f"erasure:{service.outside.secret().hex()[:24]}"
    with _as_refusals():
        done = eraser.erase(wanted, by, record, lambda _, __: None)
    service.watch.reached(done.position)
    return _answer(erased(done), 201 if isinstance(done, Done) else 200)


def _sent(body: bytes) -> ErasureWanted:
    try:
        return ErasureWanted.model_validate(read(body))
    except ValidationError as error:
        raise Malformed(faults_of(error)) from None


def _answer(body: dict[str, Any], status: int) -> Response:
    return Response(canonical(body), status, media_type=JSON)


@contextmanager
def _as_refusals() -> Iterator[None]:
    try:
        yield
    except UnsafeSettingError as fault:
        raise EraserNotSetUp(str(fault)) from None
    except ListError:
        raise ErasuresNotListed from None
