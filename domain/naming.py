"""Which clauses a record names, and where: only what was once added can be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Named:
    """A clause, with the number of its wording if one is named, and a JSON pointer to it."""

    clause: str
    version: int | None
    pointer: str

    @property
    def version_pointer(self) -> str:
        """The pointer to the wording's number: it stands beside the clause."""
        return self.pointer.removesuffix("clause") + "version"


def clauses_named(event: Event, pointer: str = "/data") -> Iterator[Named]:
    """Every clause that the event at `pointer` names and that must be on record already."""
    for named in _named_directly(event):
        yield Named(named.clause, named.version, pointer + named.pointer)
    for ref, place in refs_of(event):
        if ref.clause is not None:
            yield Named(ref.clause, ref.version, f"{pointer}{place}/clause")


def _named_directly(event: Event) -> Iterator[Named]:
    match event:
        case ClauseRevised() | ClauseRemoved():
            yield Named(event.clause, None, "/clause")
        case ClauseDisplayed() | TermStated():
            yield Named(event.clause, event.version, "/clause")
        case PrecedenceStated(clause=str(clause)):
            yield Named(clause, None, "/clause")
        case OrderPlaced(claimed_under=str(clause)):
            yield Named(clause, None, "/claimed_under")
        case AgreementExecuted(entire_agreement_clause=str(clause)):
            yield Named(clause, None, "/entire_agreement_clause")
        case ProposalSealed(contents=contents):
            yield from _listed(event.clauses)
            for place, wording in enumerate(contents or ()):
                yield Named(wording.clause, wording.version, f"/contents/{place}/clause")
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
        yield Named(clause, None, f"/clauses/{place}")


def refs_of(event: Event) -> Iterator[tuple[Ref, str]]:
    """Every ref of the event, with a JSON pointer to it within the event."""
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
            yield from ((ref, f"/about/{place}") for place, ref in enumerate(about))
        case RelianceReported(on=ref):
            yield ref, "/on"
        case RetractionInstructed(target=ref):
            yield ref, "/target"
        case _:
            pass
