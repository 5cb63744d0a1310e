"""An answer of retraction in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.kinds.retraction_finding import Part, RetractionFinding
from projections.answers.moments import absent
from projections.clocks import endings
from projections.clocks.fold import ProposalClocks
from projections.clocks.phrases import at, said
from projections.clocks.retractions import Retraction
from projections.clocks.shown_retraction import shown_retraction
from projections.clocks.telling_moment import MomentTelling
from projections.facts import Fact
from projections.sentences import Sentences
from projections.sentences.naming import listed

MOST_TOLD = 10
"""Retractions in the sentence; all of them are in the evidence and the details."""
_OUTCOMES = {
    "none": "no retraction is on record",
    "retracted": "retracted",
    "before": "retracted before it",
    "after": "retracted, not before it",
    "unknown": "retracted, and whether before it is not known",
}


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: RetractionFinding

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.finding.deal)

    @property
    def sentence(self) -> str:
        """The verdict in plain words, then what was retracted, by whom, when, by each rule."""
        found = self.finding
        parts = [self._opening]
        if len(set(found.outcomes.values())) > 1:
            parts.append(self._by_part)
        for clocks, retraction in found.retractions[:MOST_TOLD]:
            parts += self._retraction(clocks, retraction)
        if len(found.retractions) > MOST_TOLD:
            parts.append(f"And {len(found.retractions) - MOST_TOLD} more, listed in the evidence.")
        parts += self._beside()
        return " ".join(parts)

    @property
    def _opening(self) -> str:
        found = self.finding
        match found.verdict:
            case "yes":
                return self._yes
            case "no":
                if found.accepted and self.finding.asked_of_acceptance:
                    return "No: by the dispatch rule and by the receipt rule it was accepted first."
                return f"No: it was retracted, but not before {self._moment}."
            case "undetermined":
                return self._undetermined
            case "partly":
                return "Partly: only some of what is asked about was retracted."
            case "silent":
                return f"Silent: no retraction of {self._asked} is on record."
            case _:
                return self._stated

    @property
    def _yes(self) -> str:
        found = self.finding
        if found.never_accepted:
            return (
                f"Yes: {self._asked} was retracted. It was never accepted: no acceptance without "
                "qualifications is on record by then."
            )
        if found.question.before is None:
            return f"Yes: {self._asked} was retracted."
        if self.finding.asked_of_acceptance:
            return (
                f"Yes: {self._asked} was retracted before it was accepted, by the dispatch rule "
                "and by the receipt rule."
            )
        return f"Yes: {self._asked} was retracted before {self._moment}."

    @property
    def _undetermined(self) -> str:
        if self.rules_differ:
            return (
                "Undetermined: the dispatch rule and the receipt rule do not give the same order, "
                "and which one holds is not for the record to say."
            )
        return "Undetermined: the times overlap, so the record does not say which came first."

    @property
    def rules_differ(self) -> bool:
        """Whether each rule alone would decide, and not alike."""
        found = self.finding
        if not found.asked_of_acceptance:
            return False
        retracted = (part for part in found.parts if found.relevant(part))
        return any({*found.orders(part).values()} == {"before", "after"} for part in retracted)

    @property
    def _stated(self) -> str:
        found = self.finding
        match found.question.ask:
            case "who":
                executed = dict.fromkeys(r.fact.actor for _, r in found.retractions)
                named = (r.fact.entry.envelope.instructed_by for _, r in found.retractions)
                instructed = dict.fromkeys(
                    (*(fact.actor for fact in found.instructions), *filter(None, named))
                )
                how = "instructed it" if instructed else "did it; no instruction is named"
                names = self._names(instructed or executed)
                return f"Stated: {names} {how}; it was executed by {self._names(executed)}."
            case "when":
                times = [
                    f"{r.event.proposal} {said(r.fact.occurred)}" for _, r in found.retractions
                ]
                told = [
                    f"by {found.deal.person(fact.actor)} {said(fact.occurred)} (record {fact.id})"
                    for fact in found.instructions
                ]
                by = f"; instructed {listed(told)}" if told else ""
                return f"Stated: {listed(times)}{by}."
            case _:
                reasons = [r.event.reason_class.replace("_", " ") for _, r in found.retractions]
                return f"Stated: the reason recorded is {listed(dict.fromkeys(reasons))}."

    def _names(self, people: Iterable[str]) -> str:
        return listed(map(self.finding.deal.person, people))

    @property
    def _moment(self) -> str:
        moment = self.finding.moment
        return moment.told if moment else "the moment asked about, which is not on record"

    @property
    def _asked(self) -> str:
        parts = self.finding.parts
        what = listed(_part(part) for part in parts) if parts else "any proposal"
        persons = self.finding.question.persons
        if not persons:
            return what
        return (
            f"{what}, instructed or executed by {listed(map(self.finding.deal.person, persons))},"
        )

    @property
    def _by_part(self) -> str:
        """The parts; what has no clause is the rest of its proposal, where clauses stand apart."""
        outcomes = self.finding.outcomes.items()
        told = (
            f"{'' if p.clause else 'the rest of '}{_part(p)}: {_OUTCOMES[o]}" for p, o in outcomes
        )
        return f"By part: {'; '.join(told)}."

    def _retraction(self, clocks: ProposalClocks, retraction: Retraction) -> Iterator[str]:
        telling = MomentTelling(self.finding.deal, clocks, retraction)
        yield self._sentences.of(retraction.fact)
        if retraction.event.dispatched_at:
            yield f"It was dispatched {said(retraction.event.dispatched_at)}."
        yield telling.sentence
        for instruction in retraction.instructions:
            yield self._one(instruction.fact)
        if not retraction.instructions:
            yield telling.decided
        if retraction.not_held:
            held = listed(retraction.not_held)
            yield f"{retraction.event.proposal} does not hold clause {held}, which it names."

    def _beside(self) -> Iterator[str]:
        found = self.finding
        for fact in found.not_followed:
            yield f"{self._one(fact)} No retraction that followed it is on record."
        if found.retractions:
            yield from self._standing()
        for fact in found.elsewhere[:MOST_TOLD]:
            yield f"Not what is asked about: {self._one(fact)}"

    def _standing(self) -> Iterator[str]:
        found = self.finding
        if found.became:
            yield f"Also on record of the offer: {self._all(found.became)}"
        for clocks in found.proposals:
            yield from endings.told(found.deal, clocks.proposal)
        many = len(found.reliance)
        yield (
            f"Reliance: {many} on record. {self._all(found.reliance)}"
            if many
            else "No reliance on it is on record."
        )
        for clocks in found.proposals:
            for promise in clocks.beside.promises.by_sending:
                yield from _promised(promise.event.proposal, promise.fact, promise.event)
        yield self._law

    def _all(self, facts: list[Fact]) -> str:
        return " ".join(map(self._one, facts))

    def _one(self, fact: Fact) -> str:
        return f"{self._sentences.of(fact).rstrip('.')} ({at((fact,))})."

    @property
    def _law(self) -> str:
        law = self._governing_law
        return f"Governing law: {law or 'not known'}; no law is applied."

    @property
    def _governing_law(self) -> str | None:
        opened = self.finding.deal.opened
        return opened.governing_law if opened else None

    @property
    def details(self) -> dict[str, Any]:
        """The findings as data."""
        found = self.finding
        return {
            "parts": [
                {"proposal": part.proposal, "clause": part.clause, "outcome": outcome}
                for part, outcome in found.outcomes.items()
            ],
            "moment": found.moment.json if found.moment else None,
            "retractions": [
                shown_retraction(found.deal, clocks, each) for clocks, each in found.retractions
            ],
            "not_followed": [fact.id for fact in found.not_followed],
            "reliance": [fact.id for fact in found.reliance],
            "elsewhere": [fact.id for fact in found.elsewhere],
            "governing_law": self._governing_law,
        }

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is not on record."""
        found = self.finding
        if not found.retractions:
            yield _absent("retraction", f"No retraction of {self._asked} is on record.")
            return
        if not found.instructions and not any(
            each.fact.entry.envelope.instructed_by for _, each in found.retractions
        ):
            yield _absent("instruction", "No instruction to retract it is on record.")
        if not found.accepted:
            yield _absent("acceptance", "No acceptance without qualifications is on record.")
        if found.question.before and found.moment is None and not found.never_accepted:
            yield absent(found.question.before)
        if any(c.communication.arrival is None for c in found.proposals):
            yield _absent("arrival", "No arrival of the offer where it was sent is on record.")
        if self._governing_law is None:
            yield _absent("governing_law", "The governing law is not on record.")
        if not found.reliance:
            yield _absent("reliance", "No reliance on the offer is on record.")

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        found = self.finding
        match found.verdict:
            case "silent":
                return "A record that it was retracted."
            case "undetermined" if self.rules_differ:
                return (
                    "Which rule holds for the acceptance, dispatch or receipt: the governing law, "
                    "or a term that says so."
                )
            case "undetermined":
                return "Times of both that do not overlap."
            case "yes" if found.never_accepted:
                return "An acceptance that counted before the retraction was received."
            case "yes" | "no" if found.question.before is not None:
                return "A record that one of the two counted at another time."
            case "partly":
                return "A retraction of the rest of what is asked about."
            case "stated" if not found.instructions:
                return "An instruction that says who decided it, and why."
            case _:
                return "A correction of the record that retracts it."

    @property
    def concepts(self) -> Iterator[str]:
        """The field's words that it bears on. No law is applied."""
        found = self.finding
        yield "revocation of an offer"
        moments = {each.timed.moment for _, each in found.retractions}
        if moments & {"withdrawal", "before_sending", "undetermined"}:
            yield "withdrawal of an offer"
        if found.accepted:
            yield "formation of contract"
            yield "dispatch rule (mailbox rule) and receipt rule"
        if found.reliance:
            yield "reliance on an offer"
        if any(
            promise.event.irrevocable_until or promise.event.irrevocable_basis
            for clocks in found.proposals
            for promise in clocks.beside.promises.by_sending
        ):
            yield "irrevocable offer (firm offer)"


def _promised(proposal: str, fact: Fact, event: Any) -> Iterator[str]:
    """For how long it was said to hold. What follows from that is for the law."""
    valid, firm = (
        f"until {said(until)}" if until else "not stated"
        for until in (event.valid_until, event.irrevocable_until)
    )
    basis = f" Basis: “{event.irrevocable_basis}”." if event.irrevocable_basis else ""
    yield f"{proposal} as sent (record {fact.id}): valid: {valid}; irrevocable: {firm}.{basis}"


def _part(part: Part) -> str:
    if part.clause is None:
        return part.proposal
    return f"clause {part.clause} of {part.proposal}" if part.proposal else f"clause {part.clause}"


def _absent(looked_for: str, sentence: str) -> dict[str, Any]:
    return {"looked_for": looked_for, "sentence": sentence}
