"""Sign-off (VOCABULARY 2.4): binds to the exact wordings in the sealed proposal."""

from __future__ import annotations

from typing import ClassVar

from domain.events.base import DealEvent
from domain.occurrence import Occurrence
from domain.values import Id, Many, PersonId, ReasonClass, Some, TermValue, Words


class SignOffRequested(DealEvent):
    """A person was asked to sign off."""

    stored_as: ClassVar[str] = "sign_off.requested"
    sign_off: Id
    proposal: Id
    clauses: Some[Id] | None = None
    of: PersonId
    role: Words | None = None
    due: Occurrence | None = None


class SignOffGranted(DealEvent):
    """The actor signs; `on_behalf_of` when a deputy does."""

    stored_as: ClassVar[str] = "sign_off.granted"
    sign_off: Id
    proposal: Id
    clauses: Some[Id] | None = None
    role: Words | None = None
    value: TermValue | None = None
    conditions: Many[Words] = ()
    statement: Words | None = None


class SignOffDeclined(DealEvent):
    """A sign-off was refused."""

    stored_as: ClassVar[str] = "sign_off.declined"
    sign_off: Id
    proposal: Id
    reason: Words


class SignOffWithdrawn(DealEvent):
    """A sign-off was taken back; that it was granted stays on record."""

    stored_as: ClassVar[str] = "sign_off.withdrawn"
    sign_off: Id
    reason_class: ReasonClass
    reason: Words
