"""Retraction, dispute, correction (VOCABULARY 2.6)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.events.base import DealEvent, EitherEvent
from domain.occurrence import Occurrence
from domain.values import (
    Id,
    Many,
    PersonId,
    PersonOrParty,
    ReasonClass,
    Ref,
    Sha256,
    Some,
    Value,
    Words,
    WrittenAnswer,
)


class RetractionInstructed(DealEvent):
    """The actor instructs a person to take something back."""

    stored_as: ClassVar[str] = "retraction.instructed"
    target: Ref
    to: PersonId
    reason_class: ReasonClass
    reason: Words


class ProposalRetracted(DealEvent):
    """A proposal, or some clauses of it, was taken back."""

    stored_as: ClassVar[str] = "proposal.retracted"
    proposal: Id
    clauses: Some[Id] | None = None
    to: Some[PersonOrParty]
    reason_class: ReasonClass
    reason: Words
    dispatched_at: Occurrence | None = None
    received_at: Occurrence | None = None
    replacement: Id | None = None


class DisputeOpened(DealEvent):
    """A question is in dispute."""

    stored_as: ClassVar[str] = "dispute.opened"
    dispute: Id
    question: Words
    about: Many[Ref] = ()
    anticipates_litigation: bool | None = None


class DisputeResolved(DealEvent):
    """A dispute ended."""

    stored_as: ClassVar[str] = "dispute.resolved"
    dispute: Id
    outcome: Words


class RecordStruck(EitherEvent):
    """A record that should never have been: it counts for nothing from then on."""

    stored_as: ClassVar[str] = "record.struck"
    record: Id
    reason: Words


class RecordCorrected(EitherEvent):
    """The right data of an earlier record: same type, same ids.

    `data` is read with the event class of the record that it corrects, and stands in the hashed
    bytes as that record's own data would. `type` is that record's type, written by the ledger.
    """

    stored_as: ClassVar[str] = "record.corrected"
    corrects: Id
    type: Id | None = None
    data: dict[str, Any]
    occurred_at: Occurrence | None = None
    actor: PersonId | None = None
    reason: Words


class AnswerBasis(Value):
    """What an answer stood on, resolved, so that it can be asked again."""

    effective_at: Occurrence
    known_at: Annotated[int, Field(ge=0)]
    now_at: Occurrence
    now_position: Annotated[int, Field(ge=0)]
    role: Words
    rules: Words


class AnswerIssued(DealEvent):
    """Written by the ledger: an answer that was given, by its digest. Never sent."""

    stored_as: ClassVar[str] = "answer.issued"
    dispute: Id | None = None
    question: Words
    answer: WrittenAnswer
    digest: Sha256
    basis: AnswerBasis
