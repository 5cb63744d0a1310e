"""What the governing text states on a scope: every statement with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.values import ScopeStatement, Term, TermKind
from projections.catalogue import Catalogue, Item
from projections.clauses import Stated, Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.terms import in_period


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


@dataclass(frozen=True, slots=True)
class Text:
    """The stated terms of the governing text, of the kinds asked about.

    `speaking` are the statements of terms in their period, `resting` those outside it; `wordings`
    are the clauses of those kinds or with no stated term.
    """

    speaking: tuple[Spoken, ...]
    resting: tuple[Spoken, ...]
    wordings: tuple[Wording, ...]
    terms: tuple[tuple[Wording, Stated], ...]


def text_of(deal: KnownDeal, kinds: tuple[TermKind, ...]) -> Text:
    """What the governing text states at `effective_at`; `kinds` empty means all kinds."""
    moment = deal.basis.effective_at
    speaking: list[Spoken] = []
    resting: list[Spoken] = []
    wordings: list[Wording] = []
    terms: list[tuple[Wording, Stated]] = []
    for wording in deal.text:
        stated = _terms_of(deal, wording, moment)
        of_kind = [each for each in stated if not kinds or each.term.kind in kinds]
        if of_kind or not stated:
            wordings.append(wording)
        for each in of_kind:
            terms.append((wording, each))
            speaks = in_period(each.term, moment, deal.zone)
            (speaking if speaks else resting).extend(_spoken(wording, each))
    return Text(
        tuple(_prevailing(speaking, deal.catalogue)), tuple(resting), tuple(wordings), tuple(terms)
    )


def _terms_of(deal: KnownDeal, wording: Wording, moment: datetime) -> list[Stated]:
    own = wording.term(moment)
    clarified = [
        Stated(each.fact, each.event.term)
        for each in deal.clauses.clarified(wording.clause, moment)
        if each.event.term is not None
    ]
    return [*([own] if own else []), *clarified]


def _spoken(wording: Wording, stated: Stated) -> Iterator[Spoken]:
    for statement in stated.term.scope:
        yield Spoken(statement, wording, stated.fact, stated.term)


def _prevailing(spoken: Iterable[Spoken], catalogue: Catalogue) -> Iterator[Spoken]:
    """Without what a later clarification of the same wording speaks on, at or above its item."""
    kept = list(spoken)
    for each in kept:
        above = set(catalogue.ancestry(each.item))
        if not any(
            other.wording is each.wording
            and other.fact is not each.fact
            and other.fact is not each.wording.fact
            and other.fact.event.stored_as == "terms.clarified"
            and _later(other.fact, each.fact)
            and other.item in above
            for other in kept
        ):
            yield each


def _later(one: Fact, other: Fact) -> bool:
    if other.event.stored_as != "terms.clarified":
        return True
    return (one.interval.begin, one.place) > (other.interval.begin, other.place)
