"""What each kind of question is told by: the table of `cues.toml`, weighed and said over.

A cue is the word that the frame of the kind knows for it (empty where it knows all of these), a
weight, and the ways of saying it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from projections.answers.asked import KINDS, Kind
from projections.answers.words.line import Line, Phrase, Token, phrase

Cue = tuple[str, int, str]
_TABLE = tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
CUES: Mapping[Kind, tuple[Cue, ...]] = {
    kind: tuple(
        (each.get("word", ""), each["weight"], each["said"].replace("\n", ""))
        for each in _TABLE["cues"][kind]
    )
    for kind in KINDS
}
OWN: Mapping[str, str] = _TABLE["own"]
"""The word of a frame for any cue of its kind that it does not know."""


@cache
def _compiled(kind: Kind) -> tuple[tuple[str, int, Phrase], ...]:
    return tuple(
        (instead, weight, phrase(_inflected(said.replace(" .* ", _ANY).replace("*", "[a-z]*"))))
        for instead, weight, said in CUES[kind]
    )


_ANY = " (?:[^ ]+ ){1,3}"
_FIRST_WORD = re.compile(r"(?<=\|)([a-z]{4,})(?=[ |])")
_ENDING = re.compile("(?:ed|s)$")


def _inflected(said: str) -> str:
    """With every form of a plain word that begins a way of saying: kill, kills, killed, killing."""
    return _FIRST_WORD.sub(lambda found: _forms(found[1]), f"|{said}|")[1:-1]


def _forms(word: str) -> str:
    if word.endswith("ing"):
        return word  # often a noun of its own: backing
    ending = _ENDING.search(word)
    bare = word[: ending.start()] if ending and len(word) > 5 else word
    if ending and ending[0] == "s" and (bare == word or word.endswith(("ss", "us"))):
        return word
    stems = [bare.removesuffix("e")]
    if ending and len(bare) > 3 and bare[-1:] == bare[-2:-1]:
        stems.append(bare[:-1])
    endings = "(?:|e|s|es|ed|ing)" if bare.endswith("e") or ending else "(?:|s|es|ed|ing)"
    return f"(?:{word}|(?:{'|'.join(stems)}){endings})"


def strength(kind: Kind, line: Line) -> int:
    """How strongly a line speaks for a kind: the weights of its cues, each line of them once."""
    return sum(weight for _, weight, pattern in _compiled(kind) if line.has(pattern))


def is_cue(kind: Kind, line: Line, least: int = 2) -> frozenset[int]:
    """Where the words stand that are cues of a kind with at least this weight."""
    found = (
        token.begin
        for _, weight, pattern in _compiled(kind)
        for match in (pattern.finditer(line.text) if weight >= least else ())
        for token in line.within(match.start(), match.end())
        if not token.is_thing
    )
    return frozenset(found)


def canonical(kind: Kind, line: Line) -> Line:
    """With the word that the frame of the kind knows in the place of each way of saying it."""
    for instead, _, pattern in _compiled(kind):
        begin = 0
        while instead and (match := pattern.search(line.text, begin)):
            part = line.within(match.start(), match.end())
            at = line.tokens.index(part[0])
            one = (Token(word, part[0].begin, part[0].end) for word in instead.split())
            things = [token for token in part if token.is_thing]
            line = line.replaced(at, at + len(part), *one, *things)
            begin = match.start() + len(instead)
    return line


WORDS = frozenset(
    word
    for cues in CUES.values()
    for _, _, said in cues
    for word in re.findall("[a-z]{3,}(?![*a-z])", said)
)
"""Words that are no mistake for others."""
STEMS = tuple(
    {
        stem
        for cues in CUES.values()
        for _, _, said in cues
        for stem in re.findall(r"(?<![a-z])([a-z]{4,})\*", said)
    }
)
"""What words begin with that are none either."""
