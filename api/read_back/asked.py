"""What a person is asked by a link: the questions, each with the words of exactly its wording.

Nothing else of the deal is shown. What is privileged is shown to nobody who is not signed in, and
what is confidential to nobody but the seller's own people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from api.read_back.answers import MOST, put
from domain.events.deal import DealOpened
from domain.record import Entry
from ledger.pseudonyms import ERASED
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.told import Sides
from projections.people import people_of, persons_named
from projections.read_back import read_back

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions to one person; `left_out` are those that rest on words not shown to them."""

    questions: list[Json]
    left_out: int


def asked(deal: KnownDeal, proposal: str, person: str) -> Asked:
    """The questions to a proposal that may be put to a person, each with its name in the form.

    None of a deal that was struck.
    """
    if _is_struck(deal):
        return Asked([], 0)
    shown = deal.on(replace(deal.basis, role="reader"))
    within = Sides(Knowledge(shown)).of(person, shown.basis.effective_at) == "seller"
    found = read_back(shown, proposal)
    open_to = found if within else [q for each in found if (q := _for_others(shown, each))]
    every = len(read_back(deal, proposal))
    questions = [put(deal, each) for each in open_to[:MOST]]
    return Asked(questions, every - len(open_to))


def is_in(deal: KnownDeal, person: str) -> bool:
    """Whether a record of the deal names this person, who was not erased."""
    people = people_of(deal)
    named_there = person in persons_named(deal, people)
    return named_there and people.is_person(person) and not person.startswith(ERASED)


def _is_struck(deal: KnownDeal) -> bool:
    return deal.opened is None and any(type(e.event) is DealOpened for e in deal.facts.struck)


def _for_others(deal: KnownDeal, question: Json) -> Json | None:
    """The same for somebody outside the house; None where its words are confidential."""
    clause = deal.clauses.by_id[question["clause"]]
    wording = clause.wordings[question["version"]]
    if _is_private(wording):
        return None
    # A wording without a heading of its own has that of another one.
    headed = wording.own_heading is not None or not any(map(_is_private, clause.wordings.values()))
    return question if headed else question | {"heading": ""}


def _is_private(wording: Wording) -> bool:
    return any(each.privilege != "none" for each in _entries(wording.fact))


def _entries(fact: Fact) -> list[Entry]:
    return [fact.entry, *([fact.corrected_by] if fact.corrected_by else [])]
