"""What is parked, refused or missing in a sequence: gaps on the deals that it concerns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.webhooks.mapping.loading import default_text
from ledger.application import Ledger
from tests.api.webhooks.listening import AT, JSON, Desk, refuse
from tests.records import a_sending

DEAL = "hubspot-7"
UNREADABLE: dict[str, Any] = {"propertyValue": [1]}  # a list is no value


@pytest.fixture
def desk(database: str, ledger: Ledger) -> Desk:
    return Desk(database, ledger)


def mended(desk: Desk) -> None:
    """A mapping that makes something of everything."""
    text = (default_text("hubspot") or "").replace('value = "value()"', "value = \"'?'\"")
    desk.connections.change("hubspot", {}, text)


def parked(desk: Desk) -> int:
    [item] = desk.listing.items("parked")
    return item.item


def test_what_is_parked_is_a_gap_from_when_it_happened_until_it_is_recorded(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.change(crm)
    happened = desk.later(minutes=5)
    desk.change(crm, **UNREADABLE)
    desk.later(minutes=1)
    desk.change(crm)
    desk.look()
    assert desk.spans(DEAL) == [(happened, None)]
    [gap] = desk.read(DEAL)
    assert gap.cause == "What was delivered about deal:7 could not be recorded (wrong_type)."
    mended(desk)
    desk.listing.retry(parked(desk), desk.at)
    desk.look()
    assert desk.spans(DEAL) == [(happened, None)]
    desk.work()
    healed = desk.later(minutes=1)
    desk.look()
    assert desk.spans(DEAL) == [(happened, healed)]
    assert desk.open() == []


def test_what_is_parked_of_an_object_whose_deal_is_not_known_is_no_gap_until_it_is(
    desk: Desk,
) -> None:
    crm = desk.connect("hubspot")
    desk.change(crm, **UNREADABLE)
    desk.look()
    assert (desk.ledger.size, desk.open()) == (0, [])
    desk.later(minutes=1)
    desk.change(crm)
    desk.look()
    assert desk.spans(DEAL) == [(AT, None)]


def test_what_somebody_parks_for_good_is_a_gap_until_then(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.change(crm)
    desk.change(crm, **UNREADABLE)
    desk.look()
    item = parked(desk)
    judged = desk.later(hours=1)
    assert desk.listing.park(item, "A test.", desk.at)
    assert not desk.listing.park(item, "Judged before.", desk.at)
    desk.look()
    assert desk.spans(DEAL) == [(AT, judged)]
    desk.later(days=1)
    desk.look()
    assert desk.open() == []
    # Tried again in vain, it is open again, since it was judged.
    desk.listing.retry(item, desk.at)
    desk.work()
    for _ in range(2):
        desk.look()
    assert desk.spans(DEAL) == [(AT, judged), (judged, None)]
    again = desk.later(hours=1)
    desk.listing.park(item, "Still a test.", desk.at)
    desk.look()
    assert desk.spans(DEAL) == [(AT, judged), (judged, again)]


def test_a_gap_begins_no_earlier_than_the_connection(desk: Desk) -> None:
    desk.connect("generic")
    desk.later(minutes=1)
    desk.deliver("generic", a_sending("value.reported", id="v"))
    old = a_sending("value.reported", id="old", at="2019-05-01T09:00:00Z", value=[1])
    desk.deliver("generic", old)
    desk.look()
    assert desk.spans("D-1") == [(AT, None)]
    judged = desk.later(minutes=1)
    assert desk.listing.park(parked(desk), "It was an import that went wrong.", desk.at)
    desk.look()
    assert desk.spans("D-1") == [(AT, judged)]
    assert desk.open() == []


def test_many_parked_things_of_one_object_are_one_gap_unless_an_earlier_one_comes(
    desk: Desk,
) -> None:
    crm = desk.connect("hubspot")
    desk.change(crm)
    desk.later(hours=1)
    for _ in range(3):
        desk.change(crm, **UNREADABLE)
    desk.look()
    before = int((desk.at - timedelta(minutes=30)).timestamp() * 1000)
    desk.change(crm, **UNREADABLE, occurredAt=before)
    desk.look()
    desk.look()
    assert [begins for begins, _ in desk.spans(DEAL)] == [desk.at - timedelta(minutes=30), desk.at]


def test_a_parked_thing_of_one_deal_is_no_gap_of_another(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.change(crm, 7)
    desk.change(crm, 8)
    desk.change(crm, 7, **UNREADABLE)
    desk.look()
    assert desk.spans("hubspot-8") == []


def test_what_concerns_all_objects_is_a_gap_on_every_deal_that_is_fed(desk: Desk) -> None:
    crm = desk.connect("salesforce", organization_id="00D5w000004qGTO")

    def told(kind: str, *ids: str) -> datetime:
        at = int(desk.at.timestamp() * 1000)
        header = {
            "entityName": "Opportunity", "changeType": kind, "recordIds": ids, "sequenceNumber": 1,
            "commitTimestamp": at, "transactionKey": f"t-{at}",
        }  # fmt: skip
        desk.deliver(crm, {"payload": {"ChangeEventHeader": header, "Amount": "7"}})
        return desk.at

    told("UPDATE", "006A")
    told("UPDATE", "006B")
    desk.later(hours=1)
    lost = told("GAP_OVERFLOW")
    desk.look()
    desk.look()
    for deal in ("salesforce-006A", "salesforce-006B"):
        assert desk.spans(deal) == [(lost, None)]
    compared = desk.later(hours=1)
    assert desk.listing.park(parked(desk), "Compared with an export.", desk.at)
    desk.look()
    assert desk.spans("salesforce-006A") == [(lost, compared)]
    assert desk.open() == []


def deal_of_pipedrive(desk: Desk) -> dict[str, Any]:
    return {
        "meta": {
            "action": "change", "entity": "deal", "entity_id": "1", "version": "2.0",
            "timestamp": desk.at.isoformat(), "user_id": "9", "company_id": "5",
        },
        "data": {"id": 1, "value": 10}, "previous": {"value": 9},
    }  # fmt: skip


def test_ten_refused_deliveries_of_pipedrive_are_a_gap_of_half_an_hour(desk: Desk) -> None:
    crm = desk.connect("pipedrive")
    desk.deliver(crm, deal_of_pipedrive(desk))
    refuse(desk, crm, 9)
    desk.look()
    assert desk.spans("pipedrive-1") == []
    refused = desk.later(minutes=1)
    refuse(desk, crm, 1)
    desk.look()
    half = timedelta(minutes=30)
    assert desk.spans("pipedrive-1") == [(refused, refused + half)]
    assert "10 deliveries were refused on 2026-03-02" in desk.read("pipedrive-1")[0].cause
    assert desk.open() == ["banned"]
    desk.later(minutes=5)
    refuse(desk, crm, 5)
    desk.another().look()
    assert len(desk.spans("pipedrive-1")) == 1
    refuse(desk, crm, 50)
    desk.another().look()
    assert len(desk.spans("pipedrive-1")) == 1
    again = desk.later(minutes=26)
    refuse(desk, crm, 5)
    desk.look()
    assert desk.spans("pipedrive-1")[1:] == [(again, again + half)]
    desk.later(minutes=31)
    size = desk.ledger.size
    desk.look()
    assert (desk.open(), desk.ledger.size) == ([], size)


def test_refused_deliveries_of_others_are_no_ban(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.change(crm)
    refuse(desk, crm, 50)
    desk.look()
    assert desk.spans(DEAL) == []


def event(desk: Desk, number: object, **more: object) -> dict[str, Any]:
    """A CloudEvent with a number, that tells a record."""
    record = a_sending("value.reported", id=f"e-{number}", at=desk.at.isoformat())
    return {
        "specversion": "1.0", "id": f"i-{number}", "source": "/quotes", "type": "t",
        "sequence": number, "time": desk.at.isoformat(), "data": record, **more,
    }  # fmt: skip


def numbered(desk: Desk, *numbers: object, apart: float = 60) -> list[datetime]:
    """Deliver events of these numbers; gives when."""
    found = []
    for number in numbers:
        found.append(desk.later(seconds=apart))
        desk.deliver("generic", event(desk, number))
    return found


def test_a_number_that_does_not_come_is_a_gap_between_its_neighbours(desk: Desk) -> None:
    desk.connect("generic")
    [_, before, after] = numbered(desk, "1", "2", "6")
    desk.later(minutes=5, seconds=-1)
    desk.look()
    assert desk.spans("D-1") == []
    desk.later(seconds=1)
    desk.look()
    assert desk.spans("D-1") == [(before, after)]
    assert desk.read("D-1")[0].cause == (
        "Numbers 3 to 5 of the source /quotes did not come within five minutes."
    )
    numbered(desk, "4")
    for _ in range(2):
        desk.later(minutes=6)
        desk.look()
        desk.another().look()
    assert desk.open() == ["sequence"]
    numbered(desk, "3", "5")
    size = desk.ledger.size
    desk.another().look()
    assert (desk.open(), desk.ledger.size) == ([], size)


def test_a_number_that_comes_late_but_in_time_is_no_gap(desk: Desk) -> None:
    desk.connect("generic")
    numbered(desk, 1, 3, 4, 2, 5)
    desk.later(minutes=10)
    desk.look()
    assert desk.spans("D-1") == []


def test_numbers_stand_in_headers_too_and_what_is_no_number_says_nothing(desk: Desk) -> None:
    desk.connect("generic")

    def sent(number: str) -> None:
        record = a_sending("value.reported", id=f"h-{number}", at=desk.at.isoformat())
        headers = {"specversion": "1.0", "id": number, "source": "/q", "type": "t"}
        headers |= {"sequence": number, "time": desk.at.isoformat()}
        found = {f"ce-{name}": (value,) for name, value in headers.items()}
        desk.deliver("generic", record, JSON | found)
        desk.later(minutes=1)

    for number in ("6", "7", "9", "abc", "-3", "12345678901234567890"):
        sent(number)
    desk.later(minutes=10)
    desk.look()
    assert desk.spans("D-1") == [(AT + timedelta(minutes=1), AT + timedelta(minutes=2))]


@pytest.mark.parametrize("step", [2, 10, 1_000_000_007])
def test_numbers_that_do_not_go_on_by_one_say_nothing(desk: Desk, step: int) -> None:
    desk.connect("generic")
    numbered(desk, *(7 + step * each for each in range(5)))
    desk.later(minutes=10)
    desk.look()
    assert desk.spans("D-1") == []


def test_sources_are_counted_apart_and_a_source_that_begins_anew_is_no_gap(desk: Desk) -> None:
    desk.connect("generic")
    desk.deliver("generic", event(desk, 1))
    desk.deliver("generic", event(desk, 5, source="/other", id="o"))
    desk.deliver("generic", event(desk, 2))
    desk.deliver("generic", event(desk, 1, id="anew"))
    desk.later(minutes=10)
    desk.look()
    assert desk.spans("D-1") == []
