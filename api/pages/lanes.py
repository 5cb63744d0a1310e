"""Lanes as they are drawn and as they are told: marks by where they stand, near ones together.

The picture and the table beside it are made from the same columns, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from api.pages.axis import Scale, scale_of
from api.pages.wording import mark_words, when, words
from projections.knowledge.ladder import RANK

Json = dict[str, Any]
Place = tuple[float, float, float]
"""The middle of what happened, where it began, where it ended."""
InTime = tuple[float, datetime, datetime]
"""The middle, then the moments between which it happened."""
PLOT = 780.0
NEAR = 16.0
"""Marks that stand nearer than this would cover each other: they become one, with their number."""
TOLD = 4
"""Of more marks than these, a place tells how many of each kind there are."""
HATCHED = frozenset({"late", "after_dispute"})
_OFFERS = {
    "proposal.sealed": "{} sealed",
    "proposal.sent": "{} sent",
    "proposal.received": "{} received",
    "proposal.opened": "{} opened",
    "proposal.countered": "{} countered",
    "proposal.accepted": "{} accepted",
    "proposal.rejected": "{} rejected",
    "proposal.lapsed": "{} lapsed",
    "proposal.retracted": "{} retracted",
    "agreement.executed": "agreement on {} executed",
    "retraction.instructed": "retraction of {} instructed",
    "dispute.opened": "dispute opened",
}


@dataclass(frozen=True)
class Bundle:
    """Marks that share a place and a shape. `position` is that of the first that was recorded."""

    kind: str
    marks: tuple[Json, ...]
    hatched: bool
    says: Callable[[Json], str]

    @cached_property
    def position(self) -> int:
        """From which position on any of it is on record."""
        return min(int(each["position"]) for each in self.marks)

    @property
    def when(self) -> str:
        """From the first to the last."""
        ends = dict.fromkeys(when(each["occurred_at"]) for each in (self.marks[0], self.marks[-1]))
        return " to ".join(ends)

    @property
    def what(self) -> list[str]:
        """One line for each record, with its time where there are several; or for each kind."""
        if len(self.marks) == 1:
            return [self.says(self.marks[0])]
        if len(self.marks) <= TOLD:
            return [f"{when(each['occurred_at'])}: {self.says(each)}" for each in self.marks]
        kinds: dict[str, int] = {}
        for each in self.marks:
            kinds[each["kind"]] = kinds.get(each["kind"], 0) + 1
        return [f"{count} × {kind_words(kind)}" for kind, count in kinds.items()]

    @property
    def believed(self) -> list[str]:
        """How far its records are believed, in words, each once."""
        found = dict.fromkeys(mark for each in self.marks for mark in each["marks"])
        return [mark_words(mark) for mark in found]

    @cached_property
    def text(self) -> str:
        """All of it, for who points at the mark."""
        doubts = f" ({'; '.join(self.believed)})" if self.believed else ""
        timed = "" if 1 < len(self.marks) <= TOLD else f"{self.when}: "
        return f"{timed}{'; '.join(self.what)}{doubts}"


@dataclass(frozen=True, slots=True)
class Column:
    """What stands at one place of a lane, one above the other; from `left` to `right` it may have

    happened, where that is wider than a mark.
    """

    x: float
    left: float
    right: float
    bundles: tuple[Bundle, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: of a person, or of the offers (`person` None)."""

    person: str | None
    name: str
    under: str
    columns: tuple[Column, ...]
    gaps: tuple[tuple[float, float, str], ...]
    coverage: str

    @property
    def bundles(self) -> Iterator[Bundle]:
        """Its marks in the order of time."""
        for column in self.columns:
            yield from column.bundles

    @property
    def height(self) -> int:
        """How many marks stand one above the other, at least one."""
        return max((len(each.bundles) for each in self.columns), default=1)


class _Places:
    """Where marks stand. Those of one time stand on many lanes, and are placed once."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self._known: dict[tuple[str, str], tuple[InTime, Place]] = {}

    def of(self, mark: Json) -> tuple[InTime, Place]:
        """What puts a mark in order, and its place."""
        ends = mark["from"], mark["until"]
        if ends not in self._known:
            begin, end = map(_moment, ends)
            left, right = self.scale.at(begin), self.scale.at(end)
            middle = round((left + right) / 2, 1)
            self._known[ends] = (middle, begin, end), (middle, left, right)
        return self._known[ends]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: the days of a deal, in its zone, and its lanes.

    `breaks`: what is to be said of each break of the axis.
    """

    deal: str
    zone: str
    scale: Scale
    lanes: tuple[Lane, ...]
    breaks: tuple[str, ...] = ()

    @property
    def marks(self) -> int:
        """How many there are."""
        return sum(1 for lane in self.lanes for _ in lane.bundles)


def drawing(lanes: Json, plot: float = PLOT) -> Drawing | None:
    """The reading `lanes` as it is drawn: the offers first, then the people in their order.

    None where nothing is on record. `plot`: how wide its axis is.
    """
    if lanes["from"] is None:
        return None
    scale = _scale(lanes, plot)
    places = _Places(scale)
    offers = _columns(lanes["common"], places, offer_words, lambda mark: str(mark["kind"]))
    found = [Lane(None, "Offers", "proposals, retractions, disputes", offers, (), "")]
    for each in lanes["persons"]:
        columns = _columns(each["marks"], places, rung_words, lambda _: "")
        gaps = tuple(_gap(gap, scale) for gap in each["gaps"])
        under = words(each["function"]) or "not introduced"
        found.append(Lane(each["person"], each["name"], under, columns, gaps, each["coverage"]))
    said = tuple(_break(each, lanes["zone"]) for each in lanes["breaks"])
    return Drawing(lanes["deal"], lanes["zone"], scale, tuple(found), said)


def _scale(lanes: Json, plot: float) -> Scale:
    """The days that all moments lie in, without those between which the axis is broken."""
    ends = [_moment(each[name]) for each in lanes["breaks"] for name in ("from", "until")]
    ends = [_moment(lanes["from"]), *ends, _moment(lanes["until"])]
    parts = list(zip(ends[::2], ends[1::2], strict=True))
    return scale_of(parts, ZoneInfo(lanes["zone"]), plot)


def _break(each: Json, zone: str) -> str:
    """In whole days: a day of the deal that nothing is on record of ends at its midnight."""
    first, last = (_moment(each[name]).astimezone(ZoneInfo(zone)) for name in ("from", "until"))
    days = when(first.date().isoformat()), when(last.date().isoformat())
    return f"The axis is broken: between {days[0]} and {days[1]} nothing is on record."


def rung_words(mark: Json) -> str:
    """A mark of a person: the rung, on what, by which record."""
    record = words(mark["type"].replace(".", " "))
    return f"{mark['kind']}, on {_about(mark)} ({record} by {mark['actor_name']})"


def offer_words(mark: Json) -> str:
    """A mark of the common lane."""
    return _OFFERS[mark["kind"]].format(_about(mark))


def kind_words(kind: str) -> str:
    """A kind of mark without what it is about."""
    return _OFFERS.get(kind, kind).replace("{} ", "proposal ").replace("{}", "a proposal")


def _about(mark: Json) -> str:
    return ", ".join(dict.fromkeys(_ref(each) for each in mark["about"])) or "nothing named"


def _ref(ref: Json) -> str:
    if "clause" in ref:
        wording = f" wording {ref['version']}" if "version" in ref else ""
        return f"{ref['clause']}{wording}"
    kind, id_ = next(iter(ref.items()))
    return str(id_) if kind == "proposal" else f"{kind} {id_}"


def _gap(gap: Json, scale: Scale) -> tuple[float, float, str]:
    said = gap["said"]
    end = when(said["until"]) if said["until"] is not None else "an end that is not on record"
    left = scale.at(_moment(gap["from"]))
    right = scale.at(_moment(gap["until"])) if gap["until"] else scale.plot
    return left, right, f"{gap['system']} did not report, from {when(said['from'])} to {end}"


def _columns(
    marks: Sequence[Json],
    places: _Places,
    says: Callable[[Json], str],
    apart: Callable[[Json], str],
) -> tuple[Column, ...]:
    """Marks in the order of time; those near each other share a column, and a bundle if alike."""
    placed = sorted(((*places.of(mark), mark) for mark in marks), key=lambda each: each[0])
    near: list[list[tuple[Place, Json]]] = []
    for _, place, mark in placed:
        if near and place[0] - near[-1][0][0][0] < NEAR:
            near[-1].append((place, mark))
        else:
            near.append([(place, mark)])
    return tuple(
        Column(
            group[0][0][0],
            *_spread([place for place, _ in group]),
            tuple(_bundles([mark for _, mark in group], says, apart)),
        )
        for group in near
    )


def _spread(places: Sequence[Place]) -> tuple[float, float]:
    """From where to where those may have happened that took longer than a mark is wide."""
    wide = [place for place in places if place[2] - place[1] > NEAR] or [(places[0][0],) * 3]
    return min(place[1] for place in wide), max(place[2] for place in wide)


def _bundles(
    marks: Sequence[Json], says: Callable[[Json], str], apart: Callable[[Json], str]
) -> Iterator[Bundle]:
    alike: dict[tuple[str, bool], list[Json]] = {}
    for mark in marks:
        hatched = not HATCHED.isdisjoint(mark["marks"])
        alike.setdefault((apart(mark), hatched), []).append(mark)
    for (_, hatched), group in alike.items():
        highest = max(group, key=lambda mark: RANK.get(mark["kind"], 0))
        yield Bundle(highest["kind"], tuple(group), hatched, says)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
