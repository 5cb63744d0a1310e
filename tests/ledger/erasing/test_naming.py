"""How somebody is shown who was erased is no id: only a correction repeats it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import BY_THE_LEDGER, Entry
from domain.refusals import PersonErased, Refusal
from ledger.verifying import verify
from tests.ledger.erasing.erasing import House
from tests.records import BY, a_record


def of_type(house: House, type_: str) -> Entry:
    return next(each for each in house.ledger.entries("D-1") if each.event.stored_as == type_)


def shown(house: House) -> str:
    """How Carla is shown after her erasure."""
    house.erase()
    return of_type(house, "statement.made").envelope.actor


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"to": ["vera", "{}"]}, "/data/to/1"),
        ({"actor": "{}"}, "/actor"),
        ({"instructed_by": "{}"}, "/instructed_by"),
        ({"to": ["{}"], "privilege": "attorney_client"}, "/data/to/0"),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_a_new_record_does_not_name_who_was_erased(
    house: House, given: dict[str, Any], pointer: str, known: bool
) -> None:
    person = shown(house) if known else "erased.anything"
    named = {
        name: [each.format(person) for each in value]
        if isinstance(value, list)
        else value.format(person)
        for name, value in given.items()
    }
    with pytest.raises(PersonErased) as refused:
        house.record("message.sent", message="N1", **named)
    assert (refused.value.pointer, refused.value.record) == (pointer, "r-16")


def test_a_correction_repeats_who_was_erased_as_the_same_human(house: House) -> None:
    person = shown(house)
    sent = of_type(house, "message.sent")
    right = {**sent.record.as_sent()["data"], "channel": "chat"}
    assert right["to"] == [person]
    entry = house.record("record.corrected", corrects=sent.id, data=right)
    assert entry.record.as_sent()["data"]["data"]["to"] == [person]
    [state] = [row.state for row in house.ledger.stored() if row.id == entry.position]
    [old] = [row.state for row in house.ledger.stored() if row.id == sent.position]
    assert of_whom(old) & of_whom(state)
    assert house.found(person) == []
    assert verify(house.ledger, lambda done, total: None).holds


def of_whom(state: bytes) -> set[bytes]:
    """The pseudonyms in the bytes of an entry."""
    return {each[:64] for each in state.split(b'"person:')[1:]}


def test_a_correction_repeats_whom_only_an_earlier_correction_named(house: House) -> None:
    sent = of_type(house, "message.sent")
    right = {**sent.record.as_sent()["data"], "to": ["vera", "dora"]}
    first = house.record("record.corrected", corrects=sent.id, data=right)
    house.erase("dora", also=())
    again = house.ledger.entry(first.id)
    assert again
    data = again.record.as_sent()["data"]["data"]
    assert data["to"][1].startswith("erased.")
    entry = house.record("record.corrected", corrects=sent.id, data=data | {"channel": "chat"})
    assert entry.record.as_sent()["data"]["data"]["to"] == data["to"]


def test_a_correction_names_nobody_else_who_was_erased(house: House) -> None:
    person = shown(house)
    other = next(
        each
        for each in house.ledger.entries("D-1")
        if each.event.stored_as == "message.sent"
        and each.record.as_sent()["data"]["to"] == ["vera"]
    )
    right = {**other.record.as_sent()["data"], "to": [person]}
    with pytest.raises(PersonErased) as refused:
        house.record("record.corrected", corrects=other.id, data=right)
    assert refused.value.pointer == "/data/data/to/0"


def test_one_refused_record_of_many_stops_no_other(house: House) -> None:
    person = shown(house)
    sent = [a_record("message.opened", message="M1", by=each) for each in ("vera", person, "ana")]
    outcomes = house.ledger.record_each(sent, BY)
    assert [isinstance(each, Refusal) for each in outcomes] == [False, True, False]


def test_what_the_ledger_writes_says_who_asked_as_it_was_read(house: House) -> None:
    """A gap that is noticed repeats the persons of the source."""
    person = shown(house)
    noticed = a_record("message.opened", message="M1", by=person)
    [receipt] = house.ledger.record_together([noticed], BY_THE_LEDGER)
    entry = house.ledger.entry(receipt.record)
    assert entry
    assert entry.record.as_sent()["data"]["by"] == person
