"""The pricing terms of one deal's governing text, item by item; silence is a row of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb

from domain.events.clauses import TermsClarified
from domain.occurrence import Occurrence
from domain.values import PRICING, Term
from projections.answers.speech import text_of
from projections.clauses import Stated, Wording
from projections.deal import KnownDeal
from projections.terms import left_silent, said_of
from projections.views.view import Row, View

_Said = tuple[str, str | None, str, str | None]
"""An axis, an item of it, its state, and the words that say so."""


class Priced(NamedTuple):
    """What one stated pricing term says of one item of one axis."""

    client: str | None
    standing: str
    proposal: str | None
    clause: str
    number: int
    record: str
    clarifies: bool
    kind: str
    value: Jsonb | None
    condition: str | None
    begins: datetime | None
    ends: datetime | None
    axis: str
    item: str | None
    state: str
    words: str | None


class Deal(NamedTuple):
    """How much pricing a deal states at all."""

    client: str | None
    standing: str
    pricing_terms: int
    clauses_without_term: int
    withheld: int


def rows(deal: KnownDeal) -> Iterator[Row]:
    """A row for each item that a term states or is silent on, and one for the deal."""
    terms = text_of(deal, PRICING).terms
    moment = deal.basis.effective_at
    unstated = [each for each in deal.text if each.term(moment) is None]
    yield Deal(_client(deal), deal.standing, len(terms), len(unstated), deal.withheld)
    silences: set[int] = set()
    for wording, stated in terms:
        said: list[_Said] = [(s.axis, s.item, s.state, s.words) for s in stated.term.scope]
        # What a wording leaves silent is told once, with the first of its terms.
        if id(wording) not in silences:
            silences.add(id(wording))
            said += _silent(deal, wording, stated.term)
        for axis, item, state, words in said:
            yield Priced(
                **_term(deal, wording, stated), axis=axis, item=item, state=state, words=words
            )


def _term(deal: KnownDeal, wording: Wording, stated: Stated) -> dict[str, Any]:
    term, holds = stated.term, deal.governing.holds or {}
    begins, ends = window_of(term, deal.zone)
    return {
        "client": _client(deal),
        "standing": deal.standing,
        "proposal": holds[wording.clause][1] if wording.clause in holds else None,
        "clause": wording.clause,
        "number": wording.number,
        "record": stated.fact.id,
        "clarifies": isinstance(stated.fact.event, TermsClarified),
        "kind": term.kind,
        "value": value_of(term),
        "condition": term.condition,
        "begins": begins,
        "ends": ends,
    }


def _silent(deal: KnownDeal, wording: Wording, term: Term) -> Iterator[_Said]:
    for axis, items in left_silent(deal, wording, term.kind).items():
        for item in items:
            yield axis, item, "silent", None
    said = said_of(deal, wording, term.kind)
    if not any(each.axis == "services" for one in said for each in one.scope):
        yield "services", None, "silent", None


def _client(deal: KnownDeal) -> str | None:
    return deal.opened.client if deal.opened else None


def value_of(term: Term) -> Jsonb | None:
    """A term's value as it is printed."""
    return Jsonb(term.value.model_dump(mode="json")) if term.value else None


def window_of(term: Term, zone: str) -> tuple[datetime | None, datetime | None]:
    """From the begin of `from` to the end of `until`; None where it is not stated."""
    return _begin(term.from_, zone), _end(term.until, zone)


def _begin(when: Occurrence | None, zone: str) -> datetime | None:
    return when.interval(zone).begin if when else None


def _end(when: Occurrence | None, zone: str) -> datetime | None:
    return when.interval(zone).end if when else None


VIEW = View("pricing", version=2, tables={Priced: "pricing", Deal: "pricing_deals"}, rows=rows)
