"""Recording over HTTP: one record, or several all together, on a deal or on many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Response

from api.auth import Caller
from api.body import SentBody
from api.doubled import refuse_parameters
from api.in_turn import InTurn
from api.openapi import RECORDS_BODY, answers
from api.refusals import TooManyRecords, bad_parameter
from api.responding import JSON
from api.schemas import Receipt, Receipts
from api.sending import Sending
from api.service import Service
from api.visiting import DealInPath, Recorder, Visit
from domain.record import ORGANISATION, Record, record_of
from domain.refusals import Fault, Malformed
from domain.strict_json import MOST_FAULTS, read
from ledger.proof.canonical_at_once import canonical_at_once
from ledger.submission import Receipt as Given
from ledger.submission import Submission

ON_DEAL = "/v1/deals/{deal}/records"
ON_MANY = "/v1/records"
MOST_TOGETHER = 500

router = APIRouter(
    tags=["Recording"], route_class=InTurn, dependencies=[Depends(refuse_parameters)]
)
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description='`"v<version>"`: record only while the deal has this version (`"v0"`: while '
        "nothing of it is on record). 412 otherwise.",
        examples=['"v12"'],
    ),
]
_WRITING = answers(
    {200: Receipt | Receipts, 201: Receipt | Receipts}, 401, 403, 404, 408, 409, 412, 413, 415, 422
)


@router.post(
    ON_DEAL,
    summary="Record on a deal",
    status_code=201,
    responses=_WRITING,
    openapi_extra=RECORDS_BODY,
)
def record_on_deal(
    deal: DealInPath, visit: Recorder, body: SentBody, if_match: IfMatch = None
) -> Response:
    """Add one record, or an array of them all together, to a deal.

    201: added. 200: the same records were there already, and are answered as the first time.
    A record may leave `deal` out. When a record is added, `first_named` lists the ids that nothing
    named before: look whether one of them is somebody who is on record under another id.
    A token that is limited to deals is not told: other deals may have named them.
    """
    return _recorded(visit, body, if_match, deal)


@router.post(
    ON_MANY,
    summary="Record",
    status_code=201,
    responses=_WRITING,
    openapi_extra=RECORDS_BODY,
)
def record(visit: Recorder, body: SentBody, if_match: IfMatch = None) -> Response:
    """Add one record, or an array of them all together, on any deals or about the organisation."""
    return _recorded(visit, body, if_match, None)


def _recorded(visit: Visit, body: bytes, if_match: str | None, deal: str | None) -> Response:
    sent = Sent(visit.service, visit.caller, body, if_match, deal)
    sent.refuse()
    visit.service.ledger.submit([sent.submission])
    status, receipts = sent.answer()
    return Response(receipts, status, media_type=JSON)


class Sent(Sending):
    """What one request wants recorded: read when it is made, answered when it is settled.

    Raises a Refusal for what is no record.
    """

    def __init__(
        self,
        service: Service,
        caller: Caller,
        body: bytes,
        if_match: str | None,
        deal: str | None,
    ) -> None:
        expected = _version(if_match)
        value = read(body)
        many = isinstance(value, list)
        records = _all(value, deal) if many else [record_of(value, deal, checked=True)]
        submission = Submission(tuple(records), caller.credential, expected=expected)
        super().__init__(service, caller, submission, deal, many=many)

    def answer(self) -> tuple[int, bytes]:
        """Status and receipts. Raises the Refusal, or that what became of it is not known."""
        receipts = self.receipts()
        added = any(each.added for each in receipts)
        told = [self._told(each) for each in receipts]
        body = told[0]
        if self._many:
            position = max(each.position for each in receipts)
            body = {"records": told, "position": position, "version": _highest_of_one(receipts)}
        return 201 if added else 200, canonical_at_once(body)

    def _told(self, receipt: Given) -> dict[str, Any]:
        told = _receipt(receipt)
        if self._caller.token.deals is not None:
            # What other deals name is not for this token.
            told["first_named"] = []
        return told


def _highest_of_one(receipts: Sequence[Given]) -> int | None:
    """The version of the deal, when it is only one."""
    one = len({each.stream for each in receipts}) == 1
    return max(each.version for each in receipts) if one else None


def _receipt(given: Given) -> dict[str, Any]:
    moment = given.recorded_at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return {
        "record": given.record,
        "deal": None if given.stream == ORGANISATION else given.stream,
        "position": given.position,
        "version": given.version,
        "leaf": given.leaf.hex(),
        "recorded_at": moment,
        "added": given.added,
        "first_named": list(given.first_named),
    }


def _all(values: list[Any], deal: str | None) -> list[Record]:
    """The records of an array. Raises Malformed with the faults of all of them."""
    if len(values) > MOST_TOGETHER:
        raise TooManyRecords(MOST_TOGETHER)
    if not values:
        raise Malformed((Fault("missing_value", "", "At least one record is needed here."),))
    found, faults = [], []
    for place, value in enumerate(values):
        try:
            found.append(record_of(value, deal, checked=True))
        except Malformed as refusal:
            faults += [replace(each, pointer=f"/{place}{each.pointer}") for each in refusal.faults]
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise Malformed(tuple(faults[:MOST_FAULTS]))
    return found


def _version(if_match: str | None) -> int | None:
    if if_match is None:
        return None
    found = re.fullmatch(r'"v([0-9]{1,15})"', if_match.strip())
    if not found:
        raise bad_parameter("If-Match", 'Write the version of the deal as "v12", quotes included.')
    return int(found[1])
