"""Clauses by the words of their own text: "the winter tyres", "the line about fuel and tolls".

Every word that tells must stand in the heading or text of one clause alone. Without a noun for a
clause beside them, the words stand there in a row, and one of them is no common word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from projections.answers.known import Known
from projections.answers.words import clauses, fillers
from projections.answers.words.clauses import stem
from projections.answers.words.common import COMMON
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.phrases import Name
from projections.answers.words.tokens import folded
from projections.catalogue import words_of

if TYPE_CHECKING:
    from projections.answers.words.vocabulary import Vocabulary

_NOUNS = (
    "(?:clause|provision|section|paragraph|article|passage|sentence|line|bit|part|point|rule|item|"
    "wording|language|text|promise|undertaking|entry)s?"
)
_ABOUT = phrase(
    rf"(?:the|our|that|their|this) {_NOUNS} (?:about|on|regarding|concerning|dealing with|covering|"
    r"that (?:says|mentions|covers|deals with)|saying|mentioning|with|for|headed|called)(?: the| "
    r"our| a)?"
)
_BEFORE = phrase(
    "(?:the|our|their|this) (?:[a-z]+ ){1,3}(?:clause|provision|section|paragraph|article|passage|"
    "sentence|line|bit|rule|wording|promise|undertaking)"
)
_POINTS = frozenset("the our their those these".split())
_JOINS = frozenset("of for and in on to the a with by per at from its".split())
_LONGEST = 5


class ClauseTexts:
    """The clauses of a deal by the words of their headings and texts, without plural endings."""

    def __init__(self, known: Known) -> None:
        self._known = known

    @cached_property
    def _texts(self) -> dict[str, str]:
        """What each clause says in any wording, its words between single spaces."""
        found: dict[str, str] = {}
        for clause in self._known.deal.clauses.by_id.values():
            said = dict.fromkeys(
                f"{wording.own_heading or ''} {wording.text}"
                for wording in clause.wordings.values()
            )
            plain = (each if each.isascii() else folded(each) for each in said)
            spelt = (" ".join(map(stem, words_of(each).split())) for each in plain)
            found[clause.id] = f" {' | '.join(spelt)} "
        return found

    @cached_property
    def _by_stem(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for id_, text in self._texts.items():
            for word in text.split():
                found[word].add(id_)
        return found

    def or_theirs(self, is_spelt: Callable[[str], bool]) -> Callable[[str], bool]:
        """Whether a word is right as it stands: for whatever else it is, or as a clause has it."""
        return lambda word: is_spelt(word) or word in self._everything

    @cached_property
    def _everything(self) -> frozenset[str]:
        """Every word of every text."""
        texts = (
            wording.text
            for clause in self._known.deal.clauses.by_id.values()
            for wording in clause.wordings.values()
        )
        return frozenset(words_of(" ".join(texts)).split())

    def holding(self, name: Name) -> tuple[str, ...]:
        """The clauses that have every word of it that tells; none where no word does."""
        tells = [stem(word) for word in name if word not in _JOINS]
        fits = [self._by_stem.get(word, set()) for word in tells]
        return tuple(sorted(set.intersection(*fits))) if fits else ()

    def saying(self, name: Name) -> tuple[str, ...]:
        """The clauses that have these words in a row."""
        said = f" {' '.join(map(stem, name))} "
        return tuple(id_ for id_ in self.holding(name) if said in self._texts[id_])


def described(line: Line, vocabulary: Vocabulary) -> Line:
    """With every clause that is told by a noun for one as a thing."""
    line = clauses.versioned(line, vocabulary.clauses)
    line = clauses.headed(line, vocabulary.clauses, vocabulary.items)
    line = _told_before(_told_behind(line, vocabulary), vocabulary)
    return clauses.versioned(line, vocabulary.clauses)


def _told_behind(line: Line, vocabulary: Vocabulary) -> Line:
    """With "the line about fuel and tolls" as the clause of whose text these words are."""
    found = line.find(_ABOUT)
    if found is None:
        return line
    for end in range(min(len(line.tokens), found.end + _LONGEST), found.end, -1):
        tokens = line.tokens[found.end : end]
        one = None if _is_broken(tokens) else _one(_named(tokens), vocabulary)
        if one:
            return _with(line, found.begin, end, one)
    return line


def _told_before(line: Line, vocabulary: Vocabulary) -> Line:
    """With "the spraying rule" as the clause of that heading, or of whose text the word is."""
    found = line.find(_BEFORE)
    if found is None:
        return line
    tokens = line.tokens[found.begin + 1 : found.end - 1]
    name = _named(tokens)
    common = all(word in COMMON for word in name)
    one = None if _is_broken(tokens) else _one(name, vocabulary, in_text=not common)
    return _with(line, found.begin, found.end, one) if one else line


def _one(name: Name, vocabulary: Vocabulary, *, in_text: bool = True) -> str | None:
    """The one clause of a heading, of a part of one or, in its text, of these words."""
    if name[-1] in _JOINS or not any(_tells(word) for word in name):
        return None
    fits = vocabulary.clauses.of_heading(name)
    fits = fits or (vocabulary.texts.holding(name) if in_text else ())
    return fits[0] if len(fits) == 1 else None


def by_own_words(line: Line, vocabulary: Vocabulary) -> Line:
    """With "the winter tyres" as the clause that alone speaks of them; where it names no other."""
    if line.values("clause", "version", "unclear"):
        return line
    for begin, end in _runs(line):
        name = _named(line.tokens[begin:end])
        uncommon = any(word not in COMMON and _tells(word) for word in name)
        if not uncommon or name in vocabulary.items or name in vocabulary.kinds:
            continue
        fits = vocabulary.texts.saying(name)
        if len(fits) == 1:
            return _with(line, begin, end, fits[0])
    return line


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """The words behind each "the", all of them up to a thing, a word that only joins, or a stop."""
    for at, token in enumerate(line.tokens):
        if token.text not in _POINTS:
            continue
        end = at + 1
        while end < len(line.tokens) and not _is_broken(line.tokens[end : end + 1]):
            if line.tokens[end].text in fillers.WORDS - _JOINS:
                break
            end += 1
        for last in range(min(end, at + 1 + _LONGEST), at + 1, -1):
            if line.tokens[last - 1].text not in _JOINS:
                yield at + 1, last


def _tells(word: str) -> bool:
    return word.isalpha() and len(word) > len("the") and word not in fillers.WORDS


def _is_broken(tokens: tuple[Token, ...]) -> bool:
    return not tokens or any(token.is_thing or token.text in {"|", "'s"} for token in tokens)


def _named(tokens: tuple[Token, ...]) -> Name:
    return tuple(token.text for token in tokens)


def _with(line: Line, begin: int, end: int, clause: str) -> Line:
    first, last = line.tokens[begin], line.tokens[end - 1]
    return line.replaced(begin, end, Token("@clause", first.begin, last.end, (clause,)))
