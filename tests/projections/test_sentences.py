"""Every record in one plain sentence."""

from __future__ import annotations

import json
import re

import pytest

from api.cli.demo import story
from domain.events import REGISTRY
from domain.events.base import Event
from domain.record import event_of
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences import Sentences
from tests.domain.examples import FULL, MINIMAL
from tests.projections.given import Given, given
from tests.records import a_record

ANSWER = {
    "question": "Was it?",
    "answer": "{}",
    "digest": "0" * 64,
    "basis": {
        "effective_at": "2026-01-01T00:00:00Z",
        "known_at": 1,
        "now_at": "2026-01-01T00:00:00Z",
        "now_position": 1,
        "role": "legal",
        "rules": "1",
    },
}
STAMP = {
    "authority": "https://tsa.example",
    "checkpoint": "a checkpoint",
    "stamped_at": "2026-01-01T00:00:00Z",
    "token": "AAAA",
}
WRITTEN = {"answer.issued": ANSWER, "time_stamp.received": STAMP}
"""What nobody sends."""


@pytest.fixture(scope="module")
def told() -> KnownDeal:
    """The story's deal."""
    return Given(story()).known()


def of(deal: KnownDeal, record: str) -> str:
    [fact] = [fact for fact in deal.facts.counted if fact.id == record]
    return Sentences(deal).of(fact)


def words(value: object) -> set[str]:
    """Every word that a record holds, wherever it stands."""
    return set(re.findall(r"\w+", json.dumps(value, ensure_ascii=False)))


@pytest.mark.parametrize("type_", REGISTRY.names)
def test_every_event_has_a_sentence(type_: str, told: KnownDeal) -> None:
    kind = REGISTRY.kind(type_)
    for example in (MINIMAL.get(type_), FULL.get(type_)):
        data = example["data"] if example else None
        event: Event = event_of(type_, data) if data else kind.model_validate(WRITTEN[type_])
        said = Sentences(told).event(event, "ana")
        assert said.endswith((".", ").", "”."))
        assert "None" not in said
        assert "nobody" not in said


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (
            "story-18a",
            "sent proposal P7 to Northcare Regional Health Agency via",
        ),
        ("story-20a", "It added: “all future services included”."),
        ("story-22", "to take proposal P7 back (intent mismatch). Reason: “we never intended"),
        ("story-23", "Instructed by"),
        ("story-17b", "On behalf of"),
        ("story-11", "It states a discount of 22 %, with"),
        ("story-24", "dispatched 2025-05-16T16:29Z"),
        ("story-26", ": “I was never told”."),
    ],
)
def test_a_sentence_is_built_from_the_facts_that_it_names(
    told: KnownDeal, record: str, sentence: str
) -> None:
    assert sentence in of(told, record)


def test_a_sentence_says_nothing_that_the_record_does_not(told: KnownDeal) -> None:
    """Exact words stand as they were said: every quotation is in the record, to the letter."""
    sentences = Sentences(told)
    quoted = 0
    for fact in told.facts.counted:
        values = list(_texts(fact))
        for quotation in re.findall("“([^”]*)”", sentences.of(fact)):
            assert quotation in values
            quoted += 1
    assert quoted > 8


def _texts(fact: Fact) -> list[str]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(fact.event.model_dump(mode="json"))
    return found


def test_a_person_who_was_never_introduced_is_named_by_id() -> None:
    deal = given(a_record("message.opened", message="M1", by="carla")).known()
    assert of(deal, "r-1") == "carla opened message M1."
