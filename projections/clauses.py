"""The clauses of a deal: every wording, its terms, and what was current when (VOCABULARY 2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.events.clauses import (
    ClauseAdded,
    ClauseRemoved,
    ClauseRevised,
    TermsClarified,
    TermStated,
)
from domain.events.deal import PartyJoined
from domain.occurrence import Interval, Occurrence
from domain.record import Entry
from domain.values import Term
from domain.wordings import latest
from projections.facts import Fact, Facts

_WORDINGS = frozenset({ClauseAdded, ClauseRevised})
_CONCERNED = _WORDINGS | {ClauseRemoved, TermStated, TermsClarified}


class _ByFact:
    """What a fact brought about happened when the fact did."""

    __slots__ = ()
    fact: Fact

    @property
    def interval(self) -> Interval:
        """When it happened."""
        return self.fact.interval

    @property
    def place(self) -> int:
        """The position of the record."""
        return self.fact.place


@dataclass(frozen=True, slots=True)
class Stated(_ByFact):
    """A term, and the record that states it."""

    fact: Fact
    term: Term


@dataclass(slots=True, eq=False)
class Wording(_ByFact):
    """One wording of a clause. `terms` are those a human stated or confirmed."""

    of: Clause
    number: int
    fact: Fact
    own_heading: str | None
    text: str
    terms: list[Stated] = field(default_factory=list)

    @property
    def clause(self) -> str:
        """The clause's id."""
        return self.of.id

    @property
    def key(self) -> tuple[str, int]:
        """Its clause and its number: what names it."""
        return self.of.id, self.number

    @property
    def document(self) -> str:
        """In which document the clause stands."""
        return self.of.document

    @property
    def heading(self) -> str:
        """Its own heading, or the one that stood when it began."""
        if self.own_heading is not None:
            return self.own_heading
        headed = [each for each in self.of.wordings.values() if each.own_heading is not None]
        before = latest(headed, self.interval.end)
        return (before.own_heading or "") if before else ""

    def term(self, moment: datetime) -> Stated | None:
        """What the wording was stated to mean by `moment`; the later statement replaces."""
        return latest(self.terms, moment)


@dataclass(frozen=True, slots=True)
class Removal(_ByFact):
    """A clause was taken out of the drafts."""

    fact: Fact


@dataclass(slots=True)
class Clause:
    """A clause with every change of it, in the order of positions."""

    id: str
    document: str
    changes: list[Wording | Removal] = field(default_factory=list)
    wordings: dict[int, Wording] = field(default_factory=dict)

    def wording(self, number: int) -> Wording | None:
        """The wording of this number; None when it was struck or is not known."""
        return self.wordings.get(number)

    def current(self, moment: datetime) -> Wording | None:
        """The wording that stood in the drafts at `moment`; None before, and after a removal."""
        found = latest(self.changes, moment)
        return found if isinstance(found, Wording) else None


@dataclass(frozen=True, slots=True)
class Clarification:
    """What clauses mean by agreement of client and seller, from `effective` on."""

    fact: Fact
    event: TermsClarified
    effective: datetime


class Clauses:
    """The clauses of a deal, as far as its facts go.

    `numbers` gives the number of the wording that a record made (see `numbers_of`).
    """

    def __init__(
        self, facts: Facts, parties: dict[str, PartyJoined], numbers: Mapping[str, int]
    ) -> None:
        self.by_id: dict[str, Clause] = {}
        self.clarifications: list[Clarification] = []
        self._numbers = numbers
        self._zone = facts.zone
        self._parties = parties
        for fact in facts.counted:
            if type(fact.event) in _CONCERNED:
                self.add(fact)

    def current(self, moment: datetime) -> list[Wording]:
        """The wordings that stood in the drafts at `moment`, in the order of their clauses."""
        found = (clause.current(moment) for clause in self.by_id.values())
        return [wording for wording in found if wording]

    def clarified(self, clause: str, moment: datetime) -> list[Clarification]:
        """The clarifications of a clause that were in effect at `moment`, in order."""
        return [
            each
            for each in self.clarifications
            if clause in each.event.clauses and each.effective <= moment
        ]

    def add(self, fact: Fact) -> None:
        """One more fact, recorded after the others."""
        match fact.event:
            case ClauseAdded() | ClauseRevised():
                self._begin(fact, fact.event)
            case ClauseRemoved(clause=clause):
                self._of(clause, "order").changes.append(Removal(fact))
            case TermStated() as event if is_stated(event):
                found = self._of(event.clause, "order").wording(event.version or 1)
                if found:
                    found.terms.append(Stated(fact, event.term))
            case TermsClarified() as event:
                self._clarify(fact, event)
            case _:  # does not concern the wordings
                pass

    def _of(self, clause: str, document: str) -> Clause:
        found = self.by_id.get(clause)
        if found is None:
            found = self.by_id[clause] = Clause(clause, document)
        return found

    def _begin(self, fact: Fact, event: ClauseAdded | ClauseRevised) -> None:
        number = self._numbers[fact.id]
        if isinstance(event, ClauseAdded):
            clause = self._of(event.clause, event.document)
            clause.document = event.document
        else:
            clause = self._of(event.clause, "order")
        wording = Wording(clause, number, fact, event.heading, event.text)
        if event.term is not None:
            wording.terms.append(Stated(fact, event.term))
        clause.changes.append(wording)
        clause.wordings[number] = wording

    def _clarify(self, fact: Fact, event: TermsClarified) -> None:
        """In effect once client and seller have both agreed, and never before it occurred."""
        roles = {self._parties[each].role for each in event.agreed_by if each in self._parties}
        if {"client", "seller"} <= roles:
            occurred = fact.interval.begin
            asked: Occurrence | None = event.effective_from
            begins = max(occurred, asked.interval(self._zone).begin) if asked else occurred
            self.clarifications.append(Clarification(fact, event, begins))


def is_stated(event: TermStated) -> bool:
    """Whether the term counts as stated: by a human, or by a parser whom a human confirmed."""
    return event.method == "human" or event.confirmed_by is not None


def numbers_of(entries: Iterable[Entry]) -> dict[str, int]:
    """The number of the wording that each record made, over *all* entries of a deal.

    Counted by position whether a reader knows or may see them or not: so a number means the same
    wording to every reader.
    """
    counts: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for entry in entries:
        event = entry.record.event
        if type(event) in _WORDINGS and isinstance(event, ClauseAdded | ClauseRevised):
            clause = event.clause
            numbers[entry.id] = counts[clause] = counts.get(clause, 0) + 1
    return numbers


def parties_of(facts: Iterable[Fact]) -> dict[str, PartyJoined]:
    """The parties of a deal; a later record of one replaces the earlier."""
    return {fact.event.party: fact.event for fact in facts if type(fact.event) is PartyJoined}
