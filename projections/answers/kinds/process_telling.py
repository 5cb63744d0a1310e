"""An answer of process in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.events.organisation import RuleCondition
from projections.answers.kinds.process_engagement import Engagement
from projections.answers.kinds.process_finding import Bypass, ProcessFinding
from projections.answers.not_shown import reported_on, unidentified
from projections.answers.telling import few
from projections.clauses import Removal
from projections.coverage import Printed
from projections.facts import Fact
from projections.knowledge.proving import Proof
from projections.knowledge.written import Written
from projections.people import look_alikes
from projections.policy import Regime
from projections.sentences import Sentences
from projections.sentences.naming import listed, spelled, value, when
from projections.signing.authorised import Authorised
from projections.signing.telling import SignedOff


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: ProcessFinding

    @property
    def sentence(self) -> str:
        """How it left the house, the policy, who was asked, what was bypassed, and the gaps."""
        found = self.finding
        parts = [
            self._opening,
            *few(each.sentence for each in found.text.absent),
            *few(self._policy()),
            *few(self._asked()),
            *few(self._bypassed()),
            *few(line for each in found.engagements for line in self.engagement(each)),
        ]
        return " ".join(parts)

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.finding.deal)

    @cached_property
    def _told(self) -> SignedOff:
        return SignedOff(self.finding.then)

    @property
    def _opening(self) -> str:
        found = self.finding
        if found.verdict == "silent":
            return "Silent: no policy, no request, no sign-off and no sending is on record."
        if found.sent is None:
            what = found.proposal.id if found.proposal else "the drafts"
            return f"Stated: it is not on record that {what} was sent; this is how it stands."
        said = f"Stated: {self._record(found.sent)}"
        for fact in found.arrived[:1]:
            said += f" It reached the client: {self._record(fact)}"
        if not found.arrived:
            said += " That it reached a person of the client is not on record."
        return said

    @cached_property
    def _authorised(self) -> Authorised:
        return Authorised(self.finding.then)

    def _record(self, fact: Fact) -> str:
        return f"{self._sentences.of(fact)} [{when(fact.occurred)}, record {fact.id}]"

    def _policy(self) -> Iterator[str]:
        found = self.finding
        for regime in found.regimes:
            yield f"{self._record(regime.fact)} {self._rules(regime)}"
        clauses: dict[str, list[str]] = {}
        for row in found.rows:
            clauses.setdefault(self._told.policy(row.policy), []).append(row.wording.clause)
        for said, of in clauses.items():
            yield f"For {listed(few((f'clause {clause}' for clause in of), 6))}: {said}"
        if not found.rows and not found.regimes:
            yield "No policy was in force then."
        if later := found.later_regime:
            yield f"In force only since: {self._record(later.fact)}"

    def _rules(self, regime: Regime) -> str:
        """What each rule of a policy asks for."""
        rules = [
            f"Rule {number}: {self._condition(rule.when)} requires {spelled(rule.requires)}."
            for number, rule in enumerate(regime.event.rules, 1)
        ]
        return " ".join(few(rules)) or "It has no rules."

    def _condition(self, when_: RuleCondition) -> str:
        kind = f"a {spelled(when_.kind)}" if when_.kind else "anything"
        above = f" above {value(when_.above)}" if when_.above else ""
        of = ""
        if when_.item:
            axis = when_.axis or "services"
            of = f" with {self.finding.deal.catalogue.title((axis, when_.item))} in scope"
        elif when_.axis:
            of = f" with something of {spelled(when_.axis)} in scope"
        return f"{kind}{above}{of}"

    def _asked(self) -> Iterator[str]:
        """Everybody who was asked, and what became of it by the time it was sent."""
        found = self.finding
        if not found.requests:
            yield "It is not on record that anybody had been asked to sign off."
        for fact in found.requests:
            yield f"Asked: {self._record(fact)}"
        for _, cell in found.cells:
            yield self._told.cell(cell)
        for row in found.rows:
            yield from (self._told.beyond(each) for each in row.beyond)
        for fact in found.perhaps_later:
            yield f"Whether that was before it was sent is not known: {self._record(fact)}"

    def _bypassed(self) -> Iterator[str]:
        if not self.finding.bypassed:
            yield "Nothing that was required is shown to have been bypassed."
        for each in self.finding.bypassed:
            yield self.bypass(each)

    def bypass(self, each: Bypass) -> str:
        """What was passed by, and by whom."""
        then, who = self.finding.then, self._people(each.people)
        match each.kind:
            case "not_signed":
                assert each.cell is not None
                said = f"Bypassed: {self._told.cell(each.cell)}"
                if each.now and each.now.signed:
                    signature = each.now.signed.signature.fact
                    return f"{said} It was signed only afterwards: {self._record(signature)}"
                return said
            case "authority":
                assert each.signed is not None
                judged = self._authorised.sentence(each.signed.signed.judgement)
                on = listed(few((f"clause {clause}" for clause in each.clauses), 6))
                return (
                    f"Bypassed: authority over {on}. {judged} "
                    f"Within authority in the own name: {who}."
                )
            case "in_person":
                assert each.signed is not None
                signer = then.person(each.signed.signed.signature.fact.actor)
                return f"Bypassed: {who} in person; {signer} signed as deputy."
            case _:
                return f"Not asked: {self._not_asked(each.people[0])}"

    def _not_asked(self, human: str) -> str:
        """Whether any rule asked for somebody like the one who is named."""
        found, who = self.finding, self.finding.deal.person(human)
        functions = found.functions_of(human)
        if found.policy_asks(functions):
            asks = f"the policy asked for {listed(map(spelled, functions))}"
        elif functions:
            asks = f"no policy in force asked for {listed(map(spelled, functions))}"
        else:
            asks = f"no function of {who} in the house is on record"
        return f"it is not on record that {who} was asked to sign off; {asks}."

    def _people(self, humans: Iterable[str]) -> str:
        return listed(self.finding.deal.person(each) for each in humans)

    def engagement(self, each: Engagement) -> Iterator[str]:
        """Since when somebody had last seen the terms, what changed, and what reached them."""
        who, sent = self.finding.deal.person(each.human), self.finding.sent
        if each.last is None:
            yield (
                f"Engagement gap: no record says that {who} had ever opened, been shown or written "
                "any of the terms by then."
            )
        else:
            gap = f", {each.days} days before it was sent" if each.days and sent else ""
            lead = f"{who} had last seen the terms on {when(each.last.fact.occurred)}{gap}"
            yield f"Engagement gap: {lead}: {self._shown(each.last)}"
            yield from (f"Changed since: {self._change(change)}" for change in each.changed)
            if not each.changed:
                yield "Nothing of what was sent had changed since."
        if each.unseen:
            names = few((_name(w) for w in each.unseen), 6)
            yield f"No record says that {who} saw by then: {listed(names)}."
        for proof in each.reached:
            yield f"It stood with {who} at {proof.rung}: {self._record(proof.fact)}"
        if each.again:
            yield f"First again at {each.again.rung}: {self._record(each.again.fact)}"

    def _shown(self, proof: Proof) -> str:
        names = few((_name(w) for w in proof.lead.target.wordings[: proof.lead.size]), 6)
        return f"{listed(names)}. {self._record(proof.fact)}"

    def _change(self, change: Written | Removal) -> str:
        if isinstance(change, Removal):
            return self._record(change.fact)
        return f"{self._record(change.fact)} Its words: “{change.text}”."

    @property
    def details(self) -> dict[str, Any]:
        """`proposal`, `sent` and `arrived` (records); `policies` and `requests` (records);
        `bypassed` with its kind and people; `engagement` per human; `clauses` as `coverage` prints
        the rows, as they stood when it was sent.
        """
        found = self.finding
        printed = Printed.of(found.table)
        return {
            "proposal": found.proposal.id if found.proposal else None,
            "sent": found.sent.id if found.sent else None,
            "arrived": [each.id for each in found.arrived],
            "policies": [each.fact.id for each in found.regimes],
            "requests": [each.id for each in found.requests],
            "bypassed": [
                {"kind": each.kind, "people": list(each.people), "sentence": self.bypass(each)}
                for each in found.bypassed
            ],
            "engagement": [_engagement(each) for each in found.engagements],
            "clauses": [printed.row(row, every) for row, every in found.signatures],
        }

    @property
    def not_shown(self) -> list[dict[str, Any]]:
        """Sign-offs and sightings that are not on record, coverage and look-alikes."""
        found, people = self.finding, self.finding.table.sign_offs.people
        missing: list[dict[str, Any]] = [each.json for each in found.text.absent]
        missing += [
            {"looked_for": each.kind, "people": list(each.people), "sentence": self.bypass(each)}
            for each in found.bypassed
            if each.kind in {"not_signed", "not_asked"}
        ]
        missing += [
            {
                "looked_for": "seeing",
                "person": each.human,
                "wordings": [{"clause": w.key[0], "version": w.key[1]} for w in each.unseen],
                "sentence": (
                    f"No record says that {found.deal.person(each.human)} opened, was shown or "
                    "wrote these wordings before they were sent; that is not “did not know”."
                ),
            }
            for each in found.engagements
            if each.unseen
        ]
        humans = [each.human for each in found.engagements]
        missing += reported_on(found.then, people, humans)
        return (
            missing + list(unidentified(people, look_alikes(found.deal, people), set(humans)))
            if humans
            else missing
        )

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        if self.finding.engagements:
            who = self._people(each.human for each in self.finding.engagements[:1])
            return f"A record that {who} saw, or signed, what was sent before it was sent."
        return "A request or a sign-off from before it was sent that is not on record yet."

    @property
    def concepts(self) -> list[str]:
        """The field's words that it bears on. No law is applied."""
        found = ["delegation of authority", "sign-off policy", "actual and apparent authority"]
        if any(each.kind == "authority" for each in self.finding.bypassed):
            found.append("ratification")
        return found


def _name(written: Written) -> str:
    clause, number = written.key
    return f"clause {clause} (wording {number})"


def _engagement(each: Engagement) -> dict[str, Any]:
    return {
        "person": each.human,
        "last_seen": each.last.record if each.last else None,
        "at": each.last.fact.occurred.json if each.last else None,
        "days_before_sending": each.days,
        "changed_since": [change.fact.id for change in each.changed],
        "unseen": [{"clause": w.key[0], "version": w.key[1]} for w in each.unseen],
        "reached": [{"record": p.record, "rung": p.rung} for p in each.reached],
        "again": each.again.record if each.again else None,
    }
