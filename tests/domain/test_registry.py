"""Stored names and schema versions: what was stored once can be read for ever."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from domain.events import EVENTS, REGISTRY
from domain.events.base import DealEvent, OrganisationEvent
from domain.events.registry import Registry, Upcast
from domain.events.told import MessageReceived
from domain.values import Id


class DoorOpened(DealEvent):
    """An event of these tests alone."""

    stored_as: ClassVar[str] = "door.opened"
    door: Id
    by: Id = "nobody"


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    return {"door": data["gate"]}


def opened_by(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"by": "somebody"}


STEPS: dict[str, tuple[Upcast, ...]] = {"door.opened": (renamed, opened_by)}


def test_every_event_is_registered_under_its_stored_name() -> None:
    assert len(EVENTS) == len(REGISTRY.names)
    for kind in EVENTS:
        assert REGISTRY.kind(kind.stored_as) is kind
        assert kind.stored_as in REGISTRY


def test_every_stored_name_is_a_noun_and_what_happened_to_it() -> None:
    for name in REGISTRY.names:
        noun, verb = name.split(".")
        assert noun.replace("_", "").isalpha()
        assert verb.replace("_", "").isalpha()
        assert name == name.lower()


def test_every_event_is_about_a_deal_or_about_the_organisation() -> None:
    assert all(issubclass(kind, DealEvent | OrganisationEvent) for kind in EVENTS)


def test_a_name_that_is_not_registered_names_nothing() -> None:
    assert "os.system" not in REGISTRY
    with pytest.raises(KeyError):
        REGISTRY.kind("os.system")


def test_two_events_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match=r"two events are stored as message\.received"):
        Registry([MessageReceived, MessageReceived])


def test_only_what_is_registered_can_be_brought_up_to_date() -> None:
    with pytest.raises(ValueError, match=r"door\.opened"):
        Registry([MessageReceived], STEPS)


def test_a_schema_version_is_one_more_than_its_steps() -> None:
    registry = Registry([DoorOpened, MessageReceived], STEPS)
    assert registry.schema("door.opened") == 3
    assert registry.schema("message.received") == 1


@pytest.mark.parametrize(
    ("schema", "stored"),
    [
        (1, {"gate": "north"}),
        (2, {"door": "north"}),
        (3, {"door": "north", "by": "somebody"}),
    ],
)
def test_data_of_any_version_is_read_as_the_current_one(
    schema: int, stored: dict[str, Any]
) -> None:
    registry = Registry([DoorOpened], STEPS)
    read = registry.current("door.opened", schema, stored)
    assert DoorOpened.model_validate(read) == DoorOpened(door="north", by="somebody")


def test_data_of_the_current_version_is_left_as_it_is() -> None:
    for name in REGISTRY.names:
        data: dict[str, Any] = {"anything": 1}
        assert REGISTRY.current(name, REGISTRY.schema(name), data) is data


def test_an_event_never_changes() -> None:
    event = DoorOpened(door="north")
    with pytest.raises(ValueError, match="frozen"):
        event.door = "south"  # type: ignore[misc]
