"""Why a question was not read, and what of it was understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from projections.answers.words.frames.frame import Frame, Given
from projections.answers.words.line import Token


@dataclass(frozen=True)
class Misread:
    """Why one frame did not read a question, and what it had understood."""

    frame: Frame
    reason: str
    left: tuple[Token, ...]
    given: Given

    @property
    def understood(self) -> dict[str, Any]:
        """What it names that is known."""
        line, given = self.given.line, self.given
        found: dict[str, Any] = {
            "items": [{"axis": axis, "item": item} for axis, item in given.items],
            "terms": list(given.terms),
            "clauses": list(given.clauses),
            "persons": list(line.values("person")),
            "parties": list(line.values("party", "client", "partner", "seller")),
            "proposals": list(line.values("proposal")),
            "documents": list(line.values("document")),
            "times": [
                v for t in ("when", "before", "after") for v in line.values(t) if v[:1].isdigit()
            ],
        }
        return {name: value for name, value in found.items() if value}
