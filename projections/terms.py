"""The terms of a deal: the governing text, clause by clause, and what it is silent about."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.values import FIXED_ITEMS, Term
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.proposals import Governing


def terms(deal: KnownDeal) -> dict[str, Any]:
    """The reading `terms`, as JSON.

    `clauses` is the governing text; `current` are the wordings in the drafts at that time, with
    those that the governing text does not hold marked; `removed` are clauses that no longer stand.
    """
    held = {wording.clause: wording.number for wording in deal.text}
    now_current = deal.clauses.current(deal.basis.effective_at)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "governing": governing_shown(deal.governing),
        "standing": deal.standing,
        "clauses": [clause_shown(deal, wording) for wording in deal.text],
        "current": [current_shown(each, held.get(each.clause)) for each in now_current],
        "withheld": deal.withheld,
    }


def governing_shown(governing: Governing) -> dict[str, Any]:
    """Which text governs, and by which rule, as JSON."""
    return {
        "by": governing.tier,
        "proposal": governing.proposal.id if governing.proposal else None,
        "amendments": [each.id for each in governing.amendments],
        "contents_on_record": governing.tier == "drafts" or governing.holds is not None,
    }


def current_shown(wording: Wording, held: int | None) -> dict[str, Any]:
    """A wording of the drafts, as JSON. `held`: the number of the one that governs."""
    return {
        "clause": wording.clause,
        "version": wording.number,
        "heading": wording.heading,
        "text": wording.text,
        "sha256": _digest(wording.text),
        "governs": held == wording.number,
    }


def clause_shown(deal: KnownDeal, wording: Wording) -> dict[str, Any]:
    """A wording of the governing text, as JSON."""
    moment = deal.basis.effective_at
    holds = deal.governing.holds or {}
    found: dict[str, Any] = {
        "clause": wording.clause,
        "version": wording.number,
        "heading": wording.heading,
        "text": wording.text,
        "sha256": _digest(wording.text),
        "document": wording.document,
        "record": wording.fact.id,
        "position": wording.fact.place,
        "occurred_at": wording.fact.occurred.json,
        "order_unknown": wording.fact.interval.end > moment,
        "proposal": holds[wording.clause][1] if wording.clause in holds else None,
    }
    stated = wording.term(moment)
    found["term"] = _term(stated.term) if stated else None
    found["stated_by"] = stated.fact.id if stated else None
    found["in_period"] = in_period(stated.term, moment, deal.zone) if stated else None
    found["silent"] = silent(stated.term) if stated else None
    if clarified := deal.clauses.clarified(wording.clause, moment):
        found["clarified_by"] = [
            {"record": each.fact.id, "term": _term(each.event.term), "text": each.event.text}
            for each in clarified
        ]
    if wording.fact.corrected_by is not None:
        found["corrected"] = _as_first_recorded(wording)
    return found


def _as_first_recorded(wording: Wording) -> dict[str, Any]:
    """A correction changes no seal: what was sealed is shown beside what is right."""
    first = wording.fact.entry.event
    assert isinstance(first, ClauseAdded | ClauseRevised)
    assert wording.fact.corrected_by is not None
    return {
        "by": wording.fact.corrected_by.id,
        "first_recorded": {"text": first.text, "sha256": _digest(first.text)},
    }


def _term(term: Term | None) -> dict[str, Any] | None:
    return term.model_dump(mode="json", exclude_none=True) if term else None


def in_period(term: Term, moment: datetime, zone: str) -> bool:
    """Whether a term speaks at `moment`: from the begin of `from` to the end of `until`."""
    begun = term.from_ is None or term.from_.interval(zone).begin <= moment
    return begun and (term.until is None or moment <= term.until.interval(zone).end)


def silent(term: Term) -> dict[str, list[str]]:
    """Per axis, the fixed items that no statement of the term covers."""
    spoken = {(statement.axis, statement.item) for statement in term.scope}
    return {
        axis: [item for item in items if (axis, item) not in spoken]
        for axis, items in FIXED_ITEMS.items()
    }


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
