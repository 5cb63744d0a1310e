"""An answer of scope in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.events.disputes import ProposalRetracted
from domain.events.told import StatementMade
from domain.occurrence import moment_text
from domain.values import PRICING
from projections.answers.corrected_words import corrected_words
from projections.answers.evidence import Evidence, words_said
from projections.answers.kinds.scope_finding import OnItem, ScopeFinding
from projections.answers.proposed import what_it_lacks
from projections.answers.ruling import Ruling
from projections.answers.speech import Spoken
from projections.facts import Fact
from projections.proposals import first
from projections.terms import left_silent

_OPENINGS = {
    "yes": "Yes",
    "no": "No",
    "partly": "Partly",
    "ambiguous": "Ambiguous: two readings are open",
    "silent": "Silent: nothing on record says so, and silence is neither yes nor no",
    "undetermined": "Undetermined: the record speaks, but does not decide",
}


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: ScopeFinding

    @property
    def sentence(self) -> str:
        """The verdict in plain words, with the clause, the words and the rule."""
        found = self.finding
        parts = [f"{_OPENINGS[found.verdict]}.", *(self.on(each) for each in found.items)]
        parts += self._corrected()
        parts += (self._overruled(each) for each in found.overruled)
        if found.question.clauses:
            parts.append(f"Asked of {found.asked.name} alone; the rest of the text was left aside.")
        if not found.question.terms:
            spoke = sorted({s.term.kind for s in found.stated})
            parts.append(f"No kind of term was named; these spoke: {', '.join(spoke) or 'none'}.")
        elif found.question.terms == PRICING and found.stated:
            spoke = sorted({s.term.kind for s in found.stated})
            parts.append(f"Asked of pricing terms; these spoke: {', '.join(spoke)}.")
        if several_yes(found) and found.verdict == "silent":
            parts.append("No single term states all of them in.")
        return " ".join(parts)

    @property
    def readings(self) -> list[dict[str, Any]]:
        """Both readings, when two are open."""
        return [
            {
                "item": {"axis": each.item[0], "item": each.item[1]},
                "reading": state,
                "sentence": " ".join(
                    self.statement(s) for s in each.ruling.decided_by if s.says == state
                ),
            }
            for each in self.finding.items
            if each.verdict == "ambiguous"
            for state in ("in", "out")
        ]

    @property
    def precedence_cited(self) -> Evidence:
        """The record that states which document prevails."""
        fact = self.finding.precedence
        assert fact is not None
        return Evidence(fact, words_said(fact.event)[0][1])

    @property
    def not_shown(self) -> list[dict[str, Any]]:
        """What was looked for and is not on record. Not on record is never "did not happen"."""
        found: list[dict[str, Any]] = [*self._no_intent()]
        said = [each.evidence.fact for each in self.finding.said]
        found += what_it_lacks(self.finding.deal, said)
        found += self._silent_axes()
        if self.finding.question.clauses:
            found += [each.json for each in self.finding.asked.absent]
        governing = self.finding.deal.governing
        if governing.proposal and governing.holds is None:
            found.append(
                {
                    "looked_for": "contents",
                    "sentence": f"What {governing.proposal.id} holds: no seal of it is on record.",
                }
            )
        return found

    def _no_intent(self) -> Iterator[dict[str, Any]]:
        """Sales leadership is who must have meant it, and whoever now speaks against it."""
        deal, against = self.finding.deal, self._against()
        for function in ("sales_leadership",):
            people = [p for p, a in deal.participants.items() if a.function == function]
            spoke = [
                each.evidence.fact
                for each in self.finding.said
                if isinstance(each.evidence.fact.event, StatementMade)
                and each.evidence.fact.actor in people
            ]
            if not people or any(
                against is None or f.interval.before(against.interval) for f in spoke
            ):
                continue
            until = f" before {_day(against)}" if against else ""
            names = ", ".join(deal.person(person) for person in people)
            yield {
                "looked_for": "statement_of_intent",
                "by": people,
                "before": against.occurred.json if against else None,
                "sentence": (
                    f"No statement of intent by {function.replace('_', ' ')} ({names}) on this "
                    f"{until.strip() + ' ' if until else ''}is on record."
                ),
            }

    def _against(self) -> Fact | None:
        facts = [s.evidence.fact for s in self.finding.said if s.direction == "out"]
        return first(facts) if facts else None

    def _silent_axes(self) -> Iterator[dict[str, Any]]:
        """What the terms that decide leave unsaid."""
        deal, found = self.finding.deal, self.finding.items
        deciding = {id(s.wording): s for each in found for s in each.ruling.decided_by}
        for spoken in deciding.values():
            for axis, items in left_silent(deal, spoken.wording, spoken.term.kind).items():
                if items:
                    unsaid = ", ".join(item.replace("_", " ") for item in items)
                    clause = spoken.wording.clause
                    yield {
                        "looked_for": "scope",
                        "clause": clause,
                        "version": spoken.wording.number,
                        "axis": axis,
                        "items": items,
                        "sentence": f"Clause {clause} is silent on {axis}: {unsaid}.",
                    }

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        match self.finding.verdict:
            case "yes" | "no":
                return (
                    "A clarification agreed by client and seller, or an accepted amendment, that "
                    "states the opposite for this item."
                )
            case "ambiguous" if any(i.ruling.rule == "at_odds" for i in self.finding.items):
                # Precedence ranks documents, and one of them is at odds with itself.
                return (
                    "A clarification agreed by client and seller, or an accepted amendment, that "
                    "states this item one way."
                )
            case "ambiguous":
                return "A stated precedence that ranks every document that speaks on it."
            case "partly":
                return "A statement on the item itself, without the condition or the exception."
            case "undetermined":
                return "A term, stated by a human, of the clause that names the item."
            case "silent" if several_yes(self.finding):
                return "A single term of the governing text that states all of them in."
            case "silent" if any(each.resting for each in self.finding.items):
                return "A term on this item that speaks at that moment."
            case _:
                return "A statement of scope on this item in the governing text."

    @property
    def concepts(self) -> list[str]:
        """The field's words that it bears on. No law is applied."""
        found = ["scope of terms", "plain meaning of the text", "extrinsic evidence of intent"]
        if self.finding.verdict == "ambiguous":
            found.append("ambiguity and order of precedence")
        if self.finding.verdict in {"silent", "undetermined"}:
            found.append("silence of the contract")
        proposal = self.finding.deal.governing.proposal
        if proposal and any(isinstance(f.event, ProposalRetracted) for f in proposal.retracted):
            found.append("revocation of an offer")
        return found

    def on(self, found: OnItem) -> str:
        """What is stated on one item, and by which rule."""
        title, ruling = self.finding.deal.catalogue.title(found.item), found.ruling
        if found.naming:
            return self._naming(found.naming[0], title)
        if found.resting:
            spoken = found.resting[0]
            return f"{self.statement(spoken)} But that term does not speak then: {_period(spoken)}."
        if ruling.rule == "nothing":
            return f"No term states {title} ({found.item[0]}), or what stands above or below it."
        said = " ".join(self.statement(s) for s in ruling.decided_by)
        return f"{said} {self._rule(found.ruling, title)}".strip()

    def _naming(self, named: Evidence, title: str) -> str:
        wording = named.wording
        assert wording is not None
        where = f"lause {wording.clause} (wording {wording.number}"
        clarifies = named.fact is not wording.fact
        who = f"A clarification of c{where}; record {named.fact.id})" if clarifies else f"C{where})"
        return f"{who} names {title} (“{named.words}”), and no term states whether it is in or out."

    def statement(self, spoken: Spoken) -> str:
        """One statement, where it stands and in which words."""
        kept = self.finding.told
        if spoken not in kept:
            kept[spoken] = self._statement(spoken)
        return kept[spoken]

    def _statement(self, spoken: Spoken) -> str:
        deal, where = self.finding.deal, f"wording {spoken.wording.number}, {spoken.document}"
        title, clause = deal.catalogue.title(spoken.item), spoken.wording.clause
        said = f"states that {title} is {spoken.says} (axis {spoken.statement.axis})"
        if spoken.clarifies is None:
            return f"Clause {clause} ({where}) {said}: “{spoken.words}”."
        agreed = " and ".join(deal.person(party) for party in spoken.clarifies.agreed_by)
        words = f": “{spoken.words}”" if spoken.words else ", without words of its own"
        record = f"record {spoken.fact.id}, agreed by {agreed}"
        return f"A clarification of clause {clause} ({where}; {record}) {said}{words}."

    def _corrected(self) -> Iterator[str]:
        """How the wordings that decide stood before they were corrected."""
        deal = self.finding.deal
        deciding = (s.wording for each in self.finding.items for s in each.ruling.decided_by)
        for wording in {each.fact.id: each for each in deciding}.values():
            held = (deal.governing.holds or {}).get(wording.clause)
            for said in corrected_words(deal, wording, held[1] if held else None):
                yield f"Of clause {wording.clause} (wording {wording.number}): {said}"

    def _overruled(self, spoken: Spoken) -> str:
        """A statement that does not decide, for a clarification prevails over it."""
        where, title = spoken.wording, self.finding.deal.catalogue.title(spoken.item)
        of = "The clarification" if spoken.clarifies else "The clause itself"
        return (
            f"{of} (record {spoken.fact.id}, clause {where.clause}, wording {where.number}) states "
            f"that {title} is {spoken.says}; what client and seller agreed prevails."
        )

    def _rule(self, ruling: Ruling, title: str) -> str:
        named = ", ".join(self.finding.deal.catalogue.title(item) for item in ruling.exceptions)
        match ruling.rule:
            case "precedence":
                fact = self.finding.precedence
                order = words_said(fact.event)[0][1] if fact else ""
                return f"The stated precedence of documents decides: {order}."
            case "documents_differ":
                return "The documents differ, and no stated precedence ranks them."
            case "at_odds":
                return f"One document states {title} both in and out at the same distance."
            case "condition":
                conditions = dict.fromkeys(s.term.condition for s in ruling.decided_by)
                return f"On the condition: {'; '.join(c for c in conditions if c)}."
            case "descendants" if ruling.state == "silent":
                return f"{title} itself is not stated; stated out below it: {named}."
            case "descendants" if ruling.state == "in":
                return f"{title} itself is not stated; all that stands below it is in: {named}."
            case "descendants":
                return f"Not all alike below {title}: {named}."
            case _:
                return ""


def several_yes(finding: ScopeFinding) -> bool:
    """Whether each of several items is in, though perhaps by no single term."""
    return len(finding.items) > 1 and all(each.verdict == "yes" for each in finding.items)


def _period(spoken: Spoken) -> str:
    begins, ends = spoken.term.from_, spoken.term.until
    said = []
    if begins:
        said.append(f"it begins {begins.json}")
    if ends:
        said.append(f"it ended {ends.json}")
    return " and ".join(said)


def _day(fact: Fact) -> str:
    return moment_text(fact.interval.begin)[:10]
