"""The shapes of the picture's marks: one for each kind, so that none is told by colour alone."""

from __future__ import annotations

import re
from html import escape

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CIRCLE = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
_EYE = _CIRCLE + "M-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z"
_SQUARE = "M-5.5-5.5h11v11h-11z"
_DIAMOND = "M0-7L7 0L0 7L-7 0z"
_CROSS = "M-6-3.5L-3.5-6L0-2.5L3.5-6L6-3.5L2.5 0L6 3.5L3.5 6L0 2.5L-3.5 6L-6 3.5L-2.5 0z"
_GROUPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("addressed, sent or received", "hollow", _CIRCLE, ("addressed", "sent", "received")),
    ("opened or displayed", "hollow", _EYE, ("opened", "displayed")),
    ("acknowledged or discussed", "solid", _CIRCLE, ("acknowledged", "discussed")),
    ("signed", "solid", _SQUARE, ("signed",)),
    ("authored", "solid", "M0-6.5L6.5 5.5H-6.5z", ("authored",)),
    ("sealed", "hollow", _SQUARE, ("proposal.sealed",)),
    ("sent", "solid", "M-5.5-6L6.5 0L-5.5 6z", ("proposal.sent",)),
    ("arrived", "hollow", "M-6.5-5.5H6.5L0 6z", ("proposal.received", "proposal.opened")),
    ("accepted", "good", _DIAMOND, ("proposal.accepted", "agreement.executed")),
    (
        *("countered, rejected, lapsed", "hollow", _DIAMOND),
        ("proposal.countered", "proposal.rejected", "proposal.lapsed"),
    ),
    ("retraction", "bad", _CROSS, ("proposal.retracted", "retraction.instructed")),
    ("dispute", "bad", "M-4-7H6L3-3.5L6 0H-2V7H-4z", ("dispute.opened",)),
)
_GAP = "gap"
_SHAPES = {kind: (way, path) for _, way, path, kinds in _GROUPS for kind in kinds}
_COLOURS = {
    "hollow": ("#fff", "#1b4f8f"),
    "solid": ("#1b4f8f", "#1b4f8f"),
    "good": ("#1c6b3c", "#1c6b3c"),
    "bad": ("#a32020", "#a32020"),
}
_PATTERNS = (
    '<defs><pattern id="{0}-hatch" width="4" height="4" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="ground" width="4" height="4" fill="#fff"/>'
    '<line class="hatch" y2="4" stroke="#8a5a00" stroke-width="3"/></pattern>'
    '<pattern id="{0}-gap" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="gap" width="6" height="6" fill="#e4e4e0"/>'
    '<circle class="gap-dot" cx="1.5" cy="1.5" r="1" fill="#8c8c86"/></pattern></defs>'
)


def patterns(name: str) -> str:
    """What is hatched or dotted in the picture of this name."""
    return _PATTERNS.format(name)


def glyph(name: str, kind: str, x: float, y: float, *, hatched: bool) -> str:
    """The shape of a kind of mark in its place, in the picture of this name."""
    way, path = _SHAPES[kind]
    fill, stroke = _COLOURS[way]
    inside = f"url(#{name}-hatch)" if hatched else fill
    more = ' stroke-dasharray="2 2"' if hatched else ""
    named = "hatched" if hatched else way
    return (
        f'<path class="glyph {named}" transform="translate({x:g} {y:g})" d="{path}" '
        f'fill="{inside}" stroke="{stroke}" stroke-width="1.5" fill-rule="evenodd"{more}/>'
    )


def legend(name: str, left: float, top: float, right: float) -> tuple[list[str], float]:
    """What each shape means, line by line, and where its last line stands."""
    x, y, parts = left, top, []
    every = [(kinds[0], False, said) for said, _, _, kinds in _GROUPS]
    late = ("discussed", True, "recorded late, or after a dispute")
    for kind, hatched, said in [*every, late, (_GAP, False, "a source did not report")]:
        wide = 30 + 6.6 * len(said)
        if x + wide > right or kind == "proposal.sealed":
            x, y = left, y + 20
        if kind == _GAP:
            box = f'x="{x:g}" y="{y - 7:g}" width="14" height="14"'
            parts.append(f'<rect {box} fill="url(#{name}-gap)"/>')
        else:
            parts.append(glyph(name, kind, x + 7, y, hatched=hatched))
        parts.append(
            f'<text class="soft" x="{x + 18:g}" y="{y + 4:g}" fill="#5a626b">{said}</text>'
        )
        x += wide
    return parts, y


def text(said: str) -> str:
    """Words as they may stand in a picture, whatever they are."""
    return escape(_NO_XML.sub("\ufffd", said))
