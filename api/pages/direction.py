"""Marks that turn the direction of text: on a page they are shown, and turn nothing.

One in a name would otherwise write what stands after it backwards, words of ours among it.
"""

from __future__ import annotations

import re

MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SHOWN = str.maketrans({each: f"⟨U+{ord(each):04X}⟩" for each in MARKS})
_KEPT = re.compile(r"(<textarea\b[^>]*>[^<]*|<[^>]*>)")
"""Tags, whose attributes forms send back, and what somebody typed: these stay to the letter."""


def straight(page: str) -> str:
    """A page of which no text turns what is around it."""
    if not any(each in page for each in MARKS):
        return page
    parts = _KEPT.split(page)
    return "".join(part if part.startswith("<") else part.translate(_SHOWN) for part in parts)
