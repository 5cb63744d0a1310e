"""`deal-ledger privilege-log` and `access-log`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from api.cli.reading import print_ending
from tests.api.cli import Command, lines
from tests.records import DEAL, a_sending

WORDS = "Counsel says that add-ons are out."


def told(command: Command) -> None:
    message = a_sending("message.sent", id="said", words=WORDS)
    mark = a_sending("privilege.marked", id="m", record="said")
    assert command("record", "-", given=lines(a_sending("deal.opened"), message, mark)).code == 0


def test_the_privilege_log_is_printed_as_a_table_as_json_and_as_csv(
    command: Command, tmp_path: Path
) -> None:
    told(command)
    table = command("privilege-log", DEAL)
    assert (table.code, "said" in table.out, WORDS in table.out) == (0, True, False)
    as_json = command("privilege-log", DEAL, "--json").json
    assert [each["record"] for each in as_json["rows"]] == ["said", "m"]
    assert command("privilege-log", DEAL, "--csv", tmp_path / "log.csv").code == 0
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        assert [each["record"] for each in csv.DictReader(file)] == ["said", "m"]
    printed = command("privilege-log", DEAL, "--csv", "-")
    assert printed.out.startswith("position,")
    assert "2 records are withheld from readers." in printed.err
    assert "Nothing is withheld" in command("privilege-log", DEAL, "--known-at", "2").out
    assert "deal_not_on_record" in command("privilege-log", "D-9", "--csv", "-").err


@pytest.mark.parametrize(("count", "said"), [(1, "1 record is"), (2, "2 records are")])
def test_a_reading_says_how_many_records_are_withheld(
    capsys: pytest.CaptureFixture[str], count: int, said: str
) -> None:
    print_ending({"notes": [], "withheld": count})
    assert capsys.readouterr().out == f"{said} withheld from this reader.\n"


def test_to_read_the_access_log_is_a_row_of_it(command: Command) -> None:
    told(command)
    assert "Nobody looked" in command("access-log").out
    [row] = command("access-log", "--json").json["rows"]
    assert (row["token"], row["action"]) == ("cli:access-log", "access log")
    assert "cli:access-log" in command("access-log", "--action", "access log").out
    assert command("access-log", "--deal", DEAL, "--json").json["rows"] == []
    assert len(command("access-log", "--since", "2020-01-01", "--json").json["rows"]) == 4
    assert command("access-log", "--until", "2020-01-01", "--json").json["rows"] == []
    assert "More: " in command("access-log", "--limit", "1").out
    assert command("access-log", "--since", "noon").code == 2


@pytest.mark.parametrize(("width", "is_table"), [("40", False), ("160", True)])
def test_on_a_narrow_terminal_no_value_is_broken_and_another_form_is_named(
    command: Command, width: str, *, is_table: bool
) -> None:
    told(command)
    command("access-log")
    wide = Command({**command.settings, "COLUMNS": width})
    log, looked = wide("privilege-log", DEAL).out, wide("access-log").out
    assert ("attorney client" in log, "cli:access-log" in looked) == (True, True)
    assert ("Privilege: attorney client" in log) is not is_table
    assert ("Token: cli:access-log" in looked) is not is_table
    assert ("--csv FILE" in log, "--json" in looked) == (not is_table, not is_table)
