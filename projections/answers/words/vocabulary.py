"""The deal's own vocabulary: every name that a question on it can use."""

from __future__ import annotations

from functools import cached_property

from projections.answers.known import Known
from projections.answers.words import documents, items, kinds
from projections.answers.words.clauses import ClauseNames
from projections.answers.words.dates import Calendar
from projections.answers.words.people import Peopled, peopled
from projections.answers.words.phrases import Names
from projections.answers.words.proposals import ProposalNames


class Vocabulary:
    """The names of a deal, made once for a question."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.clauses = ClauseNames(known)
        self.proposals = ProposalNames(known)

    @cached_property
    def people(self) -> Peopled:
        """People and parties."""
        return peopled(self.known)

    @cached_property
    def items(self) -> Names:
        """Items of the catalogue."""
        return items.names_of(self.known)

    @cached_property
    def kinds(self) -> Names:
        """Kinds of term."""
        return kinds.names_of(self.known)

    @cached_property
    def documents(self) -> Names:
        """Documents."""
        return documents.names_of(self.known)

    @cached_property
    def calendar(self) -> Calendar:
        """The days of the deal."""
        deal = self.known.deal
        zone, now = deal.zone, deal.basis.now_at
        begins = [fact.interval.begin for fact in deal.facts.counted]
        first, last = min(begins, default=now), max(begins, default=now)
        plain = Calendar(zone, now, now.date(), now.date())
        return Calendar(zone, now, plain.day_of(first), plain.day_of(last))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the deal that may be mistyped, names of people left aside."""
        spelt = {*self.items.words, *self.documents.words, *self.kinds.words}
        spelt |= {word for name in self.clauses.headings for word in name}
        return frozenset(spelt)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word of a name of a person or party."""
        return frozenset(self.people.names.words)

    def is_name(self, text: str) -> bool:
        """Whether it is an id that stands as it is written."""
        names = self.people.names
        return (
            text in self.clauses.ids
            or text in self.proposals.ids
            or (text,) in self.documents
            or (("." in text or "-" in text or "@" in text or ":" in text) and (text,) in names)
        )
