"""Between what a reader compares: how the two ends are written.

    proposal:P7     what was sealed in P7 (an amendment lies over what it amends)
    wording:4.2@3   the third wording of clause 4.2; the comparison is of this clause alone
    record:ID       the drafts as they were known with this record, and none after it
    17              the same, as they were known at position 17
    2025-05-12      the drafts as they stood at the end of that day (or minute, or second: any time)

An end that is left out is the basis itself: `effective_at`, `known_at`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from domain.occurrence import Interval, Occurrence
from projections.changes.ends import BadEnd, End, Kind
from projections.deal import KnownDeal

WRITTEN = "proposal:P7, wording:4.2@3, record:ID, a position or a time"


def end_of(deal: KnownDeal, asked: str | None, pointer: str) -> End:
    """The end that was asked for, as far as it is known on the deal's basis. Raises BadEnd."""
    if asked is None:
        return _at(deal, None, "basis", deal.basis.effective_at)
    kind, colon, named = asked.partition(":")
    match kind:
        case "proposal" if colon:
            return _proposal(deal, asked, named, pointer)
        case "wording" if colon:
            return _wording(deal, asked, named, pointer)
        case "record" if colon:
            return _record(deal, asked, named, pointer)
        case _ if re.fullmatch("[0-9]{1,18}", asked):
            return _position(deal, asked, int(asked), pointer)
        case _:
            return _time(deal, asked, pointer)


def _proposal(deal: KnownDeal, asked: str, named: str, pointer: str) -> End:
    found = deal.proposals.by_id.get(named)
    seal = found.sealed if found else None
    if found is None or seal is None or not seal.interval.begun_by(deal.basis.effective_at):
        why = f"No seal of proposal {named!r} is on record by then: what it holds is not known."
        raise BadEnd(why, pointer)
    return End(asked, "proposal", deal, seal.interval, seal.place, seal, seal.place, found)


def _wording(deal: KnownDeal, asked: str, named: str, pointer: str) -> End:
    clause, at, number = named.rpartition("@")
    if not (at and re.fullmatch("[1-9][0-9]{0,15}", number)):
        raise BadEnd("Write a wording as its clause and number: wording:4.2@3.", pointer)
    of = deal.clauses.by_id.get(clause)
    found = of.wording(int(number)) if of else None
    if found is None or not found.interval.begun_by(deal.basis.effective_at):
        raise BadEnd(f"Wording {number} of clause {clause!r} is not on record by then.", pointer)
    known_at = deal.basis.known_at
    fact = found.fact
    return End(asked, "wording", deal, fact.interval, known_at, fact, fact.place, wording=found)


def _record(deal: KnownDeal, asked: str, named: str, pointer: str) -> End:
    every = (*deal.facts.counted, *deal.organisation)
    fact = next((each for each in every if each.id == named), None)
    place = fact.place if fact else _uncounted(deal, named)
    if place is None:
        raise BadEnd(f"Record {named!r} is not on record for this reader.", pointer)
    return replace(_position(deal, asked, place, pointer), record=fact)


def _uncounted(deal: KnownDeal, named: str) -> int | None:
    """The position of a struck record of the deal, which has one all the same."""
    return next((each.position for each in deal.facts.struck if each.id == named), None)


def _position(deal: KnownDeal, asked: str, position: int, pointer: str) -> End:
    last = deal.basis.known_at
    if position > last:
        raise BadEnd(f"What is compared is known up to position {last}, not {position}.", pointer)
    then = deal.on(replace(deal.basis, known_at=position))
    moment = deal.basis.effective_at
    return End(asked, "position", then, Interval(moment, moment), position, place=position)


def _time(deal: KnownDeal, asked: str, pointer: str) -> End:
    try:
        moment = Occurrence.of(asked).interval(deal.zone).end
    except ValueError:
        raise BadEnd(f"{asked!r} cannot be compared: write {WRITTEN}.", pointer) from None
    return _at(deal, asked, "time", min(moment, deal.basis.effective_at))


def _at(deal: KnownDeal, asked: str | None, kind: Kind, moment: datetime) -> End:
    return End(asked, kind, deal, Interval(moment, moment), deal.basis.known_at)
