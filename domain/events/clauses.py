"""Clauses and terms (VOCABULARY 2.2)."""

from __future__ import annotations

from typing import ClassVar, Literal

from domain.events.base import DealEvent
from domain.occurrence import Occurrence
from domain.values import ClearText, Id, PersonId, PersonOrParty, Some, Term, WordingNumber, Words


class ClauseAdded(DealEvent):
    """The first wording of a clause, or its next one after it was removed."""

    stored_as: ClassVar[str] = "clause.added"
    clause: Id
    heading: ClearText
    text: ClearText
    document: Id = "order"
    term: Term | None = None
    drafted_by: PersonId | None = None
    requested_by: PersonOrParty | None = None


class ClauseRevised(DealEvent):
    """The next wording of a clause. A term does not carry over: it is stated again, or not."""

    stored_as: ClassVar[str] = "clause.revised"
    clause: Id
    text: ClearText
    heading: ClearText | None = None
    term: Term | None = None
    drafted_by: PersonId | None = None
    requested_by: PersonOrParty | None = None
    reason: Words | None = None


class ClauseRemoved(DealEvent):
    """A clause no longer stands in the drafts."""

    stored_as: ClassVar[str] = "clause.removed"
    clause: Id
    reason: Words | None = None
    requested_by: PersonOrParty | None = None


class TermStated(DealEvent):
    """The structured meaning of one wording; a parser's counts once a human confirmed it.

    The ledger writes `version` in when the sender leaves it out.
    """

    stored_as: ClassVar[str] = "term.stated"
    clause: Id
    version: WordingNumber | None = None
    term: Term
    method: Literal["human", "parser"]
    confirmed_by: PersonId | None = None


class PrecedenceStated(DealEvent):
    """Which document prevails: the prevailing one first."""

    stored_as: ClassVar[str] = "precedence.stated"
    order: Some[Id]
    clause: Id | None = None


class TermsClarified(DealEvent):
    """What clauses mean, once client and seller have both agreed."""

    stored_as: ClassVar[str] = "terms.clarified"
    clauses: Some[Id]
    term: Term | None = None
    text: Words | None = None
    agreed_by: Some[Id]
    effective_from: Occurrence | None = None
