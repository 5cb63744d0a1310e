"""Clauses by number words: "clause four point two", "section fourteen"."""

from __future__ import annotations

from projections.answers.words.line import Line, Token, phrase

_ONES = "one two three four five six seven eight nine".split()
_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
)
_NUMBERS = {word: n for n, word in enumerate((*_ONES, *_TEENS), 1)}
_WORDS = "|".join(_NUMBERS)
_SPOKEN = phrase(
    f"(?:clause|section|article|paragraph) (?P<one>{_WORDS})(?: point (?P<two>{_WORDS}))?"
)


def spoken(line: Line) -> Line:
    """With the digits in the place of the words of a clause's number."""
    while found := line.find(_SPOKEN):
        first = found.tokens()[0]
        one, two = _NUMBERS[found.word("one")], found.word("two")
        number = f"{one}.{_NUMBERS[two]}" if two else str(one)
        last = found.tokens()[-1]
        clause = Token("clause", first.begin, first.end)
        line = line.replaced(found.begin, found.end, clause, Token(number, first.end, last.end))
    return line
