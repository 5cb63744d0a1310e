"""The story and the packs of questions, without a database, and what must be answered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from domain.record import parse
from tests.projections.given import Given, records
from tests.shared import shared

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@cache
def story() -> Given:
    """The demo's story."""
    return _of(files("api.demo").joinpath("story.jsonl").read_text(encoding="utf-8"))


def on_story(question: dict[str, Any], **times: Any) -> dict[str, Any]:
    """The answer of the story to a question."""
    return story().ask(question, now=NOW, **times)


@cache
def pack(name: str) -> Given:
    """The deal of a pack."""
    return _of(shared("data", "questions", f"{name}.jsonl").read_text(encoding="utf-8"))


def expected(name: str, asked: str, which: int = 0) -> dict[str, Any]:
    """What a pack demands of a question, in its own words; `which` of those asked alike."""
    text = shared("data", "questions", f"{name}.questions.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = [each for each in json.loads(text) if each["q"] == asked]
    return found[which]


def meets(name: str, question: dict[str, Any], asked: str, which: int = 0) -> dict[str, Any]:
    """Ask a question of a pack by parameters, and demand of the answer what the pack does."""
    wanted = expected(name, asked, which)
    assert question["kind"] == wanted["kind"]
    times = {at: wanted[at] for at in ("effective_at", "known_at")}
    answer = pack(name).ask(question, now=NOW, **times)
    assert answer["verdict"] == wanted["verdict"]
    assert set(wanted["must_support"]) <= set(records(answer["supports"]))
    assert set(wanted["must_oppose"]) <= set(records(answer["opposes"]))
    said = json.dumps(answer, ensure_ascii=False)
    assert all(word in said for word in wanted.get("must_mention", ()))
    if wanted["now_standing"]:
        assert answer["now"]["standing"] == wanted["now_standing"]
    return answer


def each_in_one_list(answer: dict[str, Any]) -> bool:
    """Whether each record is cited in one list only."""
    lists = ("supports", "opposes", "also_said")
    cited = [record for name in lists for record in records(answer[name])]
    return len(cited) == len(set(cited))


def _of(lines: str) -> Given:
    return Given([parse(line) for line in lines.splitlines() if line])
