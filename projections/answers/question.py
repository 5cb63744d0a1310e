"""Plain words into a question. What is not clear is not guessed."""

from __future__ import annotations

from domain.values import PRICING, TermKind
from projections.answers.asked import Question, QuestionNotRead
from projections.answers.known import Known
from projections.catalogue import Catalogue, Item, names_in, words_of

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


def read(asked: str, known: Known) -> tuple[Question, ...]:
    """The question in plain words; two of them where two readings matter.

    Raises QuestionNotRead rather than guess.
    """
    words = words_of(asked)
    catalogue = known.deal.catalogue
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
        raise QuestionNotRead(message, understood, known.nearest(items))
    if not items:
        message = "No item of the catalogue, order type or beneficiary is named in it."
        raise QuestionNotRead(message, understood, known.nearest(items))
    if not (tokens & _ASKS_FOR_SCOPE or kinds):
        message = "It does not say what should be in scope of what."
        raise QuestionNotRead(message, understood, known.nearest(items))
    return (Question(kind="scope", items=items, terms=kinds, asked=asked),)


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
