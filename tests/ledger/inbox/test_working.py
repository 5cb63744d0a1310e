"""What was delivered becomes records, each exactly once; or it is parked with a reason."""

from __future__ import annotations

import json
from threading import Thread
from time import sleep
from typing import Any

import pytest

from domain.record import BY_THE_LEDGER
from ledger.inbox.claiming import Claims
from ledger.inbox.working import Worker
from ledger.patience import UnavailableError
from ledger.submission import Claim, Submission
from tests.databases import rows
from tests.ledger.inbox.delivering import AT, Lists, Post
from tests.records import BY, a_record, a_sending


def sent(kind: str, /, **given: Any) -> dict[str, Any]:
    return a_sending(kind, **given)


def opened(**given: Any) -> dict[str, Any]:
    return sent("deal.opened", **given)


def fed(deal: str) -> dict[str, Any]:
    return sent("source.connected", id=f"crm:connected:{deal}", deal=deal, at="2026-01-01",
                system="crm", channel="crm")  # fmt: skip


def test_a_delivery_becomes_records_with_its_connection_as_credential(post: Post) -> None:
    assert post.deliver(opened(id="a"), sent("value.reported", id="b"))
    assert post.ledger.size == 0
    post.work()
    entries = post.ledger.entries("D-1")
    assert [each.id for each in entries] == ["a", "b"]
    assert {(each.recorded_by.name, each.recorded_by.kind) for each in entries} == {
        ("connection:crm", "connection")
    }
    assert {each.received_at for each in entries} == {AT}
    assert post.states() == ["recorded", "recorded"]
    assert [each["records"] for each in post.items()] == [["a"], ["b"]]


def test_what_did_not_come_authenticated_is_recorded_as_unverified(post: Post) -> None:
    post.deliver(opened(), verified=False)
    post.work()
    [entry] = post.ledger.entries("D-1")
    assert entry.recorded_by.kind == "unverified_connection"


def test_the_same_delivery_is_kept_once_however_often_and_at_once_it_comes(post: Post) -> None:
    kept: list[bool] = []
    threads = [
        Thread(target=lambda: kept.extend(post.deliver(opened(id="a")) for _ in range(250)))
        for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert kept.count(True) == 1
    assert len(kept) == 1000
    post.work()
    assert post.ledger.size == 1
    assert len(post.items()) == 1


def test_the_same_key_with_another_body_is_another_delivery(post: Post) -> None:
    assert post.deliver(opened(id="a"), key="7")
    assert post.deliver(sent("value.reported", id="b"), key="7")
    assert post.deliver(sent("value.reported", id="b"), key="8")
    post.work()
    assert post.ledger.size == 2
    assert post.states() == ["recorded"] * 3


def test_one_of_a_hundred_that_cannot_be_translated_is_parked_with_its_reason(post: Post) -> None:
    values = [sent("value.reported", id=f"v-{n}") for n in range(100)]
    values[41]["type"] = "value.invented"
    post.deliver(*values)
    post.work()
    assert post.ledger.size == 99
    [parked] = [each for each in post.items() if each["state"] == "parked"]
    assert (parked["place"], parked["code"]) == (41, "unknown_type")
    assert "value.invented" in parked["reason"]


def test_what_cannot_be_read_at_all_is_parked_as_a_whole(post: Post) -> None:
    post.deliver_bytes(b"\xff not JSON")
    post.deliver(opened())
    post.work()
    assert [(each["state"], each["code"]) for each in post.items()] == [
        ("parked", "not_json"),
        ("recorded", None),
    ]


def test_what_no_rule_covers_is_kept_and_told_apart(post: Post) -> None:
    post.deliver({"type": "nothing", "deal": "D-1"})
    post.work()
    [item] = post.items()
    assert (item["state"], item["reason"]) == ("uncovered", "No rule covers it.")


def test_a_change_before_its_create_waits_and_is_recorded_when_that_comes(post: Post) -> None:
    post.deliver(sent("clause.revised", id="change"))
    post.work()
    [item] = post.items()
    assert (item["state"], item["code"], item["tries"]) == ("waiting", "clause_not_on_record", 1)
    post.deliver(sent("clause.added", id="create"))
    post.work()
    assert [each.id for each in post.ledger.entries("D-1")] == ["create", "change"]
    assert post.states() == ["recorded", "recorded"]
    assert post.items()[0]["code"] is None


def test_what_it_waits_for_may_come_by_any_way(post: Post) -> None:
    post.deliver(sent("clause.revised", id="change"))
    with post.worker() as worker:
        while worker.step():
            pass
        post.ledger.record(a_record("clause.added", id="create"), BY)
        while worker.step():
            pass
    assert [each.id for each in post.ledger.entries("D-1")] == ["create", "change"]


def test_after_five_tries_it_is_parked_and_heals_all_the_same(post: Post) -> None:
    post.deliver(sent("clause.revised", id="change"))
    tries = []
    for _ in range(7):
        post.work()
        [item] = post.items()
        tries.append((item["tries"], item["state"]))
        post.later(601)
    # Each new worker looks once more at what waits, so the last tries are looks at a parked one.
    assert tries[:5] == [(n, "waiting") for n in range(1, 5)] + [(5, "parked")]
    post.deliver(sent("clause.added", id="create"))
    post.work()
    assert post.states() == ["recorded", "recorded"]


def test_it_is_not_tried_again_before_its_time(post: Post) -> None:
    post.deliver(sent("clause.revised", id="change"))
    with post.worker() as worker:
        for seconds, tries in ((0.9, 1), (0.2, 2), (9.5, 2), (0.6, 3)):
            while worker.step():
                pass
            post.later(seconds)
            while worker.step():
                pass
            assert post.items()[0]["tries"] == tries


def test_what_is_refused_for_good_is_parked_at_once(post: Post) -> None:
    post.deliver(opened(id="a"), opened(id="b"))
    post.work()
    assert [(each["state"], each["code"], each["tries"]) for each in post.items()] == [
        ("recorded", None, 0),
        ("parked", "deal_already_opened", 1),
    ]


def test_the_first_record_of_a_deal_says_that_it_is_fed_from_here_once(post: Post) -> None:
    translator = Lists(fed)
    post.deliver(*(sent("value.reported", id=f"v-{n}", deal=f"D-{n % 3}") for n in range(30)))
    post.work(translator)
    post.deliver(*(sent("value.reported", id=f"w-{n}", deal=f"D-{n % 4}") for n in range(8)))
    post.work(translator)
    for deal in ("D-0", "D-1", "D-2", "D-3"):
        ids = [each.id for each in post.ledger.entries(deal)]
        assert ids[0] == f"crm:connected:{deal}"
        assert ids.count(f"crm:connected:{deal}") == 1
    assert post.ledger.size == 42


def test_that_a_deal_is_fed_the_ledger_says_itself_whoever_signs(post: Post) -> None:
    post.deliver(sent("value.reported", id="v"), verified=False)
    post.work(Lists(fed))
    fed_from, told = post.ledger.entries("D-1")
    assert (fed_from.id, fed_from.recorded_by, fed_from.received_at) == (
        "crm:connected:D-1",
        BY_THE_LEDGER,
        None,
    )
    assert (told.recorded_by.kind, told.received_at) == ("unverified_connection", AT)
    assert [(each["state"], each["records"]) for each in post.items()] == [("recorded", ["v"])]


def test_a_deal_is_not_said_to_be_fed_by_what_was_refused(post: Post) -> None:
    post.deliver(sent("clause.revised", id="change"), sent("value.reported", id="v", deal="D-2"))
    post.work(Lists(fed))
    assert not post.ledger.has("D-1")
    assert post.ledger.has("D-2")


def test_events_of_one_object_are_recorded_in_the_order_in_which_they_happened(post: Post) -> None:
    for n in range(5):
        post.deliver(sent("value.reported", id=f"v-{n}"))
        post.later(-60)
    post.later(600)
    post.work()
    assert [each.id for each in post.ledger.entries("D-1")] == [f"v-{n}" for n in (4, 3, 2, 1, 0)]


def test_many_workers_record_everything_once(post: Post) -> None:
    for n in range(60):
        post.deliver(*(sent("value.reported", id=f"v-{n}-{m}", deal=f"D-{m}") for m in range(5)))
    threads = [Thread(target=post.work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    post.work()
    assert post.ledger.size == 300
    assert post.states() == ["recorded"] * 300


def claimed(post: Post, worker: int) -> tuple[Claims, list[Any]]:
    claims = Claims(post.url, "deal_ledger_writer", worker)
    return claims, claims.claim(post.now())


def test_what_a_worker_has_nobody_else_gets_until_it_is_gone(post: Post) -> None:
    post.deliver(sent("value.reported", id="a"), sent("value.reported", id="b"))
    with post.worker() as worker:
        worker._split()
    first, items = claimed(post, 901)
    assert len(items) == 2
    second, none = claimed(post, 902)
    assert none == []
    first.close()
    # The server sees in a moment that the connection is gone.
    took: list[Any] = []
    for _ in range(500):
        if took := second.claim(post.now()):
            break
        sleep(0.01)
    assert len(took) == 2
    second.close()


def test_a_worker_whose_claim_was_lost_records_nothing(post: Post) -> None:
    post.deliver(sent("value.reported", id="a"))
    with post.worker() as worker:
        worker._split()
    claims, [item] = claimed(post, 903)
    claims.close()
    post.work()
    assert post.ledger.size == 1
    late = Submission((a_record("value.reported", id="other"),), BY, claim=Claim(item.number, 903))
    post.ledger.submit([late])
    with pytest.raises(UnavailableError, match="claim"):
        late.answer()
    assert post.ledger.size == 1


def test_a_record_and_its_item_stand_or_fall_together(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker ends right after the append: the item is marked by the append itself."""
    post.deliver(sent("value.reported", id="a"))
    with post.worker() as worker:

        def ended(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Submission, "answer", ended)
        with pytest.raises(KeyboardInterrupt):
            worker.step()
    assert post.states() == ["recorded"]
    assert post.ledger.size == 1


def test_a_worker_runs_until_it_is_told_to_stop(post: Post) -> None:
    worker = Worker(post.url, post.ledger, Lists(), 904, post.now, post.told.append)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        post.deliver(sent("value.reported", id="a"))
        for _ in range(500):
            if post.ledger.size:
                break
            thread.join(0.02)
    finally:
        worker.stop.set()
        thread.join(10)
    assert post.ledger.size == 1
    assert not thread.is_alive()
    assert post.told == []


def test_what_is_not_believed_leaves_a_count_and_nothing_else(post: Post) -> None:
    for n in range(3):
        post.inbox.refused("crm", "signature_wrong", json.dumps(n).encode(), post.now())
    [counted] = post.inbox.counted("crm")
    assert (counted["code"], counted["times"]) == ("signature_wrong", 3)
    assert rows(post.url, "SELECT count(*) FROM ledger.inbox") == [(0,)]


def test_what_is_to_be_done_beside_is_called_between_steps_however_busy_the_inbox(
    post: Post,
) -> None:
    steps: list[bool] = []
    with post.worker() as worker:

        def step() -> bool:
            steps.append(True)
            return True

        def beside() -> bool:
            if len(steps) == 3:
                worker.stop.set()
            assert len(steps) < 4
            return False

        worker.step = step  # type: ignore[method-assign]
        worker.beside = beside
        worker.run()
    assert len(steps) == 3
    assert post.told == []
