"""The money that may still be ordered, where the governing text states a volume in money.

1. The volume is the one stated term of the kind `volume` with an amount of money, in its period.
   Of several it is not said whether they are parts or the same: then nothing is added up.
2. Ordered is what orders on record say, line by line: quantity times unit price in that currency.
   An order of which a line does not say both is counted, and adds nothing: what remains is then at
   most the amount given.
3. A price, a discount or a value that somebody signed for is no volume: nothing is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from domain.events.proposals import OrderPlaced
from domain.values import Money
from projections.answers.speech import text_of
from projections.clauses import Stated, Wording
from projections.deal import KnownDeal
from projections.terms import in_period

Why = Literal["no_volume_stated", "several_volumes_stated"]


@dataclass(frozen=True, slots=True)
class Remaining:
    """What may still be ordered. Without a volume all amounts are None, and `why` says so.

    `by` is the record that states the volume, of this `clause`; `unpriced` counts the orders that
    do not say what they come to.
    """

    currency: str | None = None
    volume: Decimal | None = None
    ordered: Decimal | None = None
    remaining: Decimal | None = None
    unpriced: int = 0
    clause: str | None = None
    by: str | None = None
    why: Why | None = None


def remaining(deal: KnownDeal) -> Remaining:
    """What may still be ordered under the governing text, at the moment asked."""
    stated = _volumes(deal)
    if len(stated) != 1:
        return Remaining(why="several_volumes_stated" if stated else "no_volume_stated")
    [(wording, by, volume)] = stated
    amounts = [_amount(each, volume.currency) for each in _orders(deal)]
    ordered = sum((each for each in amounts if each is not None), Decimal())
    whole = Decimal(volume.amount)
    return Remaining(
        currency=volume.currency,
        volume=whole,
        ordered=ordered,
        remaining=max(whole - ordered, Decimal()),
        unpriced=amounts.count(None),
        clause=wording.clause,
        by=by.fact.id,
    )


def _volumes(deal: KnownDeal) -> list[tuple[Wording, Stated, Money]]:
    return [
        (wording, stated, value)
        for wording, stated in text_of(deal, ("volume",)).terms
        if isinstance(value := stated.term.value, Money)
        and in_period(stated.term, deal.basis.effective_at, deal.zone)
    ]


def _orders(deal: KnownDeal) -> list[OrderPlaced]:
    return [fact.event for fact in deal.happened if isinstance(fact.event, OrderPlaced)]


def _amount(order: OrderPlaced, currency: str) -> Decimal | None:
    """What an order comes to; None where it does not say."""
    total = Decimal()
    for line in order.lines:
        price = line.unit_price
        if line.quantity is None or price is None or price.currency != currency:
            return None
        total += line.quantity * Decimal(price.amount)
    return total if order.lines else None
