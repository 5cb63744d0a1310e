"""Who sends whole records feeds the deals that they are on, with the systems that they announce."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.events.deal import DealClosed, DealOpened
from domain.events.told import SourceConnected
from domain.record import Entry
from ledger.inbox.connections import Connection
from ledger.inbox.delivery import name_of
from projections.facts import Fact, Facts, facts_of


@dataclass(frozen=True, slots=True)
class Announced:
    """The systems of which a connection reports on a deal by its own records."""

    deal: str
    systems: tuple[str, ...]


def announced(
    connection: Connection,
    deals: Iterable[str],
    entries: Callable[[str], Sequence[Entry]],
    others: Iterable[str] = (),
) -> list[Announced]:
    """Those of the deals that are open, each with what the connection announced there.

    Its own id stands for it where it announced nothing. What one of `others` (connections)
    announced there as well is left out.
    """
    by, by_others = name_of(connection.id), {name_of(each) for each in others}
    found = []
    for deal in deals:
        known = facts_of(entries(deal))
        facts = known.counted
        own = [each for each in facts if each.entry.recorded_by.name == by]
        if not own or not is_open(known):
            continue
        elsewhere = _systems(each for each in facts if each.entry.recorded_by.name in by_others)
        systems = _systems(own) or [connection.id]
        found.append(Announced(deal, tuple(each for each in systems if each not in elsewhere)))
    return found


def is_open(facts: Facts) -> bool:
    """Whether a deal is neither closed nor struck."""
    struck = any(isinstance(each.event, DealOpened) for each in facts.struck)
    opened = any(isinstance(each.event, DealOpened) for each in facts.counted)
    closed = any(isinstance(each.event, DealClosed) for each in facts.counted)
    return not closed and (opened or not struck)


def _systems(facts: Iterable[Fact]) -> list[str]:
    """The systems that were said to report, and not only until some time."""
    events = (each.event for each in facts)
    told = (each for each in events if isinstance(each, SourceConnected) and each.until is None)
    return list(dict.fromkeys(each.system for each in told))
