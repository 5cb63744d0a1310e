"""The answers to a read-back, as records of whoever answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.pages.forms.filled import Filled
from domain.occurrence import moment_text

Json = dict[str, Any]
ANSWERS = {
    "yes": ("Yes", "Yes.", "in"),
    "no": ("No", "No.", "out"),
    "not_intended": ("That was not intended", "That was not intended.", "out"),
    "not_sure": ("Not sure", "Not sure.", None),
}
"""By value: as it is offered, as it is said, and its direction. Who is not sure gives none."""
SURFACE = "read-back"
SHOWN_AT = "shown_at"
MOST = 60
"""Questions on one page: a form has two fields for each."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question, and what was filled in."""

    asked: Json
    answer: str
    words: str


def named(asked: Json) -> str:
    """How a question is called in a form: it is another one when anything of it is."""
    return f"{asked['clause']}@{asked['version']}:{asked['axis']}:{asked['item']}"


def answered(questions: Sequence[Json], filled: Filled) -> list[Answered]:
    """Those questions that were answered."""
    found = (
        Answered(each, filled.line(f"answer {named(each)}"), filled.typed(f"words {named(each)}"))
        for each in questions
    )
    return [each for each in found if each.answer in ANSWERS]


def shown_at(filled: Filled, now: datetime) -> str:
    """When the page was made, as it says; now, where it says nothing of use."""
    try:
        shown = datetime.fromisoformat(filled.line(SHOWN_AT))
        return moment_text(shown if shown.tzinfo is not None and shown <= now else now)
    except (ValueError, OverflowError):
        return moment_text(now)


def records(
    given: Sequence[Answered], id_: str, person: str, shown: str, now: datetime
) -> list[Json]:
    """That each wording was displayed, and what was said of exactly that wording."""
    found: list[Json] = []
    for number, each in enumerate(given, 1):
        ref = {"clause": each.asked["clause"], "version": each.asked["version"]}
        data = ref | {"to": person, "surface": SURFACE}
        own = {"actor": person}
        displayed = {"id": f"{id_}.displayed.{number}", "type": "clause.displayed"} | own
        # Two questions to one wording show it once.
        if all(one["data"] != data for one in found):
            found.append(displayed | {"occurred_at": shown, "data": data})
        said = {"id": f"{id_}.answer.{number}", "type": "statement.made"} | own
        quote = {"class": "asserted", "quote": each.asked["question"]}
        at = {"occurred_at": moment_text(now), "evidence": quote}
        found.append(said | at | {"data": _statement(each, ref, f"{id_}.{number}")})
    return found


def _statement(each: Answered, ref: Json, id_: str) -> Json:
    _, said, state = ANSWERS[each.answer]
    own = each.words.strip()
    scope = [{"axis": each.asked["axis"], "item": each.asked["item"], "state": state}]
    return {
        "statement": id_.replace(":", "-"),
        "words": f"{said} {own}" if own else said,
        "about": [ref],
        "form": "written",
        **({"scope": scope} if state else {}),
    }
