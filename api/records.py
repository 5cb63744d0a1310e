"""Recording over HTTP: one record, or several all together, on a deal or on many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Response

from api.auth import Caller
from api.body import SentBody
from api.doubled import refuse_parameters
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
from api.service import Service
from api.visiting import DealInPath, Recorder, Visit
from domain.events import Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.record import ORGANISATION, Record, record_of
from domain.refusals import Fault, Malformed, Refusal
from domain.strict_json import MOST_FAULTS, read
from ledger.proof.canonical_at_once import canonical_at_once
from ledger.submission import Receipt as Given
from ledger.submission import Submission
from projections.basis import DealNotOnRecord

ON_DEAL = "/v1/deals/{deal}/records"
ON_MANY = "/v1/records"
MOST_TOGETHER = 500
OF_LEGAL = frozenset(
    {
        *("dispute.opened", "dispute.resolved", "privilege.marked"),
        *("legal_hold.placed", "legal_hold.released"),
    }
)
"""What only `legal` records, strikes and corrects."""

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


class Sent:
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
        self._service = service
        self._caller = caller
        self._deal = deal
        expected = _version(if_match)
        value = read(body)
        self._many = isinstance(value, list)
        records = _all(value, deal) if self._many else [record_of(value, deal, checked=True)]
        self.submission = Submission(tuple(records), caller.credential, expected=expected)

    def refuse(self) -> None:
        """Raise a Refusal for what the address or the token does not allow. May ask the ledger."""
        try:
            self._refuse()
        except Refusal as refusal:
            raise self._pointing(refusal) from None

    def answer(self) -> tuple[int, bytes]:
        """Status and receipts. Raises the Refusal, or that what became of it is not known."""
        try:
            receipts = self.submission.answer()
        except Refusal as refusal:
            raise self._pointing(refusal) from None
        added = sum(each.added for each in receipts)
        if added:
            self._service.metrics.recorded.inc(added)
        position = max(each.position for each in receipts)
        # Who has the answer may ask for this position in the next moment.
        self._service.watch.reached(position)
        told = [self._told(each) for each in receipts]
        body = told[0]
        if self._many:
            body = {"records": told, "position": position, "version": _highest_of_one(receipts)}
        return 201 if added else 200, canonical_at_once(body)

    def _told(self, receipt: Given) -> dict[str, Any]:
        told = _receipt(receipt)
        if self._caller.token.deals is not None:
            # What other deals name is not for this token.
            told["first_named"] = []
        return told

    def _refuse(self) -> None:
        records = self.submission.records
        together = {each.id: each.event for each in records}
        for each in records:
            _refuse(each, self._service, self._caller, self._deal, together)
        one_deal = len({each.stream for each in records}) == 1
        if self.submission.expected is not None and not one_deal:
            raise OneDealNeeded

    def _pointing(self, refusal: Refusal) -> Refusal:
        """A refusal of one record of an array points into the array."""
        return _in_array(refusal, self.submission.records) if self._many else refusal


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


def _refuse(
    record: Record,
    service: Service,
    caller: Caller,
    deal: str | None,
    together: Mapping[str, Event],
) -> None:
    """Refuse what the address or the token does not allow; what the ledger refuses comes later."""
    try:
        if deal is not None and record.deal != deal:
            raise OtherDeal(deal)
        if record.deal is None and caller.token.deals is not None:
            raise LimitedToDeals("/type")
        if record.deal is not None and not caller.sees(record.deal):
            raise DealNotOnRecord(record.deal)
        role = "legal" if _concerns(record, service, caller, together) in OF_LEGAL else "recorder"
        if not caller.holds(role):
            raise RoleNotHeld([role], "/type")
    except Refusal as refusal:
        refusal.record = record.id
        raise


def _concerns(
    record: Record, service: Service, caller: Caller, together: Mapping[str, Event]
) -> str:
    """The type that is recorded; of a strike or a correction, the type of what it is about.

    That is on record, or recorded `together` with it.
    """
    match record.event:
        case RecordStruck(record=named) | RecordCorrected(corrects=named):
            found = service.ledger.entry(named)
            seen = found is not None and caller.sees(found.record.stream)
            target = found.event if found and seen else together.get(named, record.event)
            return target.stored_as
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
