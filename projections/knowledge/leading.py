"""To which wordings a record leads (VOCABULARY 4).

A proposal means every wording in its seal; a clause without a version the wording current at the
end of the record's occurrence, as a seal does; a topic see `topics`. A message, statement, meeting,
sign-off, document or record means what that one is about, and so on through at most `FARTHEST`
records; a document also the wordings that stood in it then; an order only the clause that it was
claimed under. What leads to no wording on record proves nothing, and is said (see `Nowhere`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from domain.events.proposals import ProposalSealed
from domain.events.sign_off import SignOffRequested
from domain.naming import Pointer
from projections.facts import Fact
from projections.knowledge.targets import Lead, Nowhere, Target
from projections.knowledge.topics import Topics
from projections.knowledge.written import Change, Chronicle, Key, Written
from projections.things import FARTHEST, Things


class Leads:
    """Follows what the records of a deal are about. Each record is followed once.

    `undetermined` has, by position, the wordings that records followed so far may have meant
    instead, as changes say that were recorded later: nothing is proven of these.
    """

    def __init__(self, happened: Sequence[Fact], chronicle: Chronicle, topics: Topics) -> None:
        self._chronicle = chronicle
        self._topics = topics
        self._things = Things(happened)
        self._targets: dict[Pointer, Target] = {}
        self._sized: dict[tuple[Target, int], tuple[Lead, ...]] = {}
        self._wordings: dict[Key, Target] = {}
        self._single: dict[tuple[Key, bool, int, bool], tuple[Lead, ...]] = {}
        self._proving: dict[int, tuple[Lead, ...]] = {}
        self.undetermined: dict[int, tuple[Lead, ...]] = {}
        self._any_late = False
        self._contents: dict[str, dict[str, list[int]]] = {}
        self._proposals: dict[Pointer, tuple[Lead, ...]] = {}
        self._found: list[dict[int, tuple[Lead, ...]]] = [{} for _ in range(FARTHEST + 1)]
        self._empty: dict[int, list[Pointer]] = {}

    def of(self, fact: Fact) -> tuple[Lead, ...]:
        """The wordings that a record is about: the one that it made, or what it names."""
        found = self._proving.get(fact.place)
        if found is None:
            found = self._all(fact, FARTHEST)
            if self._any_late and any(each.undetermined for each in found):
                self.undetermined[fact.place] = tuple(each for each in found if each.undetermined)
                found = tuple(each for each in found if not each.undetermined)
            self._proving[fact.place] = found
        return found

    def _all(self, fact: Fact, steps: int) -> tuple[Lead, ...]:
        known = self._found[steps]
        found = known.get(fact.place)
        if found is None:
            if written := self._chronicle.by_place.get(fact.place):
                return self._one(written)
            followed = [self._follow(each, fact, steps) for each in fact.about]
            if steps == FARTHEST and not all(followed):
                pairs = zip(fact.about, followed, strict=True)
                self._empty[fact.place] = [each for each, leads in pairs if not leads]
            found = known[fact.place] = followed[0] if len(followed) == 1 else _each_once(followed)
        return found

    def leads_on(self, fact: Fact) -> bool:
        """Whether all that it is about is known by now to lead to a wording."""
        made = fact.place in self._chronicle.by_place
        followed = fact.place in self._found[FARTHEST]
        return made or (followed and fact.place not in self._empty)

    def nowhere(self, fact: Fact) -> Iterator[Nowhere]:
        """What it is about and leads to no wording on record."""
        self.of(fact)
        return (Nowhere(each, self._why(each)) for each in self._empty.get(fact.place, ()))

    def _follow(self, pointer: Pointer, fact: Fact, steps: int) -> tuple[Lead, ...]:
        """The wordings that a pointer in a record means."""
        match pointer[0]:
            case "clause":
                return self._clause(pointer, fact)
            case "proposal":
                return self._proposals.get(pointer) or self._proposal(pointer)
            case "topic":
                return self._topic(pointer, fact)
            case "document":
                return (*self._linked(pointer, fact, steps), *self._standing_in(pointer, fact))
            case _:
                return self._linked(pointer, fact, steps)

    def _linked(self, pointer: Pointer, fact: Fact, steps: int) -> tuple[Lead, ...]:
        meant = self._things.meant(pointer[:2], fact)
        if meant is None or steps == 0 or meant is fact:
            return ()
        return self._all(meant, steps - 1)

    def _clause(self, pointer: Pointer, fact: Fact) -> tuple[Lead, ...]:
        chronicle, clause = self._chronicle, pointer.id
        if pointer.version is not None:
            written = chronicle.by_key.get((clause, pointer.version))
            return self._one(written) if written else ()
        meaning = chronicle.meant(clause, fact)
        if meaning is None:
            return ()
        meant, late = meaning.written, meaning.late
        leads = self._one(meant, unsure=self._unsure(meant, fact), late=late)
        if isinstance(late, Written):
            self._any_late = True
            return (*leads, *self._one(late, late=late, undetermined=True))
        return leads

    def _one(
        self,
        written: Written,
        *,
        unsure: bool = False,
        late: Change | None = None,
        undetermined: bool = False,
    ) -> tuple[Lead, ...]:
        """Made once, so that what it proves is put together."""
        place = (written.key, unsure, late.place if late else 0, undetermined)
        found = self._single.get(place)
        if found is None:
            target = self._wordings.get(written.key)
            if target is None:
                target = self._wordings[written.key] = Target(None, (written,))
            found = self._single[place] = (Lead(target, 1, unsure, late, undetermined),)
        return found

    def _unsure(self, found: Written, fact: Fact) -> bool:
        """Whether another wording may have been the current one when the record was made.

        Of one source, a record that names what another made came after it (VOCABULARY 1).
        """
        if found.interval.overlaps(fact.interval) and not _one_source(found.fact, fact):
            return True
        changes = self._chronicle.clauses[found.wording.clause].now
        return changes.other_overlaps(fact.interval, found)

    def _proposal(self, pointer: Pointer) -> tuple[Lead, ...]:
        seal = self._things.named(("proposal", pointer.id))
        event = seal.event if seal else None
        if not isinstance(event, ProposalSealed):
            return ()
        narrowed = pointer.clauses
        asked = self._things.named(("sign_off", pointer.asked_in or ""))
        if asked and isinstance(asked.event, SignOffRequested):
            narrowed = asked.event.clauses if asked.event.proposal == pointer.id else None
        named = Pointer("proposal", pointer.id, clauses=narrowed)
        target = self._target(named, lambda: self._held(event, narrowed))
        found = self._proposals[pointer] = self._first(target, len(target.wordings))
        return found

    def _first(self, target: Target, size: int) -> tuple[Lead, ...]:
        """The lead to so many: made once, so that what it proves is put together."""
        if size == 0:
            return ()
        if (target, size) not in self._sized:
            self._sized[target, size] = (Lead(target, size),)
        return self._sized[target, size]

    def _held(self, seal: ProposalSealed, clauses: tuple[str, ...] | None) -> Iterator[Written]:
        """In the order of the seal. Narrowed to some clauses, it costs no more than there are."""
        contents = seal.contents or ()
        places: Iterable[int] = range(len(contents))
        if clauses is not None:
            by_clause = self._contents.get(seal.proposal)
            if by_clause is None:
                by_clause = self._contents[seal.proposal] = {}
                for at, held in enumerate(contents):
                    by_clause.setdefault(held.clause, []).append(at)
            places = sorted(at for each in set(clauses) for at in by_clause.get(each, ()))
        for at in places:
            if written := self._chronicle.by_key.get((contents[at].clause, contents[at].version)):
                yield written

    def _topic(self, pointer: Pointer, fact: Fact) -> tuple[Lead, ...]:
        named = Pointer("topic", pointer.id)
        target = self._target(named, lambda: self._topics.naming(pointer.id))
        begun = self._topics.begun(pointer.id, fact.interval.end)
        return self._first(target, begun)

    def _standing_in(self, pointer: Pointer, fact: Fact) -> tuple[Lead, ...]:
        """The clauses of a document, each in the wording current then."""
        leads = (self._clause(Pointer("clause", c), fact) for c in self._chronicle.of(pointer.id))
        found = (lead for each in leads for lead in each)
        return tuple(lead for lead in found if lead.target.wordings[0].document == pointer.id)

    def _target(self, named: Pointer, wordings: Callable[[], Iterable[Written]]) -> Target:
        if named not in self._targets:
            self._targets[named] = Target(named, wordings())
        return self._targets[named]

    def _why(self, pointer: Pointer) -> str:
        known = pointer[:2] in self._things
        match pointer.kind:
            case "clause" if pointer.version is not None:
                return "wording_not_on_record"
            case "clause":
                return "no_wording_current_then"
            case "topic":
                return "no_wording_names_it"
            case "proposal" if not known:
                return "no_seal_on_record"
            case "proposal":
                return "holds_no_such_wording"
            case _ if known:
                return "leads_to_no_wording"
            case _:
                return "not_on_record"


def _one_source(one: Fact, other: Fact) -> bool:
    first, second = one.entry.envelope.source, other.entry.envelope.source
    return first is not None and second is not None and first.system == second.system


def _each_once(followed: Iterable[tuple[Lead, ...]]) -> tuple[Lead, ...]:
    """Without those that come twice; of two, the one that proves it, and the sure one."""
    found: dict[tuple[int, int], Lead] = {}
    for leads in followed:
        for lead in leads:
            place = (id(lead.target), lead.size)
            if place not in found or _less(found[place], lead):
                found[place] = lead
    return tuple(found.values())


def _less(one: Lead, other: Lead) -> bool:
    return _doubts(one) > _doubts(other)


def _doubts(lead: Lead) -> tuple[bool, bool, bool]:
    return lead.undetermined, lead.late is not None, lead.unsure
