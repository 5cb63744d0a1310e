"""Two questions in one: parts that ask of two kinds, each by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from projections.answers.asked import Question
from projections.answers.words.cues import strength
from projections.answers.words.frames.every import FRAMES
from projections.answers.words.line import Line
from projections.answers.words.misread import Misread
from projections.answers.words.sentences import begins_as_question

Read = tuple[Question, ...] | list[Misread]
_SPEAKS = 3
_TAGGED = re.compile(r", *(?:correct|right|yes|no|true)[ ?]*$", re.IGNORECASE)
"""A statement that asks by its end for a yes: by itself a question."""
_BOTH = re.compile(r"\W*(?:in )?between\b(?!.*\b(?:and|two|both)\b).*", re.IGNORECASE | re.DOTALL)
"""What stands before its first "and" is no question of its own, unless it has its two already."""
_DIFFER = re.compile(
    r"^(?!\W*(?:do|does|did|how|where|why|in what)\b).*\b(?:differ|disagree|conflict|clash|"
    r"contradict|diverge|(?:say|state) (?:different|opposite|other) things)"
    r"(?: (?:[\w-]+ ){0,4}[\w-]+)?$",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence that says of two texts that they differ: what follows it asks."""
_BETWEEN = re.compile(
    r"[?;!]+\s+|(?<=[a-z]{4})\.\s+|\s+/\s+|,?\s+(?:and|plus|\+|&|as well as|"
    r"along with|together with|in addition to|and also|(?:,\s*)?also)\s+",
    re.IGNORECASE,
)
"""What may stand between two questions in one."""


def _ranks_them(read: list[Read]) -> bool:
    """Whether the last part asks which comes first, and names no texts: they stand before it."""
    last = read[-1] if len(read) > 1 else []
    return isinstance(last, tuple) and last[0].kind == "precedence" and not last[0].parameters


@dataclass(frozen=True)
class TwoQuestions:
    """Finds them, by how a text stands as a line, and how it is read by itself."""

    line: Callable[[str], Line]
    read: Callable[[str], Read]

    def asked_in(self, asked: str) -> bool:
        """Whether it falls into two parts that are questions of two kinds by themselves."""
        for between in _BETWEEN.finditer(asked):
            parts = asked[: between.start()], asked[between.end() :]
            told = _DIFFER.search(parts[0]) and parts[1].rstrip().endswith("?")
            if told or self._is_list(parts) or _BOTH.fullmatch(parts[0]):
                continue
            read = [self.read(part) for part in parts if part.strip()]
            if _ranks_them(read):
                continue
            kinds = {one[0].kind for one in read if isinstance(one, tuple)}
            if len(kinds) > 1 or (len(kinds) == 1 and self._asks_another(parts, read)):
                return True
        return False

    def _is_list(self, parts: tuple[str, str]) -> bool:
        """Whether they fall apart between two things of one sort: clauses, people, papers."""
        first, second = (self.line(part).tokens for part in parts)
        if not (first and second and first[-1].is_thing):
            return False
        return first[-1].text == second[0].text

    def _asks_another(self, parts: tuple[str, str], read: list[Read]) -> bool:
        """Whether a part that is unread speaks for another kind, and not for that of the other."""
        if len(read) < 2 or isinstance(read[0], tuple) or not isinstance(read[1], tuple):
            return False
        kind = read[1][0].kind
        first, second = self.line(parts[0]), self.line(parts[1])
        if begins_as_question(first) and _TAGGED.search(parts[1]):
            return True
        if not (begins_as_question(first) and begins_as_question(second)):
            return False
        others = max(strength(frame.kind, first) for frame in FRAMES if frame.kind != kind)
        return others >= _SPEAKS and not strength(kind, first)
