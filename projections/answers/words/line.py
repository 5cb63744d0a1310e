"""A question as a line of tokens, in which names are replaced by the things that they name.

`text` has the tokens between single spaces, so that a frame is a plain regular expression:
` did @person know about @clause `.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

BREAK = "|"
"""Where one sentence ends and another begins."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word (folded, typing mistakes corrected), or a thing (`@clause`) with its values.

    `begin` and `end` are where it stands in what was asked.
    """

    text: str
    begin: int
    end: int
    values: tuple[str, ...] = ()
    capital: bool = False
    first: bool = False

    @property
    def is_thing(self) -> bool:
        """Whether it is a name that was understood."""
        return self.text.startswith("@")


class Phrase:
    """A pattern over whole tokens, compiled when it is first looked for: most never are."""

    def __init__(self, pattern: str) -> None:
        self.pattern = f"(?<= )(?:{pattern})(?= )"

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.pattern)

    def search(self, text: str, begin: int = 0) -> re.Match[str] | None:
        """Its first place in a text."""
        return self.compiled.search(text, begin)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Its places in a text."""
        return self.compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """What stands at its places in a text."""
        return [match.group() for match in self.finditer(text)]


Pattern: TypeAlias = re.Pattern[str] | Phrase


def phrase(pattern: str) -> Phrase:
    """A pattern over whole tokens."""
    return Phrase(pattern)


def whole(pattern: str) -> re.Pattern[str]:
    """A pattern for all of a line (`Line.inner`)."""
    return re.compile(f"(?:{pattern})")


@dataclass(frozen=True)
class Found:
    """Where a pattern was found: the tokens `begin` to `end` of `line`."""

    line: Line
    match: re.Match[str]
    begin: int
    end: int

    def tokens(self, group: str | int = 0) -> tuple[Token, ...]:
        """The tokens of a group; none when it took no part."""
        begin, end = self.match.span(group)
        return self.line.within(begin, end) if end > begin else ()

    def values(self, group: str | int = 0) -> tuple[str, ...]:
        """The values of the things in a group."""
        return tuple(value for token in self.tokens(group) for value in token.values)

    def word(self, group: str) -> str:
        """The text of a group; empty when it took no part."""
        return (self.match.group(group) or "").strip()


@dataclass(frozen=True)
class Line:
    """Tokens in order, and what was asked."""

    asked: str
    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """The tokens, a space before, between and after them."""
        return f" {' '.join(token.text for token in self.tokens)} "

    @cached_property
    def _places(self) -> dict[int, int]:
        places, at = {}, 1
        for number, token in enumerate(self.tokens):
            places[at] = number
            at += len(token.text) + 1
        return places

    def within(self, begin: int, end: int) -> tuple[Token, ...]:
        """The tokens that stand in this part of the text."""
        return tuple(self.tokens[n] for at, n in self._places.items() if begin <= at < end)

    def find(self, pattern: Pattern) -> Found | None:
        """The first place of a pattern."""
        match = pattern.search(self.text)
        if match is None or match.end() == match.start():
            return None
        found = [n for at, n in self._places.items() if match.start() <= at < match.end()]
        return Found(self, match, found[0], found[-1] + 1)

    def has(self, pattern: Pattern) -> bool:
        """Whether it stands there."""
        return pattern.search(self.text) is not None

    def replaced(self, begin: int, end: int, *tokens: Token) -> Line:
        """With other tokens in the place of these."""
        return Line(self.asked, (*self.tokens[:begin], *tokens, *self.tokens[end:]))

    def thing(self, found: Found, tag: str, values: Sequence[str] = ()) -> Line:
        """With one thing in the place of what was found."""
        part = self.tokens[found.begin : found.end]
        one = Token(f"@{tag}", part[0].begin, part[-1].end, tuple(values))
        return self.replaced(found.begin, found.end, one)

    def without(self, pattern: Pattern) -> Line:
        """Without whatever the pattern finds."""
        line = self
        while found := line.find(pattern):
            line = line.replaced(found.begin, found.end)
        return line

    def each(
        self, pattern: Pattern, make: Callable[[Found], tuple[str, Sequence[str]] | None]
    ) -> Line:
        """With a thing (its tag and values) in every place of a pattern of which one is made."""
        line, begin = self, 0
        while match := pattern.search(line.text, begin):
            numbers = [n for at, n in line._places.items() if match.start() <= at < match.end()]
            if not numbers:
                break
            found = Found(line, match, numbers[0], numbers[-1] + 1)
            made = make(found)
            if made is None:
                begin = match.start() + 1
                continue
            line = line.thing(found, *made)
            begin = 0
        return line

    def values(self, *tags: str) -> tuple[str, ...]:
        """The values of all things with one of these tags, in order, each once."""
        wanted = {f"@{tag}" for tag in tags}
        found = (value for token in self.tokens if token.text in wanted for value in token.values)
        return tuple(dict.fromkeys(found))

    def said(self, tokens: Iterable[Token]) -> str:
        """What was asked, from the first of these tokens to the last."""
        part = list(tokens)
        return self.asked[part[0].begin : part[-1].end] if part else ""
