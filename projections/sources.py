"""Which systems reported to the ledger on whom, and when they did not (VOCABULARY 2.5, 4).

What is not on record is always said together with this: silence of a system that did not report
says nothing at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.events.told import CoverageGapRecorded, SourceConnected
from domain.occurrence import Interval, Occurrence
from projections.facts import Fact

NO_SYSTEM = "No system is on record as reporting on this person."
_KINDS = frozenset({SourceConnected, CoverageGapRecorded})
_CONNECTIONS = frozenset({"connection", "unverified_connection"})


@dataclass(frozen=True, slots=True, eq=False)
class Connected:
    """A system reported from `fact` to `ends` (None: still), on `persons` (empty: on everybody)."""

    fact: Fact
    system: str
    channel: str
    persons: tuple[str, ...]
    until: Occurrence | None
    ends: datetime | None

    @property
    def begins(self) -> datetime:
        """From when on it may have reported; a date is some time that day."""
        return self.fact.interval.begin

    @property
    def json(self) -> dict[str, Any]:
        """As a reading prints it; `from` and `until` as they were sent."""
        return {
            "system": self.system,
            "channel": self.channel,
            "record": self.fact.id,
            "from": self.fact.occurred.json,
            "until": self.until.json if self.until else None,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """A system did not report from `fact` to `ends` (None: still).

    `ended_by` is the later connection that ends a gap for which no end was stated.
    """

    fact: Fact
    system: str
    cause: str
    until: Occurrence | None
    ends: datetime | None
    ended_by: Fact | None

    @property
    def begins(self) -> datetime:
        """From when on it did not report; of a date the whole day counts."""
        return self.fact.interval.begin

    @property
    def json(self) -> dict[str, Any]:
        """As a reading prints it; `from` and `until` as they were sent."""
        until = self.until or (self.ended_by.occurred if self.ended_by else None)
        return {
            "system": self.system,
            "record": self.fact.id,
            "from": self.fact.occurred.json,
            "until": until.json if until else None,
            "ended_by": self.ended_by.id if self.ended_by else None,
            "cause": self.cause,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """What reported on one person in a window of time, in the order in which it began."""

    connected: tuple[Connected, ...]
    gaps: tuple[Gap, ...]

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that reported at some time in the window."""
        return tuple(dict.fromkeys(each.system for each in self.connected))

    @property
    def sentence(self) -> str:
        """In plain words: which systems reported, and when not."""
        said = [NO_SYSTEM]
        if self.connected:
            named = dict.fromkeys(_until(each.system, each.until) for each in self.connected)
            said = [f"Systems that reported: {', '.join(named)}."]
        return " ".join([*said, *(_said(gap) for gap in self.gaps)])

    @property
    def json(self) -> dict[str, Any]:
        """As a reading prints it."""
        return {
            "connected": [each.json for each in self.connected],
            "gaps": [each.json for each in self.gaps],
            "sentence": self.sentence,
        }


def _said(gap: Gap) -> str:
    until = gap.until or (gap.ended_by.occurred if gap.ended_by else None)
    end = _until("", until) or " on"
    return f"{gap.system} did not report from {_words(gap.fact.occurred, 0)}{end}."


def _until(system: str, until: Occurrence | None) -> str:
    return f"{system} until {_words(until, 1)}" if until else system


def _words(occurred: Occurrence, end: int) -> str:
    return occurred.sent if isinstance(occurred.sent, str) else occurred.sent[end]


class Sources:
    """The connections and gaps of a deal, in the order in which they began."""

    def __init__(self, facts: Iterable[Fact], zone: str) -> None:
        self.connected: list[Connected] = []
        self.gaps: list[Gap] = []
        self._zone = zone
        said = [fact for fact in facts if type(fact.event) in _KINDS]
        for fact in sorted(said, key=lambda each: (each.interval.begin, each.place)):
            self._add(fact)
        self._of_person: dict[str, list[Connected]] = {}
        for each in self.connected:
            for person in each.persons:
                self._of_person.setdefault(person, []).append(each)
        self._of_all = [each for each in self.connected if not each.persons]
        self._systems = {each.system for each in self.connected}

    def on(self, persons: Sequence[str], window: Interval | None = None) -> Coverage:
        """What reported on a human (all their ids) in `window` (None: at any time).

        A gap of a system that no record connects is nobody's in particular, so it is everybody's.
        """
        own = (each for person in persons for each in self._of_person.get(person, ()))
        both = dict.fromkeys((*self._of_all, *own))
        connected = sorted(both, key=lambda each: (each.begins, each.fact.place))
        reporting = tuple(each for each in connected if _in(each, window))
        theirs = {each.system for each in reporting}
        by_system: dict[str, list[Connected]] = {}
        for each in connected:
            by_system.setdefault(each.system, []).append(each)
        gaps = (
            _ended(gap, by_system.get(gap.system, []))
            for gap in self.gaps
            if self._concerns(gap, theirs)
        )
        return Coverage(reporting, tuple(gap for gap in gaps if _in(gap, window)))

    def _concerns(self, gap: Gap, systems: set[str]) -> bool:
        return gap.system in systems or gap.system not in self._systems

    def _add(self, fact: Fact) -> None:
        match fact.event:
            case SourceConnected(system=system, channel=channel, persons=persons, until=until):
                ends = self._end(until)
                self.connected.append(Connected(fact, system, channel, persons, until, ends))
            case CoverageGapRecorded(system=system, cause=cause, until=until):
                self.gaps.append(Gap(fact, system, cause, until, self._end(until), None))
            case _:  # does not concern who reports
                pass

    def _end(self, until: Occurrence | None) -> datetime | None:
        return until.interval(self._zone).end if until else None


def _ended(gap: Gap, connected: Sequence[Connected]) -> Gap:
    """A gap for which no end was stated ends when the system is connected again, certainly after.

    What is stated is believed: a connection within a stated gap does not shorten it. What the
    ledger noticed of one connection, no other connection's word ends.
    """
    after = bisect_right(connected, gap.fact.interval.end, key=lambda each: each.begins)
    if gap.until is not None:
        return gap
    noticed = gap.fact.entry.recorded_by.kind == "ledger"
    for each in connected[after:]:
        again = each.fact
        if not noticed or again.entry.recorded_by.kind not in _CONNECTIONS:
            return Gap(gap.fact, gap.system, gap.cause, None, again.interval.end, again)
    return gap


def _in(each: Connected | Gap, window: Interval | None) -> bool:
    if each.ends is not None and each.ends < each.begins:
        return False
    if window is None:
        return True
    return each.begins <= window.end and (each.ends is None or window.begin <= each.ends)
