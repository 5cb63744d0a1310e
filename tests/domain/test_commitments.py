"""What stands in the hashed bytes in clear, what as a pseudonym, and what is only committed to."""

from __future__ import annotations

from copy import deepcopy
from hashlib import sha256
from typing import Any

import pytest

from domain.corrections import data_shape
from domain.events import REGISTRY, Event
from domain.events.disputes import AnswerIssued, RecordCorrected
from domain.record import Envelope, record_of
from domain.shape import Shape, Split, put_back, shape_of, split, with_persons
from domain.values import Value
from tests.domain.cases import case_for
from tests.domain.examples import BEFORE, FULL, MINIMAL
from tests.domain.standing import Leaf, leaves, standing

TYPES = sorted(FULL)
BOTH = [*FULL.values(), *MINIMAL.values()]


def pseudonym(person: str) -> str:
    return f"person:{sha256(person.encode()).hexdigest()}"


NAMES = {
    pseudonym(leaf): leaf for sent in BOTH for _, leaf in leaves(sent) if isinstance(leaf, str)
}


def decided(sent: dict[str, Any]) -> Event:
    """The event as the ledger keeps it: with what the ledger writes into it."""
    return case_for(sent, BEFORE).when(record_of(sent)).adds()


def taken_apart(event: Event, *, privileged: bool) -> tuple[dict[str, Any], Shape, Split]:
    data = event.model_dump(mode="json", exclude_none=True)
    shape = data_shape(event)
    return data, shape, split(deepcopy(data), shape, "/data", pseudonym, all_=privileged)


def committed_leaves(found: Split) -> dict[tuple[str, ...], Any]:
    """Path and value of every leaf that was taken out."""
    apart: list[Leaf] = []
    for pointer, value in found.committed:
        apart += leaves(value, tuple(pointer.split("/")[2:]))
    return dict(apart)


@pytest.mark.parametrize("type_", TYPES)
def test_every_value_stands_as_section_eight_says(type_: str) -> None:
    data, _, found = taken_apart(decided(FULL[type_]), privileged=False)
    clear, committed = dict(leaves(found.clear)), committed_leaves(found)
    for path, value in leaves(data):
        match standing(type_, path):
            case "committed":
                assert committed[path] == value
                assert path not in clear
            case "person":
                assert clear[path] == pseudonym(value)
            case "id" | "clear":
                assert clear[path] == value


@pytest.mark.parametrize("type_", TYPES)
def test_of_a_privileged_record_nothing_but_ids_stands_in_clear(type_: str) -> None:
    data, _, found = taken_apart(decided(FULL[type_]), privileged=True)
    originals = dict(leaves(data))
    for path, value in leaves(found.clear):
        kind = standing(type_, path)
        assert kind in {"id", "person"}
        assert value == (pseudonym(originals[path]) if kind == "person" else originals[path])


@pytest.mark.parametrize("privileged", [False, True])
@pytest.mark.parametrize("sent", BOTH, ids=lambda sent: str(sent["id"]))
def test_what_is_taken_out_and_put_back_is_what_it_was(
    sent: dict[str, Any], *, privileged: bool
) -> None:
    data, shape, found = taken_apart(decided(sent), privileged=privileged)
    back = with_persons(deepcopy(found.clear), shape, NAMES.__getitem__)
    assert put_back({"data": back}, iter(found.committed)) == {"data": data}


@pytest.mark.parametrize("sent", BOTH, ids=lambda sent: str(sent["id"]))
def test_the_envelope_shows_no_person_no_quote_and_no_address(sent: dict[str, Any]) -> None:
    envelope = record_of(sent).envelope.model_dump(mode="json", exclude_none=True)
    shape = shape_of(Envelope)
    found = split(deepcopy(envelope), shape, "", pseudonym, all_=False)
    full = sent["id"].endswith("-full")
    taken = ["/evidence/quote", "/evidence/sha256", "/evidence/uri", "/source/ref"]
    expected = taken if full else []
    assert [pointer for pointer, _ in found.committed] == expected
    for field in ("actor", "on_behalf_of", "instructed_by"):
        assert found.clear.get(field) in {None, pseudonym(envelope.get(field, ""))}
    back = with_persons(deepcopy(found.clear), shape, NAMES.__getitem__)
    assert put_back(back, iter(found.committed)) == envelope


def test_a_privileged_record_without_any_id_leaves_an_empty_object() -> None:
    _, _, found = taken_apart(decided(FULL["deal.closed"]), privileged=True)
    assert found.clear == {}
    assert [pointer for pointer, _ in found.committed] == ["/data/outcome", "/data/reason"]


def test_what_a_record_does_not_say_is_not_committed_to() -> None:
    _, _, found = taken_apart(decided(MINIMAL["proposal.accepted"]), privileged=False)
    assert found.clear["qualifications"] == []
    assert found.committed == ()


def test_a_flag_where_an_id_may_stand_is_not_shown_of_a_privileged_record() -> None:
    data = FULL["agreement.executed"]["data"] | {"entire_agreement_clause": True}
    event = decided(FULL["agreement.executed"] | {"data": data})
    assert "entire_agreement_clause" in taken_apart(event, privileged=False)[2].clear
    assert "entire_agreement_clause" not in taken_apart(event, privileged=True)[2].clear


def test_a_machine_that_acts_is_named_in_clear() -> None:
    sent = MINIMAL["message.received"] | {"actor": "system:mail"}
    envelope = record_of(sent).envelope.model_dump(mode="json", exclude_none=True)
    found = split(envelope, shape_of(Envelope), "", pseudonym, all_=False)
    assert found.clear["actor"] == "system:mail"


def test_a_correction_is_shaped_by_what_it_corrects() -> None:
    event = decided(FULL["record.corrected"])
    assert isinstance(event, RecordCorrected)
    _, _, found = taken_apart(event, privileged=False)
    assert found.clear["data"]["text"] == event.data["text"]
    assert found.clear["data"]["drafted_by"] == pseudonym("carla")
    assert "reason" not in found.clear["data"]


@pytest.mark.parametrize("name", REGISTRY.names)
def test_every_event_says_of_each_field_how_it_stands(name: str) -> None:
    kind = REGISTRY.kind(name)
    aliases = {field.alias or name for name, field in kind.model_fields.items()}
    assert set(shape_of(kind).fields) == aliases


def test_a_string_that_does_not_say_how_it_stands_is_a_fault_of_the_program() -> None:
    class Careless(Value):
        secret: str

    with pytest.raises(TypeError, match=r"Careless\.secret"):
        shape_of(Careless)


def test_an_answer_shows_no_question_and_no_words() -> None:
    shape = shape_of(AnswerIssued)
    committed = {
        name for name, field in shape.fields.items() if field.standing.value == "committed"
    }
    assert committed == {"question", "answer"}


def test_a_field_of_an_older_version_is_read_as_it_is() -> None:
    shape = shape_of(REGISTRY.kind("message.received"))
    stored = {"message": "M1", "by": pseudonym("carla"), "folder": {"name": "inbox"}}
    read = with_persons(stored, shape, NAMES.__getitem__)
    assert read == {"message": "M1", "by": "carla", "folder": {"name": "inbox"}}
