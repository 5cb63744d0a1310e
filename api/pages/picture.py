"""The lanes of a deal as SVG: text alone, without script, so that it can also stand in a file.

Colours are classes that a page may set; without a style sheet the attributes beside them hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.pages.axis import LETTER, Scale, ticks
from api.pages.lanes import PLOT, Bundle, Column, Drawing, Lane
from api.pages.shapes import glyph, legend, patterns, text

HEAD, FOOT = 34.0, 24.0
ROW, PAD, LEAST = 24.0, 12.0, 28.0
LONGEST_NAME = 26
_XMLNS = ' xmlns="http://www.w3.org/2000/svg"'
_DESCRIBED = (
    "One lane for the offers and one for each person, over time. The table beside it says the same "
    "in words."
)
JAG = 6.0


@dataclass(frozen=True, slots=True)
class Frame:
    """How wide a picture is, and where the names of its lanes stand: beside their marks, or above.

    `name` begins its ids, so that two pictures can stand in one page.
    """

    name: str
    left: float
    plot: float
    right: float
    above: float = 0.0

    @property
    def width(self) -> float:
        """Of all of it."""
        return self.left + self.plot + self.right


WIDE = Frame("lanes", 190.0, PLOT, 30.0)
NARROW = Frame("narrow", 8.0, 276.0, 16.0, above=20.0)
"""For a phone: its letters are as large as those of the page."""


@dataclass(frozen=True, slots=True)
class At:
    """Where a replay stands: at the record of a position, which happened at `moment`.

    `cut`: what happened after the moment is left out as well as what was recorded after.
    """

    position: int
    moment: datetime
    cut: bool = False


Faint = Callable[[Bundle, float], bool]


def picture(
    drawn: Drawing, at: At | None = None, *, frame: Frame = WIDE, alone: bool = False
) -> str:
    """The lanes of a deal as SVG.

    `drawn` has an axis as wide as the frame's. Marks that are not there yet `at` a step of the
    replay are drawn faintly. `alone`: for a file of its own, and not within a page.
    """
    scale = drawn.scale
    tops, bottom = _tops(drawn.lanes, frame)
    told, last = legend(frame.name, frame.left, bottom + 24, frame.width)
    size = f'width="{frame.width:g}" height="{last + FOOT:g}"'
    hand = _Hand(frame, scale, _not_there_yet(scale, at))
    title = text(f"Who was exposed to what, and when: {drawn.deal}")
    name, kind = frame.name, "lanes" if frame is WIDE else f"lanes {frame.name}"
    head = (
        f'<svg class="{kind}" role="img" aria-labelledby="{name}-title {name}-desc"'
        f'{_XMLNS if alone else ""} viewBox="0 0 {frame.width:g} {last + FOOT:g}" {size} '
        f'font-family="system-ui, sans-serif" font-size="12"{_for_scripts(scale, frame)}>'
    )
    parts = [
        head,
        f'<title id="{name}-title">{title}</title>',
        f'<desc id="{name}-desc">{text(" ".join([_DESCRIBED, *drawn.breaks]))}</desc>',
        patterns(name),
        f'<rect class="ground" {size} fill="#fff"/>',
        *hand.ticks(bottom),
        *hand.breaks(drawn.breaks, bottom),
        *(p for each, top in zip(drawn.lanes, tops, strict=True) for p in hand.lane(each, top)),
        *hand.cursor(at, bottom),
        *told,
        "</svg>",
    ]
    return "\n".join(parts)


def _not_there_yet(scale: Scale, at: At | None) -> Faint:
    def faint(bundle: Bundle, x: float) -> bool:
        if at is None:
            return False
        return bundle.position > at.position or (at.cut and x > scale.at(at.moment))

    return faint


def _tops(lanes: Sequence[Lane], frame: Frame) -> tuple[list[float], float]:
    """Where each lane begins, and where the last one ends."""
    tops, top = [], HEAD
    for lane in lanes:
        tops.append(top)
        top += _height(lane) + frame.above
    return tops, top


def _height(lane: Lane) -> float:
    return max(lane.height * ROW, LEAST) + PAD


@dataclass(frozen=True, slots=True)
class _Hand:
    """Draws the parts of a picture in its frame."""

    frame: Frame
    scale: Scale
    faint: Faint

    def lane(self, lane: Lane, top: float) -> Iterator[str]:
        """The name of a lane, the gaps of its sources, and its marks."""
        frame, height = self.frame, _height(lane)
        begin = top + frame.above
        middle = begin + height / 2
        yield (
            f'<g class="lane"><line class="line" x1="0" x2="{frame.width:g}" y1="{top:g}" '
            f'y2="{top:g}" stroke="#d8dadd"/>'
        )
        for left, right, said in lane.gaps:
            wide = max(right - left, 2.0)
            yield (
                f'<g><title>{text(said)}</title><rect x="{frame.left + left:g}" '
                f'y="{begin + 1:g}" width="{wide:g}" height="{height - 2:g}" '
                f'fill="url(#{frame.name}-gap)"/></g>'
            )
        yield from self._name(lane, top, middle)
        ends = [*(each.x for each in lane.columns[1:]), frame.plot + frame.right - 4]
        torn = [left for left, _ in self.scale.breaks]
        for column, end in zip(lane.columns, ends, strict=False):
            room = min([end, *(each for each in torn if each > column.x)])
            yield from self._column(column, middle, room if lane.person is None else None)
        yield "</g>"

    def _name(self, lane: Lane, top: float, middle: float) -> Iterator[str]:
        """The name with what is said of it: beneath, or beside it where it stands above."""
        name, under = _shortened(lane.name, LONGEST_NAME), lane.under
        x, y = 4.0, middle - 1
        beneath = f'x="{x:g}" y="{middle + 13:g}"'
        if self.frame.above:
            y = top + 16
            wide = self.frame.width / LETTER
            under = _shortened(under, max(0, int(wide - 1.2 * len(name)) - 2))
            beneath = 'dx="8"'
        tag = "tspan" if self.frame.above else "text"
        soft = (
            f'<{tag} class="soft" {beneath} font-size="11" font-weight="400" fill="#5a626b">'
            f"{text(under)}</{tag}>"
        )
        yield (
            f'<text class="name" x="{x:g}" y="{y:g}" font-weight="600" fill="#1c2024">'
            f"<title>{text(lane.name)}</title>{text(name)}"
        )
        yield f"{soft}</text>" if self.frame.above else f"</text>{soft}"

    def _column(self, column: Column, middle: float, room: float | None) -> Iterator[str]:
        """The marks of one place; with words beside them where there is `room` up to the next."""
        left = self.frame.left
        x, count = left + column.x, len(column.bundles)
        if column.right - column.left > 2:
            yield (
                f'<line class="span" x1="{left + column.left:g}" x2="{left + column.right:g}" '
                f'y1="{middle:g}" y2="{middle:g}" stroke="#5a626b" stroke-width="1.5"/>'
            )
        for at, bundle in enumerate(column.bundles):
            y = middle + (at - (count - 1) / 2) * ROW
            later = " later" if self.faint(bundle, column.x) else ""
            dim = ' opacity=".4"' if later else ""
            shape = glyph(self.frame.name, bundle.kind, x, y, hatched=bundle.hatched)
            yield (
                f'<g class="mark{later}"{dim} data-position="{bundle.position}" '
                f'data-x="{column.x:g}"><title>{text(bundle.text)}</title>'
                f"{shape}{self._beside(bundle, x, y, room)}</g>"
            )

    def _beside(self, bundle: Bundle, x: float, y: float, room: float | None) -> str:
        """How many it is; or what it is, where there is room for it."""
        many = len(bundle.marks)
        if many > 1:
            return (
                f'<text class="count" x="{x:g}" y="{y - 9:g}" font-size="10" font-weight="700" '
                f'text-anchor="middle" fill="#1c2024">{many}</text>'
            )
        said = bundle.what[0]
        if room is None or x + 10 + LETTER * len(said) > self.frame.left + room - 5:
            return ""
        return f'<text class="soft" x="{x + 10:g}" y="{y + 4:g}" fill="#5a626b">{text(said)}</text>'

    def cursor(self, at: At | None, bottom: float) -> Iterator[str]:
        """Where the replay stands."""
        if at is not None:
            x = self.frame.left + self.scale.at(at.moment)
            yield (
                f'<line class="cursor" x1="{x:g}" x2="{x:g}" y1="{HEAD - 6:g}" '
                f'y2="{bottom:g}" stroke="#a32020" stroke-width="2"/>'
            )

    def ticks(self, bottom: float) -> Iterator[str]:
        """Days, or hours, with their names."""
        for place, name in ticks(self.scale, self.frame.right):
            x = self.frame.left + place
            yield (
                f'<line class="line" x1="{x:g}" x2="{x:g}" y1="{HEAD - 10:g}" y2="{bottom:g}" '
                f'stroke="#d8dadd"/><text class="soft" x="{x + 3:g}" y="{HEAD - 14:g}" '
                f'fill="#5a626b">{name}</text>'
            )

    def breaks(self, said: Sequence[str], bottom: float) -> Iterator[str]:
        """Two torn edges, over all lanes."""
        for (left, right), told in zip(self.scale.breaks, said, strict=True):
            x, wide = self.frame.left + left, right - left
            torn = "".join(
                f'<path class="torn" d="{_torn(edge, HEAD - 12, bottom)}" fill="none" '
                'stroke="#5a626b"/>'
                for edge in (x + 3, x + wide - 3)
            )
            yield (
                f'<g class="break"><title>{text(told)}</title><rect class="ground" '
                f'x="{x + 3:g}" y="{HEAD - 12:g}" width="{wide - 6:g}" '
                f'height="{bottom - HEAD + 12:g}" fill="#fff"/>{torn}</g>'
            )


def _torn(x: float, top: float, bottom: float) -> str:
    """A jagged line from above to below."""
    steps = int((bottom - top) / JAG)
    jags = "".join(f"l{JAG / 2 if at % 2 else -JAG / 2:g} {JAG:g}" for at in range(steps))
    return f"M{x:g} {top:g}{jags}"


def _shortened(said: str, most: int) -> str:
    if len(said) <= most:
        return said
    return f"{said[: most - 1]}…" if most > 1 else ""


def _for_scripts(scale: Scale, frame: Frame) -> str:
    """What a script needs to move the cursor: moments and the places where they stand."""
    knots = " ".join(f"{moment.timestamp():.0f}:{place:g}" for moment, place in scale.knots)
    return f' data-knots="{knots}" data-left="{frame.left:g}"'
