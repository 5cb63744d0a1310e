"""An answer of precedent in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.values import PRICING
from projections.answers.asked import Question
from projections.answers.kinds.precedent_finding import (
    TREATMENTS,
    PrecedentFinding,
    Says,
    Treated,
    opening_of,
)
from projections.answers.standing import text_name
from projections.sentences.naming import listed, quoted, spelled, when

MOST_TOLD = 8
"""Deals of one sort in the sentence; all of them are in the details."""


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: PrecedentFinding

    @property
    def sentence(self) -> str:
        """How many deals treat it how, this client's first, then each that speaks, in its words."""
        found = self.finding
        opening = "Stated." if found.speaks else self._none_speaks
        return " ".join(
            [
                opening,
                *self._group(f"For {self._client} (this client)", found.this_client),
                *self._group("For other clients", found.other_clients),
                "Counted are the deals that this reader may see.",
            ]
        )

    @property
    def _none_speaks(self) -> str:
        if not self.finding.treated:
            return "Stated: no other deal is on record."
        return f"Stated: no other deal on record states {self._asked}{self._way}."

    @property
    def _asked(self) -> str:
        question, catalogue = self.finding.question, self.finding.deal.catalogue
        if not question.items:
            return f"{terms_named(question)} terms"
        return " and ".join(catalogue.title(item) for item in question.items)

    @property
    def _way(self) -> str:
        return ", in or out" if self.finding.question.items else ""

    @property
    def _client(self) -> str:
        client = self.finding.client
        return self.finding.deal.person(client) if client else "a client who is not on record"

    def _group(self, head: str, deals: Sequence[Treated]) -> Iterator[str]:
        if not deals:
            yield f"{head}: no other deal."
            return
        counts = _counted(deals)
        told = ", ".join(f"{counts[each]} {each}" for each in TREATMENTS if counts[each])
        silent = "" if counts["silent"] else ", none silent"
        yield f"{head}, {len(deals)} deal(s): {told}{silent}."
        speaking = [each for each in deals if each.treatment != "silent"]
        yield from map(self._deal, speaking[:MOST_TOLD])
        if len(speaking) > MOST_TOLD:
            yield f"And {len(speaking) - MOST_TOLD} more that speak on it, listed in the details."

    def _deal(self, treated: Treated) -> str:
        deal = treated.deal
        said = "; ".join(
            f"clause {words.wording.clause} (wording {words.wording.number}) "
            f"{_SAYS[words.says]}"
            f"{f': {quoted(words.words)}' if words.words else ''} (record {words.fact.id})"
            for words in treated.words
        )
        opened = opening_of(deal)
        since = f", opened {when(opened.occurred)}" if opened else ""
        later = ", after this one" if self._began_later(treated) else ""
        standing = spelled(deal.standing)
        whose = f" for {deal.person(treated.client)}" if treated.client else ""
        return (
            f"{deal.id}{whose} ({treated.treatment}; {standing}; by {text_name(deal)}{since}"
            f"{later}): {said}."
        )

    def _began_later(self, treated: Treated) -> bool | None:
        """None where the order is not known."""
        own, other = opening_of(self.finding.deal), opening_of(treated.deal)
        if own is None or other is None or own.interval.overlaps(other.interval):
            return None
        return own.interval.before(other.interval)

    @property
    def details(self) -> dict[str, Any]:
        """The findings as data."""
        return {
            "this_client": self._shown(self.finding.this_client) | {"client": self.finding.client},
            "other_clients": self._shown(self.finding.other_clients),
        }

    def _shown(self, deals: Sequence[Treated]) -> dict[str, Any]:
        counts = _counted(deals)
        return {
            "counts": {each: counts[each] for each in TREATMENTS},
            "deals": [self._row(each) for each in deals],
        }

    def _row(self, treated: Treated) -> dict[str, Any]:
        deal, governing = treated.deal, treated.deal.governing
        opened = opening_of(deal)
        return {
            "deal": deal.id,
            "name": deal.opened.name if deal.opened else None,
            "client": treated.client,
            "treatment": treated.treatment,
            "standing": deal.standing,
            "governing": {
                "by": governing.tier,
                "proposal": governing.proposal.id if governing.proposal else None,
            },
            "opened_at": opened.occurred.json if opened else None,
            "began_later": self._began_later(treated),
            "clauses": [
                {
                    "record": words.fact.id,
                    "clause": words.wording.clause,
                    "version": words.wording.number,
                    "says": words.says,
                    "words": words.words,
                }
                for words in treated.words
            ],
            "withheld": deal.withheld_of_its_own,
        }

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is not on record."""
        found = self.finding
        groups = {"this_client": found.this_client, "other_clients": found.other_clients}
        for name, deals in groups.items():
            silent = [each.deal.id for each in deals if each.treatment == "silent"]
            whose = spelled(name)
            if not deals:
                yield {"looked_for": name, "sentence": f"No other deal of {whose} is on record."}
            elif silent:
                yield {
                    "looked_for": name,
                    "deals": silent,
                    "sentence": (
                        f"{len(silent)} deal(s) of {whose} say nothing on {self._asked}"
                        f"{': that is neither in nor out' if self._way else ''}."
                    ),
                }
        if withheld := sum(each.deal.withheld_of_its_own for each in found.treated):
            yield {
                "looked_for": "withheld",
                "sentence": f"{withheld} record(s) of other deals are withheld from this reader.",
            }

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        states = f"whose governing text states {self._asked}{self._way.replace(',', '')}."
        if not self.finding.speaks:
            return f"Another deal {states}"
        if not any(each.treatment != "silent" for each in self.finding.this_client):
            return f"A deal of this client {states}"
        return "A deal of this client that was agreed later and states it otherwise."


_SAYS: Mapping[Says, str] = {
    "stated": "states it",
    "in": "states it in",
    "out": "states it out",
    "names": "names it",
}


def terms_named(question: Question) -> str:
    """The kinds of term that are asked about: all of pricing by that name."""
    named = (kind.replace("_", " ") for kind in question.terms)
    return "pricing" if question.terms == PRICING else listed(named)


def _counted(deals: Sequence[Treated]) -> Counter[str]:
    return Counter(each.treatment for each in deals)
