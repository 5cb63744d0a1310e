"""The knowledge ladder: which record proves which rung to whom (VOCABULARY 4).

The table is complete, and a rung is never inferred upwards: opened is not read, signed is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, cast, get_args

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


Ids = Iterable[str | None]


def _to(event: Any) -> Ids:
    return cast("Ids", event.to)


def _by(event: Any) -> Ids:
    return (event.by,)


def _nobody_else(_: Event) -> Ids:
    return ()


_REACHED: Mapping[type[Event], tuple[Rung, Callable[[Any], Ids]]] = {
    MessageSent: ("sent", lambda event: (*event.to, *event.cc)),
    ProposalSent: ("sent", _to),
    SignOffRequested: ("sent", lambda event: (event.of,)),
    MessageReceived: ("received", _by),
    ProposalReceived: ("received", _by),
    MessageRelayed: ("received", _to),
    StatementMade: ("received", _to),
    RetractionInstructed: ("received", lambda event: (event.to,)),
    MessageOpened: ("opened", _by),
    ProposalOpened: ("opened", _by),
    ClauseDisplayed: ("displayed", lambda event: (event.to,)),
}
"""Those whom a record reached; the others reach nobody, as far as the record says."""

_DID: Mapping[type[Event], tuple[Rung, Callable[[Any], Ids]]] = {
    AcknowledgementGiven: ("acknowledged", _nobody_else),
    SignOffDeclined: ("acknowledged", _nobody_else),
    SignOffWithdrawn: ("acknowledged", _nobody_else),
    ProposalAccepted: ("acknowledged", _by),
    ProposalRejected: ("acknowledged", _by),
    ProposalCountered: ("discussed", _by),
    MessageSent: ("discussed", _nobody_else),
    MessageRelayed: ("discussed", _nobody_else),
    StatementMade: ("discussed", _nobody_else),
    ObjectionRaised: ("discussed", _nobody_else),
    RetractionInstructed: ("discussed", _nobody_else),
    ProposalRetracted: ("discussed", _nobody_else),
    SignOffGranted: ("signed", _nobody_else),
    ClauseAdded: ("authored", lambda event: (event.drafted_by,)),
    ClauseRevised: ("authored", lambda event: (event.drafted_by,)),
}
"""What the actor did with it, and who else did."""


def steps(fact: Fact) -> Sequence[Step]:
    """The rungs that a record proves, on whatever wordings it is about. Each stands once."""
    if fact.steps is None:
        fact.steps = _steps(fact)
    return fact.steps


def _steps(fact: Fact) -> tuple[Step, ...]:
    event, kind = fact.event, type(fact.event)
    found: list[Step] = []
    if kind in _REACHED:
        reached, whom = _REACHED[kind]
        found = [(id_, reached) for id_ in whom(event) if id_ is not None]
    if kind is MeetingHeld:
        found = [(id_, "discussed") for id_ in cast("MeetingHeld", event).attendees]
    elif kind in _DID:
        did, others = _DID[kind]
        if kind is ProposalAccepted and cast("ProposalAccepted", event).qualifications:
            did = "discussed"
        found += [(id_, did) for id_ in (fact.actor, *others(event)) if id_ is not None]
    return tuple(dict.fromkeys(found))


def moment_of(fact: Fact) -> tuple[datetime, int]:
    """The order of records: by occurrence, then position."""
    return fact.interval.begin, fact.place
