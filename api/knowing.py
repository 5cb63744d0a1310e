"""The reading `knowledge`, by all that is on record or by what was recorded at the time alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from projections.deal import KnownDeal
from projections.knowledge.reading import knowledge
from projections.timeline.at_the_time import at_the_time, contemporaneous

AT_THE_TIME = (
    "Only what was recorded at the time proves a rung here: nothing late, and nothing that was "
    "recorded after a dispute."
)


def knowing(deal: KnownDeal, *, only: bool) -> tuple[dict[str, Any], KnownDeal]:
    """The reading, and the deal that it is of: `only` what was recorded at the time proves a rung.

    That deal then has the words of then, without the corrections that came later; and the reading's
    `notes` say what it rests on, wherever it is taken.
    """
    if not only:
        return knowledge(deal), deal
    then = at_the_time(deal)
    found = knowledge(then, partial(contemporaneous, deal))
    return found | {"notes": [*found["notes"], AT_THE_TIME]}, then
