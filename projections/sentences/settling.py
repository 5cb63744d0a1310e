"""Sentences about retractions, disputes, corrections, and the organisation."""

from __future__ import annotations

from domain.events import Event
from domain.events.disputes import (
    AnswerIssued,
    DisputeOpened,
    DisputeResolved,
    ProposalRetracted,
    RecordCorrected,
    RecordStruck,
    RetractionInstructed,
)
from domain.events.evidence import EvidenceExported
from domain.events.findings import FindingSettled, ReviewWaived
from domain.events.holds import ErasureDone, LegalHoldPlaced, LegalHoldReleased
from domain.events.organisation import (
    AuthorityDelegated,
    AuthorityGranted,
    AuthorityRevoked,
    CatalogueItemDefined,
    PersonIdentified,
    PolicyPublished,
)
from domain.events.privilege import PrivilegeMarked
from domain.events.scenarios import ScenarioDefined
from domain.events.time_stamps import TimeStampReceived
from projections.sentences.naming import Names, listed, quoted, remark, spelled, until, value, when


def sentence(event: Event, who: str, names: Names) -> str | None:
    """What happened; None for what is said in another room."""
    return (
        _retracted(event, who, names)
        or _disputed(event, who, names)
        or _judged(event, who, names)
        or _of_the_house(event, who, names)
        or _kept_or_erased(event, who, names)
    )


def _retracted(event: Event, who: str, names: Names) -> str | None:
    match event:
        case RetractionInstructed(target=target, to=to, reason_class=class_, reason=reason):
            said = f"{who} instructed {names.person(to)} to take {names.ref(target)} back"
            return f"{said} ({spelled(class_)})." + remark("Reason", reason)
        case ProposalRetracted(proposal=proposal, clauses=clauses, to=to):
            part = f"clause {listed(clauses)} of " if clauses else ""
            told = f", towards {names.people(to)}"
            instead = f" In its place: {event.replacement}." if event.replacement else ""
            why = spelled(event.reason_class)
            said = f"{who} retracted {part}proposal {proposal}{told} ({why})."
            return said + remark("Reason", event.reason) + instead
        case _:
            return None


def _disputed(event: Event, who: str, names: Names) -> str | None:
    match event:
        case DisputeOpened(dispute=dispute, question=question, about=about):
            return f"{who} opened dispute {dispute}{names.about(about)}: {quoted(question)}."
        case DisputeResolved(dispute=dispute, outcome=outcome):
            return f"{who} recorded the outcome of dispute {dispute}: {quoted(outcome)}."
        case RecordStruck(record=record, reason=reason):
            return f"{who} struck record {record}." + remark("Reason", reason)
        case RecordCorrected(corrects=record, reason=reason):
            return f"{who} corrected record {record}." + remark("Reason", reason)
        case PrivilegeMarked(record=record, privilege=privilege, reason=reason):
            said = f"{who} marked record {record} as {spelled(privilege)}."
            if privilege == "none":
                said = f"{who} waived the privilege of record {record}."
            return said + remark("Reason", reason)
        case AnswerIssued(question=question, digest=digest):
            return f"An answer was given to {quoted(question)} ({digest[:16]}…)."
        case EvidenceExported(versions=versions, party=party):
            for_whom = f" for {names.person(party)}" if party else ""
            return f"Evidence was exported{for_whom}: records 1 to {versions} of the deal."
        case _:
            return None


def _judged(event: Event, who: str, names: Names) -> str | None:
    match event:
        case FindingSettled(finding=finding, about=about, how=how, reason=reason):
            said = f"{who} settled the finding {finding}{names.about(about)}: {spelled(how)}"
            if event.accepted_by:
                said += f", accepted by {names.person(event.accepted_by)}"
            under = f" under {event.authority}" if event.authority else ""
            return f"{said}{under}." + remark("Reason", reason)
        case ReviewWaived(proposal=proposal, clauses=clauses, reason=reason):
            said = f"{who} went on without looking at clause {listed(clauses)} of {proposal}."
            return said + remark("Reason", reason)
        case _:
            return None


def _of_the_house(event: Event, who: str, names: Names) -> str | None:
    match event:
        case CatalogueItemDefined(item=item, name=name, parent=parent):
            below = f", below {names.item(('services', parent))}" if parent else ""
            return f"{who} defined the item {item} ({name}){below}."
        case AuthorityGranted(person=person, function=function, over=over, limit=limit):
            to = names.person(person) if person else f"the function {spelled(function or '')}"
            upto = f" up to {value(limit)}" if limit else ""
            begins = f" from {when(event.from_)}" if event.from_ else ""
            said = f"{who} granted {to} authority over {spelled(over)}{upto}{begins}"
            return f"{said}{until(event.until)} ({event.grant})."
        case AuthorityDelegated(delegator=delegator, delegate=delegate, limit=limit):
            upto = f" up to {value(limit)}" if limit else ""
            said = f"{names.person(delegator)} is deputised by {names.person(delegate)}{upto}"
            return f"{said} from {when(event.from_)}{until(event.until)} ({event.delegation})."
        case AuthorityRevoked(grant=grant, delegation=delegation):
            return f"{who} revoked {f'grant {grant}' if grant else f'delegation {delegation}'}."
        case PersonIdentified(person=person, same_as=same_as, method=method):
            return f"{person} and {same_as} are one human ({method})."
        case PolicyPublished(policy=policy, rules=rules):
            said = f"{who} published policy {policy} from {when(event.from_)} on"
            return f"{said}: {len(rules)} rule(s)."
        case ScenarioDefined(scenario=scenario, name=name):
            return f"{who} defined the scenario {scenario}: {quoted(name)}."
        case TimeStampReceived(authority=authority, stamped_at=stamped_at):
            return f"{authority} stamped a checkpoint with its time, {when(stamped_at)}."
        case _:
            return None


def _kept_or_erased(event: Event, who: str, names: Names) -> str | None:
    match event:
        case LegalHoldPlaced(hold=hold, persons=persons, deals=deals, reason=reason):
            about = [f"deal {deal}" for deal in deals or ()]
            about += [names.person(person) for person in persons or ()]
            return f"{who} placed the legal hold {hold} on {listed(about)}." + remark(
                "Reason", reason
            )
        case LegalHoldReleased(hold=hold, reason=reason):
            return f"{who} released the legal hold {hold}." + remark("Reason", reason)
        case ErasureDone(pseudonyms=pseudonyms, erased=erased, reason=reason):
            counts = listed(f"{each.count} {each.kind}" for each in erased)
            said = f"A person was erased ({len(pseudonyms)} pseudonym(s)): {counts}."
            return said + remark("Reason", reason)
        case _:
            return None
