"""Record, as sent, and Entry, as kept: the envelope around one event (VOCABULARY 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, ValidationError

from domain import streams
from domain.events import REGISTRY, WRITTEN_BY_THE_LEDGER, DealEvent, Event, OrganisationEvent
from domain.events.disputes import RecordCorrected
from domain.events.proposals import ProposalSealed
from domain.faults import faults_of
from domain.occurrence import Occurrence
from domain.refusals import Fault, Malformed
from domain.strict_json import check, read
from domain.values import (
    ContentDigest,
    DealId,
    EvidenceClass,
    Id,
    In,
    PersonId,
    Privilege,
    Standing,
    Value,
    Words,
)

ORGANISATION = streams.ORGANISATION


class Source(Value):
    """Where a record came from, and when that system says that it recorded it."""

    system: Id
    ref: Words | None = None
    recorded_at: Occurrence | None = None


class Evidence(Value):
    """What a record rests on. `uri` and `quote` are committed."""

    class_: EvidenceClass = Field(default="asserted", alias="class")
    uri: Words | None = None
    sha256: ContentDigest | None = None
    quote: Words | None = None


class Envelope(Value):
    """Everything of a record but its event. `type` is looked up in the registry, not here."""

    id: Id
    deal: DealId | None = None
    type: Annotated[str, In(Standing.ID)]
    occurred_at: Occurrence
    actor: PersonId
    on_behalf_of: PersonId | None = None
    instructed_by: PersonId | None = None
    source: Source | None = None
    evidence: Evidence = Evidence()
    privilege: Privilege = "none"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened, said once, never changed."""

    envelope: Envelope
    event: Event

    @property
    def id(self) -> str:
        """The sender's own id; the idempotency key."""
        return self.envelope.id

    @property
    def deal(self) -> str | None:
        """The deal's id; None when the record is about the organisation."""
        return self.envelope.deal

    @property
    def stream(self) -> str:
        """The stream that the record belongs to: its deal, or the organisation."""
        return self.envelope.deal or ORGANISATION

    def as_sent(self) -> dict[str, Any]:
        """The validated record as JSON, defaults filled in: what "same content" compares."""
        sent = self.envelope.model_dump(mode="json", exclude_none=True)
        sent["data"] = self.event.model_dump(mode="json", exclude_none=True)
        return sent


@dataclass(frozen=True, slots=True)
class Credential:
    """Whose credentials brought a record in (VOCABULARY 7).

    `kind` says how far the sender is believed about itself: `admin_import` and `connection` (whose
    deliveries are authenticated) are; `token`, `unverified_connection` are not; `ledger` wrote it.
    """

    name: str
    kind: Literal["admin_import", "connection", "unverified_connection", "token", "ledger"]
    person: str | None = None

    @property
    def believed(self) -> bool:
        """Whether `source.recorded_at` and the classes signed and system_observed count."""
        return self.kind in {"admin_import", "connection", "ledger"}


BY_THE_LEDGER = Credential("ledger", "ledger")
"""What the ledger noticed itself: nobody sent it, and no sender's credentials stand behind it."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A record that is decided and has its version, and that the ledger has not taken yet."""

    record: Record
    version: int

    @property
    def event(self) -> Event:
        """What happened."""
        return self.record.event

    @property
    def envelope(self) -> Envelope:
        """When, by whom, from where, on which evidence."""
        return self.record.envelope


class Mark(NamedTuple):
    """What a record is privileged as from the position of a mark on."""

    position: int
    privilege: Privilege


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as the ledger keeps it. Order is the position, not the clock.

    `marks` are all that were made of its privilege since, by position (`privilege.marked`).
    `derived` is what a reading has worked out of this entry alone, so that the next one need not;
    it says nothing that the entry does not, and is no part of it.
    """

    record: Record
    schema: int
    recorded_by: Credential
    received_at: datetime | None
    position: int
    version: int
    recorded_at: datetime
    leaf: bytes
    marks: tuple[Mark, ...] = ()
    derived: Any = field(default=None, init=False, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.envelope.id

    @property
    def event(self) -> Event:
        """What happened."""
        return self.record.event

    @property
    def envelope(self) -> Envelope:
        """When, by whom, from where, on which evidence."""
        return self.record.envelope

    @property
    def privilege(self) -> Privilege:
        """What it is privileged as now."""
        return self.marks[-1].privilege if self.marks else self.record.envelope.privilege

    def privilege_at(self, position: int) -> Privilege:
        """What it was privileged as when the ledger was at a position."""
        made = (each.privilege for each in reversed(self.marks) if each.position <= position)
        return next(made, self.record.envelope.privilege)

    @property
    def originator_id(self) -> str:
        """The stream, under the name that the event-sourcing library gives it."""
        return self.record.stream

    @property
    def originator_version(self) -> int:
        """The version in the stream, under the name that the event-sourcing library gives it."""
        return self.version

    def as_kept(self) -> dict[str, Any]:
        """The entry as JSON: the record, and what the ledger added to it."""
        kept = self.record.as_sent()
        kept |= {"position": self.position, "version": self.version, "leaf": self.leaf.hex()}
        kept["recorded_at"] = _utc(self.recorded_at)
        kept["recorded_by"] = {"name": self.recorded_by.name, "kind": self.recorded_by.kind}
        if self.recorded_by.person:
            kept["recorded_by"]["person"] = self.recorded_by.person
        if self.received_at:
            kept["received_at"] = _utc(self.received_at)
        return kept


Target = Entry | Decided
"""What a strike, a correction or a mark is about: on record, or to be recorded together with it."""


def _utc(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse(text: bytes | str, deal: str | None = None) -> Record:
    """The record in a JSON text. Raises Malformed with every fault found."""
    return record_of(read(text), deal, checked=True)


def record_of(value: Any, deal: str | None = None, *, checked: bool = False) -> Record:
    """The record in a JSON value; `deal` stands in for a deal that is left out (a URL names it).

    Raises Malformed with every fault found. `checked` says that `value` came from `strict_json`.
    """
    if not checked:
        check(value)
    if not isinstance(value, dict):
        raise Malformed((Fault("wrong_type", "", "A record is a JSON object."),))
    envelope, faults = _envelope(value, deal)
    event, more = _event(value)
    if faults or more or envelope is None or event is None:
        raise Malformed((*faults, *more))
    if wrong := _misplaced(envelope, event):
        raise Malformed((wrong,))
    return Record(envelope, event)


def _envelope(value: dict[str, Any], deal: str | None) -> tuple[Envelope | None, tuple[Fault, ...]]:
    fields = {name: member for name, member in value.items() if name != "data"}
    if deal is not None and fields.get("deal") is None:
        fields["deal"] = deal
    # Prepared for litigation unless their sender says otherwise.
    if isinstance(type_ := fields.get("type"), str) and type_ in _WORK_PRODUCT:
        fields.setdefault("privilege", "work_product")
    try:
        return Envelope.model_validate(fields), ()
    except ValidationError as error:
        return None, faults_of(error)


# A tuple: whatever stands in the place of a type is looked for in it, also what has no hash.
_WORK_PRODUCT = (
    *("dispute.opened", "answer.issued", "privilege.marked"),
    *("legal_hold.placed", "legal_hold.released"),
)


def _event(value: dict[str, Any]) -> tuple[Event | None, tuple[Fault, ...]]:
    name = value.get("type")
    if not isinstance(name, str):
        return None, ()
    if name not in REGISTRY:
        known = f"{name[:60]!r} is not a type of the vocabulary."
        return None, (Fault("unknown_type", "/type", known),)
    if name in WRITTEN_BY_THE_LEDGER:
        return None, (Fault("reserved_type", "/type", f"{name} is written by the ledger alone."),)
    if "data" not in value:
        return None, (Fault("missing_field", "/data", "The field 'data' is required."),)
    try:
        return event_of(name, value["data"]), ()
    except Malformed as refusal:
        return None, refusal.faults


def event_of(name: str, data: Any, pointer: str = "/data") -> Event:
    """The event of a registered type with `data`. Raises Malformed, pointing below `pointer`."""
    try:
        event = REGISTRY.kind(name).model_validate(data)
    except ValidationError as error:
        raise Malformed(faults_of(error, pointer)) from None
    if written := tuple(_written_by_the_ledger(event)):
        message = "This field is written by the ledger."
        raise Malformed(
            tuple(Fault("unknown_field", f"{pointer}/{field}", message) for field in written)
        )
    return event


def _written_by_the_ledger(event: Event) -> Iterator[str]:
    """The fields that stand in an entry's event and that nobody can send."""
    match event:
        case ProposalSealed(contents=contents):
            if "digest" in event.model_fields_set:
                yield "digest"
            for place, wording in enumerate(contents or ()):
                if "digest" in wording.model_fields_set:
                    yield f"contents/{place}/digest"
        case RecordCorrected() if "type" in event.model_fields_set:
            yield "type"
        case _:
            pass


def _misplaced(envelope: Envelope, event: Event) -> Fault | None:
    if envelope.deal is None and not isinstance(event, OrganisationEvent):
        message = f"A {event.stored_as} record names its deal."
        return Fault("missing_field", "/deal", message)
    if envelope.deal is not None and not isinstance(event, DealEvent):
        message = f"A {event.stored_as} record is about the organisation: leave the deal out."
        return Fault("deal_not_expected", "/deal", message)
    return None
