"""The answers to the story, by their digests: the same on every Python, in every process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from api.cli.demo import story
from domain.record import Credential
from projections.answers.answering import answer_bytes
from projections.basis import RULES
from tests.projections.given import Given

ANSWERS = Path(__file__).with_name("answers.json")
QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Was the discount meant to cover expansion services?", {}),
    ("Did the VP know about clause 4.2 before it was sent?", {}),
    ("Who signed off on 4.2, and were they allowed to?", {}),
    ("Was the offer retracted before the client accepted?", {}),
    ("What was promised to the client?", {}),
    ("Was anything altered or added later?", {}),
    ("What changed between P3 and P7?", {}),
    ("Did anybody object in time?", {}),
    ("Does the discount cover analytics?", {}),
    ("Does it cover scheduling bought next year?", {}),
    ("What terms are in force?", {"known_at": "2025-05-10"}),
    ("Does any document say anything about services not listed?", {}),
    ("Clauses 3.1 and 4.2 differ: which one wins?", {}),
    ("How did we treat add-ons for this client before?", {}),
    ("Why did this reach the client without the VP?", {"effective_at": "2025-05-14"}),
)


def digests() -> dict[str, Any]:
    """The digest of each answer, with the rules by which it was given."""
    told = Given(story(), Credential("import", "admin_import"))
    return {"rules": RULES, "answers": dict(_each(told))}


def _each(told: Given) -> Iterator[tuple[str, str]]:
    for question, times in QUESTIONS:
        sent = answer_bytes(told.ask(question, **times))
        yield question, sha256(sent).hexdigest()


def kept() -> dict[str, Any]:
    """As they were written down."""
    found: dict[str, Any] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return found


def write() -> None:
    """Write them down anew."""
    text = json.dumps(digests(), indent=1, ensure_ascii=False)
    ANSWERS.write_text(f"{text}\n", encoding="utf-8")
