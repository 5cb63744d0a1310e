"""`deal-ledger export` and `check`, as legal and an auditor type them."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.api.cli import Command, lines
from tests.api.evidence.bundles import verified
from tests.databases import a_ledger
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import ByHand
from tests.records import a_sending

DEAL = "D-1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def command(database: str, home: Path) -> Command:
    """The command on a database, where nobody signs by himself."""
    settings = {"DEAL_LEDGER_DATABASE_URL": database, "DEAL_LEDGER_HOME": str(home)}
    return Command({**settings, "DEAL_LEDGER_POSITION_TIMEOUT": "0.2"})


@pytest.fixture
def hand(database: str, home: Path) -> ByHand:
    with a_ledger(database, "eleven") as ledger:
        add(ledger, *eleven())
    made = ByHand(database, home / "signer")
    assert made.sign()
    return made


def test_a_deal_is_exported_and_checked_without_a_ledger(tmp_path: Path) -> None:
    command = Command({"DEAL_LEDGER_HOME": str(tmp_path / "home")})
    alone = Command({"DEAL_LEDGER_HOME": str(tmp_path / "nothing")})
    file = tmp_path / "evidence.zip"
    command("record", "-", given=lines(a_sending("deal.opened"), a_sending("clause.added")))
    said = command("export", DEAL, "-o", file, "--question", "What terms are in force?", "--json")
    assert said.code == 0, said.err
    exported = said.json
    assert (exported["versions"], exported["position"], exported["bytes"]) == (
        2,
        3,
        file.stat().st_size,
    )
    key = command("signer", "key").out.strip()
    found = alone("check", file, "--key", key, "--json").json
    assert (found["holds"], found["export"], found["key_pinned"]) == (
        True,
        exported["export"],
        True,
    )
    with ZipFile(file) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert verified(tmp_path / "unpacked", "verify.sh", key)[0]
    assert verified(tmp_path / "unpacked", "verify.py", key)[0]
    told = alone("check", file)
    assert (told.code, "It holds." in told.out, "Not verified: who signed" in told.out) == (
        0,
        True,
        True,
    )
    again = tmp_path / "again.zip"
    assert command("export", DEAL, "-o", again, "--again", exported["export"]).code == 0
    assert again.read_bytes() == file.read_bytes()
    refused = command("export", DEAL, "-o", file)
    assert (refused.code, "already there" in refused.err) == (1, True)
    assert command("export", DEAL, "-o", file, "--force").code == 0


def test_what_is_not_signed_is_exported_once_it_is(
    command: Command, hand: ByHand, tmp_path: Path
) -> None:
    file = tmp_path / "evidence.zip"
    refused = command("export", DEAL, "-o", file, "--json")
    assert (refused.code, refused.json["code"]) == (1, "export_not_signed")
    assert not file.exists()
    hand.sign()
    name = refused.json["detail"].split()[2]
    assert command("export", DEAL, "-o", file, "--again", name).code == 0
    assert command("check", file).code == 0


def test_without_any_checkpoint_nothing_is_exported(command: Command, tmp_path: Path) -> None:
    command("record", "-", given=lines(a_sending("deal.opened")))
    refused = command("export", DEAL, "-o", tmp_path / "x.zip")
    assert (refused.code, "checkpoint_not_signed" in refused.err) == (1, True)
    assert command("deals", "--json").code == 0
    asked = command("proof", "checkpoint")
    assert (asked.code, "Start `deal-ledger signer`" in " ".join(asked.err.split())) == (1, True)


def test_a_changed_bundle_is_refused_with_what_is_wrong(
    command: Command, hand: ByHand, tmp_path: Path
) -> None:
    file = tmp_path / "evidence.zip"
    command("export", DEAL, "-o", file)
    hand.sign()
    assert command("export", DEAL, "-o", file).code == 0
    content = file.read_bytes()
    at = content.index(b'"currency":"EUR"')
    file.write_bytes(content[: at + 12] + b"USD" + content[at + 15 :])
    said = command("check", file, "--json")
    assert (said.code, said.json["holds"], said.json["broken"]["rule"]) == (1, False, "archive")
    file.write_text("no zip", encoding="utf-8")
    said = command("check", file)
    assert (said.code, "It does not hold." in said.err) == (1, True)


def test_a_checkpoint_that_was_kept_is_held_against_it(
    command: Command, hand: ByHand, tmp_path: Path
) -> None:
    file, older, newer = (tmp_path / name for name in ("e.zip", "older", "newer"))
    command("proof", "checkpoint", "-o", older)
    command("export", DEAL, "-o", file)
    hand.sign()
    assert command("export", DEAL, "-o", file).code == 0
    said = command("check", file, "--checkpoint", older)
    assert (said.code, "proof consistency 11 12" in said.out) == (0, True)
    command("record", "-", given=lines(a_sending("value.reported")))
    hand.sign()
    command("proof", "checkpoint", "-o", newer)
    said = command("check", file, "--checkpoint", newer, "--json")
    assert (said.code, said.json["broken"]["rule"]) == (1, "seen")
    newer.write_text("none", encoding="utf-8")
    assert command("check", file, "--checkpoint", newer).code == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["D-9"], "deal_not_on_record"),
        ([DEAL, "--for", "nobody"], "party_not_on_record"),
        ([DEAL, "--question", "What?"], "question_not_read"),
        ([DEAL, "--question", "{"], "not_json"),
        ([DEAL, "--question", "{}"], "question_not_read"),
        ([DEAL, "--again", "nothing"], "export_not_on_record"),
        ([DEAL, "--known-at", "99"], "bad_basis"),
    ],
)
def test_what_cannot_be_exported_is_told(
    command: Command, hand: ByHand, tmp_path: Path, options: list[str], code: str
) -> None:
    said = command("export", *options, "-o", tmp_path / "x.zip", "--json")
    assert (said.code, json.loads(said.out)["errors"][0]["code"]) == (1, code)
    assert hand.state.size == 11


def test_a_file_that_cannot_be_written_is_told_before_anything_is_recorded(
    command: Command, hand: ByHand, tmp_path: Path
) -> None:
    said = command("export", DEAL, "-o", tmp_path / "nowhere" / "x.zip")
    assert (said.code, "cannot be written" in said.err) == (1, True)
    assert hand.sign() is None
