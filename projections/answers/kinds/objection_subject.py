"""What can be objected to: what is asked about, and what was proposed or drafted after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.values import Ref
from domain.wordings import latest
from projections.answers.asked import Question
from projections.answers.asked_text import AskedText, AskedWording, asked_text
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.written import Key
from projections.proposals import Proposal

To = Literal["it", "another_wording", "something_else"]
Thing = Key | str
"""A wording, or a proposal as a whole."""


@dataclass(frozen=True)
class Subject:
    """What a question of objection is about, and which records are about that."""

    deal: KnownDeal
    question: Question
    known: Knowledge

    @cached_property
    def text(self) -> AskedText:
        """The wordings asked about."""
        return asked_text(self.deal, self.question)

    @cached_property
    def wordings(self) -> tuple[AskedWording, ...]:
        """The wordings asked about, and those of the same clauses on the table after them.

        Who names a proposal means that one alone.
        """
        own = self.text.wordings
        if self.question.proposal:
            return own
        keys = {each.key for each in own}
        return *own, *(each for each in self._after if each.key not in keys)

    @cached_property
    def proposals(self) -> dict[str, None]:
        """The proposals asked about: as a whole, or those that the wordings come from."""
        held = [each.held[1] for each in self.wordings if each.held]
        if not self.text.whole:
            return dict.fromkeys(held)
        named = [self.text.proposal] if self.text.proposal else []
        if not self.question.proposal:
            named += [each.id for each in (*self.deal.governing.amendments, *self._later)]
        return dict.fromkeys((*named, *held))

    @cached_property
    def _later(self) -> list[Proposal]:
        """The proposals sealed after the one that governs."""
        moment = self.deal.basis.effective_at
        governing = self.deal.governing
        known = {each.id for each in governing.amendments}
        base = governing.proposal.sealed if governing.proposal else None
        begun = (each.by(moment) for each in self.deal.proposals.by_id.values())
        return [
            each
            for each in begun
            if base and each.sealed and each.sealed is not base and each.id not in known
            if latest((each.sealed, base), moment) is each.sealed
        ]

    @cached_property
    def _after(self) -> list[AskedWording]:
        """The wordings of later proposals, and those current in the drafts."""
        moment, found = self.deal.basis.effective_at, dict[Key, AskedWording]()
        for clause in self.question.clauses or self.deal.clauses.by_id:
            of = self.deal.clauses.by_id.get(clause)
            for each in self._later:
                held = {h.clause: h.version for h in each.contents or ()}
                wording = of.wording(held[clause]) if of and clause in held else None
                if wording:
                    asked = AskedWording(wording, "later", (wording.number, each.id))
                    found[asked.key] = asked
            if of and (current := of.current(moment)):
                found.setdefault((clause, current.number), AskedWording(current, "later"))
        return list(found.values())

    def to(self, fact: Fact, about: Iterable[Ref]) -> To:
        """Whether a record is about it, about another wording of the clauses, or neither."""
        if self.things(fact, about):
            return "it"
        clauses = {each.wording.clause for each in self.wordings}
        others = {
            written.key[0]
            for lead in self.known.leads.of(fact)
            for written in lead.target.wordings[: lead.size]
        }
        return "another_wording" if clauses & others else "something_else"

    def things(self, fact: Fact, about: Iterable[Ref]) -> set[Thing]:
        """What of it a record is about: wordings, and proposals as a whole."""
        found: set[Thing] = {each.key for each in self.met(fact)}
        if self.text.whole:
            found |= {ref.proposal for ref in about if ref.proposal in self.proposals}
        return found

    def met(self, fact: Fact) -> Iterator[AskedWording]:
        """The wordings that a record leads to.

        Of a whole text, not through another proposal that holds the same wording.
        """
        for lead in self.known.leads.of(fact):
            named = lead.target.named
            through = named.id if named.kind == "proposal" else None
            if self.text.whole and through and through not in self.proposals:
                continue
            for each in self.wordings:
                place = lead.target.place(each.key)
                if place is not None and place < lead.size:
                    yield each

    def proposals_of(self, fact: Fact, about: Iterable[Ref]) -> dict[str, None]:
        """The proposals whose acceptance counts for a record: those named, else of the wordings."""
        named = [ref.proposal for ref in about if ref.proposal in self.proposals]
        held = [each.held[1] for each in self.met(fact) if each.held]
        return dict.fromkeys(each for each in named or held if each)
