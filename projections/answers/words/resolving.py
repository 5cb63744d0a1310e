"""From the moments that are named to records of the deal, and to times that can be sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from domain.events.proposals import ProposalAccepted
from domain.events.told import ClauseDisplayed
from domain.occurrence import MICROSECOND, moment_text
from projections.answers.asked import Moment
from projections.answers.words.clocks import away
from projections.answers.words.dates import DAYS
from projections.answers.words.frames.frame import NotThis
from projections.answers.words.happenings import TYPES
from projections.answers.words.line import Token
from projections.answers.words.moments import CONTRACT, SIGNING
from projections.answers.words.vocabulary import Vocabulary
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal, first


@dataclass(frozen=True)
class About:
    """What a question is about, for "before it went out"."""

    clauses: tuple[str, ...] = ()
    version: int | None = None
    proposal: str | None = None
    persons: tuple[str, ...] = ()


@dataclass
class Times:
    """The times of a question; of each, every one that can be meant."""

    effective: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    before: list[Moment] = field(default_factory=list)
    after: list[Moment] = field(default_factory=list)
    begin: list[Moment] = field(default_factory=list)
    end: list[Moment] = field(default_factory=list)


class Resolving:
    """Decides which records the moments of one question are."""

    def __init__(self, vocabulary: Vocabulary, about: About) -> None:
        self._deal: KnownDeal = vocabulary.known.deal
        self._calendar = vocabulary.calendar
        self._people = vocabulary.people
        self._about = about

    def times(self, tokens: Sequence[Token], takes: frozenset[str]) -> Times:
        """The times of these tokens. `takes`: which relations are parameters of the kind."""
        found = Times()
        for token in tokens:
            name = token.text[1:]
            if name == "when":
                self._only(found.effective, self._at(token.values))
            elif name == "known":
                self._only(found.known, self._known_at(token.values))
            elif name == "before" and "before" in takes:
                self._only(found.before, self._moments(token.values))
            elif name == "before":
                self._only(found.effective, self._instant_before(token.values))
            elif name in {"from", "to"} and token.values[0] not in {"at", "proposal"}:
                into = found.begin if name == "from" else found.end
                self._only(into, self._moments(token.values))
            elif name == "after":
                self._only(found.after, self._moments(token.values))
        return found

    def records(self, values: tuple[str, ...]) -> list[Fact]:
        """The records that the moment of an event can be. Raises NotThis where there is none."""
        found = self._facts(self._meant(values))
        if not found:
            raise NotThis("The moment that it names is not on record.")
        return found

    def _only(self, into: list[Any], found: Sequence[Any]) -> None:
        if into and into != list(found):
            raise NotThis("It names two times.")
        if not found:
            raise NotThis("The moment that it names is not on record.")
        into[:] = list(found)

    def _moments(self, values: tuple[str, ...]) -> list[Moment]:
        if values[0] == "at":
            return [Moment(at=day) for day in values[1:]]
        if values[0] == "proposal":
            return [Moment(proposal=values[1])]
        values = self._meant(values)
        if values[4]:
            raise NotThis("Days before or after an event are a date.")
        facts = self._facts(values)
        return [Moment(event=values[0], record=facts[0].id if len(facts) == 1 else None)]

    def _meant(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """What the client's people sign is no sign-off: it is their acceptance."""
        tag, *ids = values[2].split(" ")
        persons = tuple(ids) if tag == "@person" else self._about.persons
        if values[0] == "proposal.rejected" and self._declined(ids):
            return ("sign_off.declined", *values[1:])
        if values[0] == "sign_off.granted" and tag in {SIGNING, CONTRACT}:
            return self._signing(values)
        if tag == "@party" and {*ids} & {*self._people.client} and values[0] == "sign_off.granted":
            return ("proposal.accepted", *values[1:])
        theirs = {self._people.party_of.get(id_) for id_ in persons} & set(self._people.client)
        if values[0] != "sign_off.granted" or not theirs or tag not in {"he", "she", "@person"}:
            return values
        return ("proposal.accepted", *values[1:])

    def _declined(self, persons: list[str]) -> bool:
        """Whether they are the seller's, who turned down a sign-off and no offer."""
        return bool(persons) and all(map(self._people.is_own, persons))

    def _signing(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """For whoever signed it off, that sign-off; for others the contract, or its acceptance.

        What the client's people sign is the offer: for them it is the acceptance first.
        """
        done = {fact.event.stored_as for fact in self._deal.facts.counted}
        own = values[2] == SIGNING and any(
            fact.actor in self._about.persons and self._is(fact, "sign_off.granted")
            for fact in self._deal.facts.counted
        )
        accepted = ("proposal.accepted",) if self._about.persons else ()
        theirs = accepted and not any(map(self._people.is_own, self._about.persons))
        last = ("agreement.executed",)
        for event in () if own else ((*accepted, *last) if theirs else (*last, *accepted)):
            if event in done:
                return (event, *values[1:2], "", *values[3:])
        return values

    def _one(self, values: tuple[str, ...]) -> Fact:
        values = self._meant(values)
        facts = self._facts(values)
        if len(facts) != 1:
            raise NotThis("Which record the moment is, is not clear.")
        return facts[0]

    def _at(self, values: tuple[str, ...]) -> list[str]:
        if values[0] == "at":
            return list(values[1:])
        fact = self._one(values)
        if values[4]:
            return [self._away(fact, *values[4].split(" "))]
        sent = fact.occurred.sent
        return [sent] if isinstance(sent, str) else [moment_text(fact.interval.end)]

    def _away(self, fact: Fact, count: str, unit: str, clock: str = "") -> str:
        """The time so many hours or days from a record; of none, a time of the same day."""
        if unit[0] in {"h", "m"} and not unit.startswith("mo"):
            seconds = 3600 if unit[0] == "h" else 60
            return moment_text(fact.interval.begin + timedelta(seconds=int(count) * seconds))
        day = self._calendar.day_of(fact.interval.begin)
        if unit in DAYS:
            if DAYS[unit] != day.weekday():
                raise NotThis("It was on another day of the week.")
            return day.isoformat()
        there = away(day, int(count), unit).isoformat()
        return (self._calendar.at(there, clock, utc=False) if clock else there) or there

    def _known_at(self, values: tuple[str, ...]) -> list[str]:
        if values[0] == "at":
            return list(values[1:])
        if values[4]:
            return self._at(values)
        return [f"record:{self._one(values).id}"]

    def _instant_before(self, values: tuple[str, ...]) -> list[str]:
        if values[0] == "at":
            days = [date.fromisoformat(day[:10]) - timedelta(days=1) for day in values[1:]]
            return [day.isoformat() for day in days]
        if values[0] == "proposal":
            raise NotThis("Before a proposal is no time.")
        return [moment_text(self._one(values).interval.begin - MICROSECOND)]

    def _facts(self, values: tuple[str, ...]) -> list[Fact]:
        """The records that an event can be. Raises NotThis when who did it did no such thing."""
        event, proposal, who, clause, _ = values
        if who.startswith("@record "):
            return [fact for fact in self._deal.facts.counted if who == f"@record {fact.id}"]
        if event == "proposal.sent":
            return self._sent(proposal, clause)
        found = [fact for fact in self._deal.facts.counted if self._is(fact, event)]
        of = proposal or (self._about.proposal or "")
        if of:
            own = [fact for fact in found if getattr(fact.event, "proposal", None) == of]
            if proposal or own or event == "proposal.accepted":
                found = own
        if event in TYPES:
            found = self._of_clause(found, clause)
        if event != "proposal.accepted" or found:
            found = self._by(found, who)
        if event in TYPES and len(found) != 1:
            raise NotThis("Which one record the moment is, is not clear.")
        if event == "sign_off.granted" and len(found) > 1 and who in {"", SIGNING, CONTRACT}:
            persons = self._about.persons
            found = [fact for fact in found if fact.actor in persons] or found
        if event == "agreement.executed" and not found:
            raise NotThis("That a contract was signed is not on record.")
        if event == "dispute.opened" and len(found) > 1:
            found = found[:1]
        return found

    def _of_clause(self, found: list[Fact], clause: str) -> list[Fact]:
        """Those of the clause that is named, else of the one that is asked about, if any are."""
        wanted = {clause} if clause else {*self._about.clauses}
        own = [each for each in found if wanted & _clauses(each)]
        return own if own or clause else found

    def _is(self, fact: Fact, event: str) -> bool:
        if isinstance(fact.event, ProposalAccepted) and fact.event.qualifications:
            return event == "proposal.countered"
        return fact.event.stored_as == event

    def _by(self, found: list[Fact], who: str) -> list[Fact]:
        """Those that are of whom is named: who did it, or to whom a clause was shown."""
        tag, *ids = who.split(" ")
        if tag in {"@person", "@party"} and ids:
            parties = {self._people.party_of.get(id_, id_) for id_ in ids}
            own = [
                fact
                for fact in found
                if {_whose(fact), getattr(fact.event, "by", None), *_met(fact)} & set(ids)
                or (tag == "@party" and self._people.party_of.get(fact.actor) in parties)
                or (tag == "@party" and getattr(fact.event, "by", None) in parties)
            ]
            if not own:
                raise NotThis("Whoever is named did no such thing on record.")
            return own
        if tag in {"he", "she"} and self._about.persons:
            own = [fact for fact in found if fact.actor in self._about.persons]
            if not own and any(self._is(fact, "sign_off.granted") for fact in found):
                raise NotThis("Whoever is meant signed nothing on record.")
            return own or found
        return found

    def _sent(self, proposal: str, clause: str) -> list[Fact]:
        proposals = self._deal.proposals.by_id
        if proposal:
            return self._first_sent([proposals[proposal]]) if proposal in proposals else []
        if self._about.proposal and not clause:
            return self._first_sent([proposals[self._about.proposal]])
        clauses = (clause,) if clause else self._about.clauses
        if clauses:
            return self._first_sent(self._holding(clauses[0]))
        governing = self._deal.governing.proposal
        return self._first_sent([governing] if governing else [])

    def _first_sent(self, proposals: Iterable[Proposal]) -> list[Fact]:
        sent = [fact for each in proposals for fact in each.sent]
        return [first(sent)] if sent else []

    def _holding(self, clause: str) -> list[Proposal]:
        """The proposals that hold the wording named, else the governing, else the current one."""
        number = self._about.version or self._wording(clause)
        return [
            each
            for each in self._deal.proposals.by_id.values()
            if any(held.clause == clause and held.version == number for held in each.contents or ())
        ]

    def _wording(self, clause: str) -> int | None:
        held = self._deal.governing.holds or {}
        if clause in held:
            return held[clause][0]
        found = self._deal.clauses.by_id.get(clause)
        current = found.current(self._deal.basis.effective_at) if found else None
        return current.number if current else None


def _whose(fact: Fact) -> str:
    """Who did it; of what was shown, to whom."""
    return fact.event.to if isinstance(fact.event, ClauseDisplayed) else fact.actor


def _met(fact: Fact) -> tuple[str, ...]:
    return tuple(getattr(fact.event, "attendees", ()))


def _clauses(fact: Fact) -> set[str]:
    """The clauses that a record is of."""
    return {*(getattr(fact.event, "clauses", None) or ()), getattr(fact.event, "clause", "")} - {""}
