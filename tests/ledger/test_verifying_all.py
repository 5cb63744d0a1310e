"""Verifying a whole ledger: page by page, while others write, and its limits."""

from __future__ import annotations

from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import verifying
from ledger.application import Ledger
from ledger.proof import verification
from ledger.proof.merkle import leaf_hash
from ledger.proof.verification import Break, Report, Row, Verification, judge_person
from ledger.verifying import verify
from ledger.verifying_deal import judge_deal
from tests.golden.entries import ORIGIN, goldens
from tests.records import BY, DEAL, a_record, statements
from tests.tampering import in_bytes, tamper
from tests.threads import at_once


def verified(ledger: Ledger) -> Report:
    return verify(ledger, lambda done, total: None)


def test_an_empty_ledger_holds(ledger: Ledger) -> None:
    assert verified(ledger) == Report(0, ledger.root(), 0, None)


def test_a_log_rewritten_from_end_to_end_holds_but_has_another_root(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("clause.added", clause="4.2", text="Twenty percent."), BY)
    ledger.record(a_record("value.reported", deal="D-2"), BY)
    kept_elsewhere = ledger.root()
    tamper(database, in_bytes(1, "Twenty", "Ninety"), hash_anew=True)
    report = verified(ledger)
    assert report.holds
    assert report.root != kept_elsewhere


@pytest.mark.parametrize("page", [1, 3, 7, 8, 1000])
def test_the_size_of_a_page_changes_nothing(
    ledger: Ledger, database: str, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    ledger.record_each([a_record("message.sent", message=f"M{n}") for n in range(24)], BY)
    monkeypatch.setattr(verifying, "PAGE", page)
    assert verified(ledger) == Report(24, ledger.root(), 0, None)
    tamper(database, in_bytes(17, "M16", "M61"))
    assert verified(ledger).broken == Break("leaf", _CHANGED, 17, "r-17")


def test_a_text_that_looks_like_a_pseudonym_names_nobody(ledger: Ledger, database: str) -> None:
    nobody = "person:" + "0" * 64
    ledger.record(a_record("clause.added", id=nobody, clause="4.2", text=nobody), BY)
    ledger.record(a_record("message.sent", to=["carla"]), BY)
    assert verified(ledger).broken is None
    assert judge_deal(ledger, DEAL, 2).broken is None
    tamper(database, "DELETE FROM ledger.persons WHERE person = 'carla'")
    broken = verified(ledger).broken
    assert broken is not None
    assert (broken.rule, broken.position, broken.record) == ("persons", 2, "r-1")
    assert "not kept, and was not erased" in broken.reason
    assert judge_deal(ledger, DEAL, 2).broken == broken


_CHANGED = "the stored bytes do not have the hash that is kept as their leaf"


def test_an_entry_stored_twice_is_found_at_the_edge_of_a_page_too(
    ledger: Ledger, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.record_each(statements(6), BY)
    monkeypatch.setattr(verifying, "PAGE", 3)
    keys = ("entries_pkey", "one_entry_per_record", "one_entry_per_version")
    tamper(
        database,
        *(f"ALTER TABLE ledger.entries DROP CONSTRAINT {key}" for key in keys),
        "INSERT INTO ledger.entries SELECT * FROM ledger.entries WHERE position = 3",
    )
    broken = verified(ledger).broken
    assert broken is not None
    assert broken.reason == "position 3 is stored more than once"


def test_only_as_many_deals_are_remembered_as_fit(
    ledger: Ledger, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "REMEMBERED_STREAMS", 2)
    deals = cycle(["D-1", "D-2", "D-3", "D-4", "D-5"])
    ledger.record_each([a_record("value.reported", deal=next(deals)) for _ in range(23)], BY)
    assert verified(ledger) == Report(23, ledger.root(), 0, None)
    skipped = (
        in_bytes(21, '"version":5}', '"version":6}'),
        "UPDATE ledger.entries SET originator_version = 6 WHERE position = 21",
    )
    tamper(database, *skipped, hash_anew=True)
    broken = verified(ledger).broken
    assert broken is not None
    assert (broken.rule, broken.position) == ("version", 21)


def test_progress_is_told_from_nothing_to_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.record_each(statements(7), BY)
    monkeypatch.setattr(verifying, "PAGE", 3)
    told: list[tuple[int, int]] = []
    verify(ledger, lambda done, total: told.append((done, total)))
    assert told == [(0, 7), (3, 7), (6, 7), (7, 7)]


def test_a_ledger_that_is_written_to_meanwhile_holds(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "PAGE", 10)
    ledger.record_each(statements(50), BY)

    def write() -> None:
        for batch in range(10):
            ledger.record_each(
                [a_record("message.sent", deal=f"B-{batch}", message=f"M{n}") for n in range(9)], BY
            )

    def read() -> None:
        for _ in range(10):
            assert verified(ledger).broken is None

    at_once([write, read])
    assert verified(ledger).entries == 140


GOLDEN = max(goldens(), key=lambda kept: len(kept.values))
STATE = b'{"entry":%b,"position":1,"prev":"%b","recorded_at":"%b","version":1}' % (
    GOLDEN.entry, b"0" * 64, b"2025-05-16T16:31:03.000001Z",
)  # fmt: skip


def row_of(state: bytes) -> Row:
    record = GOLDEN.record
    return Row(
        1, record.stream, 1, record.id, record.envelope.type, "2025-05-16T16:31:03.000001Z",
        state, leaf_hash(state), b"", [],
    )  # fmt: skip


def judged(row: Row) -> Break | None:
    return Verification(ORIGIN, lambda stream, position: None).judge(row)


def test_the_bytes_on_file_hold() -> None:
    assert judged(row_of(STATE)) is None


@given(st.integers(0, len(STATE) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place: int, change: int) -> None:
    changed = bytearray(STATE)
    changed[place] ^= change
    found = judged(row_of(STATE)._replace(state=bytes(changed)))
    assert found is not None
    assert found.rule in {"form", "leaf"}


@given(st.binary(max_size=300), st.text(max_size=20), st.binary(max_size=40))
def test_whatever_stands_in_a_row_is_judged_and_never_raised(
    state: bytes, text: str, other: bytes
) -> None:
    assert judged(row_of(state)) is not None
    row = row_of(STATE)._replace(stream=text, record=text, disclosures=[(other, text)])
    assert judged(row) is not None
    assert judge_person(text, other, text) is not None
