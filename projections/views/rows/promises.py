"""What one deal promises for how long: offers by each sending, and terms with a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from psycopg.types.json import Jsonb

from domain.events.proposals import AgreementExecuted, ProposalAccepted, ProposalSent
from domain.occurrence import Occurrence
from domain.values import PRICING
from projections.answers.speech import text_of
from projections.counting import (
    BOTH_RULES,
    Counted,
    counted_acceptance,
    counted_retraction,
    may_be_first,
)
from projections.deal import KnownDeal
from projections.proposals import Proposal
from projections.views.rows.pricing import value_of, window_of
from projections.views.view import Row, View


class Promise(NamedTuple):
    """A promise with its window; `ended_at` by the record `ended_by`, where one ended the offer.

    `ended_by_one_of`: the records of which the first ended it; `ended_by` is None where it is
    undetermined which of several that was.
    """

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
    ended_by_one_of: Sequence[str]
    standing: str


def rows(deal: KnownDeal) -> Iterator[Row]:
    """The promises of every proposal that was sent, then those of the governing text."""
    for proposal in deal.proposals.by_id.values():
        yield from _offered(deal, proposal.by(deal.basis.effective_at))
    yield from _terms(deal)


def _offered(deal: KnownDeal, proposal: Proposal) -> Iterator[Promise]:
    ended = _ended(proposal, deal.zone)
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
                ended_at=min((each.interval.begin for each in ended), default=None),
                ended_by=ended[0].fact.id if len(ended) == 1 else None,
                ended_by_one_of=[each.fact.id for each in ended],
                standing=standing,
            )


def _stated(sent: ProposalSent) -> Iterator[tuple[str, Occurrence | None, str | None]]:
    """An offer is always valid for some time, stated or not; irrevocable only where it is said."""
    yield "validity", sent.valid_until, None
    if sent.irrevocable_until is not None or sent.irrevocable_basis is not None:
        yield "irrevocability", sent.irrevocable_until, sent.irrevocable_basis


def _ended(proposal: Proposal, zone: str) -> list[Counted]:
    """The records that may have been the first to end the offer, or to take it.

    Several where they overlap, or where the dispatch rule and the receipt rule differ. What was
    executed had been accepted by then, where that is on record.
    """
    found: dict[str, Counted] = {}
    for rule in BOTH_RULES:
        taken = (*proposal.accepted, *proposal.executed, *proposal.rejected, *proposal.lapsed)
        ends = [counted_acceptance(fact, rule, zone) for fact in taken]
        ends += [counted_retraction(fact, zone) for fact in proposal.retracted_whole]
        for each in may_be_first(ends):
            before = found.get(each.fact.id, each)
            found[each.fact.id] = min(before, each, key=_begin)
    kinds = {type(each.fact.event) for each in found.values()}
    followed = AgreementExecuted if ProposalAccepted in kinds else ()
    first = (each for each in found.values() if not isinstance(each.fact.event, followed))
    return sorted(first, key=_begin)


def _begin(counted: Counted) -> tuple[datetime, int]:
    return counted.interval.begin, counted.fact.place


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
                ended_by_one_of=[],
                standing=deal.standing,
            )


def _client(deal: KnownDeal) -> str | None:
    return deal.opened.client if deal.opened else None


VIEW = View("promises", version=2, tables={Promise: "promises"}, rows=rows)
