"""An answer of terms in sentences, with its evidence. Each is built from the facts it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.events.told import ValueReported
from domain.occurrence import moment_text
from domain.values import PRICING, TermKind
from projections.answers.corrected_words import corrected_words
from projections.answers.evidence import Evidence, words_said
from projections.answers.kinds.terms_finding import Spoken, TermsFinding
from projections.answers.proposed import what_it_lacks
from projections.answers.sides import Sides, sided
from projections.answers.standing import STANDINGS, text_name
from projections.answers.wordings import begun, clauses_named, ended, named
from projections.clauses import Stated, Wording
from projections.clocks.retracted_text import retracted_text
from projections.clocks.telling import Telling as ClocksTelling
from projections.facts import Fact
from projections.sentences.naming import Names, listed, quoted, spelled, when
from projections.signing.authorised import Authorised
from projections.terms import in_period, left_silent

MOST_TOLD = 25
"""Wordings in the sentence; all of them are in `details`."""


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: TermsFinding

    @property
    def sentence(self) -> str:
        """The terms word for word, and how far the text had come by then."""
        found = self.finding
        said = [self._opening, *map(self._spoken, found.spoken[:MOST_TOLD])]
        if len(found.spoken) > MOST_TOLD:
            said.append(f"{len(found.spoken) - MOST_TOLD} more wordings are in the details.")
        said += [*self._missing(), *self._drafts(), *self._without(), *self._became()]
        return " ".join(said)

    @property
    def _opening(self) -> str:
        found = self.finding
        deal = found.deal
        at = moment_text(deal.basis.effective_at)
        if found.spoken:
            return f"Stated: at {at} these terms stand in {listed(self._where())}."
        kinds = listed((spelled(kind) for kind in found.question.terms), "or")
        terms = f"{kinds} terms" if found.question.terms else "terms"
        return f"Silent: at {at} no {terms} of {self._what} are on record."

    def _where(self) -> Iterator[str]:
        """The text with the clauses that it holds, and those that stand outside it."""
        found = self.finding
        of_text = found.governing if not found.question.proposal else None
        told = [each.wording for each in found.spoken[:MOST_TOLD]]
        held = [each for each in told if of_text is None or id(each) in of_text]
        if held:
            yield f"{self._what}, {clauses_named(held)}"
        if beside := [each for each in told if not (of_text is None or id(each) in of_text)]:
            yield f"{clauses_named(beside)} outside {self._what}"

    @property
    def _what(self) -> str:
        if self.finding.question.proposal:
            return f"proposal {self.finding.question.proposal}"
        return text_name(self.finding.deal)

    def _spoken(self, spoken: Spoken) -> str:
        wording = spoken.wording
        heading = f" {quoted(wording.heading)}" if wording.heading else ""
        said = [f"{begun(named(wording))}{heading}: {ended(wording.text)}"]
        said += [self._term(spoken, each) for each in spoken.terms]
        if not spoken.terms:
            said.append("What it means is not stated: no term of it is on record.")
        if id(wording) not in self.finding.governing and not self.finding.question.proposal:
            said.append(f"{_place(self.finding, wording)} It is not in the governing text.")
        holds = self.finding.deal.governing.holds or {}
        held = self.finding.question.proposal or holds.get(wording.clause, (0, None))[1]
        said += corrected_words(self.finding.deal, wording, held)
        if wording.interval.end > self.finding.deal.basis.effective_at:
            said.append("Whether it stood yet at that moment is not known.")
        return " ".join(said)

    def _term(self, spoken: Spoken, stated: Stated) -> str:
        deal = self.finding.deal
        said = Names(deal.person, deal.catalogue).term(stated.term).strip()
        if stated.fact is not spoken.wording.fact:
            how = spelled(stated.fact.event.stored_as.replace(".", " "))
            said += f" ({how}, {when(stated.fact.occurred)}, record {stated.fact.id})"
        if not in_period(stated.term, deal.basis.effective_at, deal.zone):
            said += " At that moment it is outside its period, and does not speak."
        return said

    def _missing(self) -> Iterator[str]:
        found = self.finding
        for clause in found.missing:
            yield f"Clause {clause} has no wording there by then."
        if not found.sealed:
            yield f"No seal of {self._what} is on record by then: what it holds is not known."

    def _drafts(self) -> Iterator[str]:
        for wording in self.finding.drafts[:MOST_TOLD]:
            yield f"The drafts have {named(wording)}, which is not in it."

    def _without(self) -> Iterator[str]:
        without = self.finding.without_term
        if without:
            yield f"Of which kind {clauses_named(without[:MOST_TOLD])} is, no term states."

    def _became(self) -> Iterator[str]:
        found = self.finding
        deal, proposal = found.deal, found.proposal
        if proposal is None and found.question.proposal is not None:
            return
        if proposal is None:
            yield f"Standing then: {STANDINGS['draft']}."
            return
        standing = deal.proposals.standing(proposal, deal.basis.effective_at)
        yield f"Standing of {proposal.id} then: {STANDINGS[standing]}."
        if found.clocks is not None:
            told = ClocksTelling(deal, found.clocks)
            yield from (told.internal, told.communication, told.formation)
        yield from self._clauses_retracted()
        authorised = Authorised(deal)
        for signed in found.signatures[:MOST_TOLD]:
            when_ = when(signed.signature.fact.occurred)
            yield f"Authority of the signature of {when_}: {authorised.sentence(signed.judgement)}"

    def _clauses_retracted(self) -> Iterator[str]:
        """Of the clauses asked about: the standing, which is of the whole, does not say it."""
        asked = frozenset(self.finding.question.clauses)
        named = self.finding.proposal if self.finding.question.proposal else None
        for each in retracted_text(self.finding.deal, named):
            if each["clauses"] and (not asked or asked.intersection(each["clauses"])):
                yield each["sentence"]

    @cached_property
    def evidence(self) -> Sides:
        """The wordings and what states their terms; what makes the text govern; what ended it."""
        found = self.finding
        if not found.spoken:
            beside = [*map(_plain, found.proposed), *map(_reported, found.reported)]
            return sided((), (), beside)
        supports = [each for spoken in found.spoken for each in _texts(spoken)]
        supports += [_plain(fact) for fact in self._made_by()]
        opposes = [_plain(fact) for fact in self._ended_by()]
        also = [Evidence(each.fact, each.text, each) for each in found.drafts]
        also += map(_plain, found.proposed)
        return sided(supports, opposes, [*also, *map(_reported, found.reported)])

    def _made_by(self) -> Iterator[Fact]:
        """The records by which this text is the one that is asked about."""
        proposal = self.finding.proposal
        if proposal is None:
            return
        each = proposal.by(self.finding.deal.basis.effective_at)
        facts = [*each.executed, *each.accepted] or each.sent
        yield from (*facts, *([each.sealed] if each.sealed else []))
        if self.finding.question.proposal is None:
            for amendment in self.finding.deal.governing.amendments:
                then = amendment.by(self.finding.deal.basis.effective_at)
                yield from (*then.executed, *then.accepted)

    def _ended_by(self) -> Iterator[Fact]:
        if self.finding.proposal is not None:
            each = self.finding.proposal.by(self.finding.deal.basis.effective_at)
            yield from (*each.retracted, *each.lapsed, *each.rejected, *each.countered)

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is not on record."""
        found = self.finding
        if not found.spoken:
            yield {
                "looked_for": "terms",
                "terms": list(found.question.terms) or "all",
                "sentence": f"No term of these kinds is stated of {self._what} by then.",
            }
        yield from what_it_lacks(found.deal, found.proposed)
        for wording in found.without_term[:MOST_TOLD]:
            yield {
                "looked_for": "term",
                "clause": wording.clause,
                "version": wording.number,
                "sentence": f"No term of {named(wording)} is stated.",
            }
        for spoken in found.spoken[:MOST_TOLD]:
            yield from self._silences(spoken)

    def _silences(self, spoken: Spoken) -> Iterator[dict[str, Any]]:
        """Of pricing, and of what states a scope: of other terms no scope is expected."""
        wording = spoken.wording
        scoped = [s.term for s in spoken.terms if s.term.scope or s.term.kind in PRICING]
        for axis, items in self._silent(spoken, scoped[0].kind).items() if scoped else ():
            if items:
                listed_ = ", ".join(map(spelled, items))
                yield {
                    "looked_for": "scope",
                    "clause": wording.clause,
                    "version": wording.number,
                    "axis": axis,
                    "items": items,
                    "sentence": f"Clause {wording.clause} is silent on {axis}: {listed_}.",
                }

    def _silent(self, spoken: Spoken, kind: TermKind) -> dict[str, list[str]]:
        return left_silent(self.finding.deal, spoken.wording, kind)

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        if self.finding.spoken:
            return "An accepted amendment, or a clarification agreed by client and seller."
        return "A term of that kind, stated by a human, of a clause of this text."

    @property
    def details(self) -> dict[str, Any]:
        """The facts as data; see the rule file."""
        found = self.finding
        deal, governing = found.deal, found.deal.governing
        moment = deal.basis.effective_at
        proposal = found.proposal
        standing = deal.proposals.standing(proposal, moment) if proposal else "draft"
        named_ = found.question.proposal is not None
        return {
            "text": {
                "by": "proposal" if named_ else governing.tier,
                "proposal": proposal.id if proposal else None,
                "amendments": [] if named_ else [each.id for each in governing.amendments],
                "standing": standing,
            },
            "terms": [self._json(each) for each in found.spoken],
            "without_term": [
                {"clause": each.clause, "version": each.number} for each in found.without_term
            ],
            "sign_offs": [
                {
                    "record": each.signature.fact.id,
                    "by": each.signature.fact.actor,
                    "authority": each.judgement.authority,
                }
                for each in found.signatures
            ],
        }

    def _json(self, spoken: Spoken) -> dict[str, Any]:
        deal, wording = self.finding.deal, spoken.wording
        return {
            "clause": wording.clause,
            "version": wording.number,
            "document": wording.document,
            "heading": wording.heading,
            "text": wording.text,
            "record": wording.fact.id,
            "governs": id(wording) in self.finding.governing,
            "terms": [
                {
                    "record": each.fact.id,
                    "term": each.term.model_dump(mode="json", exclude_none=True),
                    "in_period": in_period(each.term, deal.basis.effective_at, deal.zone),
                    "silent": self._silent(spoken, each.term.kind),
                }
                for each in spoken.terms
            ],
        }


def _place(finding: TermsFinding, wording: Wording) -> str:
    """Whether a wording that does not govern stands in the drafts."""
    current = finding.deal.clauses.current(finding.deal.basis.effective_at)
    drafted = any(each is wording for each in current)
    return "It is a draft." if drafted else "It stands no more in the drafts."


def _texts(spoken: Spoken) -> Iterator[Evidence]:
    wording = spoken.wording
    yield Evidence(wording.fact, wording.text, wording)
    for each in spoken.terms:
        if each.fact is not wording.fact:
            said = words_said(each.fact.event)
            yield Evidence(each.fact, said[0][1] if said else None, wording)


def _plain(fact: Fact) -> Evidence:
    said = words_said(fact.event)
    return Evidence(fact, said[0][1] if said else None)


def _reported(fact: Fact) -> Evidence:
    assert isinstance(fact.event, ValueReported)
    return Evidence(fact, f"{fact.event.field}: {fact.event.value}")
