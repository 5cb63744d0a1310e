"""How a clause came to its words: every wording and removal by time, each beside the one before."""

from __future__ import annotations

from typing import Any

from projections.clauses import Removal, Wording
from projections.deal import KnownDeal
from projections.difference import difference


class WordingHistory:
    """By clause, what happened to its words by `effective_at`, the oldest first.

    Comparing words costs more than all else, so that is done of those alone that are asked for.
    """

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal
        moment = deal.basis.effective_at
        self._changes = {
            id_: sorted((c for c in clause.changes if c.interval.begin <= moment), key=_in_time)
            for id_, clause in deal.clauses.by_id.items()
        }

    def count(self, clause: str) -> int:
        """How often the words of a clause changed, the first wording and removals counted."""
        return len(self._changes.get(clause, ()))

    @property
    def total(self) -> int:
        """The same of all clauses together."""
        return sum(map(len, self._changes.values()))

    def of(self, clause: str, first: int = 0, end: int | None = None) -> list[dict[str, Any]]:
        """The changes from one to another (counted from 0, the last not included), as JSON.

        `version` is None of a removal. `difference` is word by word against the wording before;
        None of the first one and of a removal.
        """
        changes = self._changes.get(clause, [])
        before = [each for each in changes[:first] if isinstance(each, Wording)]
        text = before[-1].text if before else None
        found = []
        for change in changes[first:end]:
            found.append(_change(self._deal, change, text))
            text = change.text if isinstance(change, Wording) else text
        return found


def _in_time(change: Wording | Removal) -> tuple[Any, int]:
    return change.interval.begin, change.place


def _change(deal: KnownDeal, change: Wording | Removal, before: str | None) -> dict[str, Any]:
    wording = change if isinstance(change, Wording) else None
    redline = difference(before, wording.text) if wording and before is not None else None
    return {
        "version": wording.number if wording else None,
        "heading": wording.heading if wording else None,
        "record": change.fact.id,
        "position": change.place,
        "occurred_at": change.fact.occurred.json,
        "actor": change.fact.actor,
        "actor_name": deal.person(change.fact.actor),
        "difference": redline,
    }
