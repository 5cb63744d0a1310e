"""Records that were struck, and on which an answer would have rested: said, and never counted.

A struck record counts for nothing (VOCABULARY 2.6). Whoever reads an answer that it would have been
a part of is told that there was one, who struck it and why: else a strike would change the answer
unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from domain.events.disputes import RecordStruck
from projections.answers.draft import Draft
from projections.answers.evidence import Evidence
from projections.deal import KnownDeal
from projections.facts import Fact, fact_of
from projections.sentences import Sentences
from projections.sentences.naming import quoted, when

MOST_TOLD = 10
"""Struck records in the sentence; all of them are in the evidence and the details."""


@dataclass(frozen=True, slots=True)
class Struck:
    """What was struck, as it was recorded, and the record that struck it."""

    fact: Fact
    by: Fact

    @property
    def reason(self) -> str:
        """Why it should never have been recorded."""
        assert isinstance(self.by.event, RecordStruck)
        return self.by.event.reason

    @property
    def json(self) -> dict[str, Any]:
        """As `details` have it."""
        return {
            "record": self.by.id,
            "of": self.fact.id,
            "type": self.fact.event.stored_as,
            "by": self.by.actor,
            "reason": self.reason,
        }


def with_struck(draft: Draft, deal: KnownDeal, concerns: Callable[[Fact], bool]) -> Draft:
    """The same draft, with what was struck of the records that it would have rested on.

    The verdict is another's matter. The strikes are cited under `also_said` with their reasons, and
    stand in `details` under `struck`; a draft that none concerns is as it was.
    """
    struck = [each for each in _all(deal) if concerns(each.fact)]
    if not struck:
        return draft
    cited = {each.fact.id for each in (*draft.supports, *draft.opposes, *draft.also_said)}
    new = tuple(Evidence(e.by, e.reason) for e in struck if e.by.id not in cited)
    return replace(
        draft,
        sentence=" ".join([draft.sentence, *_told(deal, struck)]),
        also_said=(*draft.also_said, *new),
        details={**draft.details, "struck": [each.json for each in struck]},
    )


def _all(deal: KnownDeal) -> Iterator[Struck]:
    """Of what had happened by then, in the order of positions; the first that struck each."""
    zone = deal.zone
    strikes: dict[str, Fact] = {}
    for entry in deal.shown if deal.facts.struck else ():
        if isinstance(entry.event, RecordStruck):
            strikes.setdefault(entry.event.record, fact_of(entry, zone))
    for entry in deal.facts.struck:
        fact = fact_of(entry, zone)
        if fact.interval.begun_by(deal.basis.effective_at) and fact.id in strikes:
            yield Struck(fact, strikes[fact.id])


def _told(deal: KnownDeal, struck: list[Struck]) -> Iterator[str]:
    sentences = Sentences(deal)
    for each in struck[:MOST_TOLD]:
        was = sentences.of(each.fact).rstrip(".")
        yield (
            f"Struck, and counting for nothing: {was} ({when(each.fact.occurred)}, record "
            f"{each.fact.id}), struck by {deal.person(each.by.actor)} (record {each.by.id}): "
            f"{quoted(each.reason)}."
        )
    if len(struck) > MOST_TOLD:
        yield f"And {len(struck) - MOST_TOLD} more that were struck, listed in the evidence."
