"""The thesaurus: which concepts the words of a question can say (`concepts/*.toml`).

A way of saying inflects its first word, unless "=" stands before it. "_" is up to four words of
what it is done to, POSS whose it is. How much a way of saying tells is how few concepts it is in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from projections.answers.words.line import BREAK, Line, Token
from projections.answers.words.meaning.inflecting import lemmas, spelt

_FOLDER = Path(__file__).with_name("concepts")
_NEUTRAL = Path(__file__).with_name("neutral.toml")
_WIDEST = 4
_WHOSE = frozenset("his her their our your my its the".split())
GAP = "_"
WHOSE = "POSS"


@dataclass(frozen=True, slots=True)
class Said:
    """One way of saying: its words, and the concepts that it can mean."""

    words: tuple[str, ...]
    exact: bool
    concepts: frozenset[str]

    @property
    def weight(self) -> int:
        """How much it tells: 3 of one concept alone, 1 of many."""
        if all(is_grammar(word) for word in self.words):
            return 0
        return max(1, 4 - len(self.concepts))


@dataclass(frozen=True, slots=True)
class Heard:
    """A way of saying in a line: the places of its own words."""

    said: Said
    places: tuple[int, ...]


@cache
def ways() -> Mapping[str, tuple[Said, ...]]:
    """Every way of saying, by its first word."""
    concepts: dict[tuple[tuple[str, ...], bool], set[str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for concept, lists in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for each in lists["said"].replace("\n", " ").split(","):
                said = each.strip()
                words = tuple(said.lstrip("= ").split())
                exact = said.startswith("=")
                if len(words) > 1 and words[0] == "be":
                    words, exact = words[1:], True
                if words:
                    concepts.setdefault((words, exact), set()).add(concept)
    found: dict[str, list[Said]] = {}
    for (words, exact), own in concepts.items():
        found.setdefault(words[0], []).append(Said(words, exact, frozenset(own)))
    return {first: tuple(each) for first, each in found.items()}


@cache
def _neutral() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(_NEUTRAL.read_text(encoding="utf-8"))
    return {name: frozenset(said.split()) for name, said in table.items()}


def is_grammar(word: str) -> bool:
    """Whether a word only holds others together."""
    return word in _neutral()["grammar"]


def is_neutral(word: str) -> bool:
    """Whether a word says nothing of what is asked."""
    return any(word in _neutral()[name] for name in ("grammar", "talk", "light"))


def is_telling(word: str) -> bool:
    """Whether a word is never said in passing, whatever else it can mean."""
    return not lemmas(word).isdisjoint(_neutral()["never"])


@cache
def words() -> frozenset[str]:
    """Every word that the thesaurus knows."""
    said = (word for own in ways().values() for each in own for word in each.words)
    return frozenset(word for word in said if word.isalpha() and word.islower())


def heard(line: Line) -> tuple[Heard, ...]:
    """Every way of saying that stands in a line; they may overlap."""
    return _heard(tuple(token.text for token in line.tokens))


@lru_cache(maxsize=256)
def _heard(texts: tuple[str, ...]) -> tuple[Heard, ...]:
    """What is heard in these words; most kinds ask for the same ones."""
    tokens = tuple(Token(text, 0, 0) for text in texts)
    return tuple(found for at in range(len(tokens)) for found in _beginning(tokens, at))


def _beginning(tokens: tuple[Token, ...], at: int) -> Iterator[Heard]:
    text = tokens[at].text
    for first in sorted(lemmas(text)) if not text.startswith("@") else (text,):
        for said in ways().get(first, ()):
            if said.exact and text != first:
                continue
            for places in _rest(tokens, at + 1, said.words[1:]):
                yield Heard(said, (at, *places))
                break


def _rest(tokens: tuple[Token, ...], at: int, rest: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
    if not rest:
        yield ()
        return
    if rest[0] == GAP:
        for skipped in range(_WIDEST + 1):
            end = at + skipped
            if skipped and (end > len(tokens) or tokens[end - 1].text == BREAK):
                return
            if skipped:
                yield from _rest(tokens, end, rest[1:])
        return
    if at >= len(tokens):
        return
    if rest[0] == WHOSE:
        if tokens[at].text in _WHOSE:
            yield from _joined(tokens, at, at + 1, rest)
        elif at + 1 < len(tokens) and tokens[at].is_thing and tokens[at + 1].text == "'s":
            yield from _rest(tokens, at + 2, rest[1:])
        return
    if tokens[at].text == rest[0] or rest[0] in _joinable(tokens[at].text):
        yield from _joined(tokens, at, at + 1, rest)


def _joinable(text: str) -> frozenset[str]:
    return lemmas(text) if not text.startswith("@") else frozenset()


def _joined(
    tokens: tuple[Token, ...], at: int, after: int, rest: tuple[str, ...]
) -> Iterator[tuple[int, ...]]:
    for places in _rest(tokens, after, rest[1:]):
        yield (at, *places)


@cache
def forms() -> frozenset[str]:
    """Every regular form of its longer verbs and nouns, for what is mistyped."""
    alone = (each.words[0] for own in ways().values() for each in own if len(each.words) == 1)
    return frozenset(
        form
        for word in alone
        if word.isalpha() and len(word) > _SHORTEST and not word.endswith(("ed", "ing"))
        for form in (word, *spelt(word))
    )


_SHORTEST = 5
