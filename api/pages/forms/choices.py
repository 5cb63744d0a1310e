"""What can be chosen on a deal: its people, parties, clauses with their words, proposals …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from api.pages.wording import when, words
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from domain.events.told import MeetingHeld, MessageSent, StatementMade
from ledger.pseudonyms import ERASED
from projections.clauses import Clause
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.people import people_of, persons_named

Choice = tuple[str, str]
"""A value, and the words for it."""
Choices = Sequence[tuple[str, Sequence[Choice]]]
"""Groups of choices; a group without a title stands alone."""
MOST = 200
"""Of one kind, the latest: more are no help to who chooses."""
LONGEST = 100
"""Characters of somebody's words that are shown in a choice."""

_ANSWERED = {
    SignOffGranted.stored_as: "granted",
    SignOffDeclined.stored_as: "declined",
    SignOffWithdrawn.stored_as: "withdrawn",
}


def plain(choices: Iterable[Choice]) -> Choices:
    """Choices in one group."""
    found = list(choices)
    return (("", found),) if found else ()


def of_words(values: Iterable[str]) -> Choices:
    """Values of the vocabulary."""
    return plain((each, words(each)) for each in values)


def cut(text: str) -> str:
    """The beginning of somebody's words, on one line."""
    one = " ".join(text.split())
    return one if len(one) <= LONGEST else f"{one[:LONGEST].rstrip()} …"


class Choosing:
    """The choices that a deal gives, as its reader knows it now.

    `me` is who fills it in, where that is known: offered, though no record may name them.
    """

    def __init__(self, deal: KnownDeal, me: str | None = None) -> None:
        self.deal = deal
        self._me = me

    @cached_property
    def people(self) -> Choices:
        """Everybody whom a record names, by name."""
        named = persons_named(self.deal, people_of(self.deal))
        every = dict.fromkeys((*named, *((self._me,) if self._me else ())))
        shown = [(each, self._person(each)) for each in every if not each.startswith(ERASED)]
        return plain(sorted(shown, key=lambda each: each[1].casefold()))

    @cached_property
    def parties(self) -> Choices:
        """The parties, by role."""
        parties = self.deal.parties.values()
        return plain((each.party, f"{each.name}, {words(each.role)}") for each in parties)

    @cached_property
    def anybody(self) -> Choices:
        """Parties and people."""
        groups = (("Companies", self.parties), ("People", self.people))
        return [(title, of) for title, choices in groups for _, of in choices]

    @cached_property
    def clauses(self) -> Choices:
        """The clauses, whichever of their wordings."""
        return plain((each.id, self._clause(each)) for each in self._latest_clauses)

    @cached_property
    def proposals(self) -> Choices:
        """The proposals, the latest first."""
        every = islice(reversed(self.deal.proposals.by_id), MOST)
        return plain((each, self._proposal(each)) for each in every)

    @cached_property
    def to_sign(self) -> Choices:
        """What may be signed: what was asked for and is open, what nobody asked for, what is not.

        What was answered, withdrawn since or not, stands last, with what was answered.
        """
        answered = self._answered
        still_open, done = [], []
        for fact in reversed(self.deal.facts.counted):
            if isinstance(event := fact.event, SignOffRequested):
                value, said = f"{event.sign_off} {event.proposal}", self._request(fact, event)
                if found := answered.get(event.sign_off):
                    done.append((value, f"{said}: {'; '.join(found)}"))
                else:
                    still_open.append((value, said))
        unasked = [(f" {each}", said) for _, of in self.proposals for each, said in of]
        groups = (
            ("As it was asked for", still_open[:MOST]),
            ("Without having been asked", unasked),
            ("Already answered", done[:MOST]),
        )
        return [group for group in groups if group[1]]

    @property
    def _answered(self) -> dict[str, list[str]]:
        """What was said of each sign-off, in the order of positions."""
        found: dict[str, list[str]] = {}
        for fact in self.deal.facts.counted:
            event = fact.event
            if isinstance(event, SignOffGranted | SignOffDeclined | SignOffWithdrawn):
                said = f"{_ANSWERED[event.stored_as]} by {self._by(fact)}"
                found.setdefault(event.sign_off, []).append(said)
        return found

    @cached_property
    def granted(self) -> Choices:
        """The sign-offs that were granted."""
        return plain(
            (event.sign_off, f"{event.sign_off}: {self._by(fact)} on {event.proposal}")
            for fact in reversed(self.deal.facts.counted)
            if isinstance(event := fact.event, SignOffGranted)
        )

    @cached_property
    def about(self) -> Choices:
        """What something may be about, written as a ref in a field."""
        proposals = [(f"proposal:{each}", said) for _, of in self.proposals for each, said in of]
        groups = (
            ("Clauses as they stood then, with the words of today", list(self._wordings())),
            ("Proposals, with all that they hold", proposals),
            ("What was said before", list(islice(self._said(), MOST))),
        )
        return [group for group in groups if group[1]]

    @cached_property
    def items(self) -> Choices:
        """What a statement may be about, axis by axis."""
        catalogue = self.deal.catalogue
        groups: dict[str, list[Choice]] = {}
        for each in catalogue.known:
            groups.setdefault(each[0], []).append((":".join(each), catalogue.title(each)))
        return [(words(axis).capitalize(), found) for axis, found in groups.items()]

    @cached_property
    def units(self) -> Choices:
        """What a value may be counted in."""
        currency = self.deal.opened.currency if self.deal.opened else "EUR"
        return plain([(currency, currency), ("percent", "%"), ("months", "months")])

    def _person(self, person: str) -> str:
        assigned = self.deal.participants.get(person)
        if assigned is None:
            return person
        party = self.deal.person(assigned.party)
        return f"{assigned.name}, {words(assigned.function)}, {party} ({person})"

    @property
    def _latest_clauses(self) -> list[Clause]:
        every = list(self.deal.clauses.by_id.values())
        return every[-MOST:]

    def _clause(self, clause: Clause) -> str:
        current = clause.current(self.deal.basis.effective_at)
        return f"{clause.id} {current.heading}" if current and current.heading else clause.id

    def _wordings(self) -> Iterator[Choice]:
        """Each clause as it stood then; and its wordings by number, where it had more than one."""
        moment = self.deal.basis.effective_at
        for clause in self._latest_clauses:
            current = clause.current(moment)
            said = f": “{cut(current.text)}”" if current else ", which stands no more"
            yield f"clause:{clause.id}", f"{self._clause(clause)}{said}"
            if len(clause.wordings) > 1:
                for each in clause.wordings.values():
                    told = f"{clause.id}, wording {each.number}: “{cut(each.text)}”"
                    yield f"clause:{clause.id}@{each.number}", told

    def _proposal(self, id_: str) -> str:
        proposal = self.deal.proposals.by_id[id_]
        for facts, verb in ((proposal.sent, "sent"), ([proposal.sealed], "sealed")):
            if facts and facts[-1] is not None:
                return f"{id_}, {verb} {when(facts[-1].occurred.json)}"
        return f"{id_}, of which no seal is on record"

    def _request(self, fact: Fact, event: SignOffRequested) -> str:
        clauses = f", clauses {', '.join(event.clauses)}" if event.clauses else ""
        asked = f"{event.proposal}{clauses}, asked of {self.deal.person(event.of)}"
        return f"{asked} on {when(fact.occurred.json)}"

    def _said(self) -> Iterator[Choice]:
        for fact in reversed(self.deal.facts.counted):
            who = self._by(fact)
            match fact.event:
                case StatementMade(statement=named, words=said):
                    yield f"statement:{named}", f"{who} said: “{cut(said)}”"
                case MessageSent(message=named) as event:
                    how = "said in a call" if event.channel == "call" else "wrote"
                    yield f"message:{named}", f"{who} {how}: “{cut(event.words or named)}”"
                case MeetingHeld(meeting=named) as event:
                    told = f": “{cut(event.notes)}”" if event.notes else ""
                    yield f"meeting:{named}", f"Meeting {when(fact.occurred.json)}{told}"
                case _:
                    continue

    def _by(self, fact: Fact) -> str:
        return f"{self.deal.person(fact.actor)}, {when(fact.occurred.json)}"
