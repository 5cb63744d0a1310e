"""Links by which somebody who is not signed in answers a read-back: made, listed, taken back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field, ValidationError

from api.body import SentBody
from api.deals import known
from api.doubled import refuse_parameters
from api.in_turn import InTurn
from api.openapi import answers
from api.read_back.making import Made, Wanted, made
from api.read_back.refused import ReadBackLinkNotKnown
from api.read_back.told import link_body, made_body
from api.read_back_bodies import (
    ReadBackLink,
    ReadBackLinkMade,
    ReadBackLinks,
    ReadBackLinkWanted,
)
from api.refusals import RoleNotHeld
from api.responding import JSON, looked, reading
from api.visiting import RECORDING, DealInPath, Parameters, Reader, Times, Visit, page_of
from domain.canonical import canonical
from domain.faults import faults_of
from domain.refusals import Malformed
from domain.strict_json import read
from domain.values import ID_PATTERN
from ledger.read_back_links import Link

router = APIRouter(tags=["Read-back"], route_class=InTurn)
OF_A_DEAL = "/v1/deals/{deal}/read-back-links"
LINK = "[0-9a-f]{16}"
_EXAMPLE = {"proposal": "P7", "person": "vp-sales", "expires_in_days": 14}


class Which(Parameters):
    """Which links."""

    proposal: str | None = Field(
        default=None, max_length=120, pattern=ID_PATTERN, description="Only to this proposal."
    )
    cursor: str | None = Field(
        default=None, max_length=20, description="The `next` of the page before, as it is."
    )
    limit: int = Field(default=50, ge=1, le=500, description="At most so many.")


@router.post(
    OF_A_DEAL,
    summary="Make a link by which one person answers a read-back",
    status_code=201,
    responses=answers({201: ReadBackLinkMade}, 401, 403, 404, 408, 413, 415),
    dependencies=[Depends(refuse_parameters)],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": ReadBackLinkWanted.model_json_schema(),
                    "example": _EXAMPLE,
                }
            },
        }
    },
)
def make_link(deal: DealInPath, visit: Reader, body: SentBody) -> Response:
    """Make a link for one person and one proposal, for whoever may read and record.

    `url` is told only now: who has it can answer in the person's name, and sees the words that are
    asked about, and nothing else of the deal. Nothing is sent, and nothing recorded, by making it.
    """
    visit.deal(deal)
    sent = _sent(body)
    found = new_link(visit, deal, sent.proposal, sent.person, sent.expires_in_days)
    told = made_body(found, visit.service.outside.now())
    return Response(canonical(told), 201, {"Cache-Control": "no-store"}, media_type=JSON)


@router.get(
    OF_A_DEAL,
    summary="The links of a deal",
    responses=answers({200: ReadBackLinks}, 304, 401, 403, 404),
)
def links_of_deal(deal: DealInPath, visit: Reader, which: Annotated[Which, Query()]) -> Response:
    """The links that were ever made on a deal, the latest first; never what opens one."""
    known(visit, deal, Times())
    after = page_of(which.cursor, LINK) or None
    service = visit.service
    found = service.read_back_links.page(deal, which.proposal, after, which.limit + 1)
    page = found[: which.limit]
    body: dict[str, Any] = {
        "deal": deal,
        "links": [link_body(each, service.outside.now()) for each in page],
        "next": page[-1].id if len(found) > which.limit else None,
    }
    looked(visit, "read-back links", service.watch.position, deal, privileged=False)
    return reading(visit, body)


@router.delete(
    f"{OF_A_DEAL}/{{link}}",
    summary="Take a link back",
    responses=answers({200: ReadBackLink}, 401, 403, 404),
    dependencies=[Depends(refuse_parameters)],
)
def revoke_link(deal: DealInPath, link: str, visit: Reader) -> Response:
    """Let a link lead nowhere any more, at once. What was answered by it stays on record."""
    found = revoked(visit, deal, link)
    body = link_body(found, visit.service.outside.now())
    return Response(canonical(body), 200, media_type=JSON)


def new_link(visit: Visit, deal: str, proposal: str, person: str, days: int) -> Made:
    """A link, made by the caller into the pages of this service. Raises a Refusal."""
    refuse_unless_asks(visit)
    service = visit.service
    found = known(visit, deal, Times())
    base = service.settings.public_url or str(visit.request.base_url)
    wanted = Wanted(proposal, person, days, visit.caller.credential.name)
    done = made(service.read_back_links, service.outside, found, wanted, base)
    position = found.basis.known_at
    looked(visit, "read-back link made", position, deal, privileged=False, at_once=True)
    return done


def revoked(visit: Visit, deal: str, link: str) -> Link:
    """A link that leads nowhere any more. Raises a Refusal."""
    refuse_unless_asks(visit)
    service = visit.service
    id_ = known(visit, deal, Times()).id
    # Somebody may give the whole link: its first part is the id.
    found = service.read_back_links.revoke(id_, link.partition("_")[0], service.outside.now())
    if found is None:
        raise ReadBackLinkNotKnown
    position = service.watch.position
    looked(visit, "read-back link revoked", position, id_, privileged=False, at_once=True)
    return found


def refuse_unless_asks(visit: Visit) -> None:
    """Raise RoleNotHeld for who reads and records nothing: a link lets somebody record."""
    if not visit.caller.holds(*RECORDING):
        raise RoleNotHeld(RECORDING)


def _sent(body: bytes) -> ReadBackLinkWanted:
    try:
        return ReadBackLinkWanted.model_validate(read(body))
    except ValidationError as error:
        raise Malformed(faults_of(error)) from None
