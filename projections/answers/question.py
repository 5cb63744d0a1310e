"""A question of scope, as parameters or read from plain words. What is not clear is not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from domain.refusals import Refusal
from domain.values import PRICING, TermKind
from projections.catalogue import Catalogue, Item, names_in, words_of

KINDS: tuple[str, ...] = ("scope",)
"""The kinds that are answered; the others of the vocabulary are not built yet."""


MOST_NAMED = 100
"""Items, or kinds of term, in one question."""


class QuestionNotRead(Refusal):
    """The question is not understood well enough to be answered."""

    code = "question_not_read"

    def __init__(self, message: str, understood: dict[str, Any], nearest: list[str]) -> None:
        super().__init__(message, "/question")
        self.understood = understood
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class ScopeQuestion:
    """Are these items in the scope of the terms of these kinds? No kinds means all of them."""

    items: tuple[Item, ...]
    kinds: tuple[TermKind, ...]
    asked: str | None = None

    def json(self, catalogue: Catalogue) -> dict[str, Any]:
        """How it was read."""
        return {
            "asked": self.asked,
            "kind": "scope",
            "items": [{"axis": axis, "item": item} for axis, item in self.items],
            "terms": list(self.kinds) or "all",
            "read_as": self.sentence(catalogue),
        }

    def sentence(self, catalogue: Catalogue) -> str:
        """The question in one plain sentence."""
        titles = " and ".join(f"{catalogue.title(item)} ({item[0]})" for item in self.items)
        terms = "pricing terms" if self.kinds == PRICING else f"{_listed(self.kinds)} terms"
        return f"Are {titles} in the scope of the {terms} of the governing text?"


def _listed(kinds: tuple[TermKind, ...]) -> str:
    return ", ".join(kind.replace("_", " ") for kind in kinds) if kinds else "stated"


_KIND_WORDS: dict[str, tuple[TermKind, ...]] = {
    **dict.fromkeys(
        (
            "discount",
            "discounts",
            "discounted",
            "rebate",
            "rebates",
            "price",
            "prices",
            "pricing",
            "priced",
            "price reduction",
            "rate",
            "rates",
            "price hold",
            "price cap",
            "price lock",
        ),
        PRICING,
    ),
    "volume": ("volume",),
    "payment": ("payment",),
    "payment terms": ("payment",),
    "service level": ("service_level",),
    "service levels": ("service_level",),
    "sla": ("service_level",),
    "liability": ("liability",),
    "liability cap": ("liability",),
}
_ASKS_FOR_SCOPE = frozenset(
    "cover covers covered covering include includes included including extend extends extended "
    "apply applies applied reach reaches reached discounted within under scope part meant mean "
    "fall falls in".split()
)
_FILLER = frozenset(
    "a all also an and any are as be been being by can could did do does for from give given "
    "giving have has how i is it its let me meaning not of on or our please should so still "
    "supposed that the their them then they this to us was we were whether will with would yes "
    "no too order orders term terms deal offer clause contract agreement now today "
    "intended".split()
)
_LATER = (
    "next year",
    "next quarter",
    "later",
    "afterwards",
    "in future",
    "in the future",
    "subsequently",
)
_BOUGHT = frozenset("bought added ordered purchased buy buys order add".split())


def read(asked: str, catalogue: Catalogue) -> ScopeQuestion:
    """The scope question in plain words. Raises QuestionNotRead rather than guess."""
    words = words_of(asked)
    items, left = _items(words, catalogue)
    # The price of a list price names an item, and no kind of term.
    kinds = _kinds(left)
    understood = {
        "items": [{"axis": axis, "item": item} for axis, item in items],
        "terms": list(kinds),
    }
    tokens = set(words.split())
    if strange := [word for word in left.split() if not _is_read(word)]:
        message = f"These words are not understood: {', '.join(dict.fromkeys(strange))}."
        raise QuestionNotRead(message, understood, _nearest(catalogue, items))
    if not items:
        message = "No item of the catalogue, order type or beneficiary is named in it."
        raise QuestionNotRead(message, understood, _nearest(catalogue, items))
    if not (tokens & _ASKS_FOR_SCOPE or kinds):
        message = "It does not say what should be in scope of what."
        raise QuestionNotRead(message, understood, _nearest(catalogue, items))
    return ScopeQuestion(items, kinds, asked)


def _is_read(word: str) -> bool:
    known = word in _FILLER or word in _ASKS_FOR_SCOPE or "·" in word
    return known or any(word in kind.split() for kind in _KIND_WORDS)


def _items(words: str, catalogue: Catalogue) -> tuple[tuple[Item, ...], str]:
    """The items named, longest names first, no word used twice; in the order of the text.

    Also gives the words that named none.
    """
    named = sorted(
        ((name, item) for item in catalogue.known for name in catalogue.names(item)),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    left = f" {words} "
    found: list[tuple[int, Item]] = []
    for name, item in named:
        place = left.find(f" {name} ")
        if place >= 0:
            left = left.replace(f" {name} ", f" {'·' * len(name)} ")
            found.append((place, item))
    items = tuple(dict.fromkeys(item for _, item in sorted(found)))
    later = names_in(left, _LATER)
    if later and (bought := set(left.split()) & _BOUGHT):
        # What is bought later, on top of the initial order, is an expansion.
        for word in (later, *bought):
            left = left.replace(f" {word} ", " ")
        if not any(axis == "orders" for axis, _ in items):
            items += (("orders", "expansion"),)
    return items, left


def _kinds(words: str) -> tuple[TermKind, ...]:
    found = [kinds for word, kinds in _KIND_WORDS.items() if f" {word} " in f" {words} "]
    return tuple(dict.fromkeys(kind for kinds in found for kind in kinds))


def _nearest(catalogue: Catalogue, items: tuple[Item, ...]) -> list[str]:
    """Questions that can be asked on this deal: about what was named, else what is known."""
    services = [item for item in catalogue.known if item[0] == "services"]
    first = [*items, *services, ("orders", "expansion"), ("beneficiaries", "affiliates")]
    chosen = list(dict.fromkeys(first))[:3]
    return [f"Does the discount cover {catalogue.title(item)}?" for item in chosen]


def from_parameters(parameters: dict[str, Any], catalogue: Catalogue) -> ScopeQuestion:
    """`{"kind": "scope", "items": [{"axis", "item"}…], "terms": [kinds]}` as a question."""
    unknown = set(parameters) - {"kind", "items", "terms"}
    if parameters.get("kind") != "scope" or unknown:
        raise QuestionNotRead(
            f"Parameters are kind (one of: {', '.join(KINDS)}), items and terms.", {}, []
        )
    items = tuple(_item(each, catalogue) for each in _list(parameters, "items"))
    kinds = tuple(_kind(each) for each in _list(parameters, "terms"))
    if not items:
        raise QuestionNotRead("Name at least one item.", {}, _nearest(catalogue, ()))
    pricing = any(kind in PRICING for kind in kinds)
    others = tuple(kind for kind in kinds if kind not in PRICING)
    return ScopeQuestion(items, (*(PRICING if pricing else ()), *others))


def _list(parameters: dict[str, Any], name: str) -> list[Any]:
    value = parameters.get(name, [])
    if isinstance(value, list) and len(value) <= MOST_NAMED:
        return value
    raise QuestionNotRead(f"{name} is a list of at most {MOST_NAMED}.", {}, [])


def _item(value: Any, catalogue: Catalogue) -> Item:
    if isinstance(value, dict) and set(value) == {"axis", "item"}:
        asked = (str(value["axis"]), str(value["item"]))
        if asked in catalogue.known:
            return asked
    raise QuestionNotRead(
        f"{value!r} is not an item that this ledger knows.", {}, _nearest(catalogue, ())
    )


def _kind(value: Any) -> TermKind:
    if value in get_args(TermKind):
        kind: TermKind = value
        return kind
    raise QuestionNotRead(f"{value!r} is not a kind of term.", {}, [])
