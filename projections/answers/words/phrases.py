"""Names of several words in a line: the longest one that begins at a word wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from projections.answers.words.line import Line, Token

Name = tuple[str, ...]


class Names:
    """What goes by which name: a tag, and the values; the same name can mean several."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[Name, dict[str, dict[str, None]]]] = {}

    def add(self, name: Name, tag: str, *values: str) -> None:
        """More meanings of a name; a name without words is none."""
        if name:
            meanings = self._by_first.setdefault(name[0], {}).setdefault(name, {})
            meanings.setdefault(tag, {}).update(dict.fromkeys(values))

    def copied(self) -> Names:
        """The same names, to which others can be added."""
        names = Names()
        for first, own in self._by_first.items():
            names._by_first[first] = {
                name: {tag: dict(values) for tag, values in meanings.items()}
                for name, meanings in own.items()
            }
        return names

    def of(self, name: Name, tag: str) -> tuple[str, ...]:
        """The values that go by this very name."""
        meanings = self._by_first.get(name[0], {}).get(name, {}) if name else {}
        return tuple(meanings.get(tag, ()))

    def __contains__(self, name: Name) -> bool:
        return bool(name) and name in self._by_first.get(name[0], {})

    def __iter__(self) -> Iterator[tuple[Name, dict[str, tuple[str, ...]]]]:
        for names in self._by_first.values():
            for name, meanings in names.items():
                yield name, {tag: tuple(values) for tag, values in meanings.items()}

    def beginning(self, words: Iterable[str]) -> Iterator[Name]:
        """The names that begin with one of these words."""
        for word in words:
            yield from self._by_first.get(word, ())

    @property
    def all(self) -> Iterable[Name]:
        """Every name."""
        return (name for names in self._by_first.values() for name in names)

    @property
    def words(self) -> Iterable[str]:
        """Every word of every name."""
        return (word for names in self._by_first.values() for name in names for word in name)

    def longest(self, tokens: tuple[Token, ...], at: int) -> Name | None:
        """The longest name that begins here."""
        found = None
        for name in self._by_first.get(tokens[at].text, ()):
            end = at + len(name)
            if end > len(tokens) or (found and len(found) >= len(name)):
                continue
            if all(tokens[at + n].text == word for n, word in enumerate(name)):
                found = name
        return found

    def meanings(self, name: Name) -> dict[str, tuple[str, ...]]:
        """What a name means, by tag."""
        return {tag: tuple(each) for tag, each in self._by_first[name[0]][name].items()}


Choose = Callable[[Line, int, Name, dict[str, tuple[str, ...]]], Token | None]
"""Which thing a name at a place is; None leaves its words as they are."""


def named(line: Line, names: Names, choose: Choose) -> Line:
    """With the names in it as things."""
    at = 0
    while at < len(line.tokens):
        name = None if line.tokens[at].is_thing else names.longest(line.tokens, at)
        if name is None:
            at += 1
            continue
        thing = choose(line, at, name, names.meanings(name))
        if thing is None:
            at += len(name)
            continue
        line = line.replaced(at, at + len(name), thing)
        at += 1
    return line
