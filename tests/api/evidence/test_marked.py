"""What was marked as privileged after it was recorded leaves the house as its hash alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.evidence.exporting import ExportNotRepeatable
from ledger.embedded import EmbeddedServer
from tests.api.evidence.bundles import Files, House, a_house, checked
from tests.records import a_clause, a_record

WORDS = "Counsel says that add-ons are out."


def test_a_marked_record_leaves_as_its_hash(server: EmbeddedServer, tmp_path: Path) -> None:
    told = (a_record("deal.opened"), a_clause("5", id="c", text=WORDS))
    with a_house(server, tmp_path, *told) as house:
        before = house.export(without_privileged=True).files
        house.add(a_record("privilege.marked", record="c"))
        after = house.export(without_privileged=True).files
        checked(after)
    assert any(WORDS.encode() in each for each in before.values())
    assert not any(WORDS.encode() in each for each in after.values())


@pytest.fixture
def house(server: EmbeddedServer, tmp_path: Path) -> Iterator[House]:
    told = (
        a_record("deal.opened"),
        a_record("participant.assigned", person="ben", party="seller", name="Ben"),
        a_clause("5", id="c", text=WORDS),
        a_record("message.sent", id="m", to=["ben"], privilege="attorney_client"),
    )
    with a_house(server, tmp_path, *told) as made:
        yield made


def lines(files: Files) -> dict[str, dict[str, str]]:
    """Those of the privilege log, by record."""
    return {
        row["record"]: row
        for row in csv.DictReader(files["withheld.csv"].decode().splitlines())
        if row["type"] != "evidence.exported"
    }


def mark(house: House, record: str, privilege: str = "attorney_client") -> None:
    house.add(
        a_record(
            "privilege.marked", id=f"mark-{record}", record=record, privilege_=privilege,
            reason="A reason that tells.",
        )
    )  # fmt: skip


def test_the_log_says_what_the_privilege_log_says_but_for_the_reason(house: House) -> None:
    mark(house, "c")
    files = house.export(without_privileged=True).files
    log = lines(files)
    assert log.keys() == {"c", "m", "mark-c"}
    assert (log["m"]["basis"], log["m"]["recipients"]) == ("recorded", "Ben (ben)")
    assert (log["c"]["basis"], log["c"]["marked_by"]) == ("marked", "mark-c")
    assert (log["c"]["marked_by_actor"], log["c"]["left_out"]) == ("ana", "entry")
    assert b"tells" not in files["withheld.csv"]


def test_the_log_is_of_all_that_is_in_the_bundle_whatever_its_answers_know(house: House) -> None:
    files = house.export(without_privileged=True, known_at="2").files
    assert lines(files)["m"]["author"] == "ana"


def test_what_was_waived_leaves_from_then_on_and_an_export_of_before_stays_as_it_was(
    house: House,
) -> None:
    before = house.export(without_privileged=True)
    mark(house, "m", "none")
    assert house.export(again=before.terms.export, without_privileged=True).files == before.files
    after = house.export(without_privileged=True).files
    checked(after)
    assert "m" not in lines(after)
    assert "m" in lines(before.files)


def test_an_export_of_before_a_mark_is_not_made_again_where_it_would_tell_more(
    house: House,
) -> None:
    house_before = house.export()
    before = house.export(without_privileged=True)
    mark(house, "c")
    with pytest.raises(ExportNotRepeatable):
        house.export(again=before.terms.export)
    checked(before.files)
    assert house.export(again=house_before.terms.export).files == house_before.files
