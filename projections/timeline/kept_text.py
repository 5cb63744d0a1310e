"""The governing text, the drafts and the standing, kept as records come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.events import Event
from domain.events.clauses import (
    ClauseAdded,
    ClauseRemoved,
    ClauseRevised,
    TermsClarified,
    TermStated,
)
from domain.events.disputes import ProposalRetracted
from domain.events.proposals import (
    AgreementExecuted,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalRejected,
    ProposalSealed,
    ProposalSent,
)
from projections.facts import Fact
from projections.terms import clause_shown, current_shown, governing_shown
from projections.timeline.growing import Growing
from projections.timeline.history import Key, Values

OF_STANDING = (
    *(ProposalSealed, ProposalSent, ProposalAccepted, ProposalCountered, ProposalRejected),
    *(ProposalLapsed, ProposalRetracted, AgreementExecuted),
)


class KeptText:
    """Values under `standing`, `governing`, `clauses` (their order), `text` and `current`."""

    parts = ("standing", "governing", "clauses", "text", "current")

    def begin(self, deal: Growing) -> Values:
        """All of it, from the deal as it is known so far."""
        self._deal = deal
        return self._all()

    def take(self, fact: Fact) -> Values:
        """What the next fact, which the deal has taken, may have changed."""
        if isinstance(fact.event, OF_STANDING):
            before = self._governed
            # What a clarification is about turns on what governed when it took effect.
            same = self._governing() == before and not self._deal.clauses.clarifications
            return self._standing() if same else self._all()
        touched = clauses_touched(fact.event)
        return {**self._order(touched), **self._of_clauses(touched)}

    def _all(self) -> Values:
        self._governed = self._governing()
        every = tuple(self._deal.clauses.by_id)
        return {**self._standing(), **self._order(every), **self._of_clauses(every)}

    def _governing(self) -> object:
        governing = self._deal.governing
        return governing_shown(governing), governing.holds

    def _standing(self) -> Values:
        return {
            ("standing",): self._deal.standing,
            ("governing",): governing_shown(self._deal.governing),
        }

    def _order(self, touched: Iterable[str]) -> Values:
        return {("clauses",): tuple(self._deal.clauses.by_id)} if touched else {}

    def _of_clauses(self, clauses: Iterable[str]) -> dict[Key, Any]:
        return {key: value for clause in clauses for key, value in self._of_clause(clause)}

    def _of_clause(self, id_: str) -> Iterator[tuple[Key, Any]]:
        deal = self._deal
        clause = deal.clauses.by_id.get(id_)
        current = clause.current(deal.basis.effective_at) if clause else None
        if deal.governing.tier == "drafts":
            held = current
        else:
            number = (deal.governing.holds or {}).get(id_)
            held = clause.wording(number[0]) if clause and number else None
        yield ("text", id_), clause_shown(deal, held) if held else None
        shown = current_shown(current, held.number if held else None) if current else None
        yield ("current", id_), shown


def clauses_touched(event: Event) -> tuple[str, ...]:
    """The clauses whose wording, or what it means, an event changes."""
    match event:
        case ClauseAdded() | ClauseRevised() | ClauseRemoved() | TermStated():
            return (event.clause,)
        case TermsClarified(clauses=clauses):
            return clauses
        case _:  # changes no wording
            return ()
