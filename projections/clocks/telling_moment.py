"""The moment of a retraction in sentences: what it rests on, each rule apart, who decided it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.proposals import ProposalAccepted
from projections.clocks.chronology import first_of
from projections.clocks.communication import Arrival, person_of
from projections.clocks.fold import ProposalClocks
from projections.clocks.moment import UnderRule
from projections.clocks.phrases import at, said
from projections.clocks.retractions import Retraction
from projections.counting import Counted
from projections.deal import KnownDeal

MOMENT_WORDS = {
    "before_sending": "before sending",
    "withdrawal": "withdrawal",
    "revocation": "revocation",
    "after_acceptance": "after acceptance",
}
_ORDERS = {
    "retraction_first": "retracted first",
    "acceptance_first": "accepted first",
    "undetermined": "which came first is not known, since the two overlap",
}
_RULES = {"dispatch": "dispatched", "receipt": "received"}


@dataclass(frozen=True)
class OfferTelling:
    """Says what a retraction of a proposal meets: its sending, its arrival, its acceptance."""

    deal: KnownDeal
    clocks: ProposalClocks

    @property
    def sent(self) -> str:
        """When it was first sent."""
        if self.clocks.proposal.sent:
            return f"The proposal was sent ({at(first_of(self.clocks.proposal.sent))})."
        return "No sending of the proposal is on record."

    @property
    def arrived(self) -> str:
        """With whom it arrived first, of those it is for and apart from them."""
        arrival = self.clocks.communication.arrival
        told = (
            self._arrival(arrival)
            if arrival
            else ("No arrival of it with those it was sent to, nor with the client, is on record.")
        )
        if elsewhere := self.clocks.communication.elsewhere_by:
            names = dict.fromkeys(self.deal.person(person) for person in elsewhere)
            told += f" Apart from them it arrived with {', '.join(names)}."
        return told

    def _arrival(self, arrival: Arrival) -> str:
        fact = arrival.by
        who = self.deal.person(person_of(fact))
        opened = fact.event.stored_as == "proposal.opened"
        how = "had arrived by its opening by" if opened else "arrived with"
        told = f"It {how} {who} ({at((fact,))})."
        if arrival.by in arrival.of_unknown:
            told += f" The party of {who} is not on record."
        return told

    def under(self, rule: UnderRule) -> str:
        """What one rule gives."""
        accepted = self.clocks.retractions.against.accepted[rule.rule]
        name = f"Under the {rule.rule} rule"
        if rule.order is None:
            return f"{name}: no acceptance without qualifications is on record."
        told = self._accepted(accepted[0], rule)
        if others := len(accepted) - 1:
            told += f" (or one of {others} more that overlap it came first)"
        return f"{name}: {told}: {_ORDERS[rule.order]}."

    def _accepted(self, counted: Counted, rule: UnderRule) -> str:
        fact, how = counted.fact, _RULES[rule.rule]
        if not isinstance(fact.event, ProposalAccepted):
            return (
                f"no acceptance is on record, so the agreement executed {said(counted.when)} "
                f"(record {fact.id}) is taken"
            )
        if counted.given:
            return f"the acceptance (record {fact.id}) was {how} {said(counted.when)}"
        return (
            f"when the acceptance (record {fact.id}) was {how} is not given, so its occurrence, "
            f"{said(counted.when)}, is taken"
        )


@dataclass(frozen=True)
class MomentTelling(OfferTelling):
    """Says when a retraction of a proposal counts, and why it is where it is."""

    retraction: Retraction

    @property
    def sentence(self) -> str:
        """The moment, and the intervals and rules that it rests on."""
        parts = [self.moment, self._counts, self.sent]
        if self.retraction.timed.possible not in {("before_sending",), ("after_acceptance",)}:
            parts.append(self.arrived)
        if self.clocks.retractions.against.accepted["receipt"]:
            parts += [self.under(rule) for rule in self.retraction.timed.rules]
        else:
            parts.append("No acceptance without qualifications is on record.")
        return " ".join(parts)

    @property
    def moment(self) -> str:
        """What was retracted, when, and the moment by name."""
        event, timed = self.retraction.event, self.retraction.timed
        what = f"Clauses {', '.join(event.clauses)} of " if event.clauses else ""
        told = f"{what}{event.proposal} retracted ({at((self.retraction.fact,))}):"
        if len(timed.possible) == 1:
            return f"{told} {MOMENT_WORDS[timed.moment]}."
        either = " or ".join(MOMENT_WORDS[each] for each in timed.possible)
        return f"{told} undetermined, {either}."

    @property
    def _counts(self) -> str:
        counted = self.retraction.counted
        if counted.given:
            told = f"It counts when it was received, {said(counted.when)}."
        else:
            told = (
                f"It counts when it was received; that is not given, so its occurrence, "
                f"{said(counted.when)}, is taken."
            )
        if counted.interval.begin > self.deal.basis.effective_at:
            told += " That is after the moment asked."
        return told

    @property
    def decided(self) -> str:
        """Who instructed and who executed, apart."""
        envelope = self.retraction.fact.entry.envelope
        parts = [
            f"Instructed by {self.deal.person(each.fact.actor)} ({at((each.fact,))})."
            for each in self.retraction.instructions
        ]
        if envelope.instructed_by:
            named = self.deal.person(envelope.instructed_by)
            parts.append(f"The retraction names {named} as who instructed.")
        if not parts:
            parts.append("No instruction is on record.")
        executed = f"Executed by {self.deal.person(self.retraction.fact.actor)}"
        if envelope.on_behalf_of:
            executed += f" on behalf of {self.deal.person(envelope.on_behalf_of)}"
        return " ".join((*parts, f"{executed}."))
