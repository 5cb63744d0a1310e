"""An offer that was accepted, and had lapsed, or had been rejected or countered: which came first.

The standing does not turn on it (VOCABULARY 6.2); what follows from it is for the law. So it is
said, with both times. An acceptance counts by the dispatch rule and by the receipt rule; any other
record when it occurred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from projections.clocks.phrases import at, said, who
from projections.clocks.shown import span
from projections.counting import (
    BOTH_RULES,
    Counted,
    Order,
    Rule,
    counted_acceptance,
    may_be_first,
    order_of,
    order_under,
)
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal, first

How = Literal["lapsed", "rejected", "countered"]
_RULES = {"dispatch": "dispatched", "receipt": "received"}


@dataclass(frozen=True, slots=True)
class Ending:
    """The first record of a kind that ends an offer, held against the first acceptance.

    `order` is the one under both rules: `retraction_first` means that the offer had ended first.
    `order_unknown`: the two overlap, under one rule at least.
    """

    how: How
    fact: Fact
    accepted: dict[Rule, Counted]
    order: Order
    order_unknown: bool


def endings(proposal: Proposal, zone: str) -> tuple[Ending, ...]:
    """What else became of a proposal that was accepted, cut at the moment asked.

    Where no acceptance is on record, an executed agreement shows that there was one by then.
    """
    accepted = proposal.accepted or proposal.executed
    kinds: tuple[tuple[How, list[Fact]], ...] = (
        ("lapsed", proposal.lapsed),
        ("rejected", proposal.rejected),
        ("countered", proposal.countered),
    )
    return tuple(_ending(how, ended, accepted, zone) for how, ended in kinds if ended and accepted)


def _ending(how: How, ended: list[Fact], accepted: Sequence[Fact], zone: str) -> Ending:
    found = {
        rule: may_be_first([counted_acceptance(fact, rule, zone) for fact in accepted])[0]
        for rule in BOTH_RULES
    }
    unknown = any(order_under(rule, ended, accepted, zone) == "undetermined" for rule in BOTH_RULES)
    order = order_of(ended, accepted, zone) or "undetermined"
    return Ending(how, first(ended), found, order, unknown)


def told(deal: KnownDeal, proposal: Proposal) -> Iterator[str]:
    """A sentence for each ending of a proposal that was accepted."""
    for each in endings(proposal, deal.zone):
        accepted = _accepted(each)
        if each.order == "retraction_first":
            yield f"{_became(deal, each, 'had been', 'had')} before it was {accepted}."
        elif each.order == "acceptance_first":
            yield f"{_became(deal, each, 'was')} after it had been {accepted}."
        else:
            why = "the two overlap" if each.order_unknown else "the two rules differ"
            yield (
                f"{_became(deal, each, 'was also', 'also')}; whether before or after it was "
                f"{accepted} is undetermined, order unknown: {why}."
            )


def _became(deal: KnownDeal, ending: Ending, being: str, having: str = "") -> str:
    """An offer is rejected and countered by somebody; it lapses by itself."""
    by = who(deal, ending.fact)
    verb = having if ending.how == "lapsed" else being
    did = " ".join(filter(None, ("It", verb, ending.how, f"by {by}" if by else "")))
    return f"{did} ({at((ending.fact,))})"


def _accepted(ending: Ending) -> str:
    """When it was accepted: by each rule, where a time is given for one."""
    [one, other] = (ending.accepted[rule] for rule in BOTH_RULES)
    what = "accepted" if one.fact.event.stored_as == "proposal.accepted" else "executed"
    if not (one.given or other.given):
        return f"{what} ({at((one.fact,))})"
    times = ", ".join(
        f"{_RULES[rule] if found.given else 'occurred'} {said(found.when)}"
        for rule, found in ending.accepted.items()
    )
    return f"{what} ({times}, record {one.fact.id})"


def shown(deal: KnownDeal, proposal: Proposal) -> list[dict[str, Any]]:
    """The same as JSON. `order` is `ended_first`, `acceptance_first` or `undetermined`."""
    return [
        {
            "ended": each.how,
            "record": each.fact.id,
            "occurred_at": each.fact.occurred.json,
            "interval": span(each.fact.interval),
            "acceptance": {
                rule: {
                    "record": found.fact.id,
                    "at": found.when.json,
                    "interval": span(found.interval),
                    "given": found.given,
                }
                for rule, found in each.accepted.items()
            },
            "order": "ended_first" if each.order == "retraction_first" else each.order,
            "order_unknown": each.order_unknown,
        }
        for each in endings(proposal, deal.zone)
    ]
