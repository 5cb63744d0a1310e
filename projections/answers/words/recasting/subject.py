"""The one clause that "the cap", "the 8 % rebate" or "the tuning discount" means, or none.

Every word before the noun must be one of the clause's own: of its heading, or of an item that it
states. A percentage or a span of time is that of all its wordings, of the one that governs, or of
the one that is then meant: "the 18 month hold". "The new cap" is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.values import PRICING, Days, Months, TermValue
from projections.answers.words import kinds
from projections.answers.words.clauses import stem
from projections.answers.words.figures import figures, is_number
from projections.answers.words.line import Token
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import Item, words_of

_ARTICLES = frozenset("the a an our your their this that".split())
_PERCENT = ("%", "percent", "pct")
_SHARE = "%"
_LIMITS = frozenset("cap ceiling limit".split())
"""What limits prices, or what is owed."""
_ABOUT = frozenset("date dates term terms period".split())
"""What says no more than the heading before it: "hand-over date"."""


def clause_meant(tokens: Sequence[Token], vocabulary: Vocabulary) -> str | None:
    """The clause that these words mean, as it is cited; None where none does, or more than one.

    A figure can tell one wording from the others, which is then cited.
    """
    if any(token.is_thing for token in tokens):
        return None
    said = [token.text for token in tokens if token.text not in _ARTICLES]
    figure, said = _figure(said)
    if not said and (figure is None or figure[1] != _SHARE):
        return None
    fits = set(_fitting(said, vocabulary)) if said else {*vocabulary.clauses.ids.values()}
    if figure is None:
        return f"clause {fits.pop()}" if len(fits) == 1 else None
    stating = {each: found for each in fits if (found := _stating(each, figure, vocabulary))}
    if len(stating) != 1:
        return None
    [(clause, numbers)] = stating.items()
    return _cited(clause, numbers, vocabulary)


def _cited(clause: str, numbers: set[int], vocabulary: Vocabulary) -> str | None:
    """A clause by those of its wordings that are meant: by all, by what governs, or by one."""
    deal = vocabulary.known.deal
    held = (deal.governing.holds or {}).get(clause)
    valued = {
        number
        for number, wording in deal.clauses.by_id[clause].wordings.items()
        if any(stated.term.value is not None for stated in wording.terms)
    }
    if numbers == valued or (held and held[0] in numbers):
        return f"clause {clause}"
    return f"wording {numbers.pop()} of clause {clause}" if len(numbers) == 1 else None


def _figure(said: list[str]) -> tuple[tuple[str, str] | None, list[str]]:
    """A percentage or a span of time at the beginning, and the words behind it."""
    if said and said[0].endswith("%") and len(said[0]) > 1:
        return (said[0][:-1], _SHARE), said[1:]
    for at, word in enumerate(said[:4]):
        numbers = figures(said[:at])
        if len(numbers) == 1 and all(map(is_number, said[:at])):
            unit = _SHARE if word in _PERCENT else stem(word)
            if unit in {_SHARE, "day", "month", "year", "week"}:
                return (*numbers, unit), said[at + 1 :]  # type: ignore[return-value]
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


def _stating(clause: str, figure: tuple[str, str], vocabulary: Vocabulary) -> set[int]:
    """The wordings of a clause that state this value."""
    return {
        number
        for number, wording in vocabulary.known.deal.clauses.by_id[clause].wordings.items()
        for stated in wording.terms
        if stated.term.value is not None and figure in _valued(stated.term.value)
    }


def _valued(value: TermValue) -> set[tuple[str, str]]:
    match value:
        case Days(days=count):
            return {(str(count), "day")}
        case Months(months=count):
            years = {(str(count // 12), "year")} if count % 12 == 0 else set()
            return {(str(count), "month"), *years}
        case _:
            return {(share, _SHARE) for share in kinds.spelt(value)}


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


def clause_stating(item: Item, state: str, vocabulary: Vocabulary) -> str | None:
    """The id of the one clause of the governing text that states an item itself so; else None."""
    found = {
        wording.clause
        for wording in vocabulary.known.deal.text
        for stated in wording.terms
        for each in stated.term.scope
        if (each.axis, each.item) == item and each.state == state
    }
    return found.pop() if len(found) == 1 else None
