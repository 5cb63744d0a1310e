"""The clock of communication: not sent → sent → received → opened (VOCABULARY 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from domain.events.proposals import ProposalOpened, ProposalReceived, ProposalSent
from domain.occurrence import Interval
from projections.clocks.chronology import Clock, first_of, steps
from projections.clocks.parties import Addressees, Belongs, Parties
from projections.counting import earliest
from projections.facts import Fact
from projections.proposals import Proposal

CommunicationState = Literal["not_sent", "sent", "received", "opened"]
AT_ANY_TIME = Interval(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a proposal first arrived with those it is for, as far as its records show.

    Opened without a receipt on record: it had arrived by then, and not before it was sent. `by` is
    the record that says so first; `of_unknown` are those among the facts that may have been the
    first whose person has no party on record.
    """

    interval: Interval
    by: Fact
    of_unknown: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Communication:
    """The clock by whoever received it, and apart the clock by those whom the proposal is for.

    `elsewhere` are receipts and openings by others: a partner through whom it was sent, the house.
    `elsewhere_by` are those others; `outside`: not all of them are of the house.
    """

    clock: Clock[CommunicationState]
    with_addressees: Clock[CommunicationState]
    elsewhere: tuple[Fact, ...]
    elsewhere_by: tuple[str, ...]
    outside: bool
    sent: Interval | None
    arrival: Arrival | None


def communication_of(proposal: Proposal, parties: Parties) -> Communication:
    """The communication clock of a proposal, cut at the moment asked."""
    to = ((person, fact.interval) for fact in proposal.sent for person in _to(fact))
    addressees = parties.addressees(to)
    received, received_elsewhere = _split(proposal.received, addressees)
    opened, opened_elsewhere = _split(proposal.opened, addressees)
    sent = earliest(fact.interval for fact in proposal.sent) if proposal.sent else None
    elsewhere = (*received_elsewhere, *opened_elsewhere)
    others = tuple(dict.fromkeys(person_of(fact) for fact in elsewhere))
    return Communication(
        _clock(proposal.sent, proposal.received, proposal.opened),
        _clock(proposal.sent, [f for f, _ in received], [f for f, _ in opened]),
        elsewhere,
        others,
        any(not parties.of(person_of(f), f.interval) <= parties.sellers for f in elsewhere),
        sent,
        _arrival(received, opened, sent, parties),
    )


def _clock(
    sent: Sequence[Fact], received: Sequence[Fact], opened: Sequence[Fact]
) -> Clock[CommunicationState]:
    """The furthest state that a record shows; one that was passed without a record is not added."""
    reached: tuple[tuple[CommunicationState, Sequence[Fact]], ...] = (
        ("opened", opened),
        ("received", received),
        ("sent", sent),
    )
    passed = steps(reversed(reached))
    for state, facts in reached:
        if facts:
            return Clock(state, first_of(facts), passed)
    return Clock("not_sent", (), passed)


def _to(fact: Fact) -> tuple[str, ...]:
    return fact.event.to if isinstance(fact.event, ProposalSent) else ()


def person_of(fact: Fact) -> str:
    """Who received or opened it."""
    event = fact.event
    return event.by if isinstance(event, ProposalReceived | ProposalOpened) else fact.actor


def _split(
    facts: Iterable[Fact], addressees: Addressees
) -> tuple[list[tuple[Fact, Belongs]], list[Fact]]:
    """Those by the addressees, with how sure that is, and those by others.

    Whose party is not on record counts as an addressee, and is said to be so.
    """
    judged = [(fact, addressees.include(person_of(fact), fact.interval)) for fact in facts]
    return [pair for pair in judged if pair[1] != "no"], [f for f, is_ in judged if is_ == "no"]


def _arrival(
    received: list[tuple[Fact, Belongs]],
    opened: list[tuple[Fact, Belongs]],
    sent: Interval | None,
    parties: Parties,
) -> Arrival | None:
    if not (received or opened):
        return None
    not_before = sent.begin if sent else AT_ANY_TIME.begin
    have_receipt = {parties.human(person_of(fact)) for fact, _ in received}
    intervals = [fact.interval for fact, _ in received]
    for fact, _ in opened:
        known = parties.human(person_of(fact)) in have_receipt
        begin = fact.interval.begin if known else min(not_before, fact.interval.begin)
        intervals.append(Interval(begin, fact.interval.end))
    within = earliest(intervals)
    telling = [pair for pair in (*received, *opened) if pair[0].interval.begin <= within.end]
    return Arrival(
        within,
        min((fact for fact, _ in telling), key=lambda fact: (fact.interval.end, fact.place)),
        tuple(fact for fact, belongs in telling if belongs == "unknown"),
    )
