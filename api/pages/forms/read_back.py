"""The answers to a read-back, as they were filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.pages.forms.filled import Filled
from api.read_back.answers import ANSWERS, Answered, named
from domain.occurrence import moment_text

SHOWN_AT = "shown_at"


def answered(questions: Sequence[dict[str, Any]], filled: Filled, id_: str) -> list[Answered]:
    """Those questions that were answered, by number."""
    given = [each for each in questions if filled.line(f"answer {named(each)}") in ANSWERS]
    return [
        Answered(
            asked=each,
            answer=filled.line(f"answer {named(each)}"),
            own_words=filled.typed(f"words {named(each)}"),
            id=id_,
            number=number,
        )
        for number, each in enumerate(given, 1)
    ]


def shown_at(filled: Filled, now: datetime, earliest: datetime | None = None) -> str:
    """When the page was made, as it says; now, where it says nothing of use.

    Nothing was shown by a link before the link was there: `earliest`.
    """
    try:
        shown = datetime.fromisoformat(filled.line(SHOWN_AT))
        fits = shown.tzinfo is not None and shown <= now
        is_early = earliest is not None and fits and shown < earliest
        return moment_text(shown if fits and not is_early else now)
    except (ValueError, OverflowError):
        return moment_text(now)
