"""Recording over HTTP: one record, or several all together, on a deal or on many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response

from api.body import SentBody
from api.in_turn import InTurn
from api.openapi import RECORDS_BODY, answers
from api.refusals import (
    LimitedToDeals,
    OneDealNeeded,
    OtherDeal,
    RoleNotHeld,
    TooManyRecords,
    bad_parameter,
)
from api.responding import JSON
from api.schemas import Receipt, Receipts
from api.visiting import DealInPath, Recorder, Visit
from domain.canonical import canonical
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.record import ORGANISATION, Record, record_of
from domain.refusals import Fault, Malformed, Refusal
from domain.strict_json import MOST_FAULTS, read
from ledger import submission
from projections.basis import DealNotOnRecord

MOST_TOGETHER = 500
OF_LEGAL = frozenset({"dispute.opened", "dispute.resolved"})
"""What only `legal` records, strikes and corrects."""

router = APIRouter(tags=["Recording"], route_class=InTurn)
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
    "/v1/deals/{deal}/records",
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
    """
    return _recorded(visit, read(body), if_match, deal)


@router.post(
    "/v1/records",
    summary="Record",
    status_code=201,
    responses=_WRITING,
    openapi_extra=RECORDS_BODY,
)
def record(visit: Recorder, body: SentBody, if_match: IfMatch = None) -> Response:
    """Add one record, or an array of them all together, on any deals or about the organisation."""
    return _recorded(visit, read(body), if_match, None)


def _recorded(visit: Visit, value: Any, if_match: str | None, deal: str | None) -> Response:
    expected = _version(if_match)
    many = isinstance(value, list)
    records = _all(value, deal) if many else [record_of(value, deal, checked=True)]
    try:
        for each in records:
            _refuse(each, visit, deal)
        if expected is not None and len({each.stream for each in records}) > 1:
            raise OneDealNeeded
        ledger = visit.service.ledger
        receipts = ledger.record_together(records, visit.caller.credential, expected=expected)
    except Refusal as refusal:
        if many:
            raise _in_array(refusal, records) from None
        raise
    return _answer(visit, receipts, many=many)


def _answer(visit: Visit, receipts: Sequence[submission.Receipt], *, many: bool) -> Response:
    added = sum(each.added for each in receipts)
    if added:
        visit.service.metrics.recorded.inc(added)
    told = [_receipt(each) for each in receipts]
    body = told[0]
    if many:
        position = max(each.position for each in receipts)
        body = {"records": told, "position": position, "version": _highest_of_one(receipts)}
    return Response(canonical(body), 201 if added else 200, media_type=JSON)


def _highest_of_one(receipts: Sequence[submission.Receipt]) -> int | None:
    """The version of the deal, when it is only one."""
    one = len({each.stream for each in receipts}) == 1
    return max(each.version for each in receipts) if one else None


def _receipt(given: submission.Receipt) -> dict[str, Any]:
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


def _refuse(record: Record, visit: Visit, deal: str | None) -> None:
    """Refuse what the address or the token does not allow; what the ledger refuses comes later."""
    try:
        if deal is not None and record.deal != deal:
            raise OtherDeal(deal)
        if record.deal is None and visit.caller.token.deals is not None:
            raise LimitedToDeals("/type")
        if record.deal is not None and not visit.caller.sees(record.deal):
            raise DealNotOnRecord(record.deal)
        role = "legal" if _concerns(record, visit) in OF_LEGAL else "recorder"
        if not visit.caller.holds(role):
            raise RoleNotHeld([role], "/type")
    except Refusal as refusal:
        refusal.record = record.id
        raise


def _concerns(record: Record, visit: Visit) -> str:
    """The type that is recorded; of a strike or a correction, the type of what it is about."""
    match record.event:
        case RecordStruck(record=named) | RecordCorrected(corrects=named):
            target = visit.service.ledger.entry(named)
            return target.event.stored_as if target else record.event.stored_as
        case event:
            return event.stored_as


def _in_array(refusal: Refusal, records: Sequence[Record]) -> Refusal:
    """The refusal with pointers into the array, where it is known which record it is about."""
    ids = [record.id for record in records]
    if refusal.record in ids:
        # The id that stands twice with two contents is refused where it stands the second time.
        last = len(ids) - 1 - ids[::-1].index(refusal.record)
        first = ids.index(refusal.record)
        place = last if refusal.code == "record_id_reused" else first
        refusal.pointer = f"/{place}{refusal.pointer}"
    return refusal


def _version(if_match: str | None) -> int | None:
    if if_match is None:
        return None
    found = re.fullmatch(r'"v([0-9]{1,15})"', if_match.strip())
    if not found:
        raise bad_parameter("If-Match", 'Write the version of the deal as "v12", quotes included.')
    return int(found[1])
