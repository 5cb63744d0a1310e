"""Read-back: a question to each clause on prices, put to people before they rely on it.

It asks for what is added later, which is disputed most, whatever the term says: that somebody
stated a meaning is not that others share it. And where the prices are silent on something else that
is likely to be ordered (as of finding SCOPE01), for the first of that too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.events.told import StatementMade
from domain.values import PRICING
from projections.catalogue import Item
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.findings.looked import Looked
from projections.findings.rules.read01 import said_of, wordings_meant
from projections.findings.rules.scope01 import LIKELY
from projections.on_record import proposal_on_record
from projections.sentences.naming import spelled

Json = dict[str, Any]
_ASKED: dict[Item, str] = {
    ("orders", "expansion"): "services or licences that are not in this order and are added later",
    ("orders", "renewal"): "renewals of this order",
    ("beneficiaries", "affiliates"): "affiliates of the client",
    ("quantity", "additional"): "more of what is ordered than was contracted",
}


def read_back(deal: KnownDeal, proposal: str) -> list[Json]:
    """The questions to a sealed proposal, in the order of its clauses.

    Each has `clause`, `version`, `heading`, `text`, `axis`, `item`, `silent` (whether no term of
    prices rules on it) and the `question`. None where no seal is on record, or no price is stated.
    """
    return _questions(Looked(deal), proposal)


def answered_read_back(deal: KnownDeal, proposal: str) -> Json:
    """The reading `read-back`: the questions, each with what was said of it in writing.

    `answers` stand in the order of time; `state` is null where somebody said that they are not
    sure. `differ` is what finding READ01 goes by: two humans whose last words on it differ.
    `sealed` False: no seal is on record, so there is nothing to ask. Raises ProposalNotOnRecord.
    """
    found, looked = proposal_on_record(deal, proposal), Looked(deal)
    last = said_of(looked)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "proposal": proposal,
        "sealed": found.contents is not None,
        "questions": [
            asked
            | {
                "answers": list(_answers(looked, asked)),
                "differ": len({state for _, state in last.get(_of(asked), {}).values()}) > 1,
            }
            for asked in _questions(looked, proposal)
        ],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def _of(asked: Json) -> tuple[str, int, Item]:
    return asked["clause"], asked["version"], (asked["axis"], asked["item"])


def _answers(looked: Looked, asked: Json) -> Iterator[Json]:
    clause, version, item = _of(asked)
    for fact in sorted(looked.happened(StatementMade), key=_in_time):
        event = fact.event
        assert isinstance(event, StatementMade)
        named = (each.key for each in wordings_meant(looked, fact, event))
        if event.form != "written" or (clause, version) not in named:
            continue
        states = [each.state for each in event.scope if (each.axis, each.item) == item]
        if states or fact.entry.envelope.evidence.quote == asked["question"]:
            yield {
                "record": fact.id,
                "person": fact.actor,
                "name": looked.name(fact.actor),
                "occurred_at": fact.occurred.json,
                "state": states[-1] if states else None,
                "words": event.words,
            }


def _in_time(fact: Fact) -> tuple[Any, int]:
    return fact.interval.begin, fact.place


def _questions(looked: Looked, proposal: str) -> list[Json]:
    deal = looked.deal
    found = deal.proposals.by_id.get(proposal)
    wordings = []
    for held in (found.by(looked.moment).contents or ()) if found else ():
        clause = deal.clauses.by_id.get(held.clause)
        wording = clause.wording(held.version) if clause else None
        stated = wording.term(looked.moment) if wording else None
        if wording and stated and stated.term.kind in PRICING:
            wordings.append((wording, spelled(stated.term.kind)))
    rules = looked.ruled([wording for wording, _ in wordings], PRICING)
    silent = [item for item in LIKELY if rules.on(item).state == "silent"]
    items = list(dict.fromkeys((LIKELY[0], *silent[:1])))
    return [
        _question(wording, kind, item, is_silent=item in silent)
        for wording, kind in wordings
        for item in items
    ]


def _question(wording: Wording, kind: str, item: Item, *, is_silent: bool) -> Json:
    return {
        "clause": wording.clause,
        "version": wording.number,
        "heading": wording.heading,
        "text": wording.text,
        "axis": item[0],
        "item": item[1],
        "silent": is_silent,
        "question": f"Does the {kind} of clause {wording.clause} apply to {_ASKED[item]}?",
    }
