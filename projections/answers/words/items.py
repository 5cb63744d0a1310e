"""Items of the catalogue by name, synonym or plain word; by a part of the name that is no other's.

A part counts only where it stands alone: beside another part it says something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from projections.answers.known import Known
from projections.answers.words import kinds
from projections.answers.words.clauses import stem
from projections.answers.words.phrases import Name, Names
from projections.answers.words.tokens import words
from projections.catalogue import Item, words_of
from projections.clauses import Wording

_HOUSES = "companies firms entities members clinics hospitals hotels schools branches houses"
_PLAIN: dict[Item, tuple[str, ...]] = {
    ("orders", "initial"): ("initial order", "first order", "original order", "initial orders"),
    ("orders", "expansion"): (
        "expansion", "expansions", "expansion services", "expansion service",
        "expansion of services", "expansion order", "expansion orders", "new services",
        "new service", "additional services", "additional service", "added services",
        "added service", "add on", "add ons", "addon", "addons", "upsell", "upsells",
        "future services", "extra services", "further services", "more services", "up sell",
        "services added later", "later services", "services bought later", "services ordered later",
        "later additions", "additional products", "new products", "added products",
        "new products and services", "added products and services", "expansion purchases",
        "additional orders", "additional products and services", "new modules",
        "additional modules", "further modules", "extra modules",
        "services added later on", "upselling", "extensions of service", "new licences",
        "additional licences", "extra licences", "additional licenses", "new licenses",
    ),
    ("orders", "follow_on"): (
        "follow on", "follow on order", "follow on orders", "follow ons", "follow up orders",
        "follow up order", "repeat order", "repeat orders", "reorder", "reorders",
        "re orders", "re order", "subsequent orders", "later orders", "later order",
    ),
    ("orders", "renewal"): (
        "renewal", "renewals", "renewal order", "renewal orders", "renewed term", "renewal year",
        *(
            f"{when} {who} {renewed}"
            for when in ("when", "once", "if", "after")
            for who in ("the contract", "the agreement", "the deal", "our contract", "it")
            for renewed in ("is renewed", "gets renewed", "renews")
        ),
    ),
    ("orders", "co_term"): (
        "co term", "co terms", "co term order", "co term orders", "co termed order",
        "co termed orders", "coterm", "coterms", "coterm orders",
        "co terming", "co terminous orders",
    ),
    ("quantity", "contracted"): (
        "contracted quantity", "contracted volume", "contracted quantities", "contracted volumes",
    ),
    ("quantity", "additional"): (
        "additional quantity", "additional quantities", "extra quantity", "extra quantities",
        "additional volume", "additional volumes", "additional units", "extra units",
        "further quantity", "further quantities", "further volume", "further volumes",
        "further units", "larger volume", "larger volumes", "higher quantities", "higher volumes",
        "extra volume", "extra volumes", "larger quantities", "more units", "additional ones",
        *(
            f"{beyond} the contracted {what}"
            for beyond in ("beyond", "above", "over", "on top of", "in excess of", "over and above")
            for what in ("quantity", "quantities", "volume", "volumes", "number", "amount", "ones")
        ),
    ),
    ("beneficiaries", "affiliates"): (
        "affiliates", "affiliate", "subsidiaries", "subsidiary", "affiliated companies",
        "group companies", "affiliated company", "sister companies", "daughter companies",
        "client 's affiliates", "client 's subsidiaries",
        *(f"{houses} of {a} group" for houses in _HOUSES.split() for a in ("the", "a", "their")),
    ),
    ("held", "unit_price"): ("unit price", "unit prices"),
    ("held", "list_price"): ("list price", "list prices"),
}  # fmt: skip
_NO_PART = frozenset(
    "service services system systems new extra other general care data work works product products "
    "support set card file files order orders price prices rate rates discount "
    "rebate fee fees time "
    "times plan back sign live first second day days free account point on off in out up over part "
    "parts record records emergency annual remote access language cover covers".split()
)


def names_of(known: Known) -> Names:
    """The names of every item, in singular and plural, and the parts that are no other's."""
    names = _in_every_deal().copied()
    catalogue = known.deal.catalogue
    whole: dict[Item, list[Name]] = {}
    for item in catalogue.known:
        if item[0] != "services":
            continue
        spelt = [words(name) for name in catalogue.names(item)]
        spelt.append(words(item[1].replace("-", " ").replace(".", " ")))
        whole[item] = [name for name in spelt if name]
        for name in whole[item]:
            for form in _forms(name):
                names.add(form, "item", " ".join(item))
    own = {*names.all}
    for tag, name, value in (*_more(known, names, whole), *_of_parts(whole)):
        if name not in own and (tag == "item" or name not in names):
            names.add(name, tag, value)
    return names


def _more(
    known: Known, names: Names, whole: dict[Item, list[Name]]
) -> Iterator[tuple[str, Name, str]]:
    """What is added later, and items in other words: a tag, a name, an item."""
    yield from (("grown", name, "orders expansion") for name in _grown(known, names))
    for item, spelt in whole.items():
        yield from (("item", name, " ".join(item)) for name in _in_other_words(spelt))
    yield from (("item", name, " ".join(item)) for name, item in _within(whole))
    for noun in _contracted(known) - {
        word for names in whole.values() for n in names for word in n
    }:
        yield "item", ("contracted", noun), "quantity contracted"
        for more in ("additional", "extra", "further", "more", "surplus"):
            yield "item", (more, noun), "quantity additional"
        for beyond in ("beyond", "above", "over"):
            yield "item", (beyond, "the", "contracted", noun), "quantity additional"


def _within(whole: dict[Item, list[Name]]) -> Iterator[tuple[Name, Item]]:
    """Two words or more of a longer name that are in no other's: the ladder trucks to refit."""
    owners: dict[Name, set[Item]] = defaultdict(set)
    for item, names in whole.items():
        for name in names:
            for begin, end in combinations(range(len(name) + 1), _TWO):
                if _TWO <= end - begin < len(name) and not {*name[end : end + 1]} & _PARTICLES:
                    owners[tuple(map(stem, name[begin:end]))].add(item)
    for name, items in owners.items():
        plain = {*name} <= _NO_PART | _JOINS or {name[0], name[-1]} & _JOINS
        if len(items) == 1 and not plain:
            yield from ((form, item) for item in items for form in _forms(name))


def counted(known: Known) -> frozenset[Item]:
    """The services of which a wording tells how many are contracted, and what is more of them."""
    return frozenset(
        (each.axis, each.item)
        for clause in known.deal.clauses.by_id.values()
        for wording in clause.wordings.values()
        for stated in wording.terms
        if any(each.axis == "quantity" for each in stated.term.scope)
        for each in stated.term.scope
        if each.axis == "services"
    )


_COUNTED = re.compile(
    r"(?<=\bcontracted )[a-z]{4,}\b"
    r"|\b[a-z]{4,}(?= (?:above|beyond|over|on top of|in excess of) the contracted\b)"
)
_HOW_MANY = frozenset("number quantity volume amount".split())
_PARTICLES = frozenset("out up in off on over down away back".split())
"""What belongs to the word before it: the call-out is no call."""
_JOINS = frozenset("of for and in on to the a with by".split())


def _contracted(known: Known) -> set[str]:
    """In what the quantity is counted that a wording's scope tells: "the contracted pieces"."""
    return {
        noun
        for clause in known.deal.clauses.by_id.values()
        for wording in clause.wordings.values()
        if any(s.axis == "quantity" for stated in wording.terms for s in stated.term.scope)
        for noun in _COUNTED.findall(wording.text.casefold())
        if stem(noun) not in _HOW_MANY
    }


def _of_parts(whole: dict[Item, list[Name]]) -> Iterator[tuple[str, Name, str]]:
    for part, item in _parts(whole):
        yield from (("part", form, " ".join(item)) for form in _forms(part))


@cache
def _in_every_deal() -> Names:
    names = Names()
    for item, plain in _PLAIN.items():
        for said in plain:
            names.add(tuple(said.split()), "item", " ".join(item))
    return names


_LATER = tuple(tuple(later.split()) for later in (
    "added later", "added afterwards", "added subsequently", "opened later", "opening later",
    "bought later", "ordered later", "acquired later", "joining later", "taken on later",
    "that are added later", "that open later", "that join later", "that come later",
    "added in future", "added in the future", "added next year", "coming later",
    "to be added later",
    "added during the term", "added on later", "added down the road",
))  # fmt: skip


def _grown(known: Known, names: Names) -> Iterator[Name]:
    """What the wordings on expansion say is added later: "new hotels", "cranes added later"."""
    headings: dict[str, None] = {}
    texts: dict[str, None] = {}
    for wording in _on_expansion(known):
        headings[wording.heading or ""] = None
        texts[wording.text.casefold()] = None
    nouns: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        spelt = _WORD.findall(text)
        for before, noun in zip(["", *spelt], spelt, strict=False):
            if noun[-1] == "s":  # a plural
                nouns[noun].add(before)
    yield from (name for heading in headings if len(name := words(heading)) > 1)
    for noun, before in nouns.items():
        if _is_goods(noun) and not names.of((noun,), "item"):
            for said in (*_NEWER, *sorted(before & _MORE)):
                yield (said, noun)
            for later in _LATER:
                yield (noun, *later)


_WORD = re.compile(r"[^\W\d_]+")
_NEWER = ("new", "newer", "future", "later", "added")
_MORE = frozenset("additional extra further more".split())
_PRICED = frozenset(word for name in kinds.EXACT for word in name.split())


def _is_goods(noun: str) -> bool:
    """Whether it may be what is sold: a plural that is no price, and no span of time."""
    plural = len(noun) > 3 and noun != stem(noun)
    return plural and not {noun, stem(noun)} & _PRICED and noun not in _NO_GOODS


_NO_GOODS = frozenset("terms days months weeks years parties sides orders".split())


def _on_expansion(known: Known) -> Iterator[Wording]:
    for clause in known.deal.clauses.by_id.values():
        for wording in clause.wordings.values():
            scope = (each for stated in wording.terms for each in stated.term.scope)
            if any((each.axis, each.item) == ("orders", "expansion") for each in scope):
                yield wording


def stands_apart(known: Known, part: str) -> bool:
    """Whether a word stands in the clauses otherwise than in an item's name: it means more."""
    catalogue = known.deal.catalogue
    spelt = [name for item in catalogue.known for name in catalogue.names(item) if " " in name]
    ours = [name for name in spelt if stem(part) in map(stem, name.split())]
    for clause in known.deal.clauses.by_id.values():
        for wording in clause.wordings.values():
            text = f" {words_of(wording.text)} "
            for name in ours:
                text = text.replace(f" {name} ", " ")
            if stem(part) in map(stem, text.split()):
                return True
    return False


def _forms(name: Name) -> Iterator[Name]:
    yield name
    if len(name) == _TWO and name[1].endswith("ing") and len(name[1]) > _VERB:
        yield from _done_to(name[0], name[1])
    *before, last = name
    yield (*before, stem(last))
    if not last.endswith("s"):
        yield (*before, f"{last}s")
    first = (stem(before[0]), *before[1:], last) if before else name
    if first != name:
        yield first


_ONES = "shipments shipment jobs job visits visit bookings booking".split()
"""What is sold one by one is said with its number behind its name: "air freight shipments"."""


def _in_other_words(spelt: list[Name]) -> Iterator[Name]:
    """Of box transport "transport of boxes"; of air freight "air freight shipments"."""
    for name in spelt:
        if name[-1] not in _ONES and not name[-1].endswith("s"):
            yield from ((*name, one) for one in _ONES)
        if len(name) == _TWO:
            for noun in dict.fromkeys((name[0], *plurals(name[0]))):
                yield (name[1], "of", noun)
                yield (name[1], "of", "the", noun)


def plurals(noun: str) -> tuple[str, ...]:
    """A noun with the ending of its plural: boxes, hives, parties."""
    if noun.endswith(("x", "ch", "sh", "ss", "z")):
        return (f"{noun}es",)
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return (f"{noun[:-1]}ies",)
    return (f"{noun}s",) if not noun.endswith("s") else ()


_TWO = 2
_VERB = 5


def _done_to(noun: str, doing: str) -> Iterator[Name]:
    """Of carpet cleaning "carpets cleaned" and "cleaning carpets"."""
    for one in (noun, f"{stem(noun)}s"):
        yield (one, f"{doing[:-3]}ed")
        yield (doing, one)
        yield (doing, "of", one)


def _parts(whole: dict[Item, list[Name]]) -> Iterator[tuple[Name, Item]]:
    owners: dict[Name, set[Item]] = defaultdict(set)
    for item, names in whole.items():
        for name in names:
            for word in name:
                owners[(stem(word),)].add(item)
    for item, names in whole.items():
        for name in names:
            for word in (name[0], name[-1]) if len(name) > 1 else ():
                alone = owners[(stem(word),)] == {item}
                if alone and len(word) > 3 and word.isalpha() and word not in _NO_PART:
                    yield (word,), item
