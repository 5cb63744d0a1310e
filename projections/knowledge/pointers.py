"""What a record is about, as it says it: refs, and the things that its own fields name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from domain.events import Event
from domain.events.clauses import TermsClarified, TermStated
from domain.events.disputes import ProposalRetracted
from domain.events.proposals import (
    AgreementExecuted,
    OrderPlaced,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalOpened,
    ProposalReceived,
    ProposalRejected,
    ProposalSealed,
    ProposalSent,
)
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from domain.events.told import (
    ClauseDisplayed,
    MessageFailed,
    MessageOpened,
    MessageReceived,
    MessageRelayed,
)
from domain.naming import refs_of
from domain.values import Ref

Kind = Literal[
    "clause",
    "proposal",
    "sign_off",
    "message",
    "statement",
    "meeting",
    "order",
    "document",
    "record",
    "topic",
]
KINDS: tuple[Kind, ...] = (
    *("clause", "proposal", "sign_off", "message", "statement", "meeting", "order"),
    *("document", "record", "topic"),
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A ref, or what a field names. `version` goes with a clause, `clauses` with a proposal.

    `clauses` narrows a proposal to some of its clauses; None means all. `asked_in` is the sign-off
    whose request may narrow it.
    """

    kind: Kind
    id: str
    version: int | None = None
    clauses: tuple[str, ...] | None = None
    asked_in: str | None = None

    @property
    def json(self) -> dict[str, Any]:
        """As a ref is written; with `clauses` where only some are meant."""
        found: dict[str, Any] = {self.kind: self.id}
        if self.version is not None:
            found["version"] = self.version
        if self.clauses is not None:
            found["clauses"] = list(self.clauses)
        return found


def pointer_of(ref: Ref) -> Pointer:
    """A ref as a pointer."""
    kind = next(each for each in KINDS if getattr(ref, each) is not None)
    return Pointer(kind, getattr(ref, kind), ref.version)


def _all(refs: Iterable[Ref]) -> Iterator[Pointer]:
    return (pointer_of(ref) for ref in refs)


def pointers(event: Event) -> tuple[Pointer, ...]:
    """Everything that a record is about, in the order in which it says so.

    The wording that a record made has no number in it: see `Leads.of`.
    """
    return tuple(_told(event) or _offered(event) or _stated(event))


def _told(event: Event) -> list[Pointer]:
    match event:
        case MessageRelayed(about=()):
            # Passed on as it was: it is about what the message was about.
            return [Pointer("message", event.of)]
        case (
            MessageReceived(message=message)
            | MessageOpened(message=message)
            | MessageFailed(message=message)
        ):
            return [Pointer("message", message)]
        case ClauseDisplayed(clause=clause, version=version):
            return [Pointer("clause", clause, version)]
        case _:
            return [pointer_of(ref) for ref, _ in refs_of(event)]


def _offered(event: Event) -> list[Pointer]:
    match event:
        case (
            ProposalSealed(proposal=proposal)
            | ProposalSent(proposal=proposal)
            | ProposalReceived(proposal=proposal)
            | ProposalOpened(proposal=proposal)
            | ProposalAccepted(proposal=proposal)
            | ProposalRejected(proposal=proposal)
            | ProposalLapsed(proposal=proposal)
            | AgreementExecuted(proposal=proposal)
        ):
            return [Pointer("proposal", proposal)]
        case (
            ProposalRetracted(proposal=proposal, clauses=clauses)
            | SignOffRequested(proposal=proposal, clauses=clauses)
            | SignOffGranted(proposal=proposal, clauses=tuple(clauses))
        ):
            return [Pointer("proposal", proposal, clauses=clauses)]
        case ProposalCountered(proposal=proposal, clauses=clauses):
            return [Pointer("proposal", proposal, clauses=clauses or None)]
        case (
            SignOffGranted(proposal=proposal, sign_off=sign_off)
            | SignOffDeclined(proposal=proposal, sign_off=sign_off)
        ):
            return [Pointer("proposal", proposal, asked_in=sign_off)]
        case SignOffWithdrawn(sign_off=sign_off):
            return [Pointer("sign_off", sign_off)]
        case OrderPlaced(claimed_under=str(clause), proposal=None):
            return [Pointer("clause", clause)]
        case OrderPlaced(claimed_under=str(clause), proposal=str(proposal)):
            return [Pointer("proposal", proposal, clauses=(clause,))]
        case _:
            return []


def _stated(event: Event) -> list[Pointer]:
    match event:
        case TermStated(clause=clause, version=version):
            return [Pointer("clause", clause, version)]
        case TermsClarified(clauses=clauses):
            return [Pointer("clause", clause) for clause in clauses]
        case _:
            return []
