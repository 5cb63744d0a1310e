"""Sign-off coverage, clause by clause, kept as records come in.

A sign-off is told to the table as it comes. Where a record changes how earlier ones are read (a
request for what was answered, a grant of what was withdrawn, a seal of what was asked about, who is
of which function, what the organisation laid down), the table is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.events.deal import ParticipantAssigned
from domain.events.disputes import ProposalRetracted
from domain.events.organisation import (
    AuthorityDelegated,
    AuthorityGranted,
    AuthorityRevoked,
    PersonIdentified,
)
from domain.events.proposals import ProposalSealed, ProposalSent
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from projections.clauses import Wording
from projections.facts import Fact
from projections.people import parties_named
from projections.signing.sign_offs import SIGN_OFF_EVENTS
from projections.signing.table import Coverage
from projections.timeline.growing import Growing
from projections.timeline.history import Values
from projections.timeline.kept_text import clauses_touched
from projections.timeline.rows import row_shown
from projections.timeline.told_signing import Told

_OF_AUTHORITY = (AuthorityGranted, AuthorityDelegated, AuthorityRevoked)


class KeptCoverage:
    """Values under `coverage`, by clause."""

    parts = ("coverage",)

    def begin(self, deal: Growing) -> Values:
        """All of it, from the deal as it is known so far."""
        self._deal = deal
        self._moment = deal.basis.effective_at
        self._table = Coverage(deal)
        self._told = Told(fact for fact in deal.happened if type(fact.event) in SIGN_OFF_EVENTS)
        self._governed = self._governing()
        self._joined = any(isinstance(fact.event, PersonIdentified) for fact in deal.organisation)
        return self._rows(deal.clauses.by_id)

    def take(self, fact: Fact) -> Values:
        """What the next fact, which the deal has taken, may have changed."""
        if self._reads_anew(fact):
            return self.begin(self._deal)
        happened = fact.interval.begun_by(self._moment)
        touched = tuple(self._touched(fact) if happened else clauses_touched(fact.event))
        if touched or isinstance(fact.event, (*SIGN_OFF_EVENTS, ProposalSealed)):
            self._table.tell([fact] if happened else [])
            self._told.add(fact)
        return self._rows(touched)

    def _reads_anew(self, fact: Fact) -> bool:
        match fact.event:
            case ParticipantAssigned() | PersonIdentified():
                return True
            case event if fact.entry.record.deal is None:
                return bool(self._told.answered) or not isinstance(event, _OF_AUTHORITY)
            case ProposalSealed(proposal=proposal):
                # A seal that is yet to begin binds only while its proposal governs.
                begun = fact.interval.begun_by(self._moment)
                return not begun or proposal in self._told.proposals
            case _ if self._joined and parties_named([fact]):
                return True
            case _:
                return self._told.moved_by(fact)

    def _touched(self, fact: Fact) -> Iterable[str]:
        """The clauses whose rows it may change."""
        event, before = fact.event, self._governed
        match event:
            case SignOffRequested(proposal=proposal):
                return self._asked_on(proposal)
            case SignOffGranted(proposal=proposal):
                return self._held(proposal)
            case SignOffDeclined() | SignOffWithdrawn():
                return self._every
            case ProposalRetracted(proposal=proposal):
                return self._held(proposal)
            case _:  # what else changes a row, changes what the text is, or when it was sent
                pass
        self._governed = self._governing()
        sent_again = isinstance(event, ProposalSent) and event.proposal in self._of_text
        return self._every if sent_again or self._governed != before else clauses_touched(event)

    @property
    def _every(self) -> Iterable[str]:
        return self._deal.clauses.by_id

    @property
    def _of_text(self) -> set[str]:
        return {proposal for _, proposal in (self._deal.governing.holds or {}).values()}

    def _governing(self) -> object:
        governing = self._deal.governing
        return governing.tier, governing.holds

    def _held(self, proposal: str) -> Iterable[str]:
        found = self._deal.proposals.by_id.get(proposal)
        return [each.clause for each in (found.contents if found else None) or ()]

    def _asked_on(self, proposal: str) -> Iterator[str]:
        """A request binds the wordings of a seal up to the one that governs, and of the drafts."""
        governing, by_id = self._deal.governing, self._deal.proposals.by_id
        for clause in self._held(proposal):
            held = (governing.holds or {}).get(clause)
            if not held or proposal in self._table.requirements.up_to(by_id[held[1]]):
                yield clause

    def _rows(self, clauses: Iterable[str]) -> Values:
        return {("coverage", each): self._row(each) for each in clauses}

    def _row(self, clause: str) -> dict[str, Any] | None:
        governing = self._deal.governing
        held = (governing.holds or {}).get(clause)
        wording = self._wording(clause, held)
        return row_shown(self._table.of(wording, held)) if wording else None

    def _wording(self, id_: str, held: tuple[int, str] | None) -> Wording | None:
        clause = self._deal.clauses.by_id.get(id_)
        if clause is None:
            return None
        return clause.wording(held[0]) if held else clause.current(self._moment)
