"""`deal-ledger record`: every line by itself, and nothing of a refused one is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from api.importing import LONGEST_LINE
from tests.api.cli import Command, lines
from tests.databases import everything
from tests.records import a_sending

CLAUSE = a_sending("clause.added", id="good-1")


def broken(**changes: Any) -> str:
    sending = {**a_sending("clause.revised", id="bad"), **changes}
    return json.dumps({name: value for name, value in sending.items() if value is not None})


def with_data(**data: Any) -> str:
    sending = a_sending("clause.revised", id="bad")
    return json.dumps({**sending, "data": {**sending["data"], **data}})


MONEY = '{"kind": "price", "scope": [], "value": {"amount": 12.5, "currency": "EUR"}}'
MALFORMED = [
    ("unknown_type", "/type", broken(type="clause.vanished")),
    ("unknown_field", "/data/colour", with_data(colour="SENTINEL")),
    ("unknown_field", "/position", broken(position=7)),
    ("float_not_allowed", "/data/term/value/amount", with_data(term=json.loads(MONEY))),
    ("too_deep", "", '{"id": ' + "[" * 3000 + "]" * 3000 + "}"),
    ("duplicate_key", "/id", '{"id": "SENTINEL", "id": "again"}'),
    ("bad_text", "/data/text", with_data(text="SENTINEL\x00")),
    ("bad_text", "/data/text", with_data(text="SENTINEL\ud800")),
    ("bad_id", "/id", broken(id="S" * 10_000)),
    ("bad_id", "/data/clause", with_data(clause="SENTINEL clause")),
    ("bad_time", "/occurred_at", broken(occurred_at="2025-02-30")),
    ("bad_time", "/occurred_at", broken(occurred_at="2025-05-16T10:00")),
    ("bad_time", "/occurred_at", broken(occurred_at={"from": "2025-05-16", "to": "2025-05-01"})),
    ("clause_not_on_record", "/data/clause", with_data(clause="9.9")),
    ("missing_field", "/actor", broken(actor=None)),
    ("wrong_type", "/data/text", with_data(text=7)),
    ("reserved_type", "/type", broken(type="answer.issued")),
    ("not_json", "", "{SENTINEL"),
    ("wrong_type", "", '["SENTINEL"]'),
    ("integer_too_large", "/data/text", with_data(text=2**53)),
    ("entry_too_large", "/data", with_data(text="S" * 40_000 + "\u20ac" * 9_000)),
    ("line_too_long", "", '{"id": "' + "S" * LONGEST_LINE + '"}'),
]  # fmt: skip


def test_every_malformed_line_is_refused_with_its_code_and_pointer_and_the_rest_goes_on(
    command: Command, database: str, tmp_path: Path
) -> None:
    file = tmp_path / "records.jsonl"
    bad = [line for _, _, line in MALFORMED]
    good = a_sending("clause.revised", id="good-2")
    file.write_text("\n".join([json.dumps(CLAUSE), *bad, json.dumps(good)]), encoding="utf-8")
    said = command("record", file, "--json")
    assert said.code == 1
    found = said.json
    assert (found["added"], found["already"], found["refused"]) == (2, 0, len(MALFORMED))
    codes = [(each["code"], each["pointer"]) for each in found["refusals"]]
    assert codes == [(code, pointer) for code, pointer, _ in MALFORMED]
    assert [each["line"] for each in found["refusals"]] == list(range(2, len(MALFORMED) + 2))
    assert "SENTINEL" not in everything(database)
    assert "bad" not in everything(database).split()


def test_a_person_is_told_what_is_wrong_where_and_how_to_go_on(command: Command) -> None:
    said = command("record", "-", given=with_data(clause="9.9"))
    assert said.code == 1
    assert "-, line 1 refused" in said.err
    assert "clause_not_on_record at /data/clause" in said.err
    assert "clause.added first" in said.err
    assert "0 added, 0 already there, 1 refused" in said.out


def test_the_same_records_again_add_nothing_and_other_content_is_refused(
    command: Command,
) -> None:
    assert command("record", "-", given=lines(CLAUSE)).out.startswith("1 added")
    assert command("record", "-", given=lines(CLAUSE)).out.startswith("0 added, 1 already there")
    other = {**CLAUSE, "occurred_at": "2025-05-17"}
    said = command("record", "-", "--json", given=lines(other))
    assert [each["code"] for each in said.json["refusals"]] == ["record_id_reused"]


def test_blank_lines_and_a_byte_order_mark_do_no_harm(command: Command) -> None:
    said = command("record", "-", given="\ufeff" + lines(CLAUSE) + "\n  \n")
    assert said.out.startswith("1 added, 0 already there, 0 refused")


def test_a_file_that_is_not_there_is_a_mistake_of_usage(command: Command) -> None:
    said = command("record", "nowhere.jsonl")
    assert said.code == 2
    assert "nowhere.jsonl is not a file" in said.err


def test_progress_is_said_where_no_bar_can_be_drawn(command: Command) -> None:
    sendings = (
        {**a_sending("value.reported", id=f"v-{n}"), "deal": f"D-{n % 7}"} for n in range(10_000)
    )
    said = command("record", "-", given=lines(*sendings))
    assert said.code == 0
    assert "10,000 records so far" in said.err
    assert said.out == "10000 added, 0 already there, 0 refused\n"


@pytest.mark.parametrize("arguments", [[], ["record"], ["terms"], ["ask", "D-1"], ["vanish"]])
def test_a_mistake_of_usage_ends_with_2(command: Command, arguments: list[str]) -> None:
    assert command(*arguments).code == (2 if arguments else command().code)
