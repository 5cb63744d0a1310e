"""The privilege log: which records are withheld, of whom and why; nothing of what is in them."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from domain.marking import marks_of, with_marks
from domain.record import Record
from projections.privilege_log import COLUMNS, as_csv, privilege_log
from tests.projections.given import Given, given
from tests.records import DEAL, a_clause, a_record

WORDS = "Counsel says that add-ons are out."


def mark(record: str, as_: str = "attorney_client", **more: Any) -> Record:
    return a_record("privilege.marked", record=record, privilege_=as_, reason="Counsel's.", **more)


def marked(*records: Record) -> Given:
    """As the ledger gives its entries."""
    found = given(a_record("deal.opened"), *records)
    found.entries[:] = with_marks(found.entries, marks_of(found.entries))
    return found


def rows(found: Given, **asked: Any) -> list[dict[str, Any]]:
    return privilege_log(found.known(**asked))


def message(**more: Any) -> Record:
    return a_record("message.sent", to=["vera", "carla"], cc=["ben"], words=WORDS, **more)


def test_a_record_that_was_privileged_from_the_start() -> None:
    person = a_record("participant.assigned", person="vera", name="Vera Lund")
    [row] = rows(marked(person, message(id="said", privilege="attorney_client")))
    assert {name: row[name] for name in ("position", "record", "type", "author", "privilege")} == {
        "position": 3,
        "record": "said",
        "type": "message.sent",
        "author": "ana",
        "privilege": "attorney_client",
    }
    assert row["recipients"] == [
        {"id": "vera", "name": "Vera Lund"},
        {"id": "carla", "name": "carla"},
        {"id": "ben", "name": "ben"},
    ]
    assert (row["basis"], row["reason"], row["marked_by"]) == ("recorded", None, None)


def test_a_record_that_was_marked_and_its_mark() -> None:
    said, made = rows(marked(message(id="said"), mark("said", id="m", actor="lena")))
    assert (said["record"], said["basis"], said["reason"]) == ("said", "marked", "Counsel's.")
    assert (said["marked_by"], said["marked_by_actor"]) == ("m", "lena")
    assert said["marked_at"] == made["recorded_at"]
    assert (made["record"], made["privilege"], made["basis"]) == ("m", "work_product", "recorded")


def test_no_content_is_in_it() -> None:
    found = marked(a_clause(id="c", text=WORDS), message(id="said"), mark("said"), mark("c"))
    assert len(rows(found)) == 4
    assert WORDS not in str(rows(found))


def test_what_was_waived_or_not_marked_yet_is_not_in_it() -> None:
    found = marked(message(id="said"), mark("said"), mark("said", "none"))
    assert "said" not in {row["record"] for row in rows(found)}
    assert "said" in {row["record"] for row in rows(found, known_at=3)}
    assert rows(found, known_at=2) == []


def test_it_is_the_same_whoever_it_is_read_for() -> None:
    found = marked(message(id="said"), mark("said"))
    assert rows(found, role="reader") == rows(found, role="legal") != []


def test_a_struck_record_and_the_organisations_are_in_it() -> None:
    grant = a_record("authority.granted", id="g", privilege="work_product")
    strike = a_record("record.struck", id="s", record="said")
    found = marked(grant, message(id="said"), strike, mark("said"))
    assert [(row["record"], row["of"]) for row in rows(found)][:3] == [
        ("g", "organisation"),
        ("said", "deal"),
        ("s", "deal"),
    ]


def test_other_privileges_may_be_asked_for() -> None:
    found = marked(message(id="said", privilege="confidential")).known()
    assert privilege_log(found) == []
    [row] = privilege_log(found, {"confidential"})
    assert row["record"] == "said"


def test_as_csv_it_has_a_heading_and_no_formulas() -> None:
    person = a_record("participant.assigned", person="ana", name='=HYPERLINK("x")')
    text = as_csv(rows(marked(person, message(id="said", privilege="attorney_client"))))
    heading, row = csv.reader(StringIO(text))
    told = dict(zip(heading, row, strict=True))
    assert tuple(heading) == COLUMNS
    assert told["author_name"] == '\'=HYPERLINK("x")'
    assert told["recipients"] == "vera (vera); carla (carla); ben (ben)"
    assert told["marked_by"] == ""


@pytest.mark.parametrize("type_", ["message.received", "proposal.opened"])
def test_who_received_something_is_its_recipient(type_: str) -> None:
    named = {"message": "M1"} if "message" in type_ else {"proposal": "P1"}
    received = a_record(type_, by="carla", privilege="work_product", deal=DEAL, **named)
    [row] = rows(marked(received))
    assert [each["id"] for each in row["recipients"]] == ["carla"]
