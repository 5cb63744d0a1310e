"""Proposals, agreements and orders (VOCABULARY 2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Tag

from domain.canonical import canonical
from domain.events.base import DealEvent
from domain.occurrence import Occurrence
from domain.values import (
    Count,
    Id,
    Many,
    Money,
    OrderType,
    PersonId,
    PersonOrParty,
    Ref,
    Sha256,
    Some,
    Value,
    WordingNumber,
    Words,
)


class SealedWording(Value):
    """One wording in a seal. `digest` is the SHA-256 of its text, written by the ledger.

    The digest is left out of a wording whose record is privileged: it would let a text be guessed.
    """

    clause: Id
    version: WordingNumber
    digest: Sha256 | None = None


class ProposalSealed(DealEvent):
    """Which wordings a proposal holds. The ledger writes `contents` and `digest`."""

    stored_as: ClassVar[str] = "proposal.sealed"
    proposal: Id
    clauses: Some[Id] | None = None
    contents: Many[SealedWording] | None = None
    digest: Sha256 | None = None
    amends: Id | None = None

    def with_contents(self, contents: Iterable[SealedWording]) -> Self:
        """The seal of these wordings; `digest` is over their canonical JSON, in their order."""
        listed = tuple(contents)
        content = [each.model_dump(mode="json", exclude_none=True) for each in listed]
        digest = sha256(canonical(content)).hexdigest()
        return self.model_copy(update={"contents": listed, "digest": digest})


class ProposalSent(DealEvent):
    """A proposal left the house."""

    stored_as: ClassVar[str] = "proposal.sent"
    proposal: Id
    to: Some[PersonOrParty]
    via: Id | None = None
    channel: Words
    valid_until: Occurrence | None = None
    irrevocable_until: Occurrence | None = None
    irrevocable_basis: Words | None = None


class ProposalReceived(DealEvent):
    """A proposal arrived with a person."""

    stored_as: ClassVar[str] = "proposal.received"
    proposal: Id
    by: PersonId


class ProposalOpened(DealEvent):
    """A person opened a proposal."""

    stored_as: ClassVar[str] = "proposal.opened"
    proposal: Id
    by: PersonId


class ProposalCountered(DealEvent):
    """A counter-offer; its text is that party's draft until it is sealed."""

    stored_as: ClassVar[str] = "proposal.countered"
    proposal: Id
    by: PersonOrParty
    text: Words | None = None
    clauses: Many[Id] = ()


class ProposalAccepted(DealEvent):
    """An acceptance; with qualifications it is a counter-offer."""

    stored_as: ClassVar[str] = "proposal.accepted"
    proposal: Id
    by: PersonOrParty
    mode: Literal["signature", "conduct", "order", "message"] | None = None
    dispatched_at: Occurrence | None = None
    received_at: Occurrence | None = None
    qualifications: Many[Words] = ()


class ProposalRejected(DealEvent):
    """A proposal was turned down."""

    stored_as: ClassVar[str] = "proposal.rejected"
    proposal: Id
    by: PersonOrParty | None = None
    reason: Words | None = None


class ProposalLapsed(DealEvent):
    """A proposal ran out."""

    stored_as: ClassVar[str] = "proposal.lapsed"
    proposal: Id
    by: PersonOrParty | None = None
    reason: Words | None = None


def _clause_or_flag(value: object) -> str | None:
    return {str: "<clause>", bool: "<flag>"}.get(type(value))


ClauseOrFlag = Annotated[
    Annotated[Id, Tag("<clause>")] | Annotated[bool, Tag("<flag>")],
    Discriminator(
        _clause_or_flag,
        custom_error_type="wrong_type",
        custom_error_message="The id of a clause, or true or false.",
    ),
]
"""Which clause says it, where that is known; else only whether one does."""


class AgreementExecuted(DealEvent):
    """The agreement on a proposal was executed."""

    stored_as: ClassVar[str] = "agreement.executed"
    agreement: Id
    proposal: Id
    effective_from: Occurrence | None = None
    entire_agreement_clause: ClauseOrFlag | None = None


class OrderLine(Value):
    """One item of an order."""

    item: Id
    quantity: Count | None = None
    unit_price: Money | None = None


class OrderPlaced(DealEvent):
    """The client orders."""

    stored_as: ClassVar[str] = "order.placed"
    order: Id
    order_type: OrderType
    lines: Many[OrderLine] = ()
    proposal: Id | None = None
    claimed_under: Id | None = None


class RelianceReported(DealEvent):
    """A party acted on something that it was told."""

    stored_as: ClassVar[str] = "reliance.reported"
    by: PersonOrParty
    act: Words
    on: Ref
