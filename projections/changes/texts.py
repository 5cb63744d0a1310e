"""What stands at one end of a comparison: per clause one wording, its words and its term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from domain.corrections import corrected_event
from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.disputes import RecordCorrected
from projections.changes.ends import End
from projections.clauses import Clarification, Stated, Wording
from projections.deal import KnownDeal
from projections.proposals import Proposal

Missing = Literal["withheld", "struck", "not_known"]
Words = ClauseAdded | ClauseRevised


@dataclass(frozen=True, slots=True)
class Held:
    """The wording of a clause that stands at an end.

    `wording` is None where a seal names it and it cannot be shown, which `missing` explains.
    `text` are the words as they were known there; those of `wording` are the right ones by now.
    `order_unknown`: it may have become the current one only after the moment of the end.
    """

    clause: str
    number: int
    wording: Wording | None
    text: str | None
    stated: Stated | None
    clarified: tuple[Clarification, ...] = ()
    missing: Missing | None = None
    order_unknown: bool = False


def text_of(end: End) -> Mapping[str, Held]:
    """Per clause, what stands at an end, in the order of its clauses."""
    if end.wording is not None:
        return {end.wording.clause: _held(end, end.wording)}
    if end.proposal is not None:
        return {held.clause: held for held in _sealed(end, end.proposal)}
    return {each.clause: _held(end, each) for each in end.deal.clauses.current(end.moment)}


def _sealed(end: End, proposal: Proposal) -> Iterator[Held]:
    numbers: dict[str, int] = {}
    for each in reversed(_amended(end.deal, proposal)):
        numbers |= {held.clause: held.version for held in each.contents or ()}
    for clause, number in numbers.items():
        of = end.deal.clauses.by_id.get(clause)
        wording = of.wording(number) if of else None
        if wording is not None:
            yield _held(end, wording)
        else:
            missing = _missing(end, clause, number)
            yield Held(clause, number, None, None, None, missing=missing)


def _amended(deal: KnownDeal, proposal: Proposal) -> list[Proposal]:
    """The proposal, what it amends, what that amends …, as far as their seals are on record."""
    found = [proposal]
    while (above := deal.proposals.by_id.get(found[-1].amends or "")) and above not in found:
        if above.sealed is None:
            break
        found.append(above)
    return found


def _held(end: End, wording: Wording) -> Held:
    moment = end.moment if end.drafts else end.deal.basis.effective_at
    clarified = end.deal.clarified(wording, moment) if end.drafts else ()
    text, stated = _text(end, wording), wording.term(moment)
    unsure = end.drafts and wording.interval.end > moment
    clear = tuple(clarified)
    return Held(wording.clause, wording.number, wording, text, stated, clear, None, unsure)


def _text(end: End, wording: Wording) -> str:
    """The words as they were known there: a correction changes no seal that came before it."""
    fact = wording.fact
    if fact.corrected_by is None or fact.corrected_by.position <= end.known_at:
        return wording.text
    found = fact.entry.event
    for entry in end.mended.get(fact.id, ()):
        if entry.position <= end.known_at and isinstance(entry.event, RecordCorrected):
            found = corrected_event(entry.event)
    assert isinstance(found, Words)
    return found.text


def _missing(end: End, clause: str, number: int) -> Missing:
    """Why a wording cannot be shown. All of a clause are counted, shown to this reader or not."""
    made = [each for each in end.drafted.get(clause, ()) if isinstance(each.event, Words)]
    entry = made[number - 1] if number <= len(made) else None
    if entry is None or not end.deal.basis.knows(entry, end.deal.zone):
        return "not_known"
    return "struck" if entry.id in end.struck else "withheld"
