"""What was looked for and is not on record, where it is the same for several kinds of question.

Not on record is never "did not happen": it stands with the systems that reported, and their gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from domain.occurrence import Interval, moment_text
from projections.deal import KnownDeal
from projections.people import LookAlike, People
from projections.sentences.naming import listed
from projections.sources import Sources

_WHY = {
    "same_name": "the same name",
    "same_parts": "the same words in another spelling",
    "initial": "an initial for the first name",
}


def reported_on(
    deal: KnownDeal, people: People, persons: Iterable[str], window: Interval | None = None
) -> Iterator[dict[str, Any]]:
    """Which systems reported on each of these humans in `window` (None: ever), and the gaps."""
    sources = Sources(deal.happened, deal.zone)
    for person in persons:
        coverage = sources.on(people.aliases(person), window)
        between = (
            {"from": moment_text(window.begin), "to": moment_text(window.end)} if window else None
        )
        yield {
            "looked_for": "coverage",
            "person": person,
            "window": between,
            "coverage": coverage.json,
            "sentence": (
                f"What no system reported about {deal.person(person)} is not on record. "
                f"{coverage.sentence}"
            ),
        }


def unidentified(
    people: People, alike: Iterable[LookAlike], persons: AbstractSet[str]
) -> Iterator[dict[str, Any]]:
    """The ids that look like one of these humans and that nobody identified."""
    for each in alike:
        if persons.isdisjoint((people.canonical(each.one), people.canonical(each.other))):
            continue
        yield {
            "looked_for": "identity",
            "ids": [each.one, each.other],
            "why": each.why,
            "sentence": (
                f"{listed((each.one, each.other))} may be one human ({_WHY[each.why]}); "
                "nobody has said so, and they count as two."
            ),
        }
