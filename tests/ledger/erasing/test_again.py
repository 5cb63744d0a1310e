"""The same erasure asked for again, as whoever got no answer does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ledger.erasing.eraser import Done, DoneBefore
from ledger.erasing.plan import ErasureIdReused, IdNamesThem
from ledger.erasing.whom import PersonNotOnRecord
from ledger.verifying import verify
from tests.databases import everything, rows
from tests.ledger.erasing.erasing import House


def test_the_same_again_changes_nothing_and_says_what_was_done(house: House) -> None:
    done = house.ask("request-17")
    assert isinstance(done, Done)
    before = everything(house.url)
    again = house.ask("request-17")
    assert isinstance(again, DoneBefore)
    assert (again.record, again.position) == ("request-17", done.position)
    counts = {each.kind: each.count for each in again.event.erased}
    assert counts == {kind: count for kind, count in done.rows.counts.items() if count}
    assert everything(house.url) == before


def test_under_another_id_nobody_is_there(house: House) -> None:
    house.ask("request-17")
    with pytest.raises(PersonNotOnRecord):
        house.ask("request-18")


@pytest.mark.parametrize("record", ["request-17", "r-1"])
def test_an_id_that_is_something_else_on_record_is_refused(house: House, record: str) -> None:
    house.ask("request-17")
    house.record("message.opened", message="M2", by="dora")
    before = everything(house.url)
    for person, reason in (("dora", "Request 17 of this quarter."), ("carla", "Another reason.")):
        with pytest.raises(ErasureIdReused):
            house.ask(record, person, reason=reason, also=())
    assert everything(house.url) == before


def test_who_is_on_record_again_is_not_said_to_be_erased(house: House) -> None:
    house.ask("request-17")
    house.record("message.opened", message="M2", by="carla")
    with pytest.raises(ErasureIdReused):
        house.ask("request-17")
    assert isinstance(house.ask("request-18"), Done)


@pytest.mark.parametrize("record", ["erasure:carla", "of:c.klein:1", "Carla/17"])
def test_an_id_that_says_who_it_is_is_refused(house: House, record: str) -> None:
    with pytest.raises(IdNamesThem):
        house.ask(record)
    assert house.found()


def test_the_same_at_the_same_time_is_done_once(house: House) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = [each.result() for each in [pool.submit(house.ask, "request-17") for _ in range(2)]]
    assert sorted(type(each).__name__ for each in both) == ["Done", "DoneBefore"]
    assert rows(house.url, "SELECT erasures FROM ledger.log") == [(1,)]


LEFT = "Ring 040 1234567."
AFTER: dict[str, Any] = {"also": ("040 1234567",), "after": "request-17"}


def test_what_was_left_goes_when_the_earlier_erasure_is_named(house: House) -> None:
    house.record("message.sent", message="M9", to=["carla"], words=LEFT)
    first = house.ask("request-17")
    assert house.found("040 1234567")
    done = house.ask("request-18", **AFTER)
    assert isinstance(first, Done)
    assert isinstance(done, Done)
    assert house.found("040 1234567") == []
    assert done.rows.pseudonyms == first.rows.pseudonyms
    assert done.rows.counts["persons"] == 0
    assert verify(house.ledger, lambda _, __: None).holds
    assert isinstance(house.ask("request-18", **AFTER), DoneBefore)


@pytest.mark.parametrize("after", ["request-16", "r-1"])
def test_an_erasure_that_was_not_done_is_nothing_to_go_on_after(house: House, after: str) -> None:
    house.ask("request-17")
    with pytest.raises(PersonNotOnRecord):
        house.ask("request-18", also=("040 1234567",), after=after)
