"""The evidence of an answer of changes, what is not shown, and its facts as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.evidence import Evidence, words_said
from projections.answers.kinds.changes_between import Bound
from projections.answers.kinds.changes_finding import ChangesFinding, clauses_of, reason_of
from projections.answers.moments import absent
from projections.answers.sides import Sides, sided
from projections.changes import printing
from projections.changes.comparing import Changed
from projections.facts import Fact
from projections.knowledge.written import Key
from projections.people import look_alikes
from projections.sentences.naming import listed
from projections.sources import Sources


@dataclass(frozen=True)
class Citing:
    """Cites what a finding found."""

    finding: ChangesFinding

    @cached_property
    def evidence(self) -> Sides:
        """The changes, the moments, and who was shown them; what is of unknown order beside."""
        found = self.finding
        if found.question.ask == "why" and found.verdict == "silent":
            return sided((), (), map(self._cited, (*found.facts, *found.beside)))
        decides = found.verdict in {"yes", "no", "stated"}
        changes = [*found.facts, *(each.seal for each in found.resealed)]
        supports = [*map(self._cited, changes)] if decides else []
        if found.verdict == "no" and found.last_before is not None:
            supports.append(self._cited(found.last_before))
        supports += map(self._cited, found.ends if decides else ())
        if found.verdict == "undetermined":
            supports += map(self._cited, found.unsure)
        shown, told = self._shown()
        beside = [*found.unsure, *found.not_in_it, *found.beside, *found.ends]
        return sided([*supports, *shown], (), [*map(self._cited, beside), *told])

    def _cited(self, fact: Fact) -> Evidence:
        wording = self.finding.wording(fact)
        said = words_said(fact.event)
        return Evidence(fact, reason_of(fact) if not said else said[0][1], wording)

    def _shown(self) -> tuple[list[Evidence], list[Evidence]]:
        """The proofs that somebody saw a new wording; and of those who did not, what they had."""
        seen: list[Evidence] = []
        had: list[Evidence] = []
        for key in self.finding.shown:
            unseen = set(self.finding.told.unseen(key))
            for person in self.finding.told.people(key):
                proof = person.known.seen or person.known.highest
                if proof is not None:
                    (had if person.id in unseen else seen).append(self._cited(proof.fact))
        return seen, had

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is not on record."""
        found = self.finding
        if found.absent is not None:
            yield absent(found.absent)
            return
        for key in self.finding.shown:
            if unseen := found.told.unseen(key):
                yield self._unseen(key, unseen)
        if found.verdict == "no":
            covered = Sources(found.deal.happened, found.deal.zone).on(())
            yield {
                "looked_for": "change",
                "clauses": sorted(found.clauses) if found.clauses is not None else "all",
                "sentence": f"No change of these clauses then is on record. {covered.sentence}",
            }
        yield from self._unsaid()

    def _unseen(self, key: Key, unseen: list[str]) -> dict[str, Any]:
        deal = self.finding.deal
        names = listed(deal.person(each) for each in unseen)
        alike = [
            {"one": pair.one, "other": pair.other, "why": pair.why}
            for pair in self._look_alikes
            if {pair.one, pair.other} & set(unseen)
        ]
        return {
            "looked_for": "seen",
            "clause": key[0],
            "version": key[1],
            "persons": unseen,
            "look_alikes": alike,
            "sentence": f"No record that these opened or were shown clause {key[0]} (wording "
            f"{key[1]}): {names}.",
        }

    @cached_property
    def _look_alikes(self) -> list[Any]:
        return list(look_alikes(self.finding.deal, self.finding.knowledge.people))

    def _unsaid(self) -> Iterator[dict[str, Any]]:
        """Who asked and why, where that is what is asked about."""
        wanted = {"who": "requested_by", "why": "reason"}.get(self.finding.question.ask or "")
        if wanted is None:
            return
        without = [f.id for f in self.finding.facts if not getattr(f.event, wanted, None)]
        if without:
            what = "who asked for it" if wanted == "requested_by" else "why"
            yield {
                "looked_for": wanted,
                "records": without,
                "sentence": f"In these records it is not said {what}: {listed(without)}.",
            }

    @property
    def details(self) -> dict[str, Any]:
        """The facts as data; see the rule file."""
        found = self.finding
        asked = found.between
        return {
            "from": _bound(asked.start if asked else None),
            "to": _bound(asked.stop if asked else None),
            "clauses": [_changed(each) for each in found.changed],
            "records": [self._record(fact) for fact in found.facts],
            "order_unknown": [self._record(fact) for fact in found.unsure],
            "not_in_it": [self._record(fact) for fact in found.not_in_it],
            "left_out": [
                {
                    "clause": each.clause,
                    "from": each.old,
                    "to": each.new,
                    "proposal": each.proposal,
                    "record": each.seal.id,
                }
                for each in found.resealed
            ],
            "sign_offs": [
                {
                    "record": left.signature.fact.id,
                    "clause": clause,
                    "version": left.number,
                    "state": left.state,
                }
                for clause, every in found.left.items()
                for left in every
            ],
        }

    def _record(self, fact: Fact) -> dict[str, Any]:
        wording = self.finding.wording(fact)
        return {
            "record": fact.id,
            "type": fact.event.stored_as,
            "clauses": list(clauses_of(fact)),
            "version": wording.number if wording else None,
            "occurred_at": fact.occurred.json,
            "actor": fact.actor,
            "on_behalf_of": fact.entry.envelope.on_behalf_of,
            "instructed_by": fact.entry.envelope.instructed_by,
            "drafted_by": getattr(fact.event, "drafted_by", None),
            "requested_by": getattr(fact.event, "requested_by", None),
            "reason": reason_of(fact),
        }


def _bound(bound: Bound | None) -> dict[str, Any] | None:
    return bound.at.json if bound else None


def _changed(changed: Changed) -> dict[str, Any]:
    return {
        "clause": changed.clause,
        "change": changed.what,
        "from": printing.held(changed.old),
        "to": printing.held(changed.new),
        "words": printing.words(changed),
        "term": printing.term(changed),
    }
