"""Whether two ways of reading a question have read the same."""

from __future__ import annotations

from projections.answers.asked import Question


def agree(found: tuple[Question, ...], meant: tuple[Question, ...]) -> bool:
    """Whether two readings are the same, whatever they passed over and however they quote."""
    return list(map(_plain_reading, found)) == list(map(_plain_reading, meant))


def _plain_reading(one: Question) -> tuple[object, ...]:
    """What a question asks for, in no order; of words that are searched for, only that they are."""
    named = {
        name: sorted(map(str, value)) if isinstance(value, list) else value
        for name, value in one.parameters.items()
        if not (one.words and name in {"words", "items"})
    }
    return one.kind, named, one.effective_at, one.known_at
