"""What is pushed: chosen, as the role may see it, signed, in order."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from api.answers import ask
from api.issuing import Dispute
from api.reading import AS_OF_NOW, known_deal
from api.webhooks.standard_webhooks import a_secret
from tests.api.outwards.conftest import SECRET, House
from tests.api.outwards.receiving import receiving
from tests.databases import rows
from tests.records import BY, a_record


def test_a_record_is_pushed_as_the_ledger_shows_it_and_signed(house: House) -> None:
    house.record("deal.opened", id="a")
    with receiving() as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    [push] = receiver.pushes
    [entry] = house.ledger.entries("D-1")
    kept = entry.as_kept()
    assert push.body == {"type": "deal.opened", "timestamp": kept["recorded_at"], "data": kept}
    assert push.id == f"{made}:1"
    assert push.headers["webhook-timestamp"] == str(int(house.at.timestamp()))
    assert push.headers["content-type"] == "application/json"
    assert push.fits(SECRET)
    assert not push.fits(a_secret(b"of somebody else, with thirty-two bytes"))
    assert (house.of(made).position, house.of(made).pushed_at) == (1, house.at)


def test_what_is_recorded_later_is_pushed_as_it_comes(house: House) -> None:
    house.record("deal.opened", id="before")
    with receiving() as receiver:
        house.subscribe(receiver, after=None)
        with house.pushing():
            house.record("value.reported", id="a")
            receiver.until(1)
            house.record("value.reported", id="b")
            receiver.until(2)
    assert receiver.ids == ["a", "b"]


def test_only_the_types_that_were_asked_for_are_pushed(house: House) -> None:
    house.record("deal.opened")
    house.record("clause.added", id="a")
    house.record("value.reported")
    with receiving() as receiver:
        made = house.subscribe(receiver, types=["clause.added"])
        house.push_all()
    assert receiver.ids == ["a"]
    assert house.of(made).position == 3


def test_what_strikes_or_corrects_a_record_of_these_types_is_pushed_too(house: House) -> None:
    house.record("deal.opened")
    house.record("clause.added", id="clause")
    house.record("value.reported", id="value")
    data = {"clause": "4.2", "heading": "Discount", "text": "Thirty percent."}
    house.record("record.corrected", id="corrects", corrects="clause", data=data)
    house.record("record.struck", id="other", record="value")
    house.record("record.struck", id="strikes", record="clause")
    with receiving() as receiver:
        house.subscribe(receiver, types=["clause.added"])
        house.push_all()
    assert receiver.ids == ["clause", "corrects", "strikes"]


def test_what_is_marked_as_privileged_leaves_to_no_reader_any_more(house: House) -> None:
    house.record("deal.opened", id="a")
    house.record("value.reported", id="v", value="secret")
    house.record("privilege.marked", id="m", record="v")
    with receiving() as reader, receiving() as legal:
        house.subscribe(reader)
        house.subscribe(legal, role="legal", types=["value.reported"])
        house.push_all()
    assert reader.ids == ["a"]
    assert legal.ids == ["v", "m"], "who shows the record is told that it is privileged"
    query = "SELECT privileged FROM ledger.access_log WHERE action = 'push' AND position = 2"
    assert rows(house.url, query) == [(True,)]


def test_only_the_deals_that_were_asked_for_are_pushed_and_nothing_of_the_organisation(
    house: House,
) -> None:
    house.record("deal.opened", id="a", deal="D-1")
    house.record("deal.opened", id="b", deal="D-2")
    house.record("catalogue.item_defined", id="c")
    with receiving() as some, receiving() as every:
        house.subscribe(some, deals=["D-2", "D-3"])
        house.subscribe(every)
        house.push_all()
    assert some.ids == ["b"]
    assert every.ids == ["a", "b", "c"]


def test_what_readers_may_not_see_never_leaves_to_a_reader(house: House) -> None:
    house.record("deal.opened", id="a")
    for privilege in ("attorney_client", "work_product", "confidential"):
        house.record("value.reported", id=privilege, privilege=privilege, value=f"9 {privilege}")
    house.record("dispute.opened", id="d")
    house.record("value.reported", id="z")
    with receiving() as reader, receiving() as legal:
        made = house.subscribe(reader)
        house.subscribe(legal, role="legal")
        house.push_all()
    assert reader.ids == ["a", "confidential", "z"]
    told = b"".join(each.raw for each in reader.pushes)
    assert b"attorney_client" not in told
    assert b"work_product" not in told
    assert b"withheld" not in told
    assert legal.ids == ["a", "attorney_client", "work_product", "confidential", "d", "z"]
    assert house.of(made).position == 6


def test_a_correction_of_what_is_privileged_never_leaves_to_a_reader(house: House) -> None:
    house.record("deal.opened")
    house.record("value.reported", id="v", privilege="attorney_client", value="secret")
    data = {"system": "crm", "object": "deal", "field": "stage", "value": "also secret"}
    house.record("record.corrected", corrects="v", data=data)
    with receiving() as receiver:
        house.subscribe(receiver, types=["value.reported"])
        house.push_all()
    assert receiver.pushes == []


def test_an_answer_is_pushed_to_legal_with_its_verdict_and_sentence(house: House) -> None:
    house.record("deal.opened")
    house.record("dispute.opened")
    answered = issued(house, "Was anything altered or added later?")
    with receiving() as legal, receiving() as reader:
        house.subscribe(legal, role="legal", types=["answer.issued"])
        house.subscribe(reader)
        house.push_all()
    [push] = legal.pushes
    answer = json.loads(push.body["data"]["data"]["answer"])
    assert (answer["verdict"], answer["sentence"]) == (answered["verdict"], answered["sentence"])
    assert reader.ids == ["r-1"]


def issued(house: House, question: str) -> dict[str, Any]:
    """What was answered, and recorded for the dispute."""
    now = datetime.now(UTC)
    deal = known_deal(house.ledger, "D-1", now)
    answered = ask(house.ledger, deal, AS_OF_NOW, question)
    Dispute("D-1", "Q1", question, None).issue(house.ledger, deal, answered)
    return answered


def test_after_a_rotation_every_push_is_signed_with_both_until_one_is_retired(
    house: House,
) -> None:
    second = a_secret(b"the second secret of these tests, for once")
    house.record("deal.opened")
    with receiving() as receiver:
        made = house.subscribe(receiver)
        with house.pushing():
            receiver.until(1)
            number = house.subscriptions.add_secret(made, second, house.at)
            house.record("value.reported")
            receiver.until(2)
            [first] = [each for each in house.of(made).secrets if each.number != number]
            assert house.subscriptions.end_secret(made, first.number, house.at)
            assert not house.subscriptions.end_secret(made, number, house.at)
            house.record("value.reported")
            receiver.until(3)
    before, both, after = receiver.pushes
    assert [before.fits(SECRET), before.fits(second)] == [True, False]
    assert [both.fits(SECRET), both.fits(second)] == [True, True]
    assert [after.fits(SECRET), after.fits(second)] == [False, True]


def test_a_thousand_records_arrive_once_each_and_in_order(house: House) -> None:
    sent = [a_record("deal.opened", id="v-0")]
    sent += [a_record("value.reported", id=f"v-{n}", value=f"{n}") for n in range(1, 1000)]
    house.ledger.record_each(sent, BY)
    with receiving() as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    assert receiver.ids == [f"v-{n}" for n in range(1000)]
    assert [each.id for each in receiver.pushes] == [f"{made}:{n}" for n in range(1, 1001)]
    assert all(each.fits(SECRET) for each in receiver.pushes)


def test_who_was_shown_what_is_in_the_access_log(house: House) -> None:
    house.record("deal.opened")
    house.record("value.reported", privilege="attorney_client")
    with receiving() as receiver:
        house.subscribe(receiver, role="legal")
        house.push_all()
    query = "SELECT token, action, deal, position, privileged, request FROM ledger.access_log"
    assert sorted(rows(house.url, f"{query} ORDER BY position")) == [
        ("subscription:s1", "push", "D-1", 1, False, "s1:1"),
        ("subscription:s1", "push", "D-1", 2, True, "s1:2"),
    ]


def test_a_subscription_that_was_ended_is_pushed_nothing_more(house: House) -> None:
    house.record("deal.opened")
    with receiving() as receiver:
        made = house.subscribe(receiver)
        with house.pushing():
            receiver.until(1)
            assert house.subscriptions.end(made, "enough", house.at)
            assert not house.subscriptions.end(made, "again", house.at)
            house.record("value.reported")
            other = house.subscribe(receiver, after=1)
            receiver.until(2)
    assert [each.id for each in receiver.pushes] == [f"{made}:1", f"{other}:2"]
    assert house.of(made).reason == "enough"
