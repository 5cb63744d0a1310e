"""The deal's own vocabulary: every name that a question on it can use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from domain.values import PRICING
from projections.answers.known import Known
from projections.answers.words import documents, items, kinds, naming
from projections.answers.words.by_record import RecordNames
from projections.answers.words.clause_texts import ClauseTexts
from projections.answers.words.clauses import ClauseNames
from projections.answers.words.dates import Calendar
from projections.answers.words.ids import Ids
from projections.answers.words.line import Line
from projections.answers.words.people import Peopled, peopled
from projections.answers.words.phrases import Name, Names
from projections.answers.words.proposals import ProposalNames
from projections.catalogue import Item

_PAPERS = frozenset("order master framework whole entire same new other".split())


class Vocabulary:
    """The names of a deal, made once for a question."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.clauses = ClauseNames(known)
        self.proposals = ProposalNames(known)

    @cached_property
    def ids(self) -> Ids:
        """Ids of clauses, offers and agreements, of messages and sign-offs, as they are typed."""
        every = (*self.clauses.ids, *self.proposals.ids, *self.by_record.ids)
        return Ids(every, self.clauses.ids)

    @cached_property
    def texts(self) -> ClauseTexts:
        """Clauses by the words of their texts."""
        return ClauseTexts(self.known)

    @cached_property
    def by_record(self) -> RecordNames:
        """Messages and sign-offs, and what else has an id of its own."""
        return RecordNames(self.known)

    @cached_property
    def people(self) -> Peopled:
        """People and parties."""
        return peopled(self.known)

    @cached_property
    def items(self) -> Names:
        """Items of the catalogue."""
        return items.names_of(self.known)

    @cached_property
    def counted(self) -> frozenset[Item]:
        """The services of which a wording tells how many are contracted."""
        return items.counted(self.known)

    @cached_property
    def kinds(self) -> Names:
        """Kinds of term."""
        return kinds.names_of(self.known)

    def kinds_in(self, line: Line) -> Names:
        """Kinds of term, and the headings of clauses that state one, as far as the line has them.

        Made of the line's words, so that a long deal costs a question no more than a short one.
        """
        names = Names()
        spoken = {token.text for token in line.tokens}
        for name in self.kinds.beginning(spoken):
            for kind in self.kinds.of(name, "kind"):
                names.add(name, "kind", kind)
        for name in self._headings_in(spoken):
            ids = self.clauses.headings[name]
            stated = {kind for id_ in ids for kind in self.clauses.kinds_of(id_)}
            one = len(stated) == 1 or (stated and stated <= {*PRICING})
            if len(name) > 1 and name not in self.kinds and one:
                names.add(name, "kind", min(stated))
        return names

    def subjects_in(self, line: Line) -> Names:
        """Clauses by their headings, and by the kinds of term that they state, as in `kinds_in`."""
        names = Names()
        spoken = {token.text for token in line.tokens}
        for name in self._headings_in(spoken):
            for id_ in self.clauses.headings[name]:
                names.add(name, "clause", id_)
        for name in self.kinds.beginning(spoken):
            if name not in names:
                for id_ in self.clauses.subject(name):
                    names.add(name, "clause", id_)
        return names

    def _headings_in(self, spoken: set[str]) -> Iterator[Name]:
        return (name for name in self.clauses.headings if name[0] in spoken)

    @cached_property
    def everybody(self) -> Names:
        """People, parties, roles and documents; longer names of other things to be passed over."""
        return naming.everybody(self)

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
        own = frozenset(map(plain.day_of, begins))
        return Calendar(zone, now, plain.day_of(first), plain.day_of(last), own)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the deal that may be mistyped, names of people left aside."""
        spelt = {*self.items.words, *self.documents.words, *kinds.words_of(self.known)}
        spelt |= {word for name in self.clauses.headings for word in name}
        return frozenset(spelt)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word of a name of a person or party."""
        return frozenset(self.people.names.words)

    def is_trade(self, word: str) -> bool:
        """Whether a word tells what the deal is about: one of its items, headings or parties."""
        named = self.items.words, self.people.party_words, *self.clauses.headings
        if word in _PAPERS or word in kinds.words_of(self.known):
            return False
        return any(word in each for each in named)

    def is_name(self, text: str) -> bool:
        """Whether it is an id that stands as it is written."""
        names = self.people.names
        return (
            text in self.clauses.ids
            or text in self.proposals.ids
            or (text,) in self.documents
            or (("." in text or "-" in text or "@" in text or ":" in text) and (text,) in names)
        )
