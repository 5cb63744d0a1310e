"""For whose eyes a record is that says what other records say: for no more than theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.record import Entry
from domain.values import Privilege
from projections.deal import KnownDeal
from projections.facts import Fact

_RANK: dict[Privilege, int] = {
    "none": 0,
    "confidential": 1,
    "attorney_client": 2,
    "work_product": 2,
}


def most_private(facts: Iterable[Fact]) -> Privilege:
    """What the most private of them, or of their corrections, is privileged as."""
    every = (each.privilege for fact in facts for each in _entries(fact))
    return max(every, key=_RANK.__getitem__, default="none")


def facts_named(deal: KnownDeal, refs: Iterable[dict[str, Any]]) -> Iterator[Fact]:
    """The records that refs name, as JSON: by their id, or as a wording and the term stated of it.

    Whatever else a ref names is passed over.
    """
    wanted = list(refs)
    ids = {each.get("record") for each in wanted}
    yield from (fact for fact in deal.facts.counted if fact.id in ids)
    for each in wanted:
        clause = deal.clauses.by_id.get(each.get("clause", ""))
        wording = clause.wording(each.get("version", 0)) if clause else None
        if wording:
            yield wording.fact
            stated = wording.term(deal.basis.effective_at)
            if stated:
                yield stated.fact


def _entries(fact: Fact) -> list[Entry]:
    return [fact.entry, *([fact.corrected_by] if fact.corrected_by else [])]
