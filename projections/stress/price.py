"""What a scenario would cost by one reading: which terms would set the price, and the exact sum.

1. Read as in, the pricing terms set it that speak then and state no item asked about out; where the
   text decides, only those of them that state one in. Read as out, none does.
2. A sum is made only where the scenario gives a list price and exactly one percentage of discount
   is stated among those terms, by terms without a condition that leave no axis silent (all of them
   count, where the text leaves the scenario open: each reading is an "if"). Nothing is rounded.
3. All else that a term does not say in numbers is said in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from domain.values import Money, Percent
from projections.answers.ruling import State
from projections.answers.speech import Spoken
from projections.clauses import Stated, Wording
from projections.stress.outcome import Outcome

_EXACT = Context(prec=100)
"""More digits than 16 of units, 21 of a price and 21 of a percentage can make."""


@dataclass(frozen=True, slots=True)
class PriceTerm:
    """A pricing term that speaks then.

    `says` has, per axis asked about, what this term alone states. `held` and `not_held` are what it
    states of the axis `held`.
    """

    wording: Wording
    stated: Stated
    says: dict[str, set[State]]
    held: tuple[str, ...]
    not_held: tuple[str, ...]

    @property
    def excludes(self) -> bool:
        """Whether it states an item asked about out."""
        return any("out" in states for states in self.says.values())

    @property
    def includes(self) -> bool:
        """Whether it states an item asked about in, be it in part."""
        return any(states - {"out", "silent"} for states in self.says.values())

    @property
    def silent_on(self) -> list[str]:
        """The axes asked about on which it states nothing."""
        return [axis for axis, states in self.says.items() if states == {"silent"}]


@dataclass(frozen=True, slots=True)
class Price:
    """What one reading comes to. `listed` and `sum` are exact; `no_sum` says why there is none."""

    terms: tuple[PriceTerm, ...]
    listed: Money | None
    sum: Money | None
    no_sum: str | None


def price_in(outcome: Outcome) -> Price:
    """What it would cost where the terms are read as covering it."""
    decided = outcome.says in {"in", "partly"}
    terms = tuple(
        each for each in _terms(outcome) if not each.excludes and (each.includes or not decided)
    )
    listed = _listed(outcome)
    if listed is None:
        return Price(terms, None, None, None)
    counted = [each for each in terms if not decided or not each.silent_on]
    discounts = [each for each in counted if isinstance(_percent(each), Decimal)]
    percents = {_percent(each) for each in discounts}
    if any(each.stated.term.condition for each in discounts):
        return Price(terms, listed, None, "The discount is stated on a condition.")
    if len(percents) != 1:
        return Price(terms, listed, None, _NO_SUM[bool(percents)])
    [percent] = percents
    assert percent is not None
    return Price(terms, listed, _less(listed, percent), None)


def price_out(outcome: Outcome) -> Price:
    """What it would cost where none of the terms is read as covering it."""
    return Price((), _listed(outcome), None, None)


_NO_SUM = {
    True: "Several percentages of discount are stated, and not which of them applies.",
    False: "No percentage of discount is stated for it.",
}


def _terms(outcome: Outcome) -> Iterator[PriceTerm]:
    for wording, stated, own, rules in outcome.finding.by_term:
        says: dict[str, set[State]] = {}
        for item in outcome.tried.items:
            says.setdefault(item[0], set()).add(rules.on(item).state)
        yield PriceTerm(wording, stated, says, _held(own, "in"), _held(own, "out"))


def _held(own: list[Spoken], state: str) -> tuple[str, ...]:
    return tuple(
        each.statement.item
        for each in own
        if each.statement.axis == "held" and each.statement.state == state
    )


def _percent(each: PriceTerm) -> Decimal | None:
    term = each.stated.term
    if term.kind == "discount" and isinstance(term.value, Percent):
        return Decimal(term.value.percent)
    return None


def _listed(outcome: Outcome) -> Money | None:
    """Units at the list price, where the scenario gives one; of one unit where it gives no more."""
    order = outcome.scenario.order
    if order.unit_price is None:
        return None
    units = 1 if order.units is None else order.units
    with localcontext(_EXACT):
        return _money(Decimal(order.unit_price.amount) * units, order.unit_price.currency)


def _less(listed: Money, percent: Decimal) -> Money:
    with localcontext(_EXACT):
        return _money(Decimal(listed.amount) * (100 - percent) / 100, listed.currency)


def _money(amount: Decimal, currency: str) -> Money:
    """An exact sum with at least the cents; it may have more digits than a record can hold."""
    plain = amount.normalize()
    exponent = plain.as_tuple().exponent
    assert isinstance(exponent, int)
    digits = max(2, -exponent)
    return Money.model_construct(amount=f"{plain:.{digits}f}", currency=currency)
