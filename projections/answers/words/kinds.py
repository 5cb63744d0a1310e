"""Kinds of term by the words that name them. Price, discount, rate, cap, hold: all of pricing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from domain.values import PRICING, Days, Months, Percent, TermKind, TermValue
from projections.answers.known import Known
from projections.answers.words.phrases import Name, Names
from projections.answers.words.tokens import words

_LIMITS = tuple(
    f"{limit} {on} {what}"
    for limit in ("ceiling", "cap", "limit")
    for on in ("on", "upon", "to")
    for what in (
        *("price", "prices", "rates", "fees", "charges"),
        *(f"{of}{rises}" for of in ("", "price ", "rate ", "fee ", "yearly ", "annual ")
          for rises in ("increases", "rises")),
    )
)  # fmt: skip
_WORDS: Mapping[tuple[TermKind, ...], tuple[str, ...]] = {
    ("discount",): (
        "discount", "discounts", "discounted", "discounting", "rebate", "rebates", "rebated",
        "price reduction", "price reductions", "reduction", "reduced price", "reduced prices",
        "reduced rate", "reduced rates", "price break", "discount deal", "discount rate",
        "discount terms", "discounted price", "discounted prices", "discounted rate",
        "discounted rates", "cheaper", "concession", "volume discount", "markdown", "money off",
        "percentage off", "price cut", "price cuts", "rebate deal",
        "preferential price", "preferential prices",
        "preferential rate", "preferential rates", "special price", "special prices",
    ),
    ("price",): (
        "price", "prices", "pricing", "priced", "price terms", "pricing terms", "rate", "rates",
        "commercial terms", "price deal", "fee", "fees", "charges", "agreed price",
        "agreed prices", "agreed rates", "contract price", "contract prices", "contract rates",
        "deal price", "deal prices", "same price", "same prices", "same rate", "same rates",
        "fixed price", "fixed prices", "tariff", "tariffs", "price conditions", "our rates",
        "price point", "price level", "price list",
    ),
    ("price_hold",): (
        "price hold", "price holds", "hold",
        "held price", "held prices", "price held", "prices held",
        "price lock", "price freeze", "locked price", "locked prices", "frozen price",
        "frozen prices", "price guarantee", "price protection", "locked in price",
        "locked in prices", "hold on prices", "hold of prices", "hold period", "held rates",
        "price locked", "prices locked", "price fixed", "prices fixed", "price frozen",
        "prices frozen", "price guaranteed", "prices guaranteed", "locked in rates", "locked rates",
        "held rate", "rate hold", "rate lock", "price fix", "guaranteed price", "guaranteed prices",
    ),
    ("price_cap",): (
        "price cap", "price caps", "rate cap", "rate caps", "cap", "capped", "capped rates",
        "capped rate", "capped price", "capped prices", "cap on prices", "cap on rates",
        "price ceiling", "rate ceiling", "price limit", "limit on prices", "limit on rates",
        "limit on price increases", "limit on increases", "cap on price", "capped pricing",
        "ceiling", "ceilings", *_LIMITS, "rise limited", "rises limited", "rise capped",
        "rises capped", "increase limited", "increases limited", "increase capped",
        "increases capped",
    ),
    ("volume",): (
        "volume", "volumes", "minimum volume", "volume commitment", "committed volume",
        "minimum quantity", "quantity commitment", "minimum purchase", "purchase commitment",
        "volume terms", "minimum order", "minimum commitment",
    ),
    ("payment",): (
        "payment", "payments", "payment terms", "payment term", "payment target",
        "payment window", "time to pay",
        "time for payment", "invoice due date", "due date", "invoice period", "terms of payment",
        "payment period",
        "payment deadline", "payment days", "invoicing", "invoice terms", "days to pay",
        "payment conditions", "credit period", "credit terms",
    ),
    ("service_level",): (
        "service level", "service levels", "sla", "slas", "response time", "response times",
        "uptime", "turnaround", "turnaround time", "service level terms", "availability",
    ),
    ("duration",): (
        "duration", "contract length", "length of the contract", "length of the agreement",
        "contract duration", "contract term", "term of the agreement", "term of the contract",
        "contract period", "term length", "minimum term", "initial term",
    ),
    ("renewal",): (
        "renewal terms", "renewal term", "auto renewal", "automatic renewal", "renewal period",
    ),
    ("liability",): (
        "liability", "liability cap", "liability limit", "limit of liability", "liability terms",
        "limitation of liability", "cap on liability", "ceiling on liability", "liability ceiling",
        "ceiling upon liability", "cap upon liability", "limit upon liability",
        "liability limits", "liabilities",
    ),
}  # fmt: skip
EXACT: Mapping[str, tuple[TermKind, ...]] = {
    name: kinds for kinds, names in _WORDS.items() for name in names
}
"""The kind of term that is named, before all of pricing is meant by each of it."""


def names_of(known: Known) -> Names:
    """The words for kinds of term, and the percentages that the deal's wordings give.

    Nobody adds to them: deals that give the same percentages share them.
    """
    return _with_percentages(frozenset(_percentages(known)))


def words_of(known: Known) -> frozenset[str]:
    """Every word of these names."""
    return _words_with_percentages(frozenset(_percentages(known)))


@lru_cache(maxsize=32)
def _with_percentages(percentages: frozenset[str]) -> Names:
    names = _in_every_deal().copied()
    for percent in sorted(percentages):
        for name in _of_percent(percent):
            names.add(name, "kind", *PRICING)
    return names


@lru_cache(maxsize=32)
def _words_with_percentages(percentages: frozenset[str]) -> frozenset[str]:
    return frozenset(_with_percentages(percentages).words)


_LESS = ("discount", "rebate", "reduction", "off", "price reduction", "cheaper", "less")


def _of_percent(percent: str) -> tuple[Name, ...]:
    """What a percentage less is called."""
    number = words(percent)
    signed = [(*number, *sign.split()) for sign in ("%", "percent", "per cent", "pct")]
    less = [(*spelt, *more.split()) for spelt in signed for more in _LESS]
    return (*signed, (*number, "off"), *less)


@cache
def _in_every_deal() -> Names:
    names = Names()
    for name, kinds in EXACT.items():
        for kind in _meant(kinds):
            names.add(tuple(name.split()), "kind", kind)
    return names


def _meant(kinds: tuple[TermKind, ...]) -> tuple[TermKind, ...]:
    return PRICING if set(kinds) & set(PRICING) else kinds


_NUMBERS = dict(
    enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
) | dict(
    zip(range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
)


def _percentages(known: Known) -> Iterator[str]:
    for clause in known.deal.clauses.by_id.values():
        for wording in clause.wordings.values():
            for stated in wording.terms:
                yield from spelt(stated.term.value)


def counted(value: TermValue | None) -> tuple[str, ...]:
    """A number of days or months in figures and, where people would, in words."""
    match value:
        case Days(days=count) | Months(months=count):
            return (str(count), *([_NUMBERS[count]] if count in _NUMBERS else []))
        case _:
            return ()


def spelt(value: TermValue | None) -> tuple[str, ...]:
    """A percentage in figures and, where people would, in words; nothing for another value."""
    if not isinstance(value, Percent):
        return ()
    percent = value.percent
    plain = percent.rstrip("0").rstrip(".") if "." in percent else percent
    if plain.isdigit() and int(plain) in _NUMBERS:
        return plain, _NUMBERS[int(plain)]
    return (plain,)
