"""A deal as a reader on a basis knows it: the folds that readings and answers share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from domain.events.deal import DealOpened, ParticipantAssigned, PartyJoined
from domain.events.disputes import DisputeOpened
from domain.record import Entry
from projections.assignments import Assignments
from projections.basis import Basis, believed_recording
from projections.catalogue import Catalogue, catalogue_of
from projections.clauses import Clarification, Clauses, Wording, numbers_of, parties_of
from projections.facts import Fact, Facts, facts_of, visible, withheld_from_readers, zone_of
from projections.proposals import Governing, Proposals, Standing

_T = TypeVar("_T")
# What is known whenever it happened: `effective_at` does not matter to it.
_OF_ANY_MOMENT = (
    *("zone", "_known", "facts", "_shared", "organisation", "parties", "assignments", "opened"),
    *("dispute", "numbers", "clauses", "proposals"),
    "shows_privileged",
)
# The same, and how many are withheld does not matter either.
_OF_THE_ENTRIES = tuple(name for name in _OF_ANY_MOMENT if name not in {"_known", "_shared"})


@dataclass(frozen=True)
class KnownDeal:
    """The facts of a deal and of the organisation on one basis, folded when they are asked for.

    `entries` are all of the deal's up to now; `organisation` all of the organisation's. Records
    named in `without` count for nothing, as if they had never been: what then would be so is a
    hypothesis.
    """

    id: str
    entries: Sequence[Entry]
    organisation_entries: Sequence[Entry]
    basis: Basis
    without: frozenset[str] = frozenset()

    @cached_property
    def zone(self) -> str:
        """The time zone of the deal's dates, as known."""
        return zone_of(self._recorded)

    @cached_property
    def _recorded(self) -> Sequence[Entry]:
        """The entries up to `known_at`: of a stream the positions grow."""
        return self.entries[: bisect_right(self.entries, self.basis.known_at, key=_position)]

    @cached_property
    def _known(self) -> tuple[list[Entry], int]:
        return self._visible(self._counting(self._recorded))

    def _visible(self, entries: Iterable[Entry]) -> tuple[list[Entry], int]:
        return visible(entries, self.basis.role, self.basis.now_position)

    def _counting(self, entries: Sequence[Entry]) -> list[Entry]:
        known = self.basis.known(entries, self.zone)
        if not self.without:
            return known
        return [each for each in known if each.id not in self.without]

    @property
    def version(self) -> int:
        """How many entries the deal had at `known_at`; those withheld are counted too."""
        return self._recorded[-1].version if self._recorded else 0

    @property
    def shown(self) -> list[Entry]:
        """The entries that this reader knows and may see, struck ones too, by version."""
        return self._known[0]

    @cached_property
    def shows_privileged(self) -> bool:
        """Whether this reader sees what others may not."""
        return any(withheld_from_readers(each) for each in self.shown)

    @property
    def withheld(self) -> int:
        """How many known records of the deal, and of the organisation, are kept from this reader.

        A grant or a policy that is kept from them may be why nothing else is on record.
        """
        return self.withheld_of_its_own + self._shared[1]

    @property
    def withheld_of_its_own(self) -> int:
        """How many known records of the deal alone this reader may not see."""
        return self._known[1]

    @cached_property
    def notes(self) -> list[str]:
        """What must be said of every reading of the deal on this basis."""
        return [f"{note}{self._left_out()}" for note in self.basis.notes]

    def _left_out(self) -> str:
        """How many records are not known for want of a time; of those that this reader may see."""
        untimed = [
            len([e for e in self._visible(recorded)[0] if self._untimed(e)])
            for recorded in (self._recorded, self.organisation_entries)
        ]
        if not any(untimed):
            return ""
        of_deal, shared = untimed
        parts = [f"{of_deal} of this deal"] if of_deal else []
        parts += [f"{shared} of the organisation"] if shared else []
        return (
            " Records of which no believed source says when it recorded them are left out, "
            f"whatever they tell: {' and '.join(parts)}."
        )

    def _untimed(self, entry: Entry) -> bool:
        known = entry.position <= self.basis.known_at
        return known and believed_recording(entry, self.zone) is None

    @cached_property
    def facts(self) -> Facts:
        """What counts of the deal, as known; not yet cut at `effective_at`."""
        return facts_of(self._known[0], self.zone)

    @cached_property
    def happened(self) -> tuple[Fact, ...]:
        """The facts that had begun by `effective_at`."""
        moment = self.basis.effective_at
        return tuple(fact for fact in self.facts.counted if fact.interval.begin <= moment)

    @cached_property
    def _shared(self) -> tuple[list[Entry], int]:
        known = self._counting(self.organisation_entries)
        return self._visible(known)

    @property
    def organisation_shown(self) -> list[Entry]:
        """The organisation's entries that this reader knows and may see."""
        return self._shared[0]

    @cached_property
    def organisation(self) -> tuple[Fact, ...]:
        """What counts of the organisation, as known."""
        return facts_of(self._shared[0], self.zone).counted

    @cached_property
    def parties(self) -> dict[str, PartyJoined]:
        """The parties by id."""
        return parties_of(self.facts.counted)

    @cached_property
    def assignments(self) -> Assignments:
        """For whom people took part, at any time."""
        return Assignments(self.facts.counted)

    @cached_property
    def participants(self) -> dict[str, ParticipantAssigned]:
        """The people by id, each as assigned by `effective_at`; who came only later, as then."""
        moment = self.basis.effective_at
        found = ((person, self.assignments.at(person, moment)) for person in self.assignments)
        return {person: assigned for person, assigned in found if assigned}

    @cached_property
    def opened(self) -> DealOpened | None:
        """How the deal was opened, where that is on record."""
        found = (f.event for f in self.facts.counted if type(f.event) is DealOpened)
        return next(found, None)

    @cached_property
    def dispute(self) -> Fact | None:
        """The dispute that was opened first, as known; None when there is none."""
        disputes = [fact for fact in self.facts.counted if type(fact.event) is DisputeOpened]
        return min(disputes, key=lambda fact: (fact.interval.begin, fact.place), default=None)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of the wording that each record made."""
        return numbers_of(self.entries)

    @cached_property
    def clauses(self) -> Clauses:
        """Every wording."""
        return Clauses(self.facts, self.parties, self.numbers)

    @cached_property
    def proposals(self) -> Proposals:
        """Every proposal."""
        return Proposals(self.facts)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The items of every axis."""
        client = self.opened.client if self.opened else None
        return catalogue_of(self.organisation, self.parties, client, self.basis.effective_at)

    @cached_property
    def governing(self) -> Governing:
        """The text that is asked about."""
        return self.proposals.governing(self.basis.effective_at)

    @cached_property
    def text(self) -> list[Wording]:
        """The wordings of the governing text, in the order of their clauses."""
        moment = self.basis.effective_at
        governing = self.governing
        if governing.tier == "drafts":
            return self.clauses.current(moment)
        held = governing.holds or {}
        found = (
            clause.wording(held[clause.id][0])
            for clause in self.clauses.by_id.values()
            if clause.id in held
        )
        return [wording for wording in found if wording]

    def clarified(self, wording: Wording, moment: datetime | None = None) -> list[Clarification]:
        """Those of a wording that are in effect at `moment` (default: `effective_at`), in order.

        One holds for the wording that governed when it took effect (that stood in the drafts, when
        none governed), and ends with it.
        """
        at = self.basis.effective_at if moment is None else moment
        in_effect = self.clauses.clarified(wording.clause, at)
        return [each for each in in_effect if self._meant(each, wording.clause) == wording.number]

    @cached_property
    def clarifying(self) -> frozenset[tuple[str, str, int]]:
        """What is in effect for wordings that govern or stand in the drafts.

        As the record of the clarification, the clause, and the number of the wording.
        """
        if not self.clauses.clarifications:
            return frozenset()
        standing = (*self.text, *self.clauses.current(self.basis.effective_at))
        return frozenset(
            (each.fact.id, wording.clause, wording.number)
            for wording in {id(wording): wording for wording in standing}.values()
            for each in self.clarified(wording)
        )

    def _meant(self, clarification: Clarification, clause: str) -> int | None:
        """The number of the wording of a clause that a clarification is about."""
        held = self.proposals.governing(clarification.effective).holds or {}
        if clause in held:
            return held[clause][0]
        of = self.clauses.by_id.get(clause)
        current = of.current(clarification.effective) if of else None
        return current.number if current else None

    @cached_property
    def standing(self) -> Standing:
        """What became of the governing text by `effective_at`."""
        proposal = self.governing.proposal
        return self.proposals.standing(proposal, self.basis.effective_at) if proposal else "draft"

    def once(self, fold: Callable[[KnownDeal], _T]) -> _T:
        """What a fold makes of this deal, made once: asked for again it is the same."""
        if fold not in self._folded:
            self._folded[fold] = fold(self)
        found: _T = self._folded[fold]
        return found

    @cached_property
    def _folded(self) -> dict[object, Any]:
        """By the fold."""
        return {}

    def then(self, moment: datetime) -> KnownDeal:
        """The same deal, as known, at another `effective_at`."""
        return self.on(replace(self.basis, effective_at=moment))

    def now(self, root: str) -> KnownDeal:
        """The same deal today; asked again it is the same one, with its folds."""
        if root not in self._today:
            self._today[root] = self.on(self.basis.at_now(root))
        return self._today[root]

    @cached_property
    def _today(self) -> dict[str, KnownDeal]:
        """By the root of today."""
        return {}

    def on(self, basis: Basis) -> KnownDeal:
        """The same deal on another basis, itself on its own; what both know is folded once."""
        if basis == self.basis:
            return self
        found = replace(self, basis=basis)
        shared = _OF_ANY_MOMENT if basis.knows_as(self.basis) else ("numbers",)
        found.__dict__.update({name: getattr(self, name) for name in shared})
        return found

    def folded_as(self, other: KnownDeal) -> KnownDeal:
        """Itself, with what was folded of the same deal before and does not turn on the moment.

        Only where the other knows the very same entries and its reader may see the same; else as it
        was.
        """
        same = (self.id, self.zone, self.without) == (other.id, other.zone, other.without)
        mine = (self.entries, self.shown, self.organisation_shown)
        theirs = (other.entries, other.shown, other.organisation_shown)
        if same and all(map(_the_same, mine, theirs)):
            folded = {n: other.__dict__[n] for n in _OF_THE_ENTRIES if n in other.__dict__}
            self.__dict__.update(folded)
        return self

    def person(self, person: str) -> str:
        """How a person (or a party, or a system) is called."""
        if person in self.participants:
            return self.participants[person].name
        return self.parties[person].name if person in self.parties else person


def _the_same(mine: Sequence[Entry], theirs: Sequence[Entry]) -> bool:
    """Whether both are the very same entries; compared, they would be read field by field."""
    if len(mine) != len(theirs):
        return False
    return all(one is other for one, other in zip(mine, theirs, strict=True))


def _position(entry: Entry) -> int:
    return entry.position
