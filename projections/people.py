"""Who is who: persons and parties kept apart, and the ids that are known to be one human.

`person.identified` joins two ids in every reading whose `known_at` includes it, whatever is asked
about (VOCABULARY 2.7): `effective_at` does not matter to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from domain.events import Event
from domain.events.clauses import TermsClarified
from domain.events.deal import DealOpened, ParticipantAssigned, PartyJoined
from domain.events.organisation import PersonIdentified
from domain.events.proposals import ProposalSent
from domain.shape import shape_of
from domain.values import SYSTEM
from projections.catalogue import words_of
from projections.deal import KnownDeal
from projections.facts import Fact

_NAME_A_PARTY = frozenset(
    {DealOpened, PartyJoined, ParticipantAssigned, ProposalSent, TermsClarified}
)
Likeness = Literal["same_name", "same_parts", "initial"]
SHORTEST_SURNAME = 3


class People:
    """Persons by id, each human under one canonical id.

    That is the id assigned first as a participant of the deal; of ids that are none, the first in
    the alphabet. A party and a system are no person: they are never joined, and climb nothing.
    """

    def __init__(
        self,
        identified: Iterable[Fact],
        participants: Mapping[str, ParticipantAssigned],
        parties: Iterable[str],
    ) -> None:
        self._participants = participants
        self._parties = frozenset(parties)
        self._above: dict[str, str] = {}
        self._said: list[tuple[Fact, str]] = []
        for fact in identified:
            if type(fact.event) is PersonIdentified:
                self._join(fact, fact.event)
        self._humans = self._grouped()
        self._found: dict[str, str | None] = {}

    def is_person(self, id_: str) -> bool:
        """Whether an id, wherever it stands, is that of a human. An id not introduced is one."""
        if id_.startswith(SYSTEM):
            return False
        return id_ in self._participants or id_ not in self._parties

    def human(self, id_: str) -> str | None:
        """The canonical id of whom an id names, wherever it stands; None when it is no person."""
        if id_ not in self._found:
            self._found[id_] = self.canonical(id_) if self.is_person(id_) else None
        return self._found[id_]

    def canonical(self, id_: str) -> str:
        """The one id of the human whom this id is known to name."""
        return self.aliases(id_)[0]

    def aliases(self, id_: str) -> tuple[str, ...]:
        """Every id of the same human, the canonical one first, the others by the alphabet."""
        return self._humans.get(self._root(id_), (id_,))

    def identified_by(self, id_: str) -> tuple[Fact, ...]:
        """The records that say that the ids of this human are one, in the order of positions."""
        root = self._root(id_)
        return tuple(fact for fact, one in self._said if self._root(one) == root)

    def _join(self, fact: Fact, event: PersonIdentified) -> None:
        if not (self.is_person(event.person) and self.is_person(event.same_as)):
            return
        self._said.append((fact, event.person))
        one, other = self._root(event.person), self._root(event.same_as)
        self._above.setdefault(one, one)
        self._above[other] = one

    def _root(self, id_: str) -> str:
        root = id_
        while (above := self._above.get(root, root)) != root:
            root = above
        while (above := self._above.get(id_, root)) != root:
            self._above[id_], id_ = root, above
        return root

    def _grouped(self) -> dict[str, tuple[str, ...]]:
        order = {person: place for place, person in enumerate(self._participants)}
        groups: dict[str, list[str]] = {}
        for id_ in sorted(self._above, key=lambda each: (order.get(each, len(order)), each)):
            groups.setdefault(self._root(id_), []).append(id_)
        return {root: (ids[0], *sorted(ids[1:])) for root, ids in groups.items()}


def people_of(deal: KnownDeal) -> People:
    """The people of a deal, as far as they are known on its basis."""
    return People(deal.organisation, deal.participants, parties_named(deal.facts.counted))


def called(deal: KnownDeal, people: People, id_: str) -> str:
    """The name of whoever an id is known to be, by whichever of their ids has one; else the id."""
    named = ((each, deal.person(each)) for each in (id_, *people.aliases(id_)))
    return next((name for each, name in named if name != each), id_)


def parties_named(facts: Iterable[Fact]) -> set[str]:
    """The ids that stand where only a party can: they are no persons, introduced or not."""
    naming = (fact.event for fact in facts if type(fact.event) in _NAME_A_PARTY)
    return {party for event in naming for party in _parties(event) if party}


def _parties(event: Event) -> Iterable[str | None]:
    match event:
        case DealOpened(client=client):
            return (client,)
        case PartyJoined():
            return event.party, event.acts_for, event.parent
        case ParticipantAssigned(party=party):
            return (party,)
        case ProposalSent(via=via):
            return (via,)
        case TermsClarified(agreed_by=agreed_by):
            return agreed_by
        case _:  # names no party, or somebody who may be a person
            return ()


def persons_named(deal: KnownDeal, people: People) -> tuple[str, ...]:
    """Every id of a person that a record of the deal names, in the order of first naming."""
    named: dict[str, None] = {}
    for fact in deal.facts.counted:
        for id_ in named_in(fact):
            named[id_] = None
    return tuple(id_ for id_ in named if people.is_person(id_))


def named_in(fact: Fact) -> Sequence[str]:
    """The ids that stand where a person can, in its envelope and in its data."""
    if fact.named is None:
        fact.named = tuple(dict.fromkeys(_named_in(fact)))
    return fact.named


def _named_in(fact: Fact) -> list[str]:
    found, envelope = [fact.actor], fact.entry.record.envelope
    if envelope.on_behalf_of is not None:
        found.append(envelope.on_behalf_of)
    if envelope.instructed_by is not None:
        found.append(envelope.instructed_by)
    for field in _person_fields(type(fact.event)):
        value = getattr(fact.event, field)
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(value)
    return found


@cache
def _person_fields(kind: type[Event]) -> tuple[str, ...]:
    """The fields of an event in which persons (or parties) stand."""
    return tuple(name for name, shape in shape_of(kind).persons if not shape.fields)


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two ids that may be one human, as far as their spelling goes, and nobody has said so."""

    one: str
    other: str
    why: Likeness


def look_alikes(deal: KnownDeal, people: People) -> tuple[LookAlike, ...]:
    """The pairs of ids that look alike and are not identified, each pair of humans once.

    `same_name`: two participants go by the same name. `same_parts`: an id before its `@`, or the
    name that goes with it, has the same words in any order (`ana.weber@acme.example`, `weber-ana`,
    Ana Weber); one word alone is enough only between ids of which at most one has a domain.
    `initial`: two words, the same last one, and an initial for the first (`a.weber`, `ana.weber`).
    Nothing less is alike. Of many that are all alike, each is paired with the first.
    """
    ids = persons_named(deal, people)
    names = {id_: deal.participants[id_].name for id_ in ids if id_ in deal.participants}
    found: dict[frozenset[str], LookAlike] = {}
    for why, group in _alike(ids, names):
        for one, other in group:
            pair = frozenset((people.canonical(one), people.canonical(other)))
            if len(pair) > 1:
                found.setdefault(pair, LookAlike(one, other, why))
    return tuple(found.values())


def alike_to(deal: KnownDeal, people: People, id_: str, name: str) -> tuple[str, ...]:
    """The ids on record that may be one human with `id_`, if it went by `name` from now on.

    Alike as in `look_alikes`; not those that are known to be the same human.
    """
    # First of all: each that is alike is then paired with it.
    ids = tuple(dict.fromkeys((id_, *persons_named(deal, people))))
    names = {id_: name} | {
        each: deal.participants[each].name for each in ids[1:] if each in deal.participants
    }
    alike = (pair for _, group in _alike(ids, names) for pair in group if id_ in pair)
    others = dict.fromkeys(other for pair in alike for other in pair)
    own = people.canonical(id_)
    return tuple(other for other in others if people.canonical(other) != own)


_ERASED_ID, _ERASED_NAME = "erased.", "[erased]"
"""What stands in the place of an id, and of a name."""


def folded(name: str) -> str:
    """The words of a name in any order, case and accents folded: equal for names that are alike."""
    return _in_any_order(_parts(name))


Pairs = Iterable[tuple[str, str]]


def _alike(ids: Sequence[str], names: Mapping[str, str]) -> Iterator[tuple[Likeness, Pairs]]:
    # All who were erased are shown alike: that says nothing of who they were.
    ids = [each for each in ids if not each.startswith(_ERASED_ID)]
    names = {id_: name for id_, name in names.items() if name != _ERASED_NAME}
    named = ((words_of(name), id_) for id_, name in names.items())
    yield from (("same_name", _with_first(group)) for group in _grouped(named))
    spelt = [(parts, id_) for id_ in ids for parts in _spellings(id_, names.get(id_))]
    several = ((_in_any_order(parts), id_) for parts, id_ in spelt if len(parts) > 1)
    yield from (("same_parts", _with_first(group)) for group in _grouped(several))
    for group in _grouped(_alone(ids)):
        pairs = _with_first(sorted(group, key=lambda id_: "@" in id_))
        yield "same_parts", ((one, other) for one, other in pairs if "@" not in one)
    yield "initial", _by_initial(spelt)


def _grouped(keyed: Iterable[tuple[str, str]]) -> Iterable[list[str]]:
    groups: dict[str, dict[str, None]] = {}
    for key, id_ in keyed:
        if key:
            groups.setdefault(key, {})[id_] = None
    return [list(group) for group in groups.values()]


def _with_first(group: Sequence[str]) -> Pairs:
    return ((group[0], other) for other in group[1:])


def _spellings(id_: str, name: str | None) -> Iterator[tuple[str, ...]]:
    yield _parts(id_.partition("@")[0])
    if name is not None:
        yield _parts(name)


def _parts(text: str) -> tuple[str, ...]:
    """Its words, case and accents folded; digits are a word of their own."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    unmarked = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W\d_]+|\d+", unmarked))


def _in_any_order(parts: tuple[str, ...]) -> str:
    # Numbers keep their place: team-1-2 is not team-2-1.
    return " ".join(sorted(parts) if all(part.isalpha() for part in parts) else parts)


def _alone(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    for id_ in ids:
        parts = _parts(id_.partition("@")[0])
        if len(parts) == 1 and len(parts[0]) >= SHORTEST_SURNAME and not parts[0].isdigit():
            yield parts[0], id_


def _by_initial(spelt: Iterable[tuple[tuple[str, ...], str]]) -> Pairs:
    short: dict[tuple[str, str], list[str]] = {}
    full: dict[tuple[str, str], list[str]] = {}
    for parts, id_ in spelt:
        if len(parts) == 2 and len(parts[1]) >= SHORTEST_SURNAME and parts[1].isalpha():
            kind = short if len(parts[0]) == 1 else full
            kind.setdefault((parts[0][0], parts[1]), []).append(id_)
    for key, initials in short.items():
        written_out = full.get(key, [])
        yield from ((initials[0], id_) for id_ in written_out)
        yield from ((id_, written_out[0]) for id_ in initials[1:] if written_out)
