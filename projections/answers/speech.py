"""What the governing text states on a scope: every statement with where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domain.events.clauses import TermsClarified
from domain.values import ScopeStatement, Term, TermKind
from projections.catalogue import Catalogue, Item
from projections.clauses import Stated, Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.terms import in_period, terms_of


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """One statement of scope in one wording, with the record and the term that state it."""

    statement: ScopeStatement
    wording: Wording
    fact: Fact
    term: Term

    @property
    def item(self) -> Item:
        """What it is about."""
        return self.statement.axis, self.statement.item

    @property
    def document(self) -> str:
        """In which document it stands."""
        return self.wording.document

    @property
    def says(self) -> str:
        """`in` or `out`."""
        return self.statement.state

    @property
    def clarifies(self) -> TermsClarified | None:
        """The clarification that states it; None where the wording's own term does."""
        event = self.fact.event
        return event if isinstance(event, TermsClarified) else None

    @property
    def words(self) -> str | None:
        """The exact words that say so: those of the statement, else of what states it.

        None of a clarification that is on record by its term alone.
        """
        if self.statement.words is not None:
            return self.statement.words
        return self.clarifies.text if self.clarifies else self.wording.text


@dataclass(frozen=True, slots=True)
class Text:
    """The stated terms of the governing text, of the kinds asked about.

    `speaking` are the statements of terms in their period, `resting` those outside it, `overruled`
    those in their period that a clarification prevails over; `wordings` are the clauses of those
    kinds or with no stated term.
    """

    speaking: tuple[Spoken, ...]
    resting: tuple[Spoken, ...]
    overruled: tuple[Spoken, ...]
    wordings: tuple[Wording, ...]
    terms: tuple[tuple[Wording, Stated], ...]


def text_of(
    deal: KnownDeal,
    kinds: tuple[TermKind, ...],
    text: Iterable[Wording] | None = None,
    speaks: Callable[[Term], bool] | None = None,
) -> Text:
    """What the governing text, or another, states; no `kinds` means all.

    `speaks` is whether a term speaks at the time asked about (default: in its period at
    `effective_at`).
    """
    at_the_time = speaks or (lambda term: in_period(term, deal.basis.effective_at, deal.zone))
    speaking: list[Spoken] = []
    resting: list[Spoken] = []
    wordings: list[Wording] = []
    terms: list[tuple[Wording, Stated]] = []
    for wording in deal.text if text is None else text:
        stated = terms_of(deal, wording)
        of_kind = [each for each in stated if not kinds or each.term.kind in kinds]
        if of_kind or not stated:
            wordings.append(wording)
        for each in of_kind:
            terms.append((wording, each))
            (speaking if at_the_time(each.term) else resting).extend(_spoken(wording, each))
    prevailing = tuple(_prevailing(speaking, deal.catalogue))
    kept = set(map(id, prevailing))
    overruled = tuple(each for each in speaking if id(each) not in kept)
    return Text(prevailing, tuple(resting), overruled, tuple(wordings), tuple(terms))


def _spoken(wording: Wording, stated: Stated) -> Iterator[Spoken]:
    for statement in stated.term.scope:
        yield Spoken(statement, wording, stated.fact, stated.term)


def _prevailing(spoken: Iterable[Spoken], catalogue: Catalogue) -> Iterator[Spoken]:
    """Without what a later clarification of the same wording speaks on, at or above its item."""
    kept = list(spoken)
    clarifying = [each for each in kept if each.clarifies]
    for each in kept:
        above = set(catalogue.ancestry(each.item))
        if not any(
            other.wording is each.wording
            and other.fact is not each.fact
            and other.fact is not each.wording.fact
            and _later(other, each)
            and other.item in above
            for other in clarifying
        ):
            yield each


def _later(one: Spoken, other: Spoken) -> bool:
    if other.clarifies is None:
        return True
    first, second = one.fact, other.fact
    return (first.interval.begin, first.place) > (second.interval.begin, second.place)
