"""The one clause that "the cap", "the 8 % rebate" or "the tuning discount" means, or none.

Every word before the noun must be one of the clause's own: of its heading, of an item that it
states, or the percentage of all its wordings. "The new cap" and "the 18 month hold" are none:
they tell one wording from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.values import PRICING
from projections.answers.words import kinds
from projections.answers.words.clauses import stem
from projections.answers.words.line import Token
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import Item, words_of

_ARTICLES = frozenset("the a an our your their this that".split())
_PERCENT = ("%", "percent", "pct")
_LIMITS = frozenset("cap ceiling limit".split())
"""What limits prices, or what is owed."""
_ABOUT = frozenset("date dates term terms period".split())
"""What says no more than the heading before it: "hand-over date"."""


def clause_meant(tokens: Sequence[Token], vocabulary: Vocabulary) -> str | None:
    """The id of the clause that these words mean; None where none does, or more than one."""
    if any(token.is_thing for token in tokens):
        return None
    said = [token.text for token in tokens if token.text not in _ARTICLES]
    share, said = _share(said)
    if not said and share is None:
        return None
    fits = set(_fitting(said, vocabulary)) if said else {*vocabulary.clauses.of_share(share or "")}
    if share is not None:
        fits = {each for each in fits if _states(each, share, vocabulary)}
    return fits.pop() if len(fits) == 1 else None


def _share(said: list[str]) -> tuple[str | None, list[str]]:
    """A percentage at the beginning, and the words behind it."""
    if len(said) > 1 and said[1] in _PERCENT:
        return said[0], said[2:]
    if said and said[0].endswith("%") and len(said[0]) > 1:
        return said[0][:-1], said[1:]
    return None, said


def _fitting(said: list[str], vocabulary: Vocabulary) -> Iterable[str]:
    names = vocabulary.clauses
    if whole := names.by_heading(tuple(said)):
        return whole
    *before, noun = said
    if before and noun in _ABOUT:
        return names.by_heading(tuple(before))
    own = {stem(word) for word in before}
    return [
        each
        for each in _of_noun(stem(noun), vocabulary)
        if own <= {stem(word) for word in _words_of(each, vocabulary)}
    ]


def _of_noun(noun: str, vocabulary: Vocabulary) -> Iterable[str]:
    """The clauses that state a value of the kind that a noun names, or that it heads."""
    said = {*kinds.EXACT.get(noun, ()), *(("liability",) if noun in _LIMITS else ())}
    if not said:
        return vocabulary.clauses.of_heading((noun,))
    return [
        each.id
        for each in vocabulary.known.deal.clauses.by_id.values()
        if any(
            stated.term.kind in said and stated.term.value is not None
            for wording in each.wordings.values()
            for stated in wording.terms
        )
    ]


def _words_of(clause: str, vocabulary: Vocabulary) -> Iterable[str]:
    deal = vocabulary.known.deal
    for wording in deal.clauses.by_id[clause].wordings.values():
        yield from words_of(wording.own_heading or "").split()
        for stated in wording.terms:
            if stated.term.kind in PRICING:
                for each in stated.term.scope:
                    for name in deal.catalogue.names((each.axis, each.item)):
                        yield from words_of(name).split()


def _states(clause: str, share: str, vocabulary: Vocabulary) -> bool:
    """Whether every wording of a clause that states a value states this percentage."""
    values = [
        stated.term.value
        for wording in vocabulary.known.deal.clauses.by_id[clause].wordings.values()
        for stated in wording.terms
        if stated.term.value is not None
    ]
    return bool(values) and all(share in kinds.spelt(value) for value in values)


def clause_pricing(item: Item, vocabulary: Vocabulary) -> str | None:
    """The id of the one clause that states a price of the item itself, else a hold or a cap.

    None where it is out of a price, or where its price follows from what it belongs to.
    """
    stated = [
        (clause.id, stated.term.kind, each.state, (each.axis, each.item) == item)
        for clause in vocabulary.known.deal.clauses.by_id.values()
        for wording in clause.wordings.values()
        for stated in wording.terms
        for each in stated.term.scope
        if (each.axis, each.item) in vocabulary.known.deal.catalogue.ancestry(item)
    ]
    for kinds_ in ({"price"}, {"price_hold", "price_cap"}):
        found = {clause for clause, kind, _, _ in stated if kind in kinds_}
        sure = all(state == "in" and itself for _, kind, state, itself in stated if kind in kinds_)
        if found:
            return found.pop() if sure and len(found) == 1 else None
    return None
