"""Who was told what (VOCABULARY 2.5)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError, PydanticKnownError

from domain.events.base import DealEvent
from domain.occurrence import Occurrence
from domain.values import (
    LONGEST_WORDS,
    Channel,
    ContentDigest,
    Count,
    Id,
    In,
    Many,
    PersonId,
    PersonOrParty,
    Ref,
    ScopeStatement,
    Some,
    Standing,
    WordingNumber,
    Words,
)


class MessageSent(DealEvent):
    """A message left."""

    stored_as: ClassVar[str] = "message.sent"
    message: Id
    to: Some[PersonOrParty]
    cc: Many[PersonOrParty] = ()
    channel: Channel
    about: Many[Ref]
    words: Words | None = None
    sha256: ContentDigest | None = None
    objection_until: Occurrence | None = None


class MessageReceived(DealEvent):
    """A message arrived with a person. Received is not opened."""

    stored_as: ClassVar[str] = "message.received"
    message: Id
    by: PersonId


class MessageOpened(DealEvent):
    """A person opened a message. Opened is not read."""

    stored_as: ClassVar[str] = "message.opened"
    message: Id
    by: PersonId


class MessageFailed(DealEvent):
    """A message did not arrive."""

    stored_as: ClassVar[str] = "message.failed"
    message: Id
    to: Some[PersonOrParty]
    reason: Words


class MessageRelayed(DealEvent):
    """A message was passed on, with what was added to it or left out."""

    stored_as: ClassVar[str] = "message.relayed"
    message: Id
    of: Id
    to: Some[PersonOrParty]
    about: Many[Ref] = ()
    words: Words | None = None
    adds: Words | None = None
    omits: Words | None = None


class MeetingHeld(DealEvent):
    """People met, or talked."""

    stored_as: ClassVar[str] = "meeting.held"
    meeting: Id
    attendees: Some[PersonId]
    about: Many[Ref]
    notes: Words | None = None


class ClauseDisplayed(DealEvent):
    """A wording was shown to a person."""

    stored_as: ClassVar[str] = "clause.displayed"
    clause: Id
    version: WordingNumber | None = None
    to: PersonId
    surface: Words | None = None


class StatementMade(DealEvent):
    """The actor spoke."""

    stored_as: ClassVar[str] = "statement.made"
    statement: Id
    to: Many[PersonOrParty] = ()
    words: Words
    about: Many[Ref]
    form: Literal["written", "recorded", "recollection"]
    scope: Annotated[Many[ScopeStatement], In(Standing.COMMITTED)] = ()
    """What the house took the words to mean: its own reading, so committed as words are."""


class AcknowledgementGiven(DealEvent):
    """The actor confirms to have seen something."""

    stored_as: ClassVar[str] = "acknowledgement.given"
    about: Some[Ref]
    words: Words | None = None


class ObjectionRaised(DealEvent):
    """The actor objects."""

    stored_as: ClassVar[str] = "objection.raised"
    about: Some[Ref]
    words: Words


def _reported(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST_WORDS:
        raise PydanticKnownError("string_too_long", {"max_length": LONGEST_WORDS})
    if isinstance(value, str | int | bool):
        return value
    raise PydanticCustomError(
        "wrong_type", "A reported value is a string, a whole number, true or false."
    )


ReportedValue = Annotated[str | int | bool, BeforeValidator(_reported), In(Standing.COMMITTED)]
"""As another system reported it. Committed, because a field of a CRM may hold anything."""

SystemName = Id


class ValueReported(DealEvent):
    """A number or stage in another system: evidence only, never a term."""

    stored_as: ClassVar[str] = "value.reported"
    system: SystemName
    object: Words
    field: Words
    value: ReportedValue
    previous: ReportedValue | None = None


class DocumentFiled(DealEvent):
    """A document, by its digest."""

    stored_as: ClassVar[str] = "document.filed"
    document: Id
    name: Words
    media_type: Words
    sha256: ContentDigest
    bytes: Count
    about: Many[Ref] = ()


class SourceConnected(DealEvent):
    """From its occurrence on, a system reports to the ledger (on `persons`, or on all)."""

    stored_as: ClassVar[str] = "source.connected"
    system: SystemName
    channel: Words
    persons: Many[PersonId] = ()
    until: Occurrence | None = None


class CoverageGapRecorded(DealEvent):
    """From its occurrence on, a system did not report."""

    stored_as: ClassVar[str] = "coverage_gap.recorded"
    system: SystemName
    until: Occurrence | None = None
    cause: Words
