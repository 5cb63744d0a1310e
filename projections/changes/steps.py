"""By which records a clause came from the one end to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.record import Entry
from projections.changes.ends import End
from projections.changes.texts import Held
from projections.clauses import Removal, Wording
from projections.facts import visible
from projections.succession import Succession

Change = Wording | Removal


@dataclass(frozen=True, slots=True)
class Steps:
    """What led there: the drafts in the order of time, and what was corrected or struck since.

    `drafts` is empty where the one seal took the clause in, or left it out, and nobody changed it.
    `withheld` is how many of the drafts in between are kept from this reader.
    """

    drafts: tuple[Change, ...]
    mended: tuple[Entry, ...]
    withheld: int

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the wordings among them."""
        return frozenset(each.number for each in self.drafts if isinstance(each, Wording))


def steps(start: End, stop: End, clause: str, old: Held | None, new: Held | None) -> Steps:
    """The steps of one clause from `old`, or nothing, to `new`, or nothing."""
    drafts = _between(_changes(stop, clause) or _changes(start, clause), old, new, (start, stop))
    named = {each.wording.fact.id for each in (old, new) if each and each.wording}
    named |= {each.fact.id for each in drafts}
    mended = tuple(_mended(start, stop, named))
    return Steps(tuple(drafts), mended, _withheld(start, stop, clause))


def _changes(end: End, clause: str) -> Sequence[Change]:
    of = end.deal.clauses.by_id.get(clause)
    moment = end.deal.basis.effective_at
    begun = [each for each in of.changes if each.interval.begun_by(moment)] if of else []
    return Succession(begun).ordered


def _between(
    changes: Sequence[Change], old: Held | None, new: Held | None, ends: tuple[End, End]
) -> Sequence[Change]:
    places = {each.number: at for at, each in enumerate(changes) if isinstance(each, Wording)}
    first = places.get(old.number) if old else None
    last = places.get(new.number) if new else None
    if first is not None and last is not None:
        return changes[min(first, last) + 1 : max(first, last) + 1]
    if last is not None:
        return [each for each in changes[: last + 1] if not _had(ends[0], each)]
    if new is None and first is not None:
        return _to_removal([each for each in changes[first + 1 :] if _had(ends[1], each)])
    return ()


def _to_removal(changes: Sequence[Change]) -> Sequence[Change]:
    """Up to the last removal; without one nobody changed the clause, it was left out."""
    removals = [at for at, each in enumerate(changes) if isinstance(each, Removal)]
    return changes[: removals[-1] + 1] if removals else ()


def _had(end: End, change: Change) -> bool:
    return end.had(change.fact.entry, change.interval)


def _withheld(start: End, stop: End, clause: str) -> int:
    deal, found = stop.deal, 0
    basis = deal.basis
    for entry in stop.drafted.get(clause, ()):
        when = entry.envelope.occurred_at.interval(deal.zone)
        between = stop.had(entry, when) and not start.had(entry, when)
        if between and basis.knows(entry, deal.zone):
            found += visible((entry,), basis.role, basis.now_position)[1]
    return found


def _mended(start: End, stop: End, named: set[str]) -> list[Entry]:
    """Corrections and strikes of these records that the one end did not know and the other did."""
    found = [entry for record in named for entry in stop.mended.get(record, ())]
    new = [each for each in found if start.known_at < each.position <= stop.known_at]
    return sorted(new, key=lambda each: each.position)
