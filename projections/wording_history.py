"""How a clause came to its words: every wording and removal by time, each beside the one before."""

from __future__ import annotations

from typing import Any

from projections.clauses import Clause, Removal, Wording
from projections.deal import KnownDeal
from projections.difference import difference


def wording_history(deal: KnownDeal) -> dict[str, list[dict[str, Any]]]:
    """By clause, what happened to its words by `effective_at`, the oldest first.

    `version` is None of a removal. `difference` is word by word against the wording before; None of
    the first one and of a removal.
    """
    return {id_: _of(deal, clause) for id_, clause in deal.clauses.by_id.items()}


def _of(deal: KnownDeal, clause: Clause) -> list[dict[str, Any]]:
    moment = deal.basis.effective_at
    happened = [each for each in clause.changes if each.interval.begin <= moment]
    before: str | None = None
    found = []
    for change in sorted(happened, key=lambda each: (each.interval.begin, each.place)):
        found.append(_change(deal, change, before))
        before = change.text if isinstance(change, Wording) else before
    return found


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
