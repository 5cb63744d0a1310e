"""Which clauses a record names, and where: only what was once added can be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.events import Event
from domain.events.clauses import (
    ClauseRemoved,
    ClauseRevised,
    PrecedenceStated,
    TermsClarified,
    TermStated,
)
from domain.events.disputes import DisputeOpened, ProposalRetracted, RetractionInstructed
from domain.events.proposals import (
    AgreementExecuted,
    OrderPlaced,
    ProposalCountered,
    ProposalSealed,
    RelianceReported,
)
from domain.events.sign_off import SignOffGranted, SignOffRequested
from domain.events.told import (
    AcknowledgementGiven,
    ClauseDisplayed,
    DocumentFiled,
    MeetingHeld,
    MessageRelayed,
    MessageSent,
    ObjectionRaised,
    StatementMade,
)
from domain.values import Ref

Named = tuple[str, int | None, str]
"""A clause, its wording's number if one is named, and a JSON pointer to it."""


def clauses_named(event: Event) -> Iterator[Named]:
    """Every clause that the event names and that must be on record already."""
    yield from _named_directly(event)
    for ref, pointer in refs_of(event):
        if ref.clause is not None:
            yield ref.clause, ref.version, pointer


def _named_directly(event: Event) -> Iterator[Named]:
    match event:
        case ClauseRevised() | ClauseRemoved():
            yield event.clause, None, "/data/clause"
        case ClauseDisplayed() | TermStated():
            yield event.clause, event.version, "/data/clause"
        case PrecedenceStated(clause=str(clause)):
            yield clause, None, "/data/clause"
        case OrderPlaced(claimed_under=str(clause)):
            yield clause, None, "/data/claimed_under"
        case AgreementExecuted(entire_agreement_clause=str(clause)):
            yield clause, None, "/data/entire_agreement_clause"
        case ProposalSealed(contents=contents):
            yield from _listed(event.clauses)
            for place, wording in enumerate(contents or ()):
                yield wording.clause, wording.version, f"/data/contents/{place}"
        case (
            TermsClarified(clauses=clauses)
            | ProposalCountered(clauses=clauses)
            | SignOffRequested(clauses=clauses)
            | SignOffGranted(clauses=clauses)
            | ProposalRetracted(clauses=clauses)
        ):
            yield from _listed(clauses)
        case _:
            pass


def _listed(clauses: Iterable[str] | None) -> Iterator[Named]:
    for place, clause in enumerate(clauses or ()):
        yield clause, None, f"/data/clauses/{place}"


def refs_of(event: Event) -> Iterator[tuple[Ref, str]]:
    """Every ref of the event, with a JSON pointer to it."""
    match event:
        case (
            MessageSent(about=about)
            | MessageRelayed(about=about)
            | MeetingHeld(about=about)
            | StatementMade(about=about)
            | AcknowledgementGiven(about=about)
            | ObjectionRaised(about=about)
            | DocumentFiled(about=about)
            | DisputeOpened(about=about)
        ):
            yield from ((ref, f"/data/about/{place}") for place, ref in enumerate(about))
        case RelianceReported(on=ref):
            yield ref, "/data/on"
        case RetractionInstructed(target=ref):
            yield ref, "/data/target"
        case _:
            pass
