"""SCOPE03: the words of a clause about prices name something that no term states.

1. A clause is about prices that has a stated term of prices, or no stated term at all and a word
   for prices in its heading or text.
2. Its heading or text names an item (whole words, by its name or a synonym, and not within the
   longer name of another) on which the terms of prices of its text, read together, are silent.
3. Less grave where no term is stated and the heading has no word for prices: then the clause may
   be about something else, and only a paragraph that has such a word itself is looked at. That
   prepaid fees are refunded says nothing about the affiliates of another paragraph. What lawyers
   and courts take is no price.
4. The client, who sells, and what is held are not looked for: nearly every such clause names them.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.naming import Pointer
from domain.values import PRICING
from projections.catalogue import Item, name_among, names_in, padded
from projections.clauses import Wording
from projections.findings.finding import Finding, in_order, named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed, quoted

PRICE_WORDS = (
    *("price", "prices", "pricing", "discount", "discounts", "discounted", "rebate", "rebates"),
    *("fee", "fees", "rate", "rates", "charge", "charges"),
)
_FEES_OF_OTHERS = (
    *("attorneys fees", "attorney s fees", "attorney fees", "lawyers fees", "legal fees"),
    *("court fees", "legal charges", "rate of interest", "interest rate"),
)
"""What lawyers, courts and banks take is no price of the house; most agreements speak of it."""
_AXES = frozenset({"services", "orders", "quantity", "beneficiaries"})
_NEVER = frozenset({("beneficiaries", "client"), ("orders", "initial")})


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each wording that names something unstated."""
    for wording in looked.wordings:
        unstated = list(_unstated(looked, wording, _about_prices(looked, wording)))
        if unstated:
            yield _finding(looked, wording, unstated)


def _about_prices(looked: Looked, wording: Wording) -> str:
    """The words of a wording that are about prices."""
    stated = wording.term(looked.moment)
    if stated is not None and stated.term.kind not in PRICING:
        return ""
    if _is_sure(looked, wording):
        return f"{wording.heading} {wording.text}"
    return "\n".join(each for each in wording.text.splitlines() if _names_a_price(each))


def _names_a_price(paragraph: str) -> bool:
    words = padded(paragraph)
    for each in _FEES_OF_OTHERS:
        words = words.replace(f" {each} ", " ")
    return name_among(words, PRICE_WORDS) is not None


def _is_sure(looked: Looked, wording: Wording) -> bool:
    stated = wording.term(looked.moment)
    return stated is not None or names_in(wording.heading, PRICE_WORDS) is not None


def _unstated(looked: Looked, wording: Wording, words: str) -> Iterator[tuple[Item, str]]:
    catalogue = looked.deal.catalogue
    said = catalogue.named_in(words)
    if not said:
        return
    rules = looked.pricing(wording)
    sellers = {id_ for id_, party in catalogue.parties.items() if party.role == "seller"}
    never = _NEVER | {("beneficiaries", each) for each in {catalogue.client or "", *sellers}}
    for item in catalogue.known:
        is_meant = item in said and item[0] in _AXES and item not in never
        if is_meant and rules.on(item).state == "silent":
            yield item, said[item]


def _finding(looked: Looked, wording: Wording, unstated: list[tuple[Item, str]]) -> Finding:
    stated = wording.term(looked.moment)
    names = listed([quoted(name) for _, name in unstated])
    items = listed(dict.fromkeys(looked.deal.catalogue.title(item) for item, _ in unstated))
    return Finding(
        code=RULE.code,
        severity="medium" if _is_sure(looked, wording) else "low",
        about=(wording_named(wording), *(Pointer("topic", item[1]) for item, _ in unstated)),
        records=in_order((wording.fact, *((stated.fact,) if stated else ()))),
        sentence=(
            f"The words of {named(wording)} name {names}, and no term of prices states whether "
            "that is in or out."
        ),
        to_do=f"State as a term of clause {wording.clause} whether its price holds for {items}.",
    )


RULE = Rule(
    code="SCOPE03",
    title="A clause about prices names what no term states",
    severity="medium",
    why=(
        "Words that name a thing without saying what holds for it are read by each side as they "
        "like; and whoever looks at the terms alone does not see them."
    ),
    example="“Discount 22 %; add-ons by arrangement”, with a term that states the platform alone.",
    settle="State the item in or out as a term of the clause, or take its name out of the words.",
    find=find,
)
