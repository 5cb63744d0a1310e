"""The stamps that are on record, read from the stored bytes: nothing that is there is trusted.

For whoever puts proofs together: `stamps_for` gives those that bound the entries of a range in
time, `stamps_of` those over one checkpoint.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.time_stamps import TimeStampReceived
from domain.record import ORGANISATION
from ledger.application import Ledger
from ledger.mapper import StoredEntry
from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.disclosure import opened
from ledger.proof.entry_bytes import unwrap
from ledger.proof.time_stamp import TimeStamp, read_token
from ledger.proof.verification import Break

TYPE = TimeStampReceived.stored_as
PAGE = 100


@dataclass(frozen=True, slots=True)
class RecordedStamp:
    """A stamp on record. `stamp.token` and `stamp.certificates` are DER; `checkpoint` is the signed
    note that was stamped, `head` what it says; `position` is that of the entry that records it.

    `authority` is None once it was erased.
    """

    position: int
    record: str
    recorded_at: datetime
    authority: str | None
    checkpoint: bytes
    head: Checkpoint
    stamped_at: str
    stamp: TimeStamp


@dataclass(frozen=True, slots=True)
class UnreadStamp:
    """An entry that should be a stamp on record, and cannot be read as one."""

    position: int
    record: str
    broken: Break


Found = RecordedStamp | UnreadStamp


def read_recorded(row: StoredEntry) -> Found:
    """What an entry of this type holds. Raises nothing, whatever the bytes are."""
    record = "?"
    try:
        wrapped = unwrap(row.state)
        record = str(wrapped.entry.get("id"))
        data = wrapped.entry["data"]
        note = data["checkpoint"].encode()
        return RecordedStamp(
            position=row.id,
            record=record,
            recorded_at=wrapped.recorded_at,
            authority=_authority(row.disclosures),
            checkpoint=note,
            head=checkpoint_of(note),
            stamped_at=str(data["stamped_at"]),
            stamp=read_token(b64decode(data["token"], validate=True)),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        says = str(fault) if isinstance(fault, ValueError) else "the entry lacks a part of it"
        return UnreadStamp(row.id, record, Break("form", says, row.id, record))


def stamps_between(ledger: Ledger, after: int, up_to: int | None, limit: int) -> list[Found]:
    """Stamps by the positions of their entries: after one, up to and with another."""
    rows = ledger.rows.select_kind(ORGANISATION, TYPE, after, up_to, limit=limit)
    return list(map(read_recorded, rows))


def stamps_before(ledger: Ledger, position: int) -> Iterator[Found]:
    """Stamps recorded ahead of a position, the last first."""
    while rows := ledger.rows.select_kind(
        ORGANISATION, TYPE, up_to=position - 1, limit=PAGE, newest_first=True
    ):
        yield from map(read_recorded, rows)
        position = rows[-1].id


def stamps_after(ledger: Ledger, position: int) -> Iterator[Found]:
    """Stamps recorded after a position, the first first."""
    while rows := ledger.rows.select_kind(ORGANISATION, TYPE, position, limit=PAGE):
        yield from map(read_recorded, rows)
        position = rows[-1].id


def stamps_for(ledger: Ledger, first: int, last: int) -> Sequence[RecordedStamp]:
    """The stamps that bound the entries from `first` to `last` in time, by their positions.

    The last that was recorded ahead of them (no earlier than), all that were recorded among them,
    and the first that covers all of them (no later than). Judge them: `ledger.stamping.when`.
    """
    before = next(_readable(stamps_before(ledger, first)), None)
    found = [before] if before else []
    for each in _readable(stamps_after(ledger, first - 1)):
        covers = each.head.size >= last
        if each.position <= last or covers:
            found.append(each)
        if covers:
            break
    return found


def stamps_of(ledger: Ledger, head: Checkpoint) -> Sequence[RecordedStamp]:
    """The stamps over a checkpoint of this size and root, by their positions."""
    found = []
    for each in _readable(stamps_after(ledger, head.size)):
        if each.head.size > head.size:
            break
        if (each.head.size, each.head.root) == (head.size, head.root):
            found.append(each)
    return found


def _readable(found: Iterator[Found]) -> Iterator[RecordedStamp]:
    return (each for each in found if isinstance(each, RecordedStamp))


def _authority(disclosures: Sequence[str]) -> str | None:
    values = dict(map(opened, disclosures))
    found = values.get("/data/authority")
    return found if isinstance(found, str) else None
