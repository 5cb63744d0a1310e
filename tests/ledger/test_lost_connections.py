"""A connection lost at the worst moment: what was recorded is answered, and recorded once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.refusals import ClauseNotOnRecord
from ledger.application import Ledger
from ledger.submission import Receipt
from ledger.verifying import verify
from tests.databases import a_ledger, run
from tests.records import BY, a_clause, a_record, statements
from tests.wire import Wire, a_wire


@pytest.fixture
def wire(database: str) -> Iterator[Wire]:
    """The wire that `far` is connected by."""
    with a_wire(database) as made:
        yield made


@pytest.fixture
def far(wire: Wire) -> Iterator[Ledger]:
    """A ledger at the other end of the wire, with a deal on record."""
    with a_ledger(wire.url, "far") as opened:
        opened.record(a_record("deal.opened"), BY)
        yield opened


def _holds(ledger: Ledger) -> bool:
    return verify(ledger, lambda done, total: None).holds


def test_a_record_whose_answer_was_lost_after_the_commit_stands_once(
    far: Ledger, wire: Wire, ledger: Ledger
) -> None:
    wire.cut_at("lost-1")
    receipt = far.record(a_clause("4.2", id="lost-1"), BY)
    assert wire.was_cut.is_set()
    assert (receipt.position, receipt.version) == (2, 2)
    assert [entry.id for entry in ledger.in_order()] == ["r-1", "lost-1"]
    assert far.record(a_record("clause.revised", clause="4.2"), BY).version == 3
    assert _holds(ledger)


def test_a_record_that_was_lost_on_its_way_is_sent_again(far: Ledger, wire: Wire) -> None:
    wire.cut_at("lost-1", on_the_way_there=True)
    receipt = far.record(a_clause("4.2", id="lost-1"), BY)
    assert wire.was_cut.is_set()
    assert (receipt.position, receipt.version, receipt.added) == (2, 2, True)


def test_what_others_recorded_after_a_lost_answer_makes_no_conflict_of_it(
    far: Ledger, wire: Wire, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(seconds: float) -> None:
        ledger.record(a_record("clause.revised", clause="4.2"), BY)

    monkeypatch.setattr("ledger.recorder.time.sleep", meanwhile)
    wire.cut_at("lost-1")
    receipt = far.record(a_clause("4.2", id="lost-1"), BY)
    assert (receipt.position, receipt.version) == (2, 2)
    assert far.record(a_record("clause.revised", clause="4.2"), BY).version >= 4
    assert _holds(ledger)


def test_many_records_whose_answer_was_lost_are_each_answered(far: Ledger, wire: Wire) -> None:
    wire.cut_at("s-7")
    outcomes = far.record_each(
        [*statements(10), a_record("clause.revised", clause="9.9"), *statements(5, series="t")], BY
    )
    assert wire.was_cut.is_set()
    assert isinstance(outcomes.pop(10), ClauseNotOnRecord)
    assert [each.position for each in outcomes if isinstance(each, Receipt)] == [*range(2, 17)]
    assert _holds(far)


def test_a_lost_sending_of_several_together_stands_as_a_whole(far: Ledger, wire: Wire) -> None:
    wire.cut_at("lost-2")
    together = [a_clause("4.2", id="lost-1"), a_record("clause.revised", id="lost-2", clause="4.2")]
    assert [each.version for each in far.record_together(together, BY)] == [2, 3]
    assert far.size == 3


def test_a_person_first_named_in_a_lost_answer_keeps_one_pseudonym(
    far: Ledger, wire: Wire, ledger: Ledger
) -> None:
    wire.cut_at("lost-1")
    far.record(a_record("message.sent", id="lost-1", to=["nora.neu"]), BY)
    far.record(a_record("message.sent", message="M2", to=["nora.neu"]), BY)
    ledger.record(a_record("message.sent", message="M3", to=["nora.neu"]), BY)
    named = [entry.record.as_sent()["data"]["to"] for entry in ledger.entries("D-1")[1:]]
    assert named == [["nora.neu"]] * 3
    assert _holds(ledger)


def test_reading_goes_on_after_every_connection_was_ended(ledger: Ledger, database: str) -> None:
    ledger.record_each(statements(3), BY)
    run(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    assert len(ledger.entries("D-1")) == 3
    assert ledger.record(a_record("value.reported"), BY).position == 4
