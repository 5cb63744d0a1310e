"""Records that one request wants on record: what the address and the token allow, and the ledger.

Whatever way they come in by, over HTTP or by a form, it is this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.auth import Caller
from api.refusals import LimitedToDeals, OneDealNeeded, OtherDeal, RoleNotHeld
from api.service import Service
from domain.events import Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.record import Record
from domain.refusals import Refusal
from ledger.submission import Receipt, Submission
from projections.basis import DealNotOnRecord

OF_LEGAL = frozenset(
    {
        *("dispute.opened", "dispute.resolved", "privilege.marked"),
        *("legal_hold.placed", "legal_hold.released"),
    }
)
"""What only `legal` records, strikes and corrects."""


class Sending:
    """Records that are to be added all together, for whom, and to which deal (None: to any).

    `many`: a refusal of one of them points into the list of them.
    """

    def __init__(
        self,
        service: Service,
        caller: Caller,
        submission: Submission,
        deal: str | None,
        *,
        many: bool,
    ) -> None:
        self._service = service
        self._caller = caller
        self._deal = deal
        self._many = many
        self.submission = submission

    def refuse(self) -> None:
        """Raise a Refusal for what the address or the token does not allow. May ask the ledger."""
        try:
            self._refuse()
        except Refusal as refusal:
            raise self._pointing(refusal) from None

    def _refuse(self) -> None:
        records = self.submission.records
        together = {each.id: each.event for each in records}
        for each in records:
            _refuse(each, self._service, self._caller, self._deal, together)
        one_deal = len({each.stream for each in records}) == 1
        if self.submission.expected is not None and not one_deal:
            raise OneDealNeeded

    def receipts(self) -> list[Receipt]:
        """What became of them. Raises the Refusal, or that what became of it is not known."""
        try:
            receipts = self.submission.answer()
        except Refusal as refusal:
            raise self._pointing(refusal) from None
        added = sum(each.added for each in receipts)
        if added:
            self._service.metrics.recorded.inc(added)
        # Who has the answer may ask for this position in the next moment.
        self._service.watch.reached(max(each.position for each in receipts))
        return receipts

    def _pointing(self, refusal: Refusal) -> Refusal:
        """A refusal of one record of several points into their list."""
        return _in_list(refusal, self.submission.records) if self._many else refusal


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


def _in_list(refusal: Refusal, records: Sequence[Record]) -> Refusal:
    """The refusal with pointers into the list, where it is known which record it is about."""
    ids = [record.id for record in records]
    if refusal.record in ids:
        # The id that stands twice with two contents is refused where it stands the second time.
        last = len(ids) - 1 - ids[::-1].index(refusal.record)
        first = ids.index(refusal.record)
        place = last if refusal.code == "record_id_reused" else first
        refusal.pointer = f"/{place}{refusal.pointer}"
    return refusal
