"""TERM01: a discount or a price hold has no end, or ends before the agreement does.

1. A term of a discount, a price hold or a price cap is looked at; of two of one kind on one
   wording, what a clarification states. Its end is its `until`, or, of a hold or cap, its value in
   months or days.
2. No end: a finding, unless the wording's own words are all there is (a value in words).
3. The agreement's end is what a stated term of the kind `duration` says in the same text. Two ends
   are compared where both are dates (a number of months or days from a stated `from` is one), or
   both are lengths; only what is surely earlier counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.values import Days, InWords, Months, Term
from projections.clauses import Stated, Wording
from projections.findings.ending import ending
from projections.findings.finding import (
    Finding,
    in_order,
    named,
    record_named,
    wording_named,
)
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import spelled, value, when
from projections.terms import terms_of

_ENDING = frozenset({"discount", "price_hold", "price_cap"})
_BY_VALUE = frozenset({"price_hold", "price_cap"})


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each term without an end, or with one before the agreement's."""
    for text in looked.texts:
        durations = list(_stated(looked, text, frozenset({"duration"})))
        for wording, stated in _stated(looked, text, _ENDING):
            if not _ends(stated.term):
                yield _endless(wording, stated)
            elif longer := _longer(looked, stated.term, durations):
                yield _too_early(wording, stated, *longer)


_Found = tuple[Wording, Stated]


def _stated(looked: Looked, text: Sequence[Wording], kinds: frozenset[str]) -> Iterator[_Found]:
    for wording in text:
        by_kind = {each.term.kind: each for each in terms_of(looked.deal, wording)}
        yield from ((wording, each) for kind, each in by_kind.items() if kind in kinds)


def _ends(term: Term) -> bool:
    if term.until is not None:
        return True
    return term.kind in _BY_VALUE and isinstance(term.value, Months | Days | InWords)


def _longer(looked: Looked, term: Term, durations: Sequence[_Found]) -> _Found | None:
    """The first duration that surely goes on after the term."""
    zone = looked.deal.zone
    for found in durations:
        whole = found[1].term
        one, other = ending(term, zone), ending(whole, zone)
        if one.before(other) if one and other else _surely_shorter(term, whole):
            return found
    return None


def _surely_shorter(term: Term, whole: Term) -> bool:
    """Whether it holds for less time than another, where both say for how long and no date."""
    if term.until is not None or whole.until is not None:
        return False
    match term.value, whole.value:
        case Months(months=own), Months(months=other):
            return own < other
        case (Months() | Days()) as own_length, (Months() | Days()) as other_length:
            return _days(own_length)[1] < _days(other_length)[0]
        case _:
            return False


def _days(length: Months | Days) -> tuple[int, int]:
    """How many days it is at least, and at most."""
    if isinstance(length, Days):
        return length.days, length.days
    years, months = divmod(length.months, 12)
    return 365 * years + 28 * months, 366 * years + 31 * months


def _endless(wording: Wording, stated: Stated) -> Finding:
    kind = spelled(stated.term.kind)
    return _finding(
        (wording, stated),
        (),
        f"The {kind} of {named(wording)} is stated without an end.",
        f"State until when the {kind} holds, or that it holds as long as the agreement.",
    )


def _too_early(wording: Wording, stated: Stated, longest: Wording, whole: Stated) -> Finding:
    kind = spelled(stated.term.kind)
    return _finding(
        (wording, stated),
        (longest, whole),
        f"The {kind} of {named(wording)} ends {_end(stated.term)}, and the agreement, by "
        f"{named(longest)}, {_end(whole.term)}.",
        f"State what price holds after the end of the {kind}.",
    )


def _end(term: Term) -> str:
    if term.until is not None:
        return f"after {when(term.until)}"
    return f"after {value(term.value)}" if term.value else "at a time that is not stated"


def _finding(
    own: _Found,
    other: _Found | tuple[()],
    sentence: str,
    to_do: str,
) -> Finding:
    pairs = [own, other] if other else [own]
    return Finding(
        code=RULE.code,
        severity="medium",
        about=tuple(
            each
            for wording, at in pairs
            for each in (wording_named(wording), record_named(at.fact))
        ),
        records=in_order(fact for wording, at in pairs for fact in (wording.fact, at.fact)),
        sentence=sentence,
        to_do=to_do,
    )


RULE = Rule(
    code="TERM01",
    title="A discount or price hold without an end, or ending before the agreement",
    severity="medium",
    why=(
        "Without an end a discount is read as for ever by one side and as for this order by the "
        "other; one that ends first leaves a time in which nobody knows the price."
    ),
    example="Prices are held for 24 months, and the agreement runs for 36.",
    settle="State the end of the term (`until`, or its months), and what holds afterwards.",
    find=find,
)
