"""Many writers at once: in one process, and as if in several (each its own Ledger)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from threading import Event, Thread

import pytest

from domain.record import Record
from domain.refusals import ChangedMeanwhile, Refusal
from ledger.appending import Answer, Appending
from ledger.application import Ledger
from ledger.mapper import PreparedEntry
from ledger.submission import Receipt
from ledger.verifying import verify
from tests.databases import a_ledger, counted_salts, rows
from tests.records import BY, a_clause, a_record, statements
from tests.threads import at_once


def _record_all(ledger: Ledger, records: Sequence[Record]) -> list[Receipt]:
    """Record one after the other; whoever is told that the deal changed meanwhile sends again."""
    receipts = []
    for record in records:
        for _ in range(100):
            try:
                receipts.append(ledger.record(record, BY))
                break
            except ChangedMeanwhile:
                continue
    return receipts


def _nothing_is_lost_doubled_or_out_of_order(
    ledger: Ledger, url: str, receipts: list[Receipt], sent: int
) -> None:
    assert len(receipts) == sent
    assert sorted(each.position for each in receipts) == list(range(1, sent + 1))
    kept = rows(url, "SELECT event_id, recorded_at FROM ledger.entries ORDER BY position")
    assert {record for record, _ in kept} == {each.record for each in receipts}
    assert all(earlier <= later for (_, earlier), (_, later) in pairwise(kept))
    report = verify(ledger, lambda done, total: None)
    assert report.broken is None
    assert report.root == ledger.root()


@pytest.mark.parametrize("deals", [1, 8])
def test_eight_writers_in_one_process_lose_nothing_and_double_nothing(
    ledger: Ledger, database: str, deals: int
) -> None:
    works = [statements(25, deal=f"D-{n % deals}", series=f"w{n}") for n in range(8)]
    done = at_once([partial(_record_all, ledger, work) for work in works])
    receipts = [receipt for each in done for receipt in each]
    _nothing_is_lost_doubled_or_out_of_order(ledger, database, receipts, 200)


@pytest.mark.parametrize("deals", [1, 8])
def test_writers_in_two_processes_lose_nothing_and_double_nothing(
    ledger: Ledger, database: str, deals: int
) -> None:
    with a_ledger(database, "other") as other:
        works = [statements(25, deal=f"D-{n % deals}", series=f"w{n}") for n in range(8)]
        ledgers = [ledger, other] * 4
        done = at_once([partial(_record_all, *each) for each in zip(ledgers, works, strict=True)])
    receipts = [receipt for each in done for receipt in each]
    _nothing_is_lost_doubled_or_out_of_order(ledger, database, receipts, 200)


def test_writers_in_one_process_never_conflict_with_each_other(ledger: Ledger) -> None:
    done = at_once(
        [partial(ledger.record_each, statements(100, series=f"w{n}"), BY) for n in range(8)]
    )
    assert all(isinstance(outcome, Receipt) for outcomes in done for outcome in outcomes)
    assert ledger.streams() == [("D-1", 800)]


def test_of_two_who_open_one_deal_at_once_one_is_refused(ledger: Ledger, database: str) -> None:
    with a_ledger(database, "other") as other:
        for number in range(10):
            deal = f"D-{number}"
            outcomes = at_once(
                [
                    partial(each.record_each, [a_record("deal.opened", deal=deal)], BY)
                    for each in (ledger, other)
                ]
            )
            said = [each.code for [each] in outcomes if isinstance(each, Refusal)]
            assert said == ["deal_already_opened"]
    assert ledger.size == 10


def test_one_record_sent_by_many_at_once_is_recorded_once(ledger: Ledger, database: str) -> None:
    record = a_record("deal.opened")
    with a_ledger(database, "other") as other:
        receipts = at_once([partial(each.record, record, BY) for each in [ledger, other] * 4])
    assert [each.added for each in receipts].count(True) == 1
    assert {each.position for each in receipts} == {1}
    assert len({each.leaf for each in receipts}) == 1


class Overtaken(Ledger):
    """A ledger to whose deal somebody else adds an entry just before each of its own appends."""

    other: Ledger
    times: int

    def _append(self, entries: Sequence[PreparedEntry]) -> list[Answer]:
        if self.times:
            self.times -= 1
            self.other.record(a_record("value.reported"), BY)
        return super()._append(entries)


@pytest.fixture
def overtaken(ledger: Ledger, database: str) -> Overtaken:
    """It must be closed by the test."""
    made = Overtaken(database, counted_salts("overtaken"))
    made.other = ledger
    return made


def test_who_is_overtaken_a_few_times_is_recorded_on_top_of_the_others(
    ledger: Ledger, overtaken: Overtaken
) -> None:
    overtaken.times = 4
    receipt = overtaken.record(a_record("deal.opened"), BY)
    overtaken.close()
    assert (receipt.added, receipt.version) == (True, 5)


def test_who_is_overtaken_every_time_is_told_so_after_five_tries(
    ledger: Ledger, overtaken: Overtaken
) -> None:
    overtaken.times = 100
    with pytest.raises(ChangedMeanwhile):
        overtaken.record(a_record("deal.opened", id="late"), BY)
    assert overtaken.times == 95
    overtaken.times = 0
    assert overtaken.record(a_record("deal.opened", id="late"), BY).version == 6
    overtaken.close()


def test_what_somebody_else_recorded_first_decides(ledger: Ledger, overtaken: Overtaken) -> None:
    overtaken.times = 0
    assert overtaken.record(a_record("deal.opened"), BY).version == 1
    ledger.record(a_clause("4.2"), BY)
    assert overtaken.record(a_record("clause.revised", clause="4.2"), BY).version == 3
    with pytest.raises(Refusal, match="already used"):
        overtaken.record(a_clause("4.2"), BY)
    overtaken.close()


def test_whoever_writes_takes_along_all_who_wait(ledger: Ledger, database: str) -> None:
    with a_ledger(database, "slow") as slow:
        entered, go_on = Event(), Event()
        write = slow._combining._write

        def held(batch: object) -> None:
            entered.set()
            assert go_on.wait(timeout=30)
            write(batch)  # type: ignore[arg-type]

        slow._combining._write = held
        threads = [Thread(target=slow.record, args=(each, BY)) for each in statements(20)]
        threads[0].start()
        assert entered.wait(timeout=30)
        for thread in threads[1:]:
            thread.start()
        while len(slow._combining._waiting) < 19:
            pass
        go_on.set()
        for thread in threads:
            thread.join(timeout=30)
    times = rows(database, "SELECT recorded_at, count(*) FROM ledger.entries GROUP BY 1 ORDER BY 1")
    assert [count for _, count in times] == [1, 19]


def test_a_fault_while_writing_is_told_to_all_who_wait_and_leaves_nothing_behind(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [a_record("deal.opened"), a_clause("4.2"), a_record("clause.revised", clause="4.2")]

    def broken(_: Appending, entries: object) -> None:
        raise RuntimeError("no memory left")

    with monkeypatch.context() as patched:
        patched.setattr(Appending, "append", broken)
        with pytest.raises(RuntimeError, match="no memory left"):
            ledger.record_each(records, BY)
        with pytest.raises(RuntimeError, match="no memory left"):
            ledger.record(records[0], BY)
    assert ledger.size == 0
    assert [ledger.record(each, BY).version for each in records] == [1, 2, 3]
