"""A question recast in the plain form of its kind: "in Greg's stead" is no more than "allowed to".

A frame is a pattern over a line whose names are things, and a template with what it found in it.
All else that the question says stays, so that every word of it is still accounted for by whatever
reads the plain form. Nothing is read here, and a frame that fires binds the reading to its kind.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from projections.answers.asked import Question
from projections.answers.words.line import Found, Line
from projections.answers.words.recasting.checks import CHECKS, item_alone, item_named
from projections.answers.words.recasting.signed import sent_before, signature_of
from projections.answers.words.recasting.subject import clause_meant, clause_pricing, clause_stating
from projections.answers.words.tokens import negations_apart
from projections.answers.words.vocabulary import Vocabulary

_GROUP = re.compile(r"\{(\w+)\}")
_CLAUSE = re.compile(r"\{=(\w+)\}")
"""In a template: the clause that the words of a group mean."""
_ITEM = re.compile(r"\{@(\w+)\}")
"""In a template: the whole name of the one item of a group."""
_PRICED = re.compile(r"\{\$(\w+)\}")
"""In a template: the clause that prices the item that a group names."""
_BEFORE = re.compile(r"\{<(\w+)\}")
"""In a template: the offer that was sent before that of a group."""
_SIGNED = re.compile(r"\{~(\w+)\}")
"""In a template: the one offer on which whoever a group names took a signature back."""
_STATED = re.compile(r"\{\^(\w+)\}")
"""In a template: the clause that states the item of a group in, or out where a group `out` is."""
_GOVERNING = re.compile(r"\{!(\w+)\}")
"""In a template: the offer that governs, which a group calls "the offer" or "the contract"."""
_NAME = re.compile(r"(?<!\?P)<(\w+)>")
"""A name of a table of words in a pattern; `(?P<…>` names a group."""
_GENITIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_LOOSE = re.compile(r" ([?.,;:])|^[:;,.] ")
_MOST = 3
"""How often the frames are looked through: one may uncover another."""


@dataclass(frozen=True)
class Frame:
    """One way of saying it.

    `kind`: what is then asked, if it binds; `check`: what must be so on record; `ahead`: that it
    is recast before anything else is tried, where it would be misread as it stands; `strict`: that
    it is not read where the check fails.
    """

    pattern: re.Pattern[str]
    plain: str
    kind: str | None
    check: Callable[[Found, Vocabulary], bool]
    ahead: bool
    strict: bool


@dataclass(frozen=True)
class Recast:
    """The plain form, and the kinds of which it must be read; none where any will do."""

    text: str
    kinds: frozenset[str]

    def may_be(self, found: tuple[Question, ...]) -> bool:
        """Whether these readings are of such a kind."""
        return not self.kinds or {one.kind for one in found} <= self.kinds


def recast(
    asked: str, named: Callable[[str], Line], vocabulary: Vocabulary, *, ahead: bool = False
) -> Recast | None:
    """The question in its plain form; None where no frame fits. `ahead`: only of those frames."""
    whole = text = negations_apart(asked)
    kinds = set[str]()
    for _ in range(_MOST):
        before = text
        for frame in _frames():
            if frame.ahead or not ahead:
                other = _by(frame, named(text), vocabulary)
                kinds |= {frame.kind} if frame.kind and other not in {None, text} else set()
                text = text if other is None else other
        if text == before:
            break
    return Recast(text, frozenset(kinds)) if text != whole else None


def _by(frame: Frame, line: Line, vocabulary: Vocabulary) -> str | None:
    for match in frame.pattern.finditer(line.text):
        tokens = line.within(*match.span())
        if not tokens:
            continue
        begin = line.tokens.index(tokens[0])
        found = Found(line, match, begin, begin + len(tokens))
        if not frame.check(found, vocabulary):
            if frame.strict:
                return ""
            continue
        plain = _filled(frame.plain, found, vocabulary)
        if plain is None:
            continue
        text = f"{line.asked[: tokens[0].begin]}{plain}{line.asked[tokens[-1].end :]}"
        return _LOOSE.sub(r"\1", " ".join(_balanced(text).split()))
    return None


def _filled(plain: str, found: Found, vocabulary: Vocabulary) -> str | None:
    """The template with what was found; None where it means no one clause or item."""
    for pattern, meant in _MEANT:
        for name in pattern.findall(plain):
            said = meant(found, name, vocabulary)
            if said is None:
                return None
            plain = pattern.sub(said.replace("\\", ""), plain, count=1)
    return _GROUP.sub(lambda name: _said(found, name[1]), plain)


def _cited(clause: str | None) -> str | None:
    return None if clause is None else f"clause {clause}"


def _clause(found: Found, name: str, vocabulary: Vocabulary) -> str | None:
    return clause_meant(found.tokens(name), vocabulary)


def _pricing(found: Found, name: str, vocabulary: Vocabulary) -> str | None:
    item = item_alone(found, name, vocabulary)
    return _cited(clause_pricing(item, vocabulary)) if item else None


def _stating(found: Found, name: str, vocabulary: Vocabulary) -> str | None:
    item = item_alone(found, name, vocabulary)
    state = "out" if found.match["out"] else "in"
    return _cited(clause_stating(item, state, vocabulary)) if item else None


def _governing(_: Found, __: str, vocabulary: Vocabulary) -> str | None:
    governing = vocabulary.known.deal.governing.proposal
    return governing.id if governing else None


_MEANT = (
    (_CLAUSE, _clause),
    (_ITEM, item_named),
    (_PRICED, _pricing),
    (_BEFORE, sent_before),
    (_SIGNED, signature_of),
    (_GOVERNING, _governing),
    (_STATED, _stating),
)


def _balanced(text: str) -> str:
    """Without brackets of which the frame took one away."""
    return text if text.count("(") == text.count(")") else re.sub("[()]", " ", text)


def _said(found: Found, name: str) -> str:
    """The words of a group as they were asked, of a name without its genitive."""
    tokens = found.tokens(name) if found.match[name] else ()
    return _GENITIVE.sub("", found.line.said(tokens)) if tokens else ""


@cache
def _frames() -> tuple[Frame, ...]:
    return tuple(
        _frame(each, table["names"])
        for path in sorted(Path(__file__).parent.glob("*.toml"))
        for table in [tomllib.loads(path.read_text(encoding="utf-8"))]
        for each in table["frame"]
    )


def _frame(said: dict[str, str], names: dict[str, str]) -> Frame:
    pattern = "".join(said["said"].splitlines())
    for _ in names:
        pattern = _NAME.sub(lambda name: f"(?:{''.join(names[name[1]].splitlines())})", pattern)
    return Frame(
        re.compile(f"(?<= )(?:{pattern})(?= )"),
        said["plain"],
        said.get("kind"),
        CHECKS[said.get("check", "any")],
        bool(said.get("ahead")),
        bool(said.get("strict")),
    )


def frames() -> Iterator[Frame]:
    """Every frame, for who wants to know them."""
    yield from _frames()
