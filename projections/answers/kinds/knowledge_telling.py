"""An answer of knowledge in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.asked_text import told
from projections.answers.evidence import marked
from projections.answers.kinds.knowledge_finding import KnowledgeFinding
from projections.answers.kinds.knowledge_missing import Missing
from projections.answers.kinds.knowledge_standing import Standing
from projections.answers.moments import absent
from projections.answers.telling import MOST, few
from projections.facts import Fact
from projections.knowledge.ladder import RUNGS, at_least
from projections.knowledge.proving import Proof
from projections.knowledge.written import Key
from projections.sentences import Sentences
from projections.sentences.naming import listed, quoted, when


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: KnowledgeFinding

    @cached_property
    def missing(self) -> Missing:
        """What is not on record."""
        return Missing(self.finding)

    @property
    def sentence(self) -> str:
        """The verdict with the rung, the records that prove it, the coverage and the moment."""
        found = self.finding
        parts = [
            self._opening,
            *few(told(found.deal, each) for each in found.text.wordings if not found.text.whole),
            *few(each.sentence for each in found.text.absent),
            *few(line for each in self._told_of for line in self._standing(each)),
            *few(self._said()),
            *few(self._moment()),
            *few(self._coverage(), 3),
        ]
        return " ".join(parts)

    @property
    def _told_of(self) -> list[Standing]:
        """Of people who were named all; of others those to whom something is proven."""
        found = self.finding
        named = found.question.persons
        return [each for each in found.standings if named or each.reached.proofs or each.earlier]

    @property
    def _opening(self) -> str:
        verdict, what = self.finding.verdict, self._what
        match verdict, self.finding.question.ask:
            case "stated", "when":
                return f"Stated: {self._first_seeing()}."
            case "stated", _:
                return f"Stated: {self._who(what)}."
            case "yes", _:
                who = listed(self._names(at="opened"))
                return f"Yes: {who} had {what} at opened or above{self.missing.before}."
            case "partly", _:
                return f"Partly{self.missing.before}: {self._partly(what)}."
            case "undetermined", _:
                return (
                    f"Undetermined: whether {self._people} had {what} at opened or above"
                    f"{self.missing.before} turns on an order that the record does not show."
                )
            case _:
                return (
                    f"Silent: nothing on record shows {what} to {self._people}"
                    f"{self.missing.before}; that is not “did not know”."
                )

    @property
    def _what(self) -> str:
        return self.finding.text.name

    @property
    def _people(self) -> str:
        question, deal = self.finding.question, self.finding.deal
        named = question.persons or question.parties
        joint = "and" if question.persons else "or"
        return listed((deal.person(each) for each in named), joint) if named else "anybody"

    def _names(self, at: str) -> list[str]:
        """The people who stood there or above, or below `opened`."""
        of = {
            each.human: at_least(each.reached.rung, "opened")
            for each in self.finding.standings
            if each.reached.proofs
        }
        return [self.finding.deal.person(h) for h, high in of.items() if high is (at == "opened")]

    def _partly(self, what: str) -> str:
        several = len(self.finding.standings) > 1
        rungs = [each for each in self.finding.standings if each.reached.rung]
        if several:
            high = [each for each in rungs if at_least(each.reached.rung, "opened")]
            return f"{len(high)} of {len(self.finding.standings)} at opened or above"
        if rungs:
            return (
                f"the highest rung that the record proves to {self._people} on {what} is "
                f"{rungs[0].reached.rung}, which is below opened"
            )
        return f"only an earlier wording than {what} was before {self._people}"

    def _who(self, what: str) -> str:
        high, low = self._names("opened"), self._names("below")
        parts = [f"{listed(high)} had {what} at opened or above"] if high else []
        parts += [f"below opened, {listed(low)}"] if low else []
        return f"{'; '.join(parts)}{self.missing.before}"

    def _first_seeing(self) -> str:
        """Each one's first record at opened or above, on the wordings asked about."""
        parts = []
        for each in self.finding.standings:
            if each.seen_first:
                earlier, proof = each.seen_first
                on = each.asked.name
                if earlier:
                    clause, number = earlier.key
                    on = f"an earlier wording than {on}, {number} of clause {clause},"
                parts.append(
                    f"{self.finding.deal.person(each.human)} first stood at opened or above on "
                    f"{on} at {when(proof.fact.occurred)}, {proof.rung} (record {proof.fact.id})"
                )
        return "; ".join(few(parts))

    def _standing(self, each: Standing) -> Iterator[str]:
        reached, who = each.reached, self.finding.deal.person(each.human)
        if (highest := reached.highest) and reached.rung:
            lead = f"{who} on {each.asked.name}: the highest rung is {reached.rung}"
            yield f"{lead} ({self._proof(highest)})"
            if reached.rung != reached.surely:
                yield f"Certain is {reached.surely or 'none'}: the order is not known."
            firsts = (("at all", reached.first()), ("at opened or above", reached.first("opened")))
            for name, proof in firsts:
                if proof and proof is not highest:
                    yield f"First {name}: {self._proof(proof)}"
            if reached.seen is None:
                yield f"No record says that it was opened by or displayed to {who}."
        elif self.finding.question.persons:
            yield f"No rung of {who} on {each.asked.name} is on record."
        for written, proof in each.earlier_seen:
            clause, number = written.key
            yield f"An earlier wording, {number} of clause {clause}: {self._proof(proof)}"
        if each.verdict != "yes":
            yield from self._otherwise(each, who)

    def _otherwise(self, standing: Standing, who: str) -> Iterator[str]:
        """What else was before them: it did not hold what is asked about."""
        for proof in self.finding.otherwise_shown(standing):
            held, without = self.otherwise_held(standing, proof)
            lacking = (
                f" {listed(without)}, which held it, did not hold clause "
                f"{standing.asked.wording.clause}."
                if without
                else ""
            )
            yield f"Shown to {who} was {held} ({self._proof(proof)}){lacking}"

    def otherwise_held(self, standing: Standing, proof: Proof) -> tuple[str, list[str]]:
        """The clauses that a record showed, and the proposals by then that held only those."""
        wordings = proof.lead.target.wordings[: proof.lead.size]
        keys = {each.key for each in wordings}
        clauses = listed(few((f"clause {c} (wording {n})" for c, n in sorted(keys)), 5))
        without = [
            proposal
            for proposal, seal, held in self._sealed
            if not proof.fact.interval.before(seal.interval)
            and not keys.isdisjoint(held)
            and standing.asked.wording.clause not in {clause for clause, _ in held}
        ]
        return clauses, without

    @cached_property
    def _sealed(self) -> list[tuple[str, Fact, frozenset[Key]]]:
        """The proposals that were sealed, each with its seal and the wordings that it holds."""
        return [
            (each.id, each.sealed, frozenset((h.clause, h.version) for h in each.contents or ()))
            for each in self.finding.deal.proposals.by_id.values()
            if each.sealed
        ]

    def _proof(self, proof: Proof) -> str:
        """A record in plain words; what arrived, with the words of the message that it was."""
        fact = proof.fact
        said = f"{self.record(fact)}"
        message = self.message_of(fact)
        if message is not None:
            said += f" It was: {self.record(message)}"
        if proof.failed:
            said += f" It did not arrive: {self.record(proof.failed)}"
        return said

    def message_of(self, fact: Fact) -> Fact | None:
        """The message that a record of its arrival names."""
        named = getattr(fact.event, "message", None)
        message = self.finding.messages.get(named) if isinstance(named, str) else None
        return None if message is fact else message

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.finding.deal)

    def record(self, fact: Fact) -> str:
        """A record in plain words, with its time, its id and how it was recorded."""
        said, more = self._sentences.of(fact), marked(self.finding.deal, fact)
        return f"{said} [{when(fact.occurred)}, record {fact.id}{more}]"

    def _said(self) -> Iterator[str]:
        """What those asked about said of it themselves, and what deputies signed for them."""
        deal = self.finding.deal
        deciding = {p.record for each in self.finding.standings for p, _ in each.deciding}
        for fact, denies in self.finding.sayings:
            if denies:
                words, who = quoted(getattr(fact.event, "words", "")), deal.person(fact.actor)
                where = f"[{when(fact.occurred)}, record {fact.id}{marked(deal, fact)}]"
                if fact.id in deciding:
                    yield f"It is that very record in which {who} denies it: {words} {where}."
                else:
                    yield f"Against it, {who} said {words} {where}."
        for fact in self.finding.for_them:
            behalf = deal.person(fact.entry.envelope.on_behalf_of or "")
            yield f"{self.record(fact)} That gives {behalf} no rung."

    def _moment(self) -> Iterator[str]:
        for asked in self.finding.text.wordings:
            if moment := self.finding.moment(asked):
                yield moment.sentence(self.finding.deal)
            elif self.finding.question.before:
                yield f"{absent(self.finding.question.before)['sentence']} Judged by what had."

    def _coverage(self) -> Iterator[str]:
        if self.finding.verdict not in {"yes", "stated"}:
            for each in self.missing.reported:
                yield each["sentence"]

    @property
    def details(self) -> dict[str, Any]:
        """The rungs, highest first; the moment; and per human and wording where they stood.

        `surely` is the rung that certainly was reached; the records are the firsts in time. Of the
        wordings before one that was not opened, the last ones.
        """
        moments = map(self.finding.moment, self.finding.text.wordings)
        return {
            "rungs": list(RUNGS),
            "moments": [each.json if each else None for each in moments],
            "standings": [self._detail(each) for each in self._told_of],
        }

    def _detail(self, each: Standing) -> dict[str, Any]:
        reached = each.reached
        return {
            "person": each.human,
            "name": self.finding.deal.person(each.human),
            "clause": each.asked.wording.clause,
            "version": each.asked.wording.number,
            "verdict": each.verdict,
            "rung": reached.rung,
            "surely": reached.surely,
            "record": _id(reached.highest),
            "first_exposure": _id(reached.first()),
            "first_opened_or_above": _id(reached.first("opened")),
            "first_seen": _id(reached.seen),
            "earlier": [
                {"version": written.wording.number, "rung": e.rung, "record": _id(e.highest)}
                for written, e in each.earlier[-MOST:]
                if e.rung
            ],
        }

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        match self.finding.verdict:
            case "yes" | "stated":
                return "That the record which proves the rung is struck, or was another person's."
            case "undetermined":
                return "The exact time of the seeing, or of the moment asked about."
            case _:
                return (
                    "A record that the person opened, was shown, discussed, signed or wrote this "
                    "wording before the moment asked about."
                )

    @property
    def concepts(self) -> list[str]:
        """The field's words that it bears on. No law is applied."""
        found = ["actual knowledge", "notice"]
        if self.finding.question.parties:
            found.append("imputed knowledge: what its people know and what a party knows")
        if self.finding.verdict in {"partly", "silent"}:
            found.append("constructive knowledge")
        if self.finding.for_them:
            found.append("knowledge of an agent")
        return found


def _id(proof: Proof | None) -> str | None:
    return proof.record if proof else None
