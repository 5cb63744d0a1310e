"""Nothing of a person who was erased is pushed any more, not even once more."""

from __future__ import annotations

from pathlib import Path

from ledger.erasing.eraser import By, Eraser
from ledger.erasing.kept_list import file_in
from ledger.erasing.plan import Wanted
from tests.api.outwards.conftest import House
from tests.api.outwards.receiving import Answer, receiving

NAME = "Carla Örtel-Klein"


def erase(house: House, home: Path) -> None:
    eraser = Eraser(house.ledger, house.url, lambda _: None, file_in(home), house.now)
    by = By("cli", None)
    eraser.erase(Wanted("carla", "Request 17."), by, "erasure:1", lambda _, __: None)


def test_what_failed_before_an_erasure_and_what_comes_later_is_pushed_without_it(
    house: House, tmp_path: Path
) -> None:
    house.record("participant.assigned", id="a", person="carla", name=NAME)
    house.record("message.sent", id="b", to=["carla"], words=f"Dear {NAME}.")
    with receiving(Answer(500)) as receiver:
        house.subscribe(receiver, role="legal")
        house.push_all()
        [before] = receiver.pushes
        assert before.body["data"]["data"]["name"] == NAME
        erase(house, tmp_path)
        house.subscribe(receiver, role="legal")
        house.later(3600)
        house.push_all()
    after = receiver.pushes[1:]
    ids = sorted(each.body["data"]["id"] for each in after)
    assert ids == ["a", "a", "b", "b", "erasure:1", "erasure:1"]
    for each in after:
        assert NAME not in each.raw.decode()
        assert "carla" not in each.raw.decode()
    assert before.id in {each.id for each in after}
    assert "[erased]" in after[0].raw.decode()
