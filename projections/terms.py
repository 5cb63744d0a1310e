"""The terms of a deal: the governing text, clause by clause, and what it is silent about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.corrections import corrected_event
from domain.events import Event
from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.disputes import RecordCorrected
from domain.occurrence import moment_text
from domain.values import FIXED_ITEMS, PRICING, Term, TermKind
from projections.clauses import Clarification, Stated, Wording
from projections.clocks.retracted_text import retracted_text
from projections.deal import KnownDeal
from projections.not_in_it import governing_not_in_it
from projections.proposals import Governing
from projections.reported import reported


def terms(deal: KnownDeal) -> dict[str, Any]:
    """The reading `terms`, as JSON.

    `clauses` is the governing text; `current` are the wordings in the drafts at that time, with
    those that the governing text does not hold marked. `retractions` are those of the proposals
    that the text comes from: of all of it they change the standing, and never which text governs.
    """
    held = {wording.clause: wording.number for wording in deal.text}
    retractions = list(retracted_text(deal))
    now_current = deal.clauses.current(deal.basis.effective_at)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "governing": governing_shown(deal.governing),
        "not_in_it": governing_not_in_it(deal),
        "standing": deal.standing,
        "retractions": retractions,
        "clauses": [clause_shown(deal, wording) for wording in deal.text],
        "current": [current_shown(each, held.get(each.clause)) for each in now_current],
        "reported": reported(deal),
        "notes": [*deal.notes, *_noted(retractions)],
        "withheld": deal.withheld,
    }


def _noted(retractions: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Of some clauses only: the standing does not say that they were retracted."""
    return (each["sentence"] for each in retractions if each["clauses"] is not None)


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
    every = [each.term for each in terms_of(deal, wording)]
    found["term"] = _term(stated.term) if stated else None
    found["stated_by"] = stated.fact.id if stated else None
    found["in_period"] = in_period(stated.term, moment, deal.zone) if stated else None
    found["silent"] = left_silent(deal, wording, every[0].kind) if every else None
    if clarified := deal.clarified(wording, moment):
        found["clarified_by"] = [_clarification(deal, each) for each in clarified]
    if wording.fact.corrected_by is not None:
        found["corrected"] = _corrected(deal, wording)
    return found


def _clarification(deal: KnownDeal, each: Clarification) -> dict[str, Any]:
    event, moment = each.event, deal.basis.effective_at
    parties = deal.parties
    return {
        "record": each.fact.id,
        "agreed_by": [
            {"party": party, "name": parties[party].name if party in parties else party}
            for party in event.agreed_by
        ],
        "effective": moment_text(each.effective),
        "order_unknown": each.fact.interval.end > moment,
        "term": _term(event.term),
        "in_period": in_period(event.term, moment, deal.zone) if event.term else None,
        "text": event.text,
    }


def _corrected(deal: KnownDeal, wording: Wording) -> dict[str, Any]:
    """A correction changes no seal: what was recorded, and sealed, is shown beside what is right.

    `sealed` is None where no seal holds the wording, or holds it as it is now known to be.
    """
    fact, held = wording.fact, (deal.governing.holds or {}).get(wording.clause)
    assert fact.corrected_by is not None
    of = deal.proposals.by_id[held[1]] if held else None
    sealed = known_at(deal, wording, of.sealed.place) if of and of.sealed else None
    return {
        "by": fact.corrected_by.id,
        "first_recorded": _words(fact.entry.event),
        "sealed": {"proposal": of.id, **_words(sealed)}
        if of and sealed is not None and sealed != fact.event
        else None,
    }


def known_at(deal: KnownDeal, wording: Wording, position: int) -> Event:
    """A wording as it was known at a position, its corrections up to there included."""
    found = wording.fact.entry.event
    for entry in deal.shown:
        event = entry.event
        if entry.position <= position and isinstance(event, RecordCorrected):
            found = corrected_event(event) if event.corrects == wording.fact.id else found
    return found


def _words(event: Event) -> dict[str, Any]:
    assert isinstance(event, ClauseAdded | ClauseRevised)
    return {
        "heading": event.heading,
        "text": event.text,
        "sha256": _digest(event.text),
        "term": _term(event.term),
    }


def _term(term: Term | None) -> dict[str, Any] | None:
    return term.model_dump(mode="json", exclude_none=True) if term else None


def terms_of(deal: KnownDeal, wording: Wording) -> list[Stated]:
    """What a wording is stated to mean: its own term, then those of clarifications in effect."""
    moment = deal.basis.effective_at
    own = wording.term(moment)
    clarified = deal.clarified(wording, moment)
    said = [Stated(each.fact, each.event.term) for each in clarified if each.event.term is not None]
    return [*([own] if own else []), *said]


def in_period(term: Term, moment: datetime, zone: str) -> bool:
    """Whether a term speaks at `moment`: from the begin of `from` to the end of `until`."""
    begun = term.from_ is None or term.from_.interval(zone).begin <= moment
    return begun and (term.until is None or moment <= term.until.interval(zone).end)


def left_silent(deal: KnownDeal, wording: Wording, kind: TermKind) -> dict[str, list[str]]:
    """Per axis, the fixed items on which a wording leaves terms of a kind silent.

    What a clarification in effect states is not silent: one of this kind (pricing is one kind), in
    its period. The wording's own term is read whatever its period: that is said beside it.
    """
    said = said_of(deal, wording, kind)
    spoken = {(statement.axis, statement.item) for term in said for statement in term.scope}
    return {
        axis: [item for item in items if (axis, item) not in spoken]
        for axis, items in FIXED_ITEMS.items()
    }


def said_of(deal: KnownDeal, wording: Wording, kind: TermKind) -> list[Term]:
    """The terms whose statements leave nothing silent of a kind: see `left_silent`."""
    moment = deal.basis.effective_at
    own = wording.term(moment)
    alike = PRICING if kind in PRICING else (kind,)
    return [
        each.term
        for each in terms_of(deal, wording)
        if each.term.kind in alike and (each is own or in_period(each.term, moment, deal.zone))
    ]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
