"""Answers for another party of what passed between the two: no absence is claimed of the whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from domain.record import Record
from ledger.embedded import EmbeddedServer
from tests.api.evidence.bundles import House, a_house
from tests.records import a_clause, a_record

CLIENT = {"party": "acme", "function": "client_contact"}


def story() -> Iterator[Record]:
    """What the client is told of the other party's side is on record, and not in its part."""
    yield a_record("deal.opened")
    yield a_record("party.joined")
    yield a_record("party.joined", party="bright", name="Bright", role="partner")
    yield a_record("participant.assigned", person="carla", name="Carla", **CLIENT)
    yield a_record(
        "participant.assigned", person="bo", name="Bo", party="bright", function="partner_contact"
    )
    yield a_clause("4.2", document="order")
    yield a_clause("7", document="schedule")
    yield a_record("proposal.sealed")
    yield a_record("proposal.sent", to=["carla", "bo"])
    yield a_record("precedence.stated", order=["schedule", "order"], clause="4.2")
    yield a_record(
        "objection.raised", actor="bo", about=[{"proposal": "P1"}], words="Not like this.",
        at="2025-05-17T10:00Z",
    )  # fmt: skip
    yield a_record(
        "proposal.retracted", proposal="P1", to=["bo", "carla"], reason_class="error", reason="x",
        at="2025-05-18T10:00Z",
    )  # fmt: skip
    yield a_record(
        "proposal.accepted", actor="carla", proposal="P1", by="carla", mode="message",
        at="2025-05-16T12:00Z", privilege="confidential",
    )  # fmt: skip


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with a_house(server, tmp_path_factory.mktemp("house"), *story()) as made:
        yield made


def asked(house: House, party: str | None, **question: Any) -> Any:
    files = house.export(party=party, questions=(json.dumps(question),)).files
    return json.loads(files["answers/question-1.json"])


QUESTIONS: dict[str, dict[str, Any]] = {
    "communication": {"kind": "communication", "words": "warranty"},
    "relay": {"kind": "communication", "ask": "relay"},
    "objection": {"kind": "objection", "persons": ["carla"]},
    "in time": {"kind": "objection", "proposal": "P1"},
    "precedence": {"kind": "precedence", "documents": ["order", "schedule"]},
    "order of all": {"kind": "precedence"},
    "retraction": {"kind": "retraction", "before": {"event": "proposal.accepted"}},
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_may_be_left_out_leaves_the_verdict_undetermined(house: House, name: str) -> None:
    answered = asked(house, "bright", **QUESTIONS[name])
    assert answered["verdict"] == "undetermined"
    assert answered["sentence"].startswith("Undetermined: ")
    told = json.dumps(answered, ensure_ascii=False)
    assert not re.search(r"\b[Nn]o(?:thing)? [^.;]*?(?:is|are) on record|not on record", told)
    assert "never" not in told
    assert "Silent: " not in told


def test_the_house_is_answered_of_the_whole(house: House) -> None:
    assert asked(house, None, **QUESTIONS["in time"])["verdict"] == "silent"
    assert asked(house, None, **QUESTIONS["precedence"])["verdict"] == "stated"
    assert asked(house, None, **QUESTIONS["retraction"])["verdict"] == "no"


def test_what_the_part_does_show_is_said_as_ever(house: House) -> None:
    retracted = asked(house, "bright", kind="retraction")
    assert retracted["verdict"] == "yes"
    assert retracted["sentence"].startswith("Yes: ")
    who = asked(house, "bright", kind="objection", ask="who")
    assert (who["verdict"], "Bo objected" in who["sentence"]) == ("stated", True)
