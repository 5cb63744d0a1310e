"""The answers to a read-back, as records of whoever answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.occurrence import moment_text
from projections.deal import KnownDeal
from projections.privileged import facts_named, most_private

Json = dict[str, Any]
ANSWERS = {
    "yes": ("Yes", "Yes.", "in"),
    "no": ("No", "No.", "out"),
    "not_intended": ("That was not intended", "That was not intended.", "out"),
    "not_sure": ("Not sure", "Not sure.", None),
}
"""By value: as it is offered, as it is said, and its direction. Who is not sure gives none."""
ON_PAGE, BY_LINK = "read-back", "read-back link"
"""On which surface the words were displayed."""
MOST = 60
"""Questions on one page: a form has two fields for each."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question, and what was filled in; `id` and `number` make the ids of its records."""

    asked: Json
    answer: str
    own_words: str
    id: str
    number: int

    @property
    def words(self) -> str:
        """What is said by it."""
        _, said, _ = ANSWERS[self.answer]
        own = self.own_words.strip()
        return f"{said} {own}" if own else said

    @property
    def scope(self) -> list[Json]:
        """What it states; nothing by who is not sure."""
        state = ANSWERS[self.answer][2]
        item = {"axis": self.asked["axis"], "item": self.asked["item"]}
        return [item | {"state": state}] if state else []

    @property
    def record(self) -> str:
        """The id of its statement's record."""
        return f"{self.id}.answer.{self.number}"


def named(asked: Json) -> str:
    """How a question is called in a form: it is another one when anything of it is."""
    return f"{asked['clause']}@{asked['version']}:{asked['axis']}:{asked['item']}"


def put(deal: KnownDeal, question: Json) -> Json:
    """A question of the reading as it is put: how its form calls it, and for whose eyes it is."""
    ref = {"clause": question["clause"], "version": question["version"]}
    privilege = most_private(facts_named(deal, [ref]))
    return question | {"named": named(question), "privilege": privilege}


def records(
    given: Sequence[Answered], person: str, shown: str, now: datetime, surface: str
) -> list[Json]:
    """That each wording was displayed, and what was said of exactly that wording.

    For no more eyes than the wording itself: the question tells what is stated of it.
    """
    found: list[Json] = []
    for each in given:
        privilege = each.asked["privilege"]
        own = {"actor": person, **({"privilege": privilege} if privilege != "none" else {})}
        ref = {"clause": each.asked["clause"], "version": each.asked["version"]}
        data = ref | {"to": person, "surface": surface}
        id_ = f"{each.id}.displayed.{each.number}"
        displayed = {"id": id_, "type": "clause.displayed"} | own
        # Two questions to one wording show it once.
        if all(one["data"] != data for one in found):
            found.append(displayed | {"occurred_at": shown, "data": data})
        said = {"id": each.record, "type": "statement.made"} | own
        quote = {"class": "asserted", "quote": each.asked["question"]}
        at = {"occurred_at": moment_text(now), "evidence": quote}
        found.append(said | at | {"data": _statement(each, ref)})
    return found


def _statement(each: Answered, ref: Json) -> Json:
    return {
        "statement": f"{each.id}.{each.number}".replace(":", "-"),
        "words": each.words,
        "about": [ref],
        "form": "written",
        **({"scope": each.scope} if each.scope else {}),
    }
