"""The reading `changes`, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from projections.changes import printing
from projections.changes.comparing import Changed, compared
from projections.changes.ends import End
from projections.changes.stale import Left, Stale
from projections.changes.telling import Telling
from projections.changes.told import ToldOfChanges
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.not_in_it import NotInIt


def changes(deal: KnownDeal, from_: str | None, to: str | None = None) -> dict[str, Any]:
    """The reading `changes`, as JSON, between two ends as `projections.changes.asked` writes them.

    `from` and `to` say what the ends came to; of drafts also which text governed there. `clauses`
    are those that differ, each with the `words` (`difference`); what its `term` stated on which
    axis, in this clause alone, for others may state it too; the `steps` by which it came about: who
    acted, drafted, asked; who was `told` of the new wording, and `not_shown_to` whom; and the
    `sign_offs` that were given on an older wording. The last three are as of `effective_at`.
    `records` holds the proofs of what was told, with their moments. Raises BadEnd.
    """
    found = compared(deal, from_, to)
    knowledge = Knowledge(deal)
    stale = Stale(deal, knowledge.people)
    new = frozenset(each.wording for each in found.changed if each.wording)
    printed_ = _Printed(deal, ToldOfChanges(knowledge, new), stale)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "from": _end(found.start),
        "to": _end(found.stop),
        "clauses": [printed_.row(each) for each in found.changed],
        "unchanged": found.unchanged,
        "records": {id_: printed_.record(fact) for id_, fact in sorted(printed_.cited.items())},
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def _end(end: End) -> dict[str, Any]:
    found = end.json
    if end.proposal is not None:
        found["not_in_it"] = NotInIt(end.deal).of(end.proposal)
    if end.drafts:
        governing = end.deal.proposals.governing(end.moment)
        holds = governing.holds or {}
        found["governing"] = {
            "by": governing.tier,
            "proposal": governing.proposal.id if governing.proposal else None,
            "wordings": [{"clause": c, "version": number} for c, (number, _) in holds.items()],
        }
    return found


class _Printed:
    """The parts of the reading; `cited` are the records that they name."""

    def __init__(self, deal: KnownDeal, told: ToldOfChanges, stale: Stale) -> None:
        self._moment = deal.basis.effective_at
        self._told = told
        self._stale = stale
        self._telling = Telling(deal)
        self.cited: dict[str, Fact] = {}

    def row(self, changed: Changed) -> dict[str, Any]:
        left, wording = self._stale.of(changed), changed.wording
        old, new = changed.old, changed.new
        if wording:
            self._cite(self._told.cited(wording))
        return {
            "clause": changed.clause,
            "change": changed.what,
            "from": printing.held(old),
            "to": printing.held(new),
            "words": printing.words(changed),
            "term": printing.term(changed),
            "clarified_by": printing.clarified(old, new),
            "steps": [printing.step(each, self._moment) for each in changed.steps.drafts],
            "steps_withheld": changed.steps.withheld,
            "mended_by": [printing.mended(each) for each in changed.steps.mended],
            "told": self._told.json(wording) if wording else None,
            "not_shown_to": self._told.unseen(wording) if wording else None,
            "sign_offs": [self._left(each) for each in left],
            "sentence": self._telling.of(changed, self._told, left),
        }

    def _cite(self, facts: Iterable[Fact]) -> None:
        self.cited.update({fact.id: fact for fact in facts})

    def record(self, fact: Fact) -> dict[str, Any]:
        return {
            "type": fact.event.stored_as,
            "occurred_at": fact.occurred.json,
            "order_unknown": fact.interval.end > self._moment,
            "actor": fact.actor,
        }

    def _left(self, left: Left) -> dict[str, Any]:
        signature = left.signature.signature
        assert signature is not None
        self._cite((signature.fact, *([left.answer.fact] if left.answer else [])))
        return {
            "record": signature.fact.id,
            "sign_off": signature.event.sign_off,
            "proposal": signature.event.proposal,
            "version": left.number,
            "by": signature.fact.actor,
            "on_behalf_of": signature.fact.entry.envelope.on_behalf_of,
            "state": left.state,
            "answer": left.answer.fact.id if left.answer else None,
            "given": left.given,
        }
