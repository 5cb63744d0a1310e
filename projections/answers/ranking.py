"""Which document prevails, as far as it was stated (VOCABULARY 6.2, kinds `scope`, `precedence`).

The latest `precedence.stated` of the deal counts whose clause, if it names one, is in the governing
text. A document that it does not list is not ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.events.clauses import PrecedenceStated
from domain.wordings import latest
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact


@dataclass(frozen=True)
class Ranking:
    """What is on record of the precedence of documents by `effective_at`.

    `text` is the one that has the clauses (default: the governing one).
    """

    deal: KnownDeal
    text: Sequence[Wording] | None = None

    @cached_property
    def every(self) -> tuple[Fact, ...]:
        """Every statement of it, whether it counts or not."""
        return tuple(f for f in self.deal.happened if isinstance(f.event, PrecedenceStated))

    @cached_property
    def fact(self) -> Fact | None:
        """The record that counts."""
        text = self.deal.text if self.text is None else self.text
        held = {wording.clause for wording in text}
        stated = (f for f in self.every if (clause := clause_of(f)) is None or clause in held)
        return latest(stated, self.deal.basis.effective_at)

    @property
    def order(self) -> tuple[str, ...]:
        """The documents that are ranked, the prevailing one first."""
        return order_of(self.fact) if self.fact else ()

    def unranked(self, documents: Iterable[str]) -> list[str]:
        """Those of these documents that it does not rank."""
        return [each for each in documents if each not in self.order]


def order_of(fact: Fact) -> tuple[str, ...]:
    """The order that a record states."""
    assert isinstance(fact.event, PrecedenceStated)
    return fact.event.order


def ranked_documents(facts: Iterable[Fact]) -> frozenset[str]:
    """Every document that some statement ranks."""
    stated = (fact.event.order for fact in facts if isinstance(fact.event, PrecedenceStated))
    return frozenset(document for order in stated for document in order)


def clause_of(fact: Fact) -> str | None:
    """The clause by which a record states it."""
    assert isinstance(fact.event, PrecedenceStated)
    return fact.event.clause


def first_of(documents: Sequence[str], order: Sequence[str]) -> str | None:
    """The one of these documents that an order puts first; None when it ranks none of them."""
    return min((d for d in documents if d in order), key=order.index, default=None)
