"""What one deal promises for how long: offers by each sending, and terms with a window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from psycopg.types.json import Jsonb

from domain.events.proposals import ProposalSent
from domain.occurrence import Occurrence
from domain.values import PRICING
from projections.answers.speech import text_of
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal, first
from projections.views.rows.pricing import value_of, window_of
from projections.views.view import Row, View


class Promise(NamedTuple):
    """A promise with its window; `ended_at` by the record `ended_by`, where one ended the offer."""

    client: str | None
    promise: str
    proposal: str | None
    clause: str | None
    number: int | None
    record: str
    value: Jsonb | None
    words: str | None
    begins: datetime | None
    ends: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    standing: str


def rows(deal: KnownDeal) -> Iterator[Row]:
    """The promises of every proposal that was sent, then those of the governing text."""
    for proposal in deal.proposals.by_id.values():
        yield from _offered(deal, proposal.by(deal.basis.effective_at))
    yield from _terms(deal)


def _offered(deal: KnownDeal, proposal: Proposal) -> Iterator[Promise]:
    ended = _ended(proposal)
    standing = deal.proposals.standing(proposal, deal.basis.effective_at)
    for sent in proposal.sent:
        assert isinstance(sent.event, ProposalSent)
        for promise, until, words in _stated(sent.event):
            yield Promise(
                client=_client(deal),
                promise=promise,
                proposal=proposal.id,
                clause=None,
                number=None,
                record=sent.id,
                value=None,
                words=words,
                begins=sent.interval.begin,
                ends=until.interval(deal.zone).end if until else None,
                ended_at=ended.interval.begin if ended else None,
                ended_by=ended.id if ended else None,
                standing=standing,
            )


def _stated(sent: ProposalSent) -> Iterator[tuple[str, Occurrence | None, str | None]]:
    """An offer is always valid for some time, stated or not; irrevocable only where it is said."""
    yield "validity", sent.valid_until, None
    if sent.irrevocable_until is not None or sent.irrevocable_basis is not None:
        yield "irrevocability", sent.irrevocable_until, sent.irrevocable_basis


def _ended(proposal: Proposal) -> Fact | None:
    """The first record by which the offer came to its end, or was taken."""
    ends = (
        *proposal.accepted,
        *proposal.executed,
        *proposal.retracted_whole,
        *proposal.rejected,
        *proposal.lapsed,
    )
    return first(list(ends)) if ends else None


def _terms(deal: KnownDeal) -> Iterator[Promise]:
    """Of a text that was sent, at least: what stands in drafts was promised to nobody."""
    if deal.governing.tier in {"sealed", "drafts"}:
        return
    holds = deal.governing.holds or {}
    for wording, stated in text_of(deal, PRICING).terms:
        begins, ends = window_of(stated.term, deal.zone)
        if begins is not None or ends is not None:
            yield Promise(
                client=_client(deal),
                promise=stated.term.kind,
                proposal=holds[wording.clause][1] if wording.clause in holds else None,
                clause=wording.clause,
                number=wording.number,
                record=stated.fact.id,
                value=value_of(stated.term),
                words=stated.term.condition,
                begins=begins,
                ends=ends,
                ended_at=None,
                ended_by=None,
                standing=deal.standing,
            )


def _client(deal: KnownDeal) -> str | None:
    return deal.opened.client if deal.opened else None


VIEW = View("promises", version=1, tables={Promise: "promises"}, rows=rows)
