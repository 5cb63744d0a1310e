"""The bank of questions: the deals that are asked about, and what each question must be read as."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from tests.shared import CHECKOUT

FOLDER = Path(__file__).resolve().parent
Kind = Literal[
    "scope", "terms", "sign_off", "knowledge", "changes", "retraction", "communication",
    "silence", "precedence", "precedent", "process", "integrity", "objection",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
Half = Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"]
"""`a` and `b` were two halves; the reader has been developed on them, and on `c` to `f`, since.
`g` was held back, then `j`, `l`, `m` and `p`; `h`, `i`, `k`, `n` and `o` were written for
development, without a look at what reads them. Each was measured once before anybody looked."""
HALVES: tuple[Half, ...] = get_args(Half)
HELD_BACK: Half | None = None
"""The part that nobody looks at who works on the reader; none while the next one is written."""
NOT_READ_YET: frozenset[Half] = frozenset()
"""For development, but nothing has been mended by them yet: what is demanded of the others is not
demanded of them before somebody has looked at them."""
BELOW_THE_BAR: frozenset[Half] = frozenset({"l", "n", "o"})
"""Looked at, and not read as well yet as the others: of them it is demanded that none is read
wrong, that nothing unreadable is answered, and nine in ten."""
FIRST_READ: Mapping[Half, tuple[int, int, int]] = {
    "d": (131, 52, 3),
    "e": (97, 69, 3),
    "f": (100, 25, 5),
    "g": (79, 45, 6),
    "h": (113, 45, 5),
    "i": (110, 43, 10),
    "j": (120, 37, 5),
    "k": (170, 13, 5),
    "l": (149, 27, 9),
    "m": (166, 12, 2),
    "n": (162, 23, 2),
    "o": (138, 43, 5),
    "p": (152, 27, 9),
}
"""How many were read right, refused and read wrong before anybody had looked at their lines."""
Register = Literal["formal", "terse", "chatty", "indirect", "negated", "typo"]
Reason = Literal[
    "unknown_person", "unknown_party", "unknown_clause", "unknown_wording", "unknown_proposal",
    "unknown_document", "unknown_item", "fits_two_people", "no_such_date", "too_vague",
    "two_questions", "off_topic", "legal_opinion", "prediction",
]  # fmt: skip
Time: TypeAlias = str | dict[str, str] | None
"""A date, a time with offset, or the record at whose occurrence (or with which) it is."""


@dataclass(frozen=True)
class Reading:
    """What a question asks: the kind, its parameters, and the two times."""

    kind: Kind
    parameters: Mapping[str, Any]
    effective_at: Time
    known_at: Time


@dataclass(frozen=True)
class Question:
    """A question that can be read. All of `expected` must be given; each of `accepted` would do
    by itself instead.

    `given` is sent with the question, as in the body of a request; `asked_at` is the moment of
    asking, where words like "yesterday" need one.
    """

    id: str
    half: Half
    deal: str
    question: str
    register: Register
    expected: tuple[Reading, ...]
    accepted: tuple[Reading, ...]
    negated: bool
    given: Mapping[str, str]
    asked_at: str | None


@dataclass(frozen=True)
class Unreadable:
    """A question that must be refused, why, and the least that is understood of it."""

    id: str
    half: Half
    deal: str
    question: str
    register: Register
    reason: Reason
    kind: Kind | None
    parameters: Mapping[str, Any]


def deals() -> dict[str, Path]:
    """The files of records, by deal: the story, and the deals that were made up beside it."""
    made_up = {path.stem: path for path in sorted((FOLDER / "deals").glob("*.jsonl"))}
    return {"northcare-2025": CHECKOUT / "api" / "demo" / "story.jsonl", **made_up}


def questions(half: Half | None = None) -> list[Question]:
    """Every question that can be read; of one half, if named."""
    read = [_question(line) for line in _lines("bank.jsonl")]
    return [each for each in read if half in {None, each.half}]


def unreadable(half: Half | None = None) -> list[Unreadable]:
    """Every question that must be refused; of one half, if named."""
    read = [_unreadable(line) for line in _lines("unreadable.jsonl")]
    return [each for each in read if half in {None, each.half}]


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _question(line: dict[str, Any]) -> Question:
    alone = {name: line.pop(name) for name in Reading.__annotations__}
    expected = line.pop("readings", [alone])
    accepted = line.pop("accept", [])
    line.pop("note", None)
    return Question(
        expected=tuple(Reading(**each) for each in expected),
        accepted=tuple(Reading(**each) for each in accepted),
        negated=line.pop("negated", False),
        given=line.pop("given", {}),
        asked_at=line.pop("asked_at", None),
        **line,
    )


def _unreadable(line: dict[str, Any]) -> Unreadable:
    line.pop("note", None)
    return Unreadable(**line.pop("understood"), **line)
