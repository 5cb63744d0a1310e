"""Long findings taken apart into their sentences, to be read one by one."""

from __future__ import annotations

import re

_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|No|Nos|Mr|Mrs|Ms|Dr|St|Art|Sec|cl|[A-Z])\.$")
_FEW = 3
"""Words; what is shorter is no sentence to stand alone."""


def in_sentences(text: str) -> list[str]:
    """A text of the readings, its sentences apart; one word alone stays with what follows it.

    Nothing is split within quotes or brackets, and where an abbreviation may end no sentence. The
    parts join to the text with spaces: not a letter is changed.
    """
    found, start, depth = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "“([") - (character in "”)]")
        rest = text[place + 1 : place + 3]
        if depth <= 0 and character in ".]”" and rest[:1] == " " and rest[1:2].isupper():
            part = text[start : place + 1]
            if (character == "." and _ABBREVIATED.search(part)) or len(part.split()) < _FEW:
                continue
            found.append(part)
            start = place + 2
    return [*found, text[start:]] if text[start:] else found
