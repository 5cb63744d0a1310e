"""Digests over HTTP: what somebody with a gap would be told, and telling it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field, ValidationError

from api.body import SentBody
from api.digest.sending import Digests, WantedDigest
from api.digest_bodies import DigestReading, DigestSent, DigestWanted
from api.doubled import refuse_parameters
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.reading import known_deal
from api.refusals import RoleNotHeld
from api.responding import JSON, deal_reading, looked
from api.visiting import DealInPath, Reader, Times, Visit, visit
from domain.canonical import canonical
from domain.faults import faults_of
from domain.refusals import Malformed
from domain.strict_json import read
from domain.values import ID_PATTERN
from projections.basis import Asked, Basis
from projections.deal import KnownDeal
from projections.digest import digest

router = APIRouter(tags=["Digests"], route_class=InTurn)
Sender = Annotated[Visit, Depends(visit("recorder"))]
_SCHEMA = DigestWanted.model_json_schema()
_EXAMPLE = {"to": "vp-sales", "by": "mail", "address": "vp@house.example", "id": "digest-17"}
_RESPONSES = answers({200: DigestSent, 201: DigestSent}, 401, 403, 404, 408, 409, 413, 415)
_RESPONSES[409]["description"] = (
    "The id is that of another digest, or no subscription is pushed the messages of this deal."
)
_RESPONSES[501] = {**_RESPONSES[409], "description": "No mail server is set up."}


class ToWhom(Times):
    """Whose digest."""

    to: str | None = Field(
        default=None,
        pattern=ID_PATTERN,
        description="Only of this person of the house, by any of their ids. Default: of everybody "
        "with a gap.",
        examples=["vp-sales"],
    )


async def _to_whom(visit: Reader, asked: Annotated[ToWhom, Query()]) -> ToWhom:
    await reached(visit.service, asked.min_position, visit.request)
    return asked


def as_all_may_see(visit: Visit, deal: str, times: Times) -> KnownDeal:
    """The deal as everybody of the house may see it, whoever asks."""
    service, asked = visit.service, times.asked(visit)
    found = visit.deal(deal)
    as_reader: Asked | Basis = replace(asked, role="reader")
    return known_deal(service.ledger, found, service.outside.now(), as_reader)


def digests_of(visit: Visit) -> Digests:
    """What sends them, on the service of a visit."""
    service = visit.service
    return Digests(service.ledger, service.settings, service.outside)


@router.get(
    "/v1/deals/{deal}/digest",
    summary="What changed for people since they last had the terms before them",
    responses=answers({200: DigestReading}, 304, 401, 403, 404, 409),
)
def digest_of_deal(
    deal: DealInPath, visit: Reader, asked: Annotated[ToWhom, Depends(_to_whom)]
) -> Response:
    """For each of the house's own people with a gap, what they would be told: nothing is sent.

    It tells what everybody of the house may see, also where who asks sees more.
    """
    found = as_all_may_see(visit, deal, asked)
    return deal_reading(visit, "digest", found, digest(found, asked.to))


@router.post(
    "/v1/deals/{deal}/digests",
    summary="Send somebody what changed",
    status_code=201,
    responses=_RESPONSES,
    dependencies=[Depends(refuse_parameters)],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _SCHEMA, "example": _EXAMPLE}},
        }
    },
)
def send_digest(deal: DealInPath, visit: Sender, body: SentBody) -> Response:
    """Send one person of the house their digest, by mail or by the subscriptions' webhooks.

    `message.sent` is recorded before it leaves, and `message.failed` where it certainly did not.
    200 where it was sent before under this `id`: then nothing is sent, and what became of it is
    told. Needs `recorder`, and a role that reads.
    """
    refuse_unless_reader(visit)
    of = visit.deal(deal)
    sent = _sent(body)
    asked_by = visit.caller.token.person
    wanted = WantedDigest(of, sent.to, sent.by, sent.id or "", sent.address, asked_by)
    if not wanted.id:
        wanted = wanted.with_id(visit.service.outside.secret())
    return _answer(told(visit, wanted))


def told(visit: Visit, wanted: WantedDigest) -> dict[str, object]:
    """Send it, with who asked for it in the access log. Raises Refusals."""
    service = visit.service
    looked(visit, "digest sent", service.watch.position, wanted.deal, privileged=False)
    found = digests_of(visit).send(wanted)
    service.watch.reached(found["position"])
    return found


def refuse_unless_reader(visit: Visit) -> None:
    """Raise RoleNotHeld for who records and may not read what would be sent."""
    if not visit.caller.holds("reader", "legal"):
        raise RoleNotHeld(["reader", "legal"])


def _sent(body: bytes) -> DigestWanted:
    try:
        return DigestWanted.model_validate(read(body))
    except ValidationError as error:
        raise Malformed(faults_of(error)) from None


def _answer(found: dict[str, object]) -> Response:
    return Response(canonical(found), 201 if found["added"] else 200, media_type=JSON)
