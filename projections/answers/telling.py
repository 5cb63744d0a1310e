"""Small things that every kind of answer needs when it is put into sentences."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 12
"""Sentences of one sort; a text of a thousand clauses is told by its first ones and a count."""


def few(sentences: Iterable[str], most: int = MOST) -> list[str]:
    """Each once, in order, and how many more there are (all of them stand in the details)."""
    found = [each for each in dict.fromkeys(sentences) if each]
    if len(found) <= most:
        return found
    return [*found[:most], f"And {len(found) - most} more of these (see the details)."]
