"""Which of several records came last, and whether the record shows it (VOCABULARY 1)."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from domain.wordings import P
from projections.facts import Fact


def latest_first(placed: Iterable[P]) -> list[P]:
    """The `latest` of all, then the `latest` of the others, and so on."""
    begins = sorted(placed, key=lambda each: (each.interval.begin, each.place))
    ends = sorted(begins, key=lambda each: (each.interval.end, each.place))
    open_: list[tuple[int, int, P]] = []
    taken: set[int] = set()
    found: list[P] = []
    while begins:
        last = begins[-1]
        if id(last) in taken:
            begins.pop()
            continue
        while ends and ends[-1].interval.end >= last.interval.begin:
            each = ends.pop()
            heappush(open_, (-each.place, len(ends), each))
        _, _, latest = heappop(open_)
        taken.add(id(latest))
        found.append(latest)
    return found


def order_known(one: Fact, other: Fact, *, of_one_sign_off: bool) -> bool:
    """Whether it is known which of two came first.

    They do not overlap, or they come from one source and are about one sign-off.
    """
    if not one.interval.overlaps(other.interval):
        return True
    first, second = one.entry.envelope.source, other.entry.envelope.source
    one_source = first is not None and second is not None and first.system == second.system
    return of_one_sign_off and one_source
