"""Whether the record shows which of two came first (VOCABULARY 1)."""

from __future__ import annotations

from projections.facts import Fact


def order_known(one: Fact, other: Fact, *, of_one_sign_off: bool) -> bool:
    """Whether it is known which of two came first.

    They do not overlap, or they come from one source and are about one sign-off.
    """
    if not one.interval.overlaps(other.interval):
        return True
    first, second = one.entry.envelope.source, other.entry.envelope.source
    one_source = first is not None and second is not None and first.system == second.system
    return of_one_sign_off and one_source
