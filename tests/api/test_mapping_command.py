"""`deal-ledger mapping test` and `show`: they need no ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.webhooks.mapping.loading import default_text
from tests.api.cli import Command

CHANGE = {
    "eventId": 1,
    "subscriptionType": "deal.propertyChange",
    "objectId": 7,
    "propertyName": "amount",
    "propertyValue": "[2000]",
    "occurredAt": 1782371972438,
}
OTHER = CHANGE | {"eventId": 2, "subscriptionType": "contact.creation"}
BAD = CHANGE | {"eventId": 3, "propertyValue": {"a": 1}}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """A database that cannot be reached: nothing here may ask for it."""
    return Command({"DEAL_LEDGER_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"})


def written(folder: Path, body: object, name: str = "payload.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


def test_the_records_that_would_come_out_are_shown(command: Command, tmp_path: Path) -> None:
    said = command("mapping", "test", "hubspot", written(tmp_path, [CHANGE, OTHER]))
    assert said.code == 0
    assert "value.reported on deal hubspot-7, 2026-06-25T07:19:32.438Z" in said.out
    assert 'field = "amount", value = "[2000]"' in said.out
    assert "uncovered: No rule of the mapping for hubspot covers it." in said.out
    assert "1 records, 1 parts that no rule covers, 0 that cannot be translated" in said.out


def test_what_cannot_be_translated_is_said_and_ends_with_1(
    command: Command, tmp_path: Path
) -> None:
    payload = written(tmp_path, [BAD, CHANGE])
    said = command("mapping", "test", "hubspot", payload)
    assert said.code == 1
    assert "wrong_type: Rule 'field' (field 'amount'), data.value" in said.out
    told = command("mapping", "test", "hubspot", payload, "--json", "--connection", "crm-1")
    assert told.code == 1
    assert told.json["counts"] == {"records": 1, "uncovered": 0, "untranslatable": 1}
    bad, good = told.json["parts"]
    assert bad["untranslatable"]["pointer"] == "/data/value"
    assert bad["records"] == []
    assert good["records"][0]["id"].startswith("crm-1:1:")
    assert good["records"][0]["evidence"]["class"] == "system_observed"
    assert good["happened_at"] == "2026-06-25T07:19:32.438000+00:00"


def test_a_file_of_ones_own_begins_with_what_show_prints(command: Command, tmp_path: Path) -> None:
    shown = command("mapping", "show", "hubspot")
    assert shown.out == default_text("hubspot")
    own = tmp_path / "ours.toml"
    own.write_text(shown.out.replace('amount = "amount"', 'amount = "list price"'), "utf-8")
    said = command("mapping", "test", own, written(tmp_path, CHANGE), "--json")
    assert said.json["parts"][0]["records"][0]["data"]["field"] == "list price"


def test_a_mapping_with_faults_is_refused_with_all_of_them(
    command: Command, tmp_path: Path
) -> None:
    own = tmp_path / "ours.toml"
    text = default_text("hubspot") or ""
    own.write_text(text.replace('"value()"', '"valu()"').replace('"at()"', '"at("'), "utf-8")
    said = command("mapping", "test", own, written(tmp_path, CHANGE))
    assert said.code == 1
    assert "bad_mapping at /record/6/data/value: Rule 'field', data.value" in said.err
    assert "there is no function valu()" in " ".join(said.err.split())
    assert said.err.count("bad_mapping at /defaults/occurred_at: defaults.occurred_at") == 1
    problem = command("mapping", "test", own, written(tmp_path, CHANGE), "--json").json
    assert problem["code"] == "bad_mapping"
    assert len(problem["errors"]) == 2


def test_headers_of_a_delivery_may_be_given(command: Command, tmp_path: Path) -> None:
    given = ("ce-specversion: 1.0", "ce-id: 1", "ce-source: x", "ce-type: y")
    options = [word for each in given for word in ("--header", each)]
    said = command("mapping", "test", "generic", written(tmp_path, {"a": 1}), *options, "--json")
    assert said.json["parts"][0]["ref"].startswith("x:1")


def test_a_delivery_that_cannot_be_read_ends_with_1(command: Command, tmp_path: Path) -> None:
    payload = tmp_path / "message.xml"
    payload.write_text("<a/>", encoding="utf-8")
    said = command("mapping", "test", "salesforce", payload)
    assert said.code == 1
    assert "not_a_message" in said.out
    told = command("mapping", "test", "salesforce", payload, "--json").json
    assert told["unreadable"]["code"] == "not_a_message"


@pytest.mark.parametrize(
    "arguments",
    [
        ("test", "hubspot", "nowhere.json"),
        ("test", "nowhere.toml", "payload.json"),
        ("test", "hubspot", "payload.json", "--header", "nonsense"),
        ("show", "nowhere"),
        ("test", "hubspot"),
    ],
)
def test_what_is_not_there_ends_with_2(
    command: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    path = written(tmp_path, CHANGE)
    given = [str(path) if each == "payload.json" else each for each in arguments]
    said = command("mapping", *given)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_a_mapping_for_a_provider_that_there_is_none_of_ends_with_2(
    command: Command, tmp_path: Path
) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('provider = "nowhere"\nsystem = "x"\nchannel = "x"\n', "utf-8")
    said = command("mapping", "test", own, written(tmp_path, CHANGE))
    assert said.code == 2
    assert "nowhere" in said.err
