"""Records of digests that the ledger makes itself."""

from __future__ import annotations

from api.issuing import WRITER
from api.outside import Outside
from domain.events.told import MessageFailed, MessageSent
from domain.occurrence import Occurrence, moment_text
from domain.record import Entry, Envelope, Record
from ledger.application import Ledger

ACTOR = "system:deal-ledger"


def around(outside: Outside, record: str, deal: str | None, type_: str) -> Envelope:
    """What stands around a record of a digest: now, by the ledger, for the house alone."""
    return Envelope(
        id=record,
        deal=deal,
        type=type_,
        occurred_at=Occurrence.of(moment_text(outside.now())),
        actor=ACTOR,
        privilege="confidential",
    )


def failed(ledger: Ledger, outside: Outside, sent: Entry, why: str) -> None:
    """Record that what was sent by a record failed with everybody, unless that is on record."""
    id_ = f"{sent.id}.failed"
    if (there := ledger.entry(id_)) is not None:
        if there.recorded_by.kind == WRITER.kind:
            return
        id_ = f"{id_}.2"  # somebody took the id for something else
    assert isinstance(sent.event, MessageSent)
    event = MessageFailed(message=sent.event.message, to=sent.event.to, reason=why)
    ledger.record(Record(around(outside, id_, sent.record.deal, event.stored_as), event), WRITER)
