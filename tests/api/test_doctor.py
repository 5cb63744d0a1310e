"""`deal-ledger doctor` looks at everything around the database, and says what it found."""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typer
from typer.testing import CliRunner

from api.cli.doctor import doctor
from api.doctor.home import NO_SPACE, closed_folders, judged_space
from api.doctor.process import judged_port, judged_python
from api.opening import opened
from api.outside import real
from api.settings import Settings
from tests.api.examined import examined, of, states

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that is not there yet, in a folder that everybody may enter."""
    with TemporaryDirectory(prefix="deal-ledger-home-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "ledger"


def test_a_python_before_3_11_is_too_old() -> None:
    assert judged_python((3, 10)).state == "wrong"
    assert judged_python((3, 11)).state == "ok"


def test_a_variable_that_is_no_setting_is_told_with_the_nearest(home: Path) -> None:
    found = of("variables", examined(DEAL_LEDGER_HOME=str(home), DEAL_LEDGER_DATABASE_URI="x"))
    assert found.state == "warning"
    assert "DEAL_LEDGER_DATABASE_URI" in found.found
    assert "Did you mean DEAL_LEDGER_DATABASE_URL?" in found.mend[0]


def test_a_bad_value_is_wrong_and_all_else_is_still_looked_at(home: Path) -> None:
    findings = examined(
        DEAL_LEDGER_HOME=str(home), DEAL_LEDGER_PORT="eighty", DEAL_LEDGER_LOG_LEVEL="loud"
    )
    wrong = [each.found for each in findings if each.state == "wrong"]
    assert [each.partition(":")[0] for each in wrong] == [
        "DEAL_LEDGER_LOG_LEVEL",
        "DEAL_LEDGER_PORT",
    ]
    assert of("data", findings).state == "ok"


def test_a_home_of_somebody_who_is_not_here_is_wrong() -> None:
    found = of("variables", examined("host=/nowhere", DEAL_LEDGER_HOME="~nobody-here/ledger"))
    assert found.state == "wrong"
    assert "DEAL_LEDGER_HOME" in found.found


def test_an_empty_variable_is_absent(home: Path) -> None:
    findings = examined(DEAL_LEDGER_HOME=str(home), DEAL_LEDGER_PORT="", DEAL_LEDGER_X="")
    assert of("variables", findings).found == "Set: DEAL_LEDGER_HOME."


@pytest.mark.parametrize("name", ["POSTGRES_ENABLE_DB_FUNCTIONS", "PGPORT"])
def test_variables_of_libraries_that_would_do_harm_are_wrong(home: Path, name: str) -> None:
    found = of("library", examined(DEAL_LEDGER_HOME=str(home), **{name: "5433"}))
    assert (found.state, found.mend) == ("wrong", (f"unset {name}",))


def test_a_port_that_is_in_use_is_only_told(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        found = of("port", examined(DEAL_LEDGER_HOME=str(home), DEAL_LEDGER_PORT=port))
    assert (found.state, "is in use" in found.found) == ("ok", True)


def test_a_port_or_host_that_cannot_be_had_is_told(home: Path) -> None:
    found = of("port", examined(DEAL_LEDGER_HOME=str(home), DEAL_LEDGER_HOST="192.0.2.1"))
    assert found.state == "warning"
    denied = judged_port("127.0.0.1:80", OSError(errno.EACCES, "Permission denied"))
    assert "1024 or higher" in denied.mend[0]


def test_no_home_yet_is_made_by_the_first_command_and_not_by_looking(home: Path) -> None:
    findings = examined(DEAL_LEDGER_HOME=str(home))
    assert "the first command makes it" in of("data", findings).found
    assert states(findings, "wrong") == []
    assert not home.exists()


def test_an_embedded_ledger_is_started_looked_at_and_stopped(home: Path) -> None:
    with opened(Settings(home=home), real()):
        pass
    findings = examined(DEAL_LEDGER_HOME=str(home))
    assert states(findings, "wrong") == []
    assert states(findings, "warning") == ["tokens"]
    assert of("schema", findings).state == "ok"
    assert not (home / "postgres" / "postmaster.pid").exists()


def test_data_of_another_postgresql_are_not_started(home: Path) -> None:
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "PG_VERSION").write_text("9\n")
    findings = examined(DEAL_LEDGER_HOME=str(home))
    assert of("data", findings).state == "wrong"
    assert "was made by PostgreSQL 9" in of("data", findings).found
    assert "was not started" in of("connection", findings).found


def test_a_folder_of_something_else_is_not_taken_for_a_ledger(home: Path) -> None:
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "letters.txt").write_text("Dear Ana")
    assert of("data", examined(DEAL_LEDGER_HOME=str(home))).state == "wrong"


def test_a_ledger_that_was_half_made_is_made_anew_by_the_next_command(home: Path) -> None:
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "base").mkdir()
    (home / "initialising").touch()
    assert of("data", examined(DEAL_LEDGER_HOME=str(home))).state == "ok"


def test_a_home_that_is_a_file_or_below_one_is_wrong(home: Path) -> None:
    home.write_text("")
    for folder in (home, home / "below"):
        assert of("home", examined(DEAL_LEDGER_HOME=str(folder))).state == "wrong"


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_home_that_may_not_be_written_to_is_wrong(home: Path) -> None:
    home.mkdir(mode=0o500)
    assert "may not write" in of("home", examined(DEAL_LEDGER_HOME=str(home))).found


@pytest.mark.skipif(not IS_ROOT, reason="only root starts the server as somebody else")
def test_root_is_warned_before_a_closed_folder_is_opened(home: Path) -> None:
    with opened(Settings(home=home), real()):
        pass
    home.parent.chmod(0o700)
    findings = examined(DEAL_LEDGER_HOME=str(home))
    assert str(home.parent) in of("folders above", findings).found
    assert "was not started" in of("connection", findings).found
    assert home.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_is_closed_when_others_may_not_enter_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    assert closed_folders([tmp_path, tmp_path / "absent", Path("/")]) == [tmp_path]


def test_a_disk_that_is_nearly_full_is_told_in_time() -> None:
    free = {size: judged_space(size, Path("/")).state for size in (NO_SPACE - 1, NO_SPACE, 2**40)}
    assert list(free.values()) == ["wrong", "warning", "ok"]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs commands in an environment of its own."""
    for name in list(os.environ):
        if name.startswith("DEAL_LEDGER_"):
            monkeypatch.delenv(name)
    return CliRunner(env={"COLUMNS": "100"})


APP = typer.Typer()
APP.command()(doctor)


def test_nothing_wrong_is_exit_code_0_and_something_is_1(said: CliRunner, home: Path) -> None:
    good = said.invoke(APP, env={"DEAL_LEDGER_HOME": str(home)})
    assert (good.exit_code, "Nothing is wrong." in good.output) == (0, True)
    bad = said.invoke(APP, env={"DEAL_LEDGER_HOME": str(home), "DEAL_LEDGER_THREADS": "1"})
    assert (bad.exit_code, "1 wrong" in bad.output) == (1, True)
    assert "Set it so, or unset it." in bad.output


def test_a_warning_alone_is_exit_code_0(said: CliRunner, database: str) -> None:
    warned = said.invoke(APP, env={"DEAL_LEDGER_DATABASE_URL": database})
    assert (warned.exit_code, "0 wrong, 2 warnings" in warned.output) == (0, True)


def test_findings_can_be_had_as_json(said: CliRunner, home: Path) -> None:
    env = {"DEAL_LEDGER_HOME": str(home), "DEAL_LEDGER_PROT": "1"}
    found = json.loads(said.invoke(APP, ["--json"], env=env).output)
    assert (found["holds"], found["wrong"], found["warnings"]) == (True, 0, 1)
    assert {tuple(each) for each in found["findings"]} == {("check", "state", "found", "mend")}
