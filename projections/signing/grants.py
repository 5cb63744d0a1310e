"""Grants and delegations by whom they reach, each with the time for which it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.events.organisation import AuthorityDelegated, AuthorityGranted, AuthorityRevoked
from projections.facts import Fact
from projections.people import People
from projections.signing.functions import Functions
from projections.signing.spans import Span, earliest, interval_of


@dataclass(frozen=True, slots=True)
class Held:
    """A grant as it reaches one person. `by_function` is the assignment that it reaches them by."""

    fact: Fact
    event: AuthorityGranted
    span: Span
    revoked: Fact | None
    by_function: Fact | None = None


@dataclass(frozen=True, slots=True)
class Delegated:
    """A delegation to one person."""

    fact: Fact
    event: AuthorityDelegated
    span: Span
    revoked: Fact | None


class Grants:
    """What was granted, delegated and revoked, of the facts given."""

    def __init__(
        self, happened: Iterable[Fact], people: People, functions: Functions, zone: str
    ) -> None:
        self._people = people
        self._functions = functions
        self._zone = zone
        self._of_person: dict[str, list[Held]] = {}
        self._of_function: dict[str, list[Held]] = {}
        self._delegated: dict[str, list[Delegated]] = {}
        self._reaching: dict[str, tuple[Held, ...]] = {}
        facts = list(happened)
        revoked = _revocations(facts)
        for fact in facts:
            self._add(fact, revoked)

    def reaching(self, person: str) -> Sequence[Held]:
        """Every grant that ever reached a person, directly or through a function they had."""
        human = self._people.canonical(person)
        if human not in self._reaching:
            self._reaching[human] = (*self._of_person.get(human, ()), *self._by_function(human))
        return self._reaching[human]

    def delegated_to(self, person: str, delegator: str | None = None) -> Sequence[Delegated]:
        """Every delegation to a person, of one delegator or of all."""
        every = self._delegated.get(self._people.canonical(person), ())
        if delegator is None:
            return every
        one = self._people.canonical(delegator)
        return [each for each in every if self._people.canonical(each.event.delegator) == one]

    def _by_function(self, human: str) -> Iterable[Held]:
        for member in self._functions.of(human):
            for held in self._of_function.get(member.function, ()):
                span = held.span.within(member.span)
                yield Held(held.fact, held.event, span, held.revoked, member.fact)

    def _add(self, fact: Fact, revoked: dict[tuple[str, str], list[Fact]]) -> None:
        match fact.event:
            case AuthorityGranted(grant=id_) as event:
                ends = revoked.get(("grant", id_), [])
                held = Held(fact, event, self._span(fact, event, ends), _first(ends))
                if event.person is not None:
                    human = self._people.canonical(event.person)
                    self._of_person.setdefault(human, []).append(held)
                elif event.function is not None:
                    self._of_function.setdefault(event.function, []).append(held)
            case AuthorityDelegated(delegation=id_) as event:
                ends = revoked.get(("delegation", id_), [])
                human = self._people.canonical(event.delegate)
                found = Delegated(fact, event, self._span(fact, event, ends), _first(ends))
                self._delegated.setdefault(human, []).append(found)
            case _:  # gives nobody authority
                pass

    def _span(
        self, fact: Fact, event: AuthorityGranted | AuthorityDelegated, revoked: list[Fact]
    ) -> Span:
        until = interval_of(event.until, self._zone)
        span = Span.begun(fact.interval, interval_of(event.from_, self._zone))
        ended = earliest(each.interval for each in revoked)
        return span.until(until.end if until else None).ended_by(ended)


def _revocations(facts: Iterable[Fact]) -> dict[tuple[str, str], list[Fact]]:
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        match fact.event:
            case AuthorityRevoked(grant=str(id_)):
                found.setdefault(("grant", id_), []).append(fact)
            case AuthorityRevoked(delegation=str(id_)):
                found.setdefault(("delegation", id_), []).append(fact)
            case _:
                pass
    return found


def _first(facts: list[Fact]) -> Fact | None:
    return min(facts, key=lambda each: (each.interval.begin, each.place), default=None)
