"""Records that state what clauses mean and do not count: not agreed by both, or not confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.events.clauses import TermsClarified, TermStated
from projections.clauses import is_stated
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences.naming import listed


def in_effect(deal: KnownDeal) -> frozenset[str]:
    """The records of the clarifications that are in effect at `effective_at`."""
    moment = deal.basis.effective_at
    return frozenset(c.fact.id for c in deal.clauses.clarifications if c.effective <= moment)


def proposes(fact: Fact, agreed: frozenset[str]) -> bool:
    """Whether it is a clarification not `in_effect`, or a parser's term that nobody confirmed."""
    match fact.event:
        case TermsClarified():
            return fact.id not in agreed
        case TermStated() as event:
            return not is_stated(event)
        case _:
            return False


def what_it_lacks(deal: KnownDeal, facts: Iterable[Fact]) -> Iterator[dict[str, Any]]:
    """Of those that propose something what is not on record, as it stands under `not_shown`."""
    for fact in facts:
        match fact.event:
            case TermsClarified(agreed_by=agreed):
                who = listed(deal.person(party) for party in agreed)
                said = f"A clarification (record {fact.id}, agreed by {who}) was not in effect."
                yield {"looked_for": "agreement", "record": fact.id, "sentence": said}
            case TermStated(clause=clause):
                said = (
                    f"That somebody confirmed what a parser read in clause {clause} (record "
                    f"{fact.id}); so it counts as not stated."
                )
                yield {"looked_for": "confirmation", "record": fact.id, "sentence": said}
            case _:
                pass
