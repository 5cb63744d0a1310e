"""What can be in scope: the items of every axis, how they nest, and by which names they go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from unicodedata import normalize

from domain.events.deal import PartyJoined
from domain.events.organisation import CatalogueItemDefined
from domain.values import FIXED_ITEMS
from domain.wordings import latest
from projections.facts import Fact

Item = tuple[str, str]
"""An axis and an item on it."""

PLAIN_NAMES: Mapping[Item, tuple[str, ...]] = {
    ("orders", "initial"): ("initial order", "first order"),
    ("orders", "expansion"): (
        "expansion",
        "expansion services",
        "expansion of services",
        "expansion order",
        "new services",
        "additional services",
        "added services",
        "add-on",
        "add-ons",
        "upsell",
        "future services",
    ),
    ("orders", "follow_on"): ("follow-on", "follow-on order", "follow-on orders", "follow on"),
    ("orders", "renewal"): ("renewal", "renewals"),
    ("orders", "co_term"): ("co-term", "co-terms", "co-termed order", "co-termed orders"),
    ("quantity", "contracted"): ("contracted quantity", "contracted volume"),
    ("quantity", "additional"): ("additional quantity", "additional quantities"),
    ("beneficiaries", "client"): ("client",),
    ("beneficiaries", "affiliates"): ("affiliates", "affiliate", "subsidiaries", "subsidiary"),
    ("beneficiaries", "partner"): ("partner",),
    ("held", "unit_price"): ("unit price", "unit prices"),
    ("held", "list_price"): ("list price", "list prices"),
}
"""In which plain words the fixed items go, beside their own ids."""


_ASCII_WORDS = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}
"""Most texts are ASCII, where this says the same in a fifth of the time."""


def words_of(text: str) -> str:
    """Text as words to compare: case folded, only letters and digits, one space between.

    However its accents were written: as letters of their own, or composed (Unicode's NFD and NFC).
    """
    if text.isascii():
        return " ".join(text.translate(_ASCII_WORDS).split())
    return " ".join(re.findall(r"\w+", folded(text).replace("_", " ")))


def folded(text: str) -> str:
    """Text with all cases alike, and its accents composed."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFD", text).casefold())


def names_in(text: str, names: tuple[str, ...]) -> str | None:
    """The first of these names (already as words) that stands in the text as whole words."""
    return name_among(padded(text), names)


def padded(text: str) -> str:
    """A text as words between spaces: what `name_among` looks through, often."""
    return f" {words_of(text)} "


def name_among(text: str, names: tuple[str, ...]) -> str | None:
    """The first of these names that stands in a `padded` text."""
    return next((name for name in names if name and f" {name} " in text), None)


@dataclass(frozen=True)
class Catalogue:
    """Items and parties as a reader knows them. Nesting may be crooked: every walk ends."""

    items: Mapping[str, CatalogueItemDefined]
    parties: Mapping[str, PartyJoined]
    client: str | None

    def parent(self, item: Item) -> Item | None:
        """What stands directly above an item on its axis."""
        axis, name = item
        if axis == "services":
            found = self.items.get(name)
            return (axis, found.parent) if found and found.parent else None
        if axis == "beneficiaries" and name in self.parties:
            return axis, self._beneficiary(self.parties[name])
        return None

    def _beneficiary(self, party: PartyJoined) -> str:
        if party.party == self.client or party.role == "client":
            return "client"
        if party.parent and party.parent != party.party:
            return "affiliates" if party.parent == self.client else party.parent
        return party.role

    def ancestry(self, item: Item) -> Iterator[Item]:
        """The item itself, then what stands above it, nearest first."""
        seen: set[Item] = set()
        step: Item | None = item
        while step and step not in seen:
            seen.add(step)
            yield step
            step = self.parent(step)

    @cached_property
    def _children(self) -> dict[Item, list[Item]]:
        below: dict[Item, list[Item]] = {}
        for item in self.known:
            if (above := self.parent(item)) and above != item:
                below.setdefault(above, []).append(item)
        return below

    def children(self, item: Item) -> list[Item]:
        """What stands directly below an item."""
        return self._children.get(item, [])

    def descendants(self, item: Item) -> Iterator[Item]:
        """Everything below an item, nearest first."""
        seen, level = {item}, [item]
        while level:
            level = [child for each in level for child in self.children(each) if child not in seen]
            seen |= set(level)
            yield from level

    @cached_property
    def known(self) -> tuple[Item, ...]:
        """Every item of every axis that this ledger knows."""
        fixed = [(axis, item) for axis, items in FIXED_ITEMS.items() for item in items]
        services = [("services", item) for item in self.items]
        parties = [("beneficiaries", party) for party in self.parties]
        return tuple(dict.fromkeys([*services, *fixed, *parties]))

    @cached_property
    def _names(self) -> dict[Item, tuple[str, ...]]:
        return {}

    def names(self, item: Item) -> tuple[str, ...]:
        """The names of an item as words, longest first: its name, synonyms and plain words."""
        if item not in self._names:
            self._names[item] = self._names_of(item)
        return self._names[item]

    def _names_of(self, item: Item) -> tuple[str, ...]:
        axis, name = item
        found = [*PLAIN_NAMES.get(item, ())]
        if axis == "services" and name in self.items:
            found += [self.items[name].name, *self.items[name].synonyms]
        elif axis == "beneficiaries" and name in self.parties:
            found.append(self.parties[name].name)
        elif axis == "orders":
            found.append(name)
        return tuple(sorted({words_of(each) for each in found} - {""}, key=lambda n: (-len(n), n)))

    @cached_property
    def _by_name(self) -> list[tuple[str, list[Item]]]:
        found: dict[str, list[Item]] = {}
        for item in self.known:
            for name in self.names(item):
                found.setdefault(name, []).append(item)
        return sorted(found.items(), key=lambda each: (-len(each[0]), each[0]))

    def named_in(self, text: str) -> dict[Item, str]:
        """The items that a text names, each with the longest of its names that stands there.

        A name within a longer one names nothing: whoever writes "yard scheduling" means that.
        """
        left, found = padded(text), dict[Item, str]()
        for name, items in self._by_name:
            while f" {name} " in left:
                left = left.replace(f" {name} ", " | ")
                found |= {item: name for item in items if item not in found}
        return found

    def title(self, item: Item) -> str:
        """How an item is called in a sentence."""
        axis, name = item
        if axis == "services" and name in self.items:
            return self.items[name].name
        if axis == "beneficiaries" and name in self.parties:
            return self.parties[name].name
        return name.replace("_", " ")


def catalogue_of(
    organisation: tuple[Fact, ...],
    parties: Mapping[str, PartyJoined],
    client: str | None,
    moment: datetime,
) -> Catalogue:
    """The catalogue as defined by `moment`; an item defined only later is taken as it was first.

    A definition says what an item *is*, so an item that was sold before it was written into the
    catalogue keeps its place in it.
    """
    definitions: dict[str, list[Fact]] = {}
    for fact in organisation:
        if isinstance(fact.event, CatalogueItemDefined):
            definitions.setdefault(fact.event.item, []).append(fact)
    items = {}
    for item, facts in definitions.items():
        found = latest(facts, moment) or facts[0]
        assert isinstance(found.event, CatalogueItemDefined)
        items[item] = found.event
    return Catalogue(items, parties, client)
