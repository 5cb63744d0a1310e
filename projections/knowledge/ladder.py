"""The knowledge ladder: which record proves which rung to whom (VOCABULARY 4).

The table is complete, and a rung is never inferred upwards: opened is not read, signed is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args

from domain.events import Event
from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.disputes import ProposalRetracted, RetractionInstructed
from domain.events.proposals import (
    ProposalAccepted,
    ProposalCountered,
    ProposalOpened,
    ProposalReceived,
    ProposalRejected,
    ProposalSent,
)
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from domain.events.told import (
    AcknowledgementGiven,
    ClauseDisplayed,
    MeetingHeld,
    MessageOpened,
    MessageReceived,
    MessageRelayed,
    MessageSent,
    ObjectionRaised,
    StatementMade,
)
from projections.facts import Fact

Rung = Literal[
    "addressed",
    "sent",
    "received",
    "opened",
    "displayed",
    "acknowledged",
    "discussed",
    "signed",
    "authored",
]
RUNGS: tuple[Rung, ...] = get_args(Rung)
"""From the lowest to the highest."""
RANK: dict[Rung, int] = {rung: rank for rank, rung in enumerate(RUNGS)}
SEEN: frozenset[Rung] = frozenset({"opened", "displayed"})
"""The rungs of which the record itself says that the words were before the person's eyes."""

Step = tuple[str, Rung]
"""An id (of a person, or of a party or a system, which climb nothing), and the rung."""


def at_least(rung: Rung | None, other: Rung) -> bool:
    """Whether `rung` is `other` or above it."""
    return rung is not None and RANK[rung] >= RANK[other]


def steps(fact: Fact) -> Iterable[Step]:
    """The rungs that a record proves, on whatever wordings it is about."""
    return dict.fromkeys((*_reached(fact.event), *_did(fact.event, fact.actor)))


def _reached(event: Event) -> Iterable[Step]:
    """Those whom it reached."""
    match event:
        case MessageSent(to=to, cc=cc):
            return _all("sent", *to, *cc)
        case ProposalSent(to=to):
            return _all("sent", *to)
        case SignOffRequested(of=person):
            return _all("sent", person)
        case MessageReceived(by=person) | ProposalReceived(by=person):
            return _all("received", person)
        case MessageRelayed(to=to) | StatementMade(to=to):
            return _all("received", *to)
        case RetractionInstructed(to=person):
            return _all("received", person)
        case MessageOpened(by=person) | ProposalOpened(by=person):
            return _all("opened", person)
        case ClauseDisplayed(to=person):
            return _all("displayed", person)
        case _:  # reaches nobody, as far as the record says
            return ()


def _did(event: Event, actor: str) -> Iterable[Step]:
    """Those who did something with it."""
    match event:
        case AcknowledgementGiven() | SignOffDeclined() | SignOffWithdrawn():
            return _all("acknowledged", actor)
        case ProposalAccepted(by=by, qualifications=()) | ProposalRejected(by=by):
            return _all("acknowledged", actor, by)
        case ProposalAccepted(by=by) | ProposalCountered(by=by):
            return _all("discussed", actor, by)
        case MeetingHeld(attendees=attendees):
            return _all("discussed", *attendees)
        case MessageSent() | MessageRelayed() | StatementMade() | ObjectionRaised():
            return _all("discussed", actor)
        case RetractionInstructed() | ProposalRetracted():
            return _all("discussed", actor)
        case SignOffGranted():
            return _all("signed", actor)
        case ClauseAdded(drafted_by=drafter) | ClauseRevised(drafted_by=drafter):
            return _all("authored", actor, drafter)
        case _:  # nothing that proves a rung
            return ()


def _all(rung: Rung, *ids: str | None) -> Iterable[Step]:
    return [(id_, rung) for id_ in ids if id_ is not None]


def moment_of(fact: Fact) -> tuple[datetime, int]:
    """The order of records: by occurrence, then position."""
    return fact.interval.begin, fact.place
