"""What a scenario asks of the terms: items on the axes that it names, and what no axis is about.

1. The kind of order, the quantity and the beneficiary are items of their axes.
2. Services are those named. "In the offer" are the topmost ones that a pricing term of the text
   states in; "not in it" the topmost of the catalogue that none does, nor any above or below them.
   Without such an item in the catalogue it is a service without a name, which no statement covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from domain.events.scenarios import ScenarioDefined
from projections.answers.ruling import Rules
from projections.catalogue import Item

NAMELESS: Item = ("services", "a service that the offer does not name")


@dataclass(frozen=True)
class Offer:
    """The services of an offer, by the rules over all that pricing terms state, at any time."""

    rules: Rules

    @cached_property
    def services(self) -> list[Item]:
        """Those that are in it."""
        return _in_offer(self.rules)

    @cached_property
    def others(self) -> list[Item]:
        """Those that are not."""
        return _not_in_offer(self.rules)


@dataclass(frozen=True, slots=True)
class Tried:
    """The items that a scenario asks about; `not_tried` says what of it no statement can be on."""

    items: tuple[Item, ...]
    not_tried: tuple[str, ...]


def tried(scenario: ScenarioDefined, offer: Offer) -> Tried:
    """What is asked of the terms."""
    items: list[Item] = [("orders", scenario.order_type)]
    not_tried: list[str] = []
    services = [("services", each) for each in scenario.services]
    if scenario.in_offer is not None:
        services = offer.services if scenario.in_offer else offer.others
        if not services:
            not_tried.append(
                "No pricing term names a service that is in the offer: which service it is for was "
                "left aside."
            )
    items += services
    if scenario.quantity:
        items.append(("quantity", scenario.quantity))
    if scenario.beneficiary:
        items.append(("beneficiaries", scenario.beneficiary))
    if scenario.through == "partner":
        not_tried.append(
            "It is ordered through the partner: a scope says for whom terms hold, not through whom "
            "an order comes, so no term can state this."
        )
    return Tried(tuple(dict.fromkeys(items)), tuple(not_tried))


def _in_offer(offer: Rules) -> list[Item]:
    stated = dict.fromkeys(each.item for each in offer.spoken if each.statement.axis == "services")
    return _topmost(offer, (each for each in stated if _is_in(offer, each)))


def _not_in_offer(offer: Rules) -> list[Item]:
    services = [each for each in offer.catalogue.known if each[0] == "services"]
    services += [each.item for each in offer.spoken if each.statement.axis == "services"]
    every = dict.fromkeys(services)
    inside = {each for each in every if _is_in(offer, each)}
    above = {each for item in inside for each in offer.catalogue.ancestry(item)}
    return _topmost(offer, (each for each in every if each not in above)) or [NAMELESS]


def _is_in(offer: Rules, item: Item) -> bool:
    """Stated in, even if on a condition or by one of two documents that differ."""
    return offer.own(item).state in {"in", "partly", "ambiguous"}


def _topmost(offer: Rules, items: Iterable[Item]) -> list[Item]:
    """Those that no other one stands above."""
    found = set(items := list(items))
    return [each for each in items if not found & set(_above(offer, each))]


def _above(offer: Rules, item: Item) -> Iterator[Item]:
    return (each for each in offer.catalogue.ancestry(item) if each != item)
