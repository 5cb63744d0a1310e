"""Sentences about the deal, its people, its clauses and its proposals before they leave."""

from __future__ import annotations

from domain.events import Event
from domain.events.clauses import (
    ClauseAdded,
    ClauseRemoved,
    ClauseRevised,
    PrecedenceStated,
    TermsClarified,
    TermStated,
)
from domain.events.deal import DealClosed, DealOpened, ParticipantAssigned, PartyJoined
from domain.events.proposals import ProposalSealed
from projections.sentences.naming import Names, listed, remark, spelled, until, when


def sentence(event: Event, who: str, names: Names) -> str | None:
    """What happened; None for what is said in another room."""
    return _of_the_deal(event, who, names) or _of_clauses(event, who, names)


def _of_the_deal(event: Event, who: str, names: Names) -> str | None:
    match event:
        case DealOpened(name=name, client=client, currency=currency):
            return f"{who} opened the deal {name} with {names.person(client)}, in {currency}."
        case PartyJoined(party=party, role=role, acts_for=acts_for):
            acting = f", acting for {names.person(acts_for)}" if acts_for else ""
            return f"{names.person(party)} joined as {spelled(role)}{acting}."
        case ParticipantAssigned(person=person, party=party, function=function):
            return (
                f"{names.person(person)} takes part for {names.person(party)} as "
                f"{spelled(function)}{until(event.until)}."
            )
        case DealClosed(outcome=outcome, reason=reason):
            return f"{who} closed the deal: {outcome}." + remark("Reason", reason)
        case _:
            return None


def _of_clauses(event: Event, who: str, names: Names) -> str | None:
    match event:
        case ClauseAdded(clause=clause, heading=heading):
            said = f"{who} added clause {clause} ({heading})"
            return f"{said}{_origin(event, names)}." + names.term(event.term)
        case ClauseRevised(clause=clause):
            said = f"{who} revised clause {clause}{_origin(event, names)}."
            return said + remark("Reason", event.reason) + names.term(event.term)
        case ClauseRemoved(clause=clause, requested_by=requested_by):
            asked = f" at the request of {names.person(requested_by)}" if requested_by else ""
            return f"{who} removed clause {clause}{asked}." + remark("Reason", event.reason)
        case TermStated(clause=clause, version=version, method=method):
            confirmed = (
                f", confirmed by {names.person(event.confirmed_by)}" if (event.confirmed_by) else ""
            )
            wording = f", wording {version}" if version else ""
            said = f"{who} stated the term of clause {clause}{wording} ({method}{confirmed})."
            return said + names.term(event.term)
        case PrecedenceStated(order=order):
            return f"{who} stated which document prevails: {' before '.join(order)}."
        case TermsClarified(clauses=clauses, agreed_by=agreed_by, text=text):
            begins = f" from {when(event.effective_from)} on" if event.effective_from else ""
            said = f"{names.people(agreed_by)} clarified clause {listed(clauses)}{begins}."
            return said + remark("In words", text) + names.term(event.term)
        case ProposalSealed(proposal=proposal, contents=contents, amends=amends):
            held = [f"{each.clause} wording {each.version}" for each in contents or ()]
            over = f", an amendment of {amends}" if amends else ""
            return f"{who} sealed proposal {proposal}{over}: {listed(held) if held else 'empty'}."
        case _:
            return None


def _origin(event: ClauseAdded | ClauseRevised, names: Names) -> str:
    """Who drafted it and who asked for it, where that is on record."""
    drafted = f", drafted by {names.person(event.drafted_by)}" if event.drafted_by else ""
    asked = f", at the request of {names.person(event.requested_by)}" if event.requested_by else ""
    return drafted + asked
