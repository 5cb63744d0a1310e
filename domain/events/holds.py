"""Legal holds and erasures: what is to be kept whole, and what was erased.

They add to VOCABULARY 2.7, and stand in the organisation's stream: a hold may be about many deals,
and an erasure touches all of them.
"""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain.events.base import OrganisationEvent
from domain.values import Count, DealId, Id, Many, PersonId, Sha256, Some, Value, Words


class LegalHoldPlaced(OrganisationEvent):
    """Every record of these deals, and every record that names these persons, is to be kept whole.

    It holds from when it is recorded, whenever it occurred.
    """

    stored_as: ClassVar[str] = "legal_hold.placed"
    hold: Id
    persons: Some[PersonId] | None = None
    deals: Some[DealId] | None = None
    reason: Words

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if self.persons is None and self.deals is None:
            raise PydanticCustomError(
                "bad_value", "A hold is about persons, deals or both: name at least one."
            )
        return self


class LegalHoldReleased(OrganisationEvent):
    """A hold ends. A release that is recorded before its hold ends nothing."""

    stored_as: ClassVar[str] = "legal_hold.released"
    hold: Id
    reason: Words


ErasedKind = Literal[
    "persons", "values", "answers", "deliveries", "items", "tokens", "accesses", "contents"
]


class Erased(Value):
    """How many of one kind were erased."""

    kind: ErasedKind
    count: Count


class ErasureDone(OrganisationEvent):
    """Written by the ledger: what was erased of a person, never who or which value. Never sent.

    `pseudonyms` are the digests under which the person stood in entries until then. `in_clear`
    counts the entries in whose hashed bytes something stands that cannot be erased.
    """

    stored_as: ClassVar[str] = "erasure.done"
    pseudonyms: Many[Sha256]
    erased: Many[Erased]
    in_clear: Count
    reason: Words = Field(min_length=1)
