"""`signer` with an authority, `proof when`, `proof stamps`, `verify`; and openssl without us."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api import test_signer_command
from tests.api.cli import Command
from tests.api.test_signer_command import at_work, wait
from tests.databases import a_ledger, rows
from tests.journeys.readme import commands, section
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import ByHand
from tests.ledger.stamping.authority import Authority, an_authority, served
from tests.ledger.stamping.hand import NAME, StampedByHand
from tests.records import statements
from tests.tampering import in_bytes, tamper

app_url = test_signer_command.app_url


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return an_authority(tmp_path / "ca")


@pytest.fixture
def command(database: str, tmp_path: Path) -> Command:
    return Command({"DEAL_LEDGER_DATABASE_URL": database, "DEAL_LEDGER_HOME": str(tmp_path / "h")})


@pytest.fixture
def roots(authority: Authority) -> Path:
    return authority.folder / "root.pem"


@pytest.fixture
def stamped(database: str, tmp_path: Path, authority: Authority) -> Iterator[StampedByHand]:
    """Eleven entries, a stamp of them, and two entries more."""
    with a_ledger(database, "stamped") as ledger:
        add(ledger, *eleven())
        signer = ByHand(database, tmp_path / "h" / "signer")
        assert signer.sign()
        hand = StampedByHand(ledger, signer, authority)
        assert hand.step() == 1
        add(ledger, *statements(2))
        assert signer.sign()
        yield hand


def test_the_signer_has_what_it_signs_stamped_by_the_authority_that_is_set(
    database: str, app_url: str, command: Command, authority: Authority, tmp_path: Path
) -> None:
    with a_ledger(database, "eleven") as ledger:
        add(ledger, *eleven())
    log = tmp_path / "log"
    roots = str(authority.folder / "root.pem")

    def size() -> int:
        return int(rows(database, "SELECT size FROM ledger.log")[0][0])

    with served(authority):
        settings = {
            "DEAL_LEDGER_TIME_STAMP_AUTHORITIES": f"{authority.url}?key=5ecret",
            "DEAL_LEDGER_TIME_STAMP_ROOTS": roots,
        }
        with at_work(app_url, tmp_path / "h", log, **settings):
            wait(lambda: size() == 12)
            wait(lambda: "time_stamp_recorded" in log.read_text())
    [said] = [json.loads(x) for x in log.read_text().splitlines() if "time_stamp_recorded" in x]
    assert (said["authority"], said["position"]) == (authority.url, 12)
    assert "5ecret" not in log.read_text()
    found = command("proof", "stamps", "--json", "--roots", roots)
    assert [each["authority"] for each in found.json["stamps"]] == [authority.url]


def test_an_authority_that_is_away_is_logged_and_the_signer_signs(
    database: str, app_url: str, tmp_path: Path, roots: Path
) -> None:
    with a_ledger(database, "eleven") as ledger:
        add(ledger, *eleven())
    log = tmp_path / "log"
    settings = {
        "DEAL_LEDGER_TIME_STAMP_AUTHORITIES": "http://127.0.0.1:9/",
        "DEAL_LEDGER_TIME_STAMP_ROOTS": str(roots),
    }
    with at_work(app_url, tmp_path / "h", log, **settings):
        wait(lambda: "time_stamp_refused" in log.read_text())
        wait(lambda: rows(database, "SELECT max(size) FROM ledger.checkpoints") == [(11,)])
    [told] = rows(database, "SELECT authority, reason FROM ledger.time_stamping")
    assert told == ("http://127.0.0.1:9/", "answer: it cannot be reached")


def test_a_signer_whose_roots_cannot_be_read_does_not_start(command: Command, app_url: str) -> None:
    settings = {
        **command.settings,
        "DEAL_LEDGER_DATABASE_URL": app_url,
        "DEAL_LEDGER_TIME_STAMP_AUTHORITIES": NAME,
        "DEAL_LEDGER_TIME_STAMP_ROOTS": "/nowhere/roots.pem",
    }
    refused = Command(settings)("signer")
    assert refused.code == 2
    assert "/nowhere/roots.pem cannot be read" in " ".join(refused.err.split())


def test_when_an_entry_was_recorded(command: Command, stamped: StampedByHand, roots: Path) -> None:
    [stamp] = stamped.recorded()
    said = command("proof", "when", "7", "--roots", roots)
    assert said.code == 0
    assert "Entry 7 was recorded no later than" in said.out
    assert f"stamped by {NAME}, entry 12" in said.out
    assert "does not show since when" in said.out
    found = command("proof", "when", "13", "--roots", roots, "--json").json
    assert found["no_later_than"] is None
    assert found["no_earlier_than"]["position"] == stamp.position
    assert found["no_earlier_than"]["chain"] == "verified"
    assert found["no_earlier_than"]["time"] <= found["no_earlier_than"]["stamped_at"]


def test_where_the_record_does_not_show_when_it_says_so(
    command: Command, database: str, tmp_path: Path
) -> None:
    with a_ledger(database, "eleven") as ledger:
        add(ledger, *eleven())
    assert (
        "The record does not show when entry 7 was recorded." in command("proof", "when", "7").out
    )
    refused = command("proof", "when", "99")
    assert refused.code == 1
    assert "position_not_on_record" in refused.err
    assert "No time stamp is on record" in command("proof", "stamps").out


def test_without_roots_it_is_said_that_nobody_looked(
    command: Command, stamped: StampedByHand
) -> None:
    for asked in (("proof", "when", "7"), ("proof", "stamps"), ("verify",)):
        said = command(*asked)
        assert said.code == 0
        assert "Nobody looked who stamped" in said.out
    assert command("proof", "when", "7", "--json").json["no_later_than"]["chain"] == "not_checked"


def test_verify_verifies_the_stamps_and_names_those_that_fail(
    command: Command, stamped: StampedByHand, roots: Path, tmp_path: Path
) -> None:
    found = command("verify", "--roots", roots, "--json")
    assert found.code == 0
    assert found.json["time_stamps"] == {"hold": 1, "chain": "verified", "broken": []}
    assert "1 time stamp(s) hold" in command("verify", "--roots", roots).out
    stranger = an_authority(tmp_path / "stranger").folder / "root.pem"
    other = command("verify", "--roots", stranger)
    assert other.code == 1
    assert "12 does not hold (chain)" in other.out
    assert "Everything holds" not in other.out
    tamper(stamped.signer.url, in_bytes(9, "twelve", "ninety"), hash_anew=True)
    rewritten = command("verify", "--roots", roots, "--json")
    assert rewritten.code == 1
    assert rewritten.json["broken"] is None
    assert rewritten.json["holds"] is False
    assert [each["rule"] for each in rewritten.json["time_stamps"]["broken"]] == ["root"]


def test_the_proof_of_an_entry_says_when(
    command: Command, stamped: StampedByHand, roots: Path
) -> None:
    set_ = Command({**command.settings, "DEAL_LEDGER_TIME_STAMP_ROOTS": str(roots)})
    times = set_("proof", "entry", "7", "--json").json["times"]
    assert times["no_later_than"]["chain"] == "verified"
    assert times["sentence"].startswith("Entry 7 was recorded no later than")


def test_openssl_verifies_the_stamps_without_us_as_the_documents_say(
    command: Command, stamped: StampedByHand, authority: Authority, tmp_path: Path
) -> None:
    stamped.every *= 0
    stamped.begin()
    assert stamped.step() == 1
    typed = commands(section("Time stamps", "docs/evidence.md"))
    assert typed[1] == "deal-ledger proof stamps -o stamps"
    (tmp_path / "roots.pem").write_bytes(authority.roots)
    folder = tmp_path / "stamps"
    assert command("proof", "stamps", "-o", folder, "--roots", tmp_path / "roots.pem").code == 0
    assert sorted(each.name for each in folder.iterdir()) == [
        *("12.checkpoint", "12.token", "15.checkpoint", "15.token"),
    ]

    def check() -> str:
        done = subprocess.run(
            ["sh", "-c", typed[2]], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    assert check().count("Verification: OK") == 2
    (folder / "12.checkpoint").write_bytes(b"x" + (folder / "12.checkpoint").read_bytes()[1:])
    said = check()
    assert said.count("Verification: OK") == 1
    assert "FAILED" in said
    [_, size, *_] = (folder / "15.checkpoint").read_text().split("\n")
    assert size == "14"
    shown = subprocess.run(
        ["openssl", "ts", "-reply", "-token_in", "-in", folder / "15.token", "-token_out", "-text"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"Time stamp: {stamped.stamps[-1].at:%b %d %H:%M:%S %Y} GMT" in " ".join(
        shown.stdout.split()
    ).replace("  ", " ")
