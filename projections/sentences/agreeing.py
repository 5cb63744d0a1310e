"""Sentences about proposals on their way, agreements, orders and sign-offs."""

from __future__ import annotations

from domain.events import Event
from domain.events.proposals import (
    AgreementExecuted,
    OrderPlaced,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalOpened,
    ProposalReceived,
    ProposalRejected,
    ProposalSent,
    RelianceReported,
)
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from projections.sentences.naming import Names, listed, quoted, remark, spelled, until, value, when


def sentence(event: Event, who: str, names: Names) -> str | None:
    """What happened; None for what is said in another room."""
    return (
        _on_its_way(event, who, names)
        or _made_of_it(event, who, names)
        or _signed(event, who, names)
    )


def _on_its_way(event: Event, who: str, names: Names) -> str | None:
    match event:
        case ProposalSent(proposal=proposal, to=to, via=via, channel=channel):
            through = f" via {names.person(via)}" if via else ""
            valid = f", valid{until(event.valid_until)}" if event.valid_until else ""
            firm = (
                f", irrevocable{until(event.irrevocable_until)}" if event.irrevocable_until else ""
            )
            said = f"{who} sent proposal {proposal} to {names.people(to)}{through} by {channel}"
            return f"{said}{valid}{firm}."
        case ProposalReceived(proposal=proposal, by=by):
            return f"{names.person(by)} received proposal {proposal}."
        case ProposalOpened(proposal=proposal, by=by):
            return f"{names.person(by)} opened proposal {proposal}."
        case ProposalCountered(proposal=proposal, by=by, clauses=clauses):
            on = f" on clause {listed(clauses)}" if clauses else ""
            return f"{names.person(by)} countered proposal {proposal}{on}." + remark(
                "In words", event.text
            )
        case ProposalAccepted(proposal=proposal, by=by, mode=mode):
            how = f" by {mode}" if mode else ""
            said = f"{names.person(by)} accepted proposal {proposal}{how}{_counted(event)}"
            if event.qualifications:
                said += f", with qualifications: {listed(map(quoted, event.qualifications))}"
            return f"{said}."
        case ProposalRejected(proposal=proposal, by=by, reason=reason):
            by_whom = names.person(by) if by else who
            return f"{by_whom} rejected proposal {proposal}." + remark("Reason", reason)
        case ProposalLapsed(proposal=proposal, reason=reason):
            return f"Proposal {proposal} lapsed." + remark("Reason", reason)
        case _:
            return None


def _counted(event: ProposalAccepted) -> str:
    dispatched = f", dispatched {when(event.dispatched_at)}" if event.dispatched_at else ""
    received = f", received {when(event.received_at)}" if event.received_at else ""
    return dispatched + received


def _made_of_it(event: Event, who: str, names: Names) -> str | None:
    match event:
        case AgreementExecuted(agreement=agreement, proposal=proposal):
            return f"{who} recorded that agreement {agreement} on proposal {proposal} was executed."
        case OrderPlaced(order=order, order_type=kind, proposal=proposal, claimed_under=clause):
            of = f" on proposal {proposal}" if proposal else ""
            under = f", claimed under clause {clause}" if clause else ""
            return f"{who} placed order {order} ({spelled(kind)}){of}{under}."
        case RelianceReported(by=by, act=act, on=on):
            return f"{names.person(by)} relied on {names.ref(on)}: {quoted(act)}."
        case _:
            return None


def _signed(event: Event, who: str, names: Names) -> str | None:
    match event:
        case SignOffRequested(sign_off=id_, proposal=proposal, of=of, role=role):
            as_ = f" as {spelled(role)}" if role else ""
            due = f", due {when(event.due)}" if event.due else ""
            asked = f"{who} asked {names.person(of)}{as_} to sign off on proposal {proposal}"
            return f"{asked}{_clauses(event.clauses)}{due} ({id_})."
        case SignOffGranted(sign_off=id_, proposal=proposal, role=role):
            as_ = f" as {spelled(role)}" if role else ""
            worth = f", value {value(event.value)}" if event.value else ""
            said = f"{who}{as_} signed off on proposal {proposal}{_clauses(event.clauses)}{worth}"
            conditions = (
                f" On conditions: {listed(map(quoted, event.conditions))}."
                if event.conditions
                else ""
            )
            return f"{said} ({id_}).{conditions}" + remark("Statement", event.statement)
        case SignOffDeclined(sign_off=id_, proposal=proposal, reason=reason):
            said = f"{who} declined to sign off on proposal {proposal} ({id_})."
            return said + remark("Reason", reason)
        case SignOffWithdrawn(sign_off=id_, reason_class=class_, reason=reason):
            said = f"{who} withdrew sign-off {id_} ({spelled(class_)})."
            return said + remark("Reason", reason)
        case _:
            return None


def _clauses(clauses: tuple[str, ...] | None) -> str:
    return f", clause {listed(clauses)}" if clauses else ""
