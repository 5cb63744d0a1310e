"""A connection that is silent for longer than usual: said on its deals, closed when it is heard."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from api.outside import real
from api.webhooks import noticing as of_noticing
from api.webhooks.worker import working
from domain.record import Credential
from ledger.application import Ledger
from ledger.inbox import gaps as of_gaps
from ledger.inbox.gaps import Gaps
from ledger.inbox.keeping import Arrived
from tests.api.webhooks.listening import AT, Desk
from tests.records import BY, a_record, a_sending

DEAL = "hubspot-7"


@pytest.fixture
def desk(database: str, ledger: Ledger) -> Desk:
    return Desk(database, ledger)


def test_a_silence_is_a_gap_from_the_last_delivery_and_ends_with_the_next(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.changes(crm, 12, hours=1)
    last = desk.at
    desk.later(days=3)
    desk.look()
    assert desk.spans(DEAL) == []
    desk.later(seconds=1)
    desk.look()
    assert desk.spans(DEAL) == [(last, None)]
    [entry] = desk.entries(DEAL, "coverage_gap.recorded")
    assert entry.recorded_by == Credential("ledger", "ledger")
    assert entry.envelope.actor == "system:deal-ledger"
    assert entry.as_kept()["data"] == {
        "system": "hubspot",
        "cause": "Nothing was delivered for more than 3 days: the longest pause before was 1 hour.",
    }
    desk.later(hours=9)
    desk.look()
    assert len(desk.entries(DEAL, "coverage_gap.recorded")) == 1
    again = desk.later(minutes=1)
    desk.change(crm)
    desk.later(minutes=1)
    desk.look()
    assert desk.spans(DEAL) == [(last, again)]
    assert desk.open() == []
    assert desk.told == []


def test_the_same_look_by_two_and_again_after_a_start_records_nothing_twice(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.changes(crm, 10, hours=1)
    desk.later(days=4)
    for _ in range(2):
        desk.look()
        desk.another().look()
    size = desk.ledger.size
    desk.change(crm)
    desk.look()
    desk.another().look()
    # The change, and that it reports again.
    assert desk.ledger.size == size + 2


def crash_before(desk: Desk, what: str) -> None:
    """A look that ends before this."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Gaps, what, lambda *_: pytest.fail("crashed"))
        with pytest.raises(pytest.fail.Exception):
            desk.another().look()


@pytest.mark.parametrize("before", ["unrecorded", "recorded", "healing", "healed"])
def test_a_crash_at_any_line_leaves_no_gap_open_for_ever(desk: Desk, before: str) -> None:
    crm = desk.connect("hubspot")
    desk.changes(crm, 10, hours=1)
    begins = desk.at
    desk.later(days=4)
    if before in {"unrecorded", "recorded"}:
        crash_before(desk, before)
        heard = desk.later(days=1)
        desk.change(crm)
    else:
        desk.look()
        heard = desk.later(days=1)
        desk.change(crm)
        crash_before(desk, before)
    desk.later(days=1)
    desk.change(crm)
    desk.another().look()
    assert desk.spans(DEAL) == [(begins, heard)]
    assert len(desk.entries(DEAL, "coverage_gap.recorded")) == 1
    assert len(desk.entries(DEAL, "source.connected")) == 2
    assert desk.open() == []


def test_of_fewer_than_ten_deliveries_nothing_is_said(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.changes(crm, 9, hours=1)
    desk.later(days=30)
    desk.look()
    assert desk.spans(DEAL) == []


def test_the_hours_that_are_set_count_instead_and_none_are_never(desk: Desk) -> None:
    crm = desk.connect("hubspot", silent_after="0.5")
    never = desk.connect("hubspot", "never", silent_after="0")
    desk.change(crm)
    desk.changes(never, 10, deal=8, seconds=1)
    last = desk.at - timedelta(seconds=9)
    desk.later(minutes=31)
    desk.look()
    assert desk.spans(DEAL) == [(last, None)]
    desk.later(days=300)
    desk.look()
    assert desk.spans("hubspot-8") == []


def heard_until(desk: Desk, crm: str, day: int, **hours: float) -> datetime:
    """Every two minutes from nine on; gives when the last came."""
    begins = AT + timedelta(days=day)
    for number in range(int(timedelta(**hours) / timedelta(minutes=2))):
        desk.at = begins + timedelta(minutes=2 * number)
        arrived = Arrived(crm, str(desk.at), {}, b"[]", desk.at, verified=True)
        assert desk.inbox.keep(arrived)
    return desk.at


def test_a_night_or_a_weekend_is_no_gap_and_the_middle_of_a_day_is(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.change(crm)
    for day in (0, 1, 2, 3, 4, 7):
        heard_until(desk, crm, day, hours=6)
        desk.work()
        for _ in range(6):
            desk.later(hours=2.9)
            desk.look()
    assert desk.spans(DEAL) == []
    last = heard_until(desk, crm, 8, hours=3.5)
    desk.at = AT + timedelta(days=8, hours=7)
    desk.look()
    assert desk.spans(DEAL) == [(last, None)]


def test_a_pause_that_was_a_gap_makes_no_longer_one_usual(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    desk.changes(crm, 12, hours=1)
    desk.later(days=7)
    desk.look()
    desk.changes(crm, 3, hours=1)
    last = desk.at
    desk.look()
    desk.later(days=3, seconds=1)
    desk.look()
    assert [begins for begins, _ in desk.spans(DEAL)] == [AT + timedelta(hours=11), last]


def test_a_delivery_that_tells_nothing_is_a_sign_of_life_also_when_it_is_a_double(
    desk: Desk,
) -> None:
    rules = (
        '[[record]]\nname = "n"\nwhen = "id"\ntype = "value.reported"\noccurred_at = "arrived()"\n'
    )
    rules += 'actor = "\'system:erp\'"\n[record.data]\nsystem = "\'erp\'"\nobject = "id"\n'
    rules += 'field = "\'n\'"\nvalue = "n"\n'
    head = (
        'provider = "generic"\nsystem = "erp"\nchannel = "erp"\n[deal]\nobject = "id"\nid = "id"\n'
    )
    erp = desk.connect("generic", "erp", head + rules, silent_after="2")
    desk.deliver(erp, {"id": "D-1", "n": 1})
    for _ in range(5):
        desk.later(hours=1.5)
        desk.deliver(erp, [])
        desk.look()
    assert desk.spans("D-1") == []
    last = desk.at
    desk.later(hours=3)
    desk.look()
    assert desk.spans("D-1") == [(last, None)]
    again = desk.later(hours=1)
    assert not desk.deliver(erp, [])
    desk.look()
    assert desk.spans("D-1") == [(last, again)]


def test_closed_and_struck_deals_are_left_alone(desk: Desk) -> None:
    crm = desk.connect("hubspot")
    for deal in range(1, 7):
        desk.changes(crm, 3, deal, minutes=1)
        desk.ledger.record(a_record("deal.opened", id=f"o{deal}", deal=f"hubspot-{deal}"), BY)
    strike = {"id": "fed", "reason": "wrong deal"}
    for record in (
        a_record("deal.closed", id="c2", deal="hubspot-2", outcome="won"),
        a_record("record.struck", deal="hubspot-3", record="o3"),
        a_record("deal.closed", id="c4", deal="hubspot-4", outcome="lost"),
        a_record("record.struck", deal="hubspot-4", record="c4"),
        a_record("record.struck", deal="hubspot-5", record="hubspot:connected:hubspot-5"),
        a_record("record.struck", deal="hubspot-6", **strike | {"record": "o6"}),
        a_record("deal.opened", id="o6b", deal="hubspot-6"),
    ):
        desk.ledger.record(record, BY)
    desk.later(days=4)
    desk.look()
    found = [
        deal for deal in range(1, 7) if desk.entries(f"hubspot-{deal}", "coverage_gap.recorded")
    ]
    assert found == [1, 4, 6]


def test_a_deal_that_is_fed_only_during_a_silence_is_told_of_it(desk: Desk) -> None:
    crm = desk.connect("hubspot", silent_after="1")
    desk.change(crm)
    desk.later(hours=2)
    desk.look()
    desk.ledger.record(
        a_record("source.connected", id="hubspot:connected:late", deal="late", at="2026-03-01",
                 system="hubspot", channel="crm"), BY)  # fmt: skip
    desk.look()
    assert desk.spans("late") == [(AT, None)]


def test_an_ended_connection_reports_no_more_until_another_of_its_system_does(desk: Desk) -> None:
    old = desk.connect("hubspot", "old")
    desk.change(old, 7)
    desk.change(old, 8)
    new = desk.connect("hubspot", "new")
    desk.later(hours=1)
    desk.change(new, 8)
    ended = desk.at
    desk.connections.end(old, ended)
    desk.later(minutes=1)
    desk.look()
    assert desk.spans("hubspot-7") == [(ended, None)]
    assert desk.spans("hubspot-8") == []
    assert desk.read("hubspot-7")[0].cause == "The connection was ended."
    desk.later(hours=5)
    desk.change(new, 7)
    desk.look()
    assert desk.spans("hubspot-7") == [(ended, desk.at)]


def test_two_gaps_of_one_deal_end_each_by_itself(desk: Desk) -> None:
    """What ends one says that the system reports: the other is said to go on."""
    crm = desk.connect("hubspot", silent_after="1")
    desk.change(crm)
    parked = desk.later(minutes=1)
    desk.change(crm, propertyValue=[1])  # a list is no value
    assert desk.listing.counts()[0]["state"] == "parked"
    desk.later(hours=2)
    desk.look()
    heard = desk.at
    desk.change(crm)
    desk.look()
    assert desk.open() == ["parked"]
    assert desk.spans(DEAL) == [(parked, heard), (parked, heard), (heard, None)]
    [last] = desk.read(DEAL)[2:]
    assert last.cause.endswith("So since 2026-03-02T09:01:00.000000Z, and still.")


def test_the_worker_looks_while_it_runs(desk: Desk) -> None:
    crm = desk.connect("hubspot", silent_after="1")
    desk.change(crm)
    outside = replace(real(), now=desk.now)
    with working(desk.url, desk.ledger, outside, desk.told.append):
        desk.later(hours=2)
        until = time.monotonic() + 20
        while not desk.spans(DEAL) and time.monotonic() < until:
            time.sleep(0.05)
    assert desk.spans(DEAL) == [(AT, None)]
    assert desk.told == []


def test_a_look_is_taken_every_ten_seconds_and_a_fault_in_it_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[datetime] = []

    def find(now: datetime) -> None:
        looked.append(now)
        raise ZeroDivisionError

    monkeypatch.setattr(desk.noticing, "_find", find)
    for _ in range(4):
        assert not desk.noticing.look_when_due()
        desk.later(seconds=5)
    assert looked == [AT, AT + timedelta(seconds=10)]
    assert [type(each) for each in desk.told] == [ZeroDivisionError] * 2


def test_what_is_found_on_many_deals_is_recorded_part_by_part(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The inbox must not wait for a thousand records."""
    for module in (of_gaps, of_noticing):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    crm = desk.connect("hubspot", silent_after="1")
    for deal in range(5):
        desk.change(crm, deal)
    desk.later(hours=2)
    sizes = [desk.ledger.size]
    while desk.noticing.look_when_due():
        sizes.append(desk.ledger.size)
    assert [size - sizes[0] for size in [*sizes, desk.ledger.size]] == [0, 2, 4, 5]


def test_who_sends_whole_records_is_missed_by_the_systems_that_it_announced(desk: Desk) -> None:
    sender = desk.connect("generic", "ce", silent_after="1")
    made = desk.at.isoformat()
    desk.deliver(sender, [
        a_sending("source.connected", id="m", system="mail", channel="mail", at=made),
        a_sending("source.connected", id="c", system="chat", channel="chat", at=made),
        a_sending("deal.opened", id="o", deal="D-2", at=made),
        a_sending("deal.opened", id="p", deal="D-3", at=made),
        a_sending("deal.closed", id="q", deal="D-3", outcome="won", at=made),
    ])  # fmt: skip
    heard = desk.at
    desk.later(hours=2)
    desk.look()
    desk.another().look()
    gaps = {deal: {(each.system, each.begins, each.ends) for each in desk.read(deal)}
            for deal in ("D-1", "D-2", "D-3")}  # fmt: skip
    assert gaps == {
        "D-1": {("mail", heard, None), ("chat", heard, None)},
        "D-2": {("ce", heard, None)},
        "D-3": set(),
    }
    again = desk.later(hours=1)
    desk.deliver(sender, a_sending("value.reported", id="v", at=again.isoformat()))
    desk.look()
    assert {each.ends for deal in ("D-1", "D-2") for each in desk.read(deal)} == {again}
    ended = desk.later(minutes=1)
    desk.connections.end(sender, ended)
    desk.look()
    assert {each.system for each in desk.read("D-1") if each.ends is None} == {"mail", "chat"}
    assert desk.spans("D-2")[-1] == (ended, None)
