"""Which proposals a ref bears on: the proposal, a clause that it holds, or a message about it.

A ref to a clause without a version means the wording current when it happened (VOCABULARY 4); where
a proposal holds another wording of that clause, the bearing says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Any

from domain.events import Event
from domain.events.proposals import OrderPlaced
from domain.events.sign_off import SignOffRequested
from domain.events.told import (
    DocumentFiled,
    MeetingHeld,
    MessageRelayed,
    MessageSent,
    StatementMade,
)
from domain.values import Ref
from projections.clauses import Clause, Removal, Wording
from projections.deal import KnownDeal
from projections.facts import Fact

Thing = tuple[str, str]
"""A kind of thing and its id: ("message", "M1")."""


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
        self._holders = holders
        self._clauses = deal.clauses.by_id
        self._current: dict[str, _CurrentAt] = {}
        self._facts = deal.happened
        self._originals: dict[str, Fact] = {}

    @cached_property
    def _records(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self._facts}

    @cached_property
    def _things(self) -> dict[Thing, Fact]:
        """What records introduce, the first record of each."""
        found: dict[Thing, Fact] = {}
        for fact in self._facts:
            if thing := _thing(fact.event):
                found.setdefault(thing, fact)
        return found

    def bearings(self, fact: Fact, ref: Ref) -> dict[str, Bearing]:
        """By proposal, how a fact that names `ref` bears on it; the whole before a clause."""
        found: dict[str, Bearing] = {}
        touched = sorted(self._touched(fact, ref), key=lambda each: each.proposal is None)
        for each in touched:
            if each.proposal is not None:
                found.setdefault(each.proposal, Bearing(fact, ref))
            for proposal, version in self._holders.get(each.clause or "", ()):
                same = each.version == version
                known = found.get(proposal)
                nearer = known is None or (known.same_wording is False and same)
                if nearer and (same or not each.by_version):
                    found[proposal] = Bearing(fact, ref, each.clause, same)
        return found

    def _touched(self, fact: Fact, ref: Ref) -> Iterator[_Touched]:
        yield from self._direct(fact, (ref,))
        if about := self._about(ref):
            yield from self._direct(*about)

    def _direct(self, fact: Fact, refs: Iterable[Ref]) -> Iterator[_Touched]:
        for ref in refs:
            if ref.proposal is not None:
                yield _Touched(ref.proposal)
            if ref.clause is not None:
                version = ref.version or self._version(ref.clause, fact.interval.end)
                yield _Touched(None, ref.clause, version, ref.version is not None)

    def _about(self, ref: Ref) -> tuple[Fact, tuple[Ref, ...]] | None:
        """What the thing that a ref names is about, one step further, and the fact that says so."""
        if ref.record is not None:
            fact = self._records.get(ref.record)
        else:
            kinds = ("message", "statement", "meeting", "order", "document", "sign_off")
            named = ((kind, id_) for kind in kinds if (id_ := getattr(ref, kind)) is not None)
            fact = next((self._things.get(thing) for thing in named), None)
        fact = self._original(fact) if fact else None
        return (fact, _refs_of(fact.event)) if fact else None

    def _original(self, fact: Fact) -> Fact:
        """A relay that does not say what it is about is about what it relays."""
        passed: dict[str, None] = {}
        while isinstance(fact.event, MessageRelayed) and not fact.event.about:
            passed[fact.id] = None
            relayed = self._originals.get(fact.id) or self._things.get(("message", fact.event.of))
            if relayed is None or relayed.id in passed:
                break
            fact = relayed
        self._originals |= dict.fromkeys(passed, fact)
        return fact

    def _version(self, clause: str, moment: datetime) -> int | None:
        known = self._clauses.get(clause)
        if known is None:
            return None
        if clause not in self._current:
            self._current[clause] = _CurrentAt(known)
        return self._current[clause].version(moment)


class _CurrentAt:
    """The number of the wording that was current at any moment: `Clause.current`, asked often."""

    def __init__(self, clause: Clause) -> None:
        self._clause = clause
        self._changes = sorted(clause.changes, key=lambda change: change.interval.begin)
        self._begins = [change.interval.begin for change in self._changes]
        ends = (change.interval.end for change in self._changes)
        self._ended = list(accumulate(ends, max))
        self._found: dict[int, int | None] = {}

    def version(self, moment: datetime) -> int | None:
        """The number; None when none stood."""
        begun = bisect_right(self._begins, moment)
        if begun and begun not in self._found:
            self._found[begun] = self._among(begun)
        return self._found.get(begun)

    def _among(self, begun: int) -> int | None:
        """The latest of the first so many changes."""
        last = self._begins[begun - 1]
        found: Wording | Removal | None = None
        for place in range(begun - 1, -1, -1):
            if self._ended[place] < last:
                break  # everything before had certainly ended when the last one began
            change = self._changes[place]
            if change.interval.end >= last and (found is None or change.place > found.place):
                found = change
        return found.number if isinstance(found, Wording) else None


def _thing(event: Event) -> Thing | None:
    match event:
        case MessageSent(message=id_) | MessageRelayed(message=id_):
            return "message", id_
        case MeetingHeld(meeting=id_):
            return "meeting", id_
        case StatementMade(statement=id_):
            return "statement", id_
        case DocumentFiled(document=id_):
            return "document", id_
        case OrderPlaced(order=id_):
            return "order", id_
        case SignOffRequested(sign_off=id_):
            return "sign_off", id_
        case _:
            return None


def _refs_of(event: Event) -> tuple[Ref, ...]:
    """The proposal or clause that an event names, and what it says that it is about."""
    found: tuple[Ref, ...] = getattr(event, "about", ())
    proposal, clause = getattr(event, "proposal", None), getattr(event, "clause", None)
    if proposal is not None:
        return (Ref(proposal=proposal), *found)
    if clause is not None:
        return (Ref(clause=clause, version=getattr(event, "version", None)), *found)
    return found
