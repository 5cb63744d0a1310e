"""Values against limits: comparable only in one measure, and money only in one currency. Pure."""

from __future__ import annotations

from decimal import Decimal

from domain.values import Days, Limit, Money, Months, Percent, TermValue

Measured = tuple[str, Decimal]
"""A measure (`percent`, `months`, `days`, a currency) and how much of it."""


def measured(value: TermValue | Limit) -> Measured | None:
    """The value as a number of something; None for one that stands in words."""
    match value:
        case Money(amount=amount, currency=currency):
            return currency, Decimal(amount)
        case Percent(percent=percent):
            return "percent", Decimal(percent)
        case Months(months=months):
            return "months", Decimal(months)
        case Days(days=days):
            return "days", Decimal(days)
        case _:
            return None


def exceeds(value: TermValue, limit: TermValue | Limit) -> bool | None:
    """Whether a value is above a limit; None when the two have no common measure."""
    one, other = measured(value), measured(limit)
    if one is None or other is None or one[0] != other[0]:
        return None
    return one[1] > other[1]
