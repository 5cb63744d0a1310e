"""The example of each type of record: one deal that a fresh ledger takes line by line."""

from __future__ import annotations

from importlib.resources import files

import pytest

from api.cli.demo import tell
from api.examples import examples
from domain.events import REGISTRY, WRITTEN_BY_THE_LEDGER
from domain.record import Credential, Record, parse
from ledger.application import Ledger
from ledger.verifying import verify

BY = Credential("cli:import", "admin_import")
DEAL = "harbour-2026"
SENDABLE = [name for name in REGISTRY.names if name not in WRITTEN_BY_THE_LEDGER]


def records() -> list[Record]:
    text = (files("api.examples") / "records.jsonl").read_text(encoding="utf-8")
    return [parse(line) for line in text.splitlines()]


def test_every_type_that_can_be_sent_has_an_example_and_no_other_has() -> None:
    assert sorted(examples()) == sorted(SENDABLE)


@pytest.mark.parametrize("name", SENDABLE)
def test_an_example_is_the_first_record_of_its_type(name: str) -> None:
    first = next(record for record in records() if record.event.stored_as == name)
    assert examples()[name]["id"] == first.id


def test_all_examples_are_of_one_deal_or_of_the_organisation() -> None:
    assert {record.deal for record in records()} == {DEAL, None}


def test_a_fresh_ledger_takes_every_example_and_again_adds_nothing(ledger: Ledger) -> None:
    told = records()
    first = [ledger.record(record, BY) for record in told]
    assert all(receipt.added for receipt in first)
    assert [receipt.position for receipt in first] == [*range(1, len(told) + 1)]
    again = [ledger.record(record, BY) for record in told]
    assert not any(receipt.added for receipt in again)
    assert [receipt.leaf for receipt in again] == [receipt.leaf for receipt in first]
    report = verify(ledger, lambda done, total: None)
    assert report.holds
    assert report.entries == len(told)


def test_the_examples_and_the_story_stand_in_one_ledger(ledger: Ledger) -> None:
    tell(ledger)
    assert all(ledger.record(record, BY).added for record in records())
