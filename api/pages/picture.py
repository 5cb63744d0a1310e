"""The lanes of a deal as SVG: text alone, without script, so that it can also stand in a file.

Colours are classes that a page may set; without a style sheet the attributes beside them hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from api.pages.lanes import PLOT, Bundle, Column, Drawing, Lane, Scale
from api.pages.shapes import PATTERNS, glyph, legend, text

LEFT, RIGHT, HEAD, FOOT = 190.0, 30.0, 34.0, 84.0
WIDTH = LEFT + PLOT + RIGHT
ROW, PAD, LEAST = 24.0, 12.0, 28.0
LONGEST_NAME = 26
LETTER = 6.0
_XMLNS = ' xmlns="http://www.w3.org/2000/svg"'
_DESCRIBED = (
    '<desc id="lanes-desc">One lane for the offers and one for each person, over time. '
    "The table beside it says the same in words.</desc>"
)
_MOST_TICKS = 9
HOURS_A_DAY = 24
_STEPS = (1, 3, 6, 12, 24, 48, 168, 336, 672, 1344, 2184, 4368, 8760, 17520, 43800, 87600)
"""Hours between two ticks."""


@dataclass(frozen=True, slots=True)
class At:
    """Where a replay stands: at the record of a position, which happened at `moment`.

    `cut`: what happened after the moment is left out as well as what was recorded after.
    """

    position: int
    moment: datetime
    cut: bool = False


Faint = Callable[[Bundle, float], bool]


def picture(drawn: Drawing, at: At | None = None, *, alone: bool = False) -> str:
    """The lanes of a deal as SVG.

    Marks that are not there yet `at` a step of the replay are drawn faintly. `alone`: for a file of
    its own, and not within a page.
    """
    scale = drawn.scale
    faint = _not_there_yet(scale, at)
    tops, bottom = _tops(drawn.lanes)
    height = bottom + FOOT
    title = text(f"Who was exposed to what, and when: {drawn.deal}")
    head = (
        f'<svg class="lanes" role="img" aria-labelledby="lanes-title lanes-desc"'
        f'{_XMLNS if alone else ""} viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" '
        f'height="{height:g}" font-family="system-ui, sans-serif" font-size="12"'
        f"{_for_scripts(scale)}>"
    )
    parts = [
        head,
        f'<title id="lanes-title">{title}</title>',
        _DESCRIBED,
        PATTERNS,
        f'<rect class="ground" width="{WIDTH:g}" height="{height:g}" fill="#fff"/>',
        *_ticks(scale, drawn.zone, bottom),
        *(p for each, top in zip(drawn.lanes, tops, strict=True) for p in _lane(each, top, faint)),
        *_cursor(scale, at, bottom),
        *legend(LEFT, bottom + 24, WIDTH),
        "</svg>",
    ]
    return "\n".join(parts)


def _not_there_yet(scale: Scale, at: At | None) -> Faint:
    def faint(bundle: Bundle, x: float) -> bool:
        if at is None:
            return False
        return bundle.position > at.position or (at.cut and x > scale.at(at.moment))

    return faint


def _tops(lanes: Sequence[Lane]) -> tuple[list[float], float]:
    """Where each lane begins, and where the last one ends."""
    tops, top = [], HEAD
    for lane in lanes:
        tops.append(top)
        top += _height(lane)
    return tops, top


def _height(lane: Lane) -> float:
    return max(lane.height * ROW, LEAST) + PAD


def _lane(lane: Lane, top: float, faint: Faint) -> Iterator[str]:
    height = _height(lane)
    middle = top + height / 2
    yield (
        f'<g class="lane"><line class="line" x1="0" x2="{WIDTH:g}" y1="{top:g}" y2="{top:g}" '
        'stroke="#d8dadd"/>'
    )
    for left, right, said in lane.gaps:
        wide = max(right - left, 2.0)
        yield (
            f'<g><title>{text(said)}</title><rect x="{LEFT + left:g}" y="{top + 1:g}" '
            f'width="{wide:g}" height="{height - 2:g}" fill="url(#lanes-gap)"/></g>'
        )
    name = lane.name if len(lane.name) <= LONGEST_NAME else f"{lane.name[: LONGEST_NAME - 1]}…"
    yield (
        f'<text class="name" x="4" y="{middle - 1:g}" font-weight="600" fill="#1c2024">'
        f"<title>{text(lane.name)}</title>{text(name)}</text>"
        f'<text class="soft" x="4" y="{middle + 13:g}" font-size="11" fill="#5a626b">'
        f"{text(lane.under)}</text>"
    )
    rooms = [*(each.x for each in lane.columns[1:]), PLOT + RIGHT - 4]
    for column, room in zip(lane.columns, rooms, strict=False):
        yield from _column(column, middle, room if lane.person is None else None, faint)
    yield "</g>"


def _column(column: Column, middle: float, room: float | None, faint: Faint) -> Iterator[str]:
    """The marks of one place; with words beside them where there is `room` up to the next."""
    x, count = LEFT + column.x, len(column.bundles)
    if column.right - column.left > 2:
        yield (
            f'<line class="span" x1="{LEFT + column.left:g}" x2="{LEFT + column.right:g}" '
            f'y1="{middle:g}" y2="{middle:g}" stroke="#5a626b" stroke-width="1.5"/>'
        )
    for at, bundle in enumerate(column.bundles):
        y = middle + (at - (count - 1) / 2) * ROW
        later = " later" if faint(bundle, column.x) else ""
        dim = ' opacity=".4"' if later else ""
        yield (
            f'<g class="mark{later}"{dim} data-position="{bundle.position}" data-x="{column.x:g}">'
            f"<title>{text(bundle.text)}</title>"
            f"{glyph(bundle.kind, x, y, hatched=bundle.hatched)}{_beside(bundle, x, y, room)}</g>"
        )


def _beside(bundle: Bundle, x: float, y: float, room: float | None) -> str:
    """How many it is; or what it is, where there is room for it."""
    many = len(bundle.marks)
    if many > 1:
        return (
            f'<text class="count" x="{x:g}" y="{y - 9:g}" font-size="10" font-weight="700" '
            f'text-anchor="middle" fill="#1c2024">{many}</text>'
        )
    said = bundle.what[0]
    if room is None or x + 10 + LETTER * len(said) > LEFT + room - 5:
        return ""
    return f'<text class="soft" x="{x + 10:g}" y="{y + 4:g}" fill="#5a626b">{text(said)}</text>'


def _cursor(scale: Scale, at: At | None, bottom: float) -> Iterator[str]:
    if at is not None:
        x = LEFT + scale.at(at.moment)
        yield (
            f'<line id="lanes-cursor" class="cursor" x1="{x:g}" x2="{x:g}" y1="{HEAD - 6:g}" '
            f'y2="{bottom:g}" stroke="#a32020" stroke-width="2"/>'
        )


def _ticks(scale: Scale, zone: str, bottom: float) -> Iterator[str]:
    year = None
    for moment, hours in _moments(scale, ZoneInfo(zone)):
        x = LEFT + scale.at(moment)
        day = f"{moment.day} {moment:%b}" + ("" if moment.year == year else f" {moment.year}")
        label = day if hours >= HOURS_A_DAY or not moment.hour else f"{moment:%H:%M}"
        year = moment.year
        yield (
            f'<line class="line" x1="{x:g}" x2="{x:g}" y1="{HEAD - 10:g}" y2="{bottom:g}" '
            f'stroke="#d8dadd"/><text class="soft" x="{x + 3:g}" y="{HEAD - 14:g}" '
            f'fill="#5a626b">{label}</text>'
        )


def _moments(scale: Scale, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """Midnights, or hours, of the deal's zone, so few that their names do not touch."""
    hours = (scale.end - scale.begin) / timedelta(hours=1)
    step = next((each for each in _STEPS if hours / each <= _MOST_TICKS), _STEPS[-1])
    moment = scale.begin.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    moment = moment.replace(hour=0) if step >= HOURS_A_DAY else moment
    while moment <= scale.end:
        if moment >= scale.begin:
            yield moment, step
        moment += timedelta(hours=step)


def _for_scripts(scale: Scale) -> str:
    """What a script needs to move the cursor."""
    begin, end = scale.begin.timestamp(), scale.end.timestamp()
    return f' data-from="{begin}" data-until="{end}" data-left="{LEFT:g}" data-plot="{PLOT:g}"'
