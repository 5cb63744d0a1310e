"""What was answered by a link before: the same again adds nothing, another answer is one more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from api.read_back.answers import ANSWERS, Answered, named
from api.read_back.refused import AnsweredTooOften
from domain.events.told import StatementMade
from ledger.read_back_links import RECORDED_BY
from projections.deal import KnownDeal
from projections.facts import Fact

MOST_ANSWERS = 20
"""To one question by one link: who has it is not known, and what is recorded stays for ever."""
_ANSWER = ".answer."


@dataclass(frozen=True, slots=True)
class Stands:
    """An answer as it can be filled in once more, and when it was given."""

    answer: str
    own_words: str
    at: Any


class Before:
    """The answers that were given by one link, on the deal as its holder may know it."""

    def __init__(self, deal: KnownDeal, link: str) -> None:
        self._link = link
        by = f"{RECORDED_BY}{link}"
        mine = [each.id for each in deal.entries if each.recorded_by.name == by]
        counted = {fact.id: fact for fact in deal.facts.counted}
        self._last: dict[str, tuple[int, Fact | None]] = {}
        for record in mine:
            of, is_answer, number = record.rpartition(_ANSWER)
            if is_answer:
                self._last[of] = int(number), counted.get(record)

    def of(self, question: dict[str, Any]) -> Stands | None:
        """What was answered to a question last; None where nothing was, or it counts no more."""
        _, fact = self._last.get(self._id(question), (0, None))
        event = fact.event if fact else None
        if fact is None or not isinstance(event, StatementMade):
            return None
        for answer, (_, said, _) in ANSWERS.items():
            if event.words == said or event.words.startswith(f"{said} "):
                own = event.words.removeprefix(said).strip()
                return Stands(answer, own, fact.occurred.json)
        return None

    def new(self, given: Iterable[Answered]) -> Iterator[Answered]:
        """Of what was answered now, what was not answered so last, under ids of its own.

        Raises AnsweredTooOften.
        """
        for each in given:
            id_ = self._id(each.asked)
            stands = self.of(each.asked)
            now = each.answer, each.own_words.strip()
            if stands is None or now != (stands.answer, stands.own_words):
                number, _ = self._last.get(id_, (0, None))
                if number >= MOST_ANSWERS:
                    raise AnsweredTooOften(MOST_ANSWERS)
                yield replace(each, id=id_, number=number + 1)

    def _id(self, question: dict[str, Any]) -> str:
        """What the records of answers to it begin with; no names of others stand in it."""
        digest = sha256(named(question).encode()).hexdigest()
        return f"read-back:{self._link}:{digest[:16]}"
