"""An answer of precedence in sentences, built from the facts that they name, and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.evidence import Evidence, words_said
from projections.answers.kinds.precedence_finding import PrecedenceFinding
from projections.answers.ranking import clause_of, first_of, order_of
from projections.answers.sides import Sides, sided
from projections.answers.speech import Spoken
from projections.answers.standing import text_name
from projections.answers.wordings import begun, ended, named
from projections.catalogue import names_in
from projections.clauses import Wording
from projections.facts import Fact
from projections.sentences.naming import listed, when

_SPEAKS_OF_IT = ("precedence", "prevail", "prevails", "takes priority", "take priority")
MOST_TOLD = 12
"""Statements in the sentence; all of them are in `details`."""


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: PrecedenceFinding

    @property
    def sentence(self) -> str:
        """The verdict in plain words, the rule, and what each side states."""
        return " ".join([self._opening, *self._rule(), *self._not_held(), *self._statements()])

    @property
    def _opening(self) -> str:
        found = self.finding
        match found.reason:
            case "precedence" if found.of_all:
                return f"Stated: the documents rank {' before '.join(found.ranking.order)}."
            case "precedence":
                others = [each for each in found.documents if each != found.prevailing]
                return f"Stated: {found.prevailing} prevails over {listed(others)}."
            case "nearest":
                return "Stated: in the one document, the nearest statement decides."
            case "nothing":
                return "Silent: no precedence is on record, and there are no documents to rank."
            case _:
                return f"Ambiguous: two readings are open, {' or '.join(self._sides)} prevails."

    def _rule(self) -> Iterator[str]:
        found = self.finding
        documents = listed(found.documents)
        match found.reason:
            case "precedence":
                yield "The stated precedence of documents decides."
            case "not_stated":
                yield f"No precedence of documents that counts is on record by then ({documents})."
            case "not_ranked":
                unranked = listed(found.ranking.unranked(found.documents))
                yield f"The stated precedence does not list {unranked}, which is not ranked by it."
            case "one_document" | "nearest":
                yield f"All stands in one document, {documents}: precedence ranks documents only."
            case "at_odds":
                yield "One document states the same item both in and out, at the same distance."
            case _:
                pass
        if found.ranking.fact is not None:
            yield self._stated(found.ranking.fact)
        if found.of_all and (unranked_ := found.ranking.unranked(found.documents)):
            yield f"Not ranked by it: {listed(unranked_)}." if found.ranking.fact else ""

    def _stated(self, fact: Fact) -> str:
        clause = clause_of(fact)
        by = f", by clause {clause}" if clause else ""
        who = self.finding.deal.person(fact.actor)
        order = " before ".join(order_of(fact))
        said = f"On record is {order} (record {fact.id}, {when(fact.occurred)}, {who}{by})"
        wording = self._clause_of(fact)
        return f"{said}: {ended(wording.text)}" if wording else f"{said}."

    def _clause_of(self, fact: Fact) -> Wording | None:
        clause = clause_of(fact)
        return next((w for w in self.finding.deal.text if w.clause == clause), None)

    def _not_held(self) -> Iterator[str]:
        found = self.finding
        for clause in found.missing:
            yield f"Clause {clause} has no wording that governs or is current by then."
        held = {id(wording) for wording in found.deal.text}
        for wording in found.wordings:
            if id(wording) not in held:
                yield f"The governing text does not hold {named(wording)}: it is a draft."

    def _statements(self) -> Iterator[str]:
        spoken = self._spoken
        for each in spoken[:MOST_TOLD]:
            yield self._statement(each)
        if len(spoken) > MOST_TOLD:
            yield f"{len(spoken) - MOST_TOLD} more statements are in the details."
        told = {id(each.wording) for each in spoken}
        for wording in self.finding.wordings:
            if id(wording) not in told:
                yield f"{begun(named(wording))} says {ended(wording.text)}"
        for item in self.finding.question.items:
            if not any(each.item in set(self._above(item)) for each in spoken):
                title = self.finding.deal.catalogue.title(item)
                yield f"None of them states {title} in or out."

    def _above(self, item: tuple[str, str]) -> Iterable[tuple[str, str]]:
        return self.finding.deal.catalogue.ancestry(item)

    def _statement(self, spoken: Spoken) -> str:
        title = self.finding.deal.catalogue.title(spoken.item)
        of = begun(named(spoken.wording))
        if spoken.clarifies is not None:
            of += f", as clarified (record {spoken.fact.id}),"
        words = f": {ended(spoken.words)}" if spoken.words else ", without words of its own."
        return f"{of} states {title} {spoken.says}{words}"

    @cached_property
    def _spoken(self) -> list[Spoken]:
        """The statements on the items that are asked about, or that are stated apart."""
        items = {
            level for each in self.finding.rulings for level in self._above(each.item)
        }  # what stands above an item states it too
        return [each for each in self.finding.between if each.item in items]

    @property
    def _sides(self) -> list[str]:
        found = self.finding
        if len(found.documents) > 1:
            return list(found.documents)
        clauses = dict.fromkeys(each.wording.clause for each in self._spoken)
        return [f"clause {each}" for each in (found.question.clauses or clauses)]

    @property
    def readings(self) -> list[dict[str, Any]]:
        """One for each side, with what it states; none when it is not ambiguous."""
        if self.finding.verdict != "ambiguous":
            return []
        return [{"reading": side, "sentence": self._reading(side)} for side in self._sides]

    def _reading(self, side: str) -> str:
        own = [s for s in self._spoken if side in {s.document, f"clause {s.wording.clause}"}]
        said = " ".join(self._statement(each) for each in own[:MOST_TOLD])
        return f"If {side} prevails: {said or 'it states none of it in or out.'}"

    @cached_property
    def evidence(self) -> Sides:
        """What speaks for the verdict, what against it, and what speaks of precedence beside."""
        supports: list[Evidence] = []
        opposes: list[Evidence] = []
        also: list[Evidence] = []
        self._cite_ranking(supports, opposes, also)
        for evidence, wins in self._texts():
            (supports if wins else opposes).append(evidence)
        also += self._speaking_of_it()
        return sided(supports, opposes, also)

    def _cite_ranking(
        self, supports: list[Evidence], opposes: list[Evidence], also: list[Evidence]
    ) -> None:
        found = self.finding
        for fact in found.ranking.every:
            cited = Evidence(fact, words_said(fact.event)[0][1])
            if fact is found.ranking.fact:
                decides = found.reason == "precedence"
                (supports if decides else also).append(cited)
                if wording := self._clause_of(fact):
                    of_clause = Evidence(wording.fact, wording.text, wording)
                    (supports if decides else also).append(of_clause)
                continue
            other = first_of(found.documents, order_of(fact))
            against = found.prevailing is not None and other not in {None, found.prevailing}
            (opposes if against else also).append(cited)

    def _texts(self) -> Iterator[tuple[Evidence, bool]]:
        """What is stated, and the named clauses: the prevailing side, or the reading in, first."""
        found = self.finding
        for each in self._spoken:
            yield Evidence(each.fact, each.words, each.wording), self._wins(each)
        stating = {id(each.wording) for each in self._spoken}
        for at, wording in enumerate(found.wordings):
            if id(wording) in stating:
                continue
            wins = wording.document == found.prevailing if found.prevailing else at == 0
            yield Evidence(wording.fact, wording.text, wording), wins

    def _wins(self, spoken: Spoken) -> bool:
        found = self.finding
        if found.prevailing is not None and len(found.documents) > 1:
            return spoken.document == found.prevailing
        if found.reason == "nearest":
            return any(spoken in ruling.decided_by for ruling in found.rulings)
        return spoken.says == "in"

    def _speaking_of_it(self) -> Iterator[Evidence]:
        """Clauses that speak of precedence and by which none is stated."""
        by = {clause_of(fact) for fact in self.finding.ranking.every}
        for wording in self.finding.deal.text:
            said = names_in(f"{wording.heading} {wording.text}", _SPEAKS_OF_IT)
            if said and wording.clause not in by:
                yield Evidence(wording.fact, wording.text, wording)

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is not on record."""
        found = self.finding
        if found.ranking.fact is None:
            yield {
                "looked_for": "precedence.stated",
                "documents": list(found.documents),
                "sentence": f"No stated precedence that counts for {text_name(found.deal)} is on "
                "record by then.",
            }
        held = {wording.clause for wording in found.deal.text}
        for fact in found.ranking.every:
            if (clause := clause_of(fact)) and clause not in held:
                yield {
                    "looked_for": "clause",
                    "clause": clause,
                    "record": fact.id,
                    "sentence": f"Record {fact.id} states {' before '.join(order_of(fact))} by "
                    f"clause {clause}, which the governing text does not hold: it does not count.",
                }

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        match self.finding.reason:
            case "precedence":
                return "A later precedence, stated by a clause of the governing text."
            case "not_stated" | "nothing":
                return "A precedence of documents, stated by a clause of the governing text."
            case "not_ranked":
                return "A stated precedence that lists every document asked about."
            case _:
                return "A clarification of the clauses, agreed by client and seller."

    @property
    def concepts(self) -> tuple[str, ...]:
        """The field's words that it bears on. No law is applied."""
        if self.finding.verdict == "ambiguous":
            return ("order of precedence", "ambiguity", "specific over general terms")
        return ("order of precedence", "conflict of terms")

    @property
    def details(self) -> dict[str, Any]:
        """The facts as data; see the rule file."""
        found = self.finding
        return {
            "documents": list(found.documents),
            "order": list(found.ranking.order),
            "record": found.ranking.fact.id if found.ranking.fact else None,
            "prevails": found.prevailing,
            "rule": found.reason,
            "items": [
                {
                    "axis": each.item[0],
                    "item": each.item[1],
                    "state": each.says,
                    "document": each.document,
                    "clause": each.wording.clause,
                    "version": each.wording.number,
                    "record": each.fact.id,
                }
                for each in self._spoken
            ],
        }
