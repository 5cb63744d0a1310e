"""Which proposals a ref bears on: the proposal, a clause that it holds, or a message about it.

A ref to a clause without a version means the wording current when it happened (VOCABULARY 4); where
a proposal holds another wording of that clause, the bearing says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.naming import Pointer, pointer_of
from domain.values import Ref
from projections.clauses import Removal, Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.succession import Recorded, Succession
from projections.things import FARTHEST, Things


@dataclass(frozen=True, slots=True)
class Bearing:
    """A fact that bears on a proposal, through the ref that it names.

    `clause` is set when it bears on that clause only; `same_wording` is then whether the wording
    that was meant is the one that the proposal holds.
    """

    fact: Fact
    ref: Ref
    clause: str | None = None
    same_wording: bool | None = None

    @property
    def through(self) -> dict[str, Any]:
        """What is named, as JSON."""
        return self.ref.model_dump(mode="json", exclude_none=True)


@dataclass(frozen=True, slots=True)
class _Touched:
    """A proposal; or a wording of a clause, named by its version or as the current one, if any."""

    proposal: str | None = None
    clause: str | None = None
    version: int | None = None
    by_version: bool = False


class References:
    """Finds what refs mean, among the facts of a deal. `holders`: by clause, who holds which."""

    def __init__(self, deal: KnownDeal, holders: Mapping[str, list[tuple[str, int]]]) -> None:
        self._deal = deal
        self._holders = holders
        self._current: dict[str, Recorded[Wording | Removal]] = {}
        self._found: dict[tuple[int, int], tuple[_Touched, ...]] = {}

    @cached_property
    def _things(self) -> Things:
        return Things(self._deal.happened)

    def bearings(self, fact: Fact, ref: Ref) -> dict[str, Bearing]:
        """By proposal, how a fact that names `ref` bears on it; the whole before a clause."""
        found: dict[str, Bearing] = {}
        touched = dict.fromkeys(self._follow(pointer_of(ref), fact, FARTHEST))
        for each in sorted(touched, key=lambda each: each.proposal is None):
            if each.proposal is not None:
                found.setdefault(each.proposal, Bearing(fact, ref))
            for proposal, version in self._holders.get(each.clause or "", ()):
                same = each.version == version
                known = found.get(proposal)
                nearer = known is None or (known.same_wording is False and same)
                if nearer and (same or not each.by_version):
                    found[proposal] = Bearing(fact, ref, each.clause, same)
        return found

    def _follow(self, pointer: Pointer, fact: Fact, steps: int) -> Iterator[_Touched]:
        """What a record is about bears too, and so on through at most so many records."""
        match pointer.kind:
            case "proposal":
                yield _Touched(pointer.id)
            case "clause":
                version = pointer.version or self._version(pointer.id, fact)
                yield _Touched(None, pointer.id, version, pointer.version is not None)
            case _:
                meant = self._things.meant(pointer[:2], fact) if steps else None
                if meant is not None and meant is not fact:
                    yield from self._of(meant, steps - 1)

    def _of(self, fact: Fact, steps: int) -> tuple[_Touched, ...]:
        """The proposal or the wording that a record is about. Each record is followed once."""
        found = self._found.get((fact.place, steps))
        if found is None:
            about = (self._follow(each, fact, steps) for each in fact.about)
            every = (*self._named(fact), *(touched for each in about for touched in each))
            found = self._found[fact.place, steps] = tuple(dict.fromkeys(every))
        return found

    def _named(self, fact: Fact) -> Iterator[_Touched]:
        """A proposal as a whole, whatever of it is meant; a clause that it made or took out."""
        proposal = getattr(fact.event, "proposal", None)
        clause = getattr(fact.event, "clause", None)
        if proposal is not None:
            yield _Touched(proposal)
        elif clause is not None and not fact.about:
            version = self._deal.numbers.get(fact.id) or self._version(clause, fact)
            yield _Touched(None, clause, version)

    def _version(self, clause: str, fact: Fact) -> int | None:
        """The number of the wording that was current, as known when the record was made."""
        known = self._deal.clauses.by_id.get(clause)
        if known is None:
            return None
        if clause not in self._current:
            self._current[clause] = Recorded(Succession(known.changes))
        moment = fact.interval.end
        found = self._current[clause].meant(moment, fact.place, _is_wording)
        return found.number if isinstance(found, Wording) else None


def _is_wording(change: Wording | Removal) -> bool:
    return isinstance(change, Wording)
