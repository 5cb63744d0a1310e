"""`deal-ledger signer`, `proof` and `verify --checkpoint`, as an operator types them."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.note import Signer, verifier_of
from ledger.signing.signer import verifier
from tests.api.cli import Command, lines
from tests.databases import SEEDS, a_ledger, rows, run
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import ByHand
from tests.records import a_sending
from tests.tampering import in_bytes, tamper

PATIENCE = 60.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def command(database: str, home: Path) -> Command:
    """The command with a home of its own, on a fresh database."""
    return Command({"DEAL_LEDGER_DATABASE_URL": database, "DEAL_LEDGER_HOME": str(home)})


@pytest.fixture
def hand(database: str, home: Path) -> ByHand:
    """The signer of that home, by hand, which has signed eleven entries."""
    with a_ledger(database, "eleven") as ledger:
        add(ledger, *eleven())
    made = ByHand(database, home / "signer")
    assert made.sign()
    return made


@contextmanager
def at_work(url: str, home: Path, log: Path, **settings: str) -> Iterator[None]:
    """`deal-ledger signer` in a process of its own; it must end well when it is told to."""
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli.main", "signer"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={
                **os.environ,
                "DEAL_LEDGER_DATABASE_URL": url,
                "DEAL_LEDGER_HOME": str(home),
                "DEAL_LEDGER_LOG_LEVEL": "debug",
                **settings,
            },
        )
    try:
        assert process.stdout is not None
        assert "Ctrl-C" in process.stdout.readline(), log.read_text()
        yield
    finally:
        process.terminate()
        code = process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()
    assert code == 0, log.read_text()


def wait(until: Callable[[], object]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < give_up
        time.sleep(0.05)


@pytest.fixture
def app_url(database: str) -> Iterator[str]:
    """A login that may write and not change, as the signer wants it."""
    name = "signers_login"
    run(
        database,
        f"DROP ROLE IF EXISTS {name}",
        f"CREATE ROLE {name} LOGIN IN ROLE deal_ledger_writer, deal_ledger_views",
    )
    yield database.replace("user=postgres", f"user={name}")
    run(database, f"DROP ROLE {name}")


def test_a_process_signs_freezes_and_goes_on(
    database: str, app_url: str, home: Path, tmp_path: Path, command: Command
) -> None:
    log = tmp_path / "log"

    def signed() -> int:
        found = rows(database, "SELECT size FROM ledger.checkpoints ORDER BY number DESC LIMIT 1")
        return int(found[0][0]) if found else -1

    def logged() -> set[str]:
        return {json.loads(line)["event"] for line in log.read_text().splitlines()}

    with at_work(app_url, home, log):
        sent = lines(a_sending("deal.opened"), a_sending("clause.added", text="Twelve months."))
        assert command("record", "-", given=sent).code == 0
        wait(lambda: signed() == 2)
        assert "checkpoint_signed" in logged()
        tamper(database, in_bytes(2, "Twelve", "Ninety"), hash_anew=True)
        wait(lambda: "signer_frozen" in logged())
        frozen = command("signer", "status", "--json")
        assert frozen.code == 1
        assert frozen.json["frozen"]["rule"] == "rewritten"
        assert "Frozen since" in command("signer", "status").out
        refused = command("signer", "resume", "--reason", "I hope so.")
        assert refused.code == 1
        assert "not those that were signed" in " ".join(refused.err.split())
        tamper(database, in_bytes(2, "Ninety", "Twelve"), hash_anew=True)
        resumed = command("signer", "resume", "--reason", "Mended.", "--json")
        assert resumed.code == 0, resumed.err
        assert resumed.json["losses"] == []
        assert command("record", "-", given=lines(a_sending("value.reported"))).code == 0
        wait(lambda: signed() == 3)
    assert "Twelve" not in log.read_text()


def test_the_key_is_made_once_and_only_its_owner_may_read_it(command: Command, home: Path) -> None:
    said = command("signer", "key")
    key = verifier_of(said.out)
    assert key.name == SEEDS.origin
    assert command("signer", "key", "--json").json["key"] == key.text
    assert stat.S_IMODE((home / "signer" / "key.pem").stat().st_mode) == 0o600
    assert "PRIVATE" not in said.out


def test_what_was_written_is_checked_with_the_key_alone(
    hand: ByHand, command: Command, tmp_path: Path
) -> None:
    key = command("signer", "key").out.strip()
    kept, proof, entry = tmp_path / "kept", tmp_path / "5.tlog-proof", tmp_path / "5.entry"
    assert command("proof", "checkpoint", "-o", kept).code == 0
    assert checkpoint_of(kept.read_bytes(), [verifier_of(key)]).size == 11
    assert command("proof", "entry", "5", "-o", proof).code == 0
    [(state, leaf)] = rows(hand.url, "SELECT state, leaf FROM ledger.entries WHERE position = 5")
    entry.write_bytes(state)
    nowhere = Command({"DEAL_LEDGER_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"})
    assert nowhere("proof", "check", proof, "--key", key, "--entry", entry).code == 0
    assert nowhere("proof", "check", proof, "--key", key, "--leaf", leaf.hex(), "--json").json == {
        "holds": True,
        "reason": None,
    }
    entry.write_bytes(state + b" ")
    changed = nowhere("proof", "check", proof, "--key", key, "--entry", entry)
    assert (changed.code, "proves nothing" in changed.err) == (1, True)
    assert nowhere("proof", "check", proof, "--key", key).code == 2
    assert nowhere("proof", "check", proof, "--key", "x", "--leaf", "00").code == 2
    tamper(hand.url, in_bytes(5, "twelve", "ninety"))
    refused = command("proof", "entry", "5", "--json")
    assert (refused.code, refused.json["code"]) == (1, "log_does_not_hold")
    grown = command("proof", "consistency", "4", "11")
    assert (grown.json["from_size"], grown.json["to_size"]) == (4, 11)
    assert command("proof", "entry", "12", "--json").json["code"] == "position_not_on_record"


def test_a_kept_checkpoint_refuses_a_rewritten_ledger(
    hand: ByHand, command: Command, tmp_path: Path
) -> None:
    key, kept = command("signer", "key").out.strip(), tmp_path / "kept"
    kept.write_bytes(hand.note)
    good = command("verify", "--checkpoint", kept, "--key", key, "--json")
    assert good.code == 0
    [held] = good.json["checkpoints"]
    assert (held["size"], held["holds"], held["signature_verified"]) == (11, True, True)
    nobody = command("verify", "--checkpoint", kept).out
    assert "Nobody looked who signed" in nobody
    assert nobody.rstrip().endswith("Everything holds.")
    tamper(hand.url, in_bytes(11, "twelve", "ninety"), hash_anew=True)
    assert command("verify").code == 0
    said = command("verify", "--checkpoint", kept, "--key", key)
    assert said.code == 1
    assert "Contradicts" in said.out
    assert "Everything holds" not in said.out


def test_two_kept_checkpoints_tell_a_fork_that_a_stolen_key_signed(
    hand: ByHand, command: Command, tmp_path: Path
) -> None:
    stolen = hand.folder.key()
    assert stolen is not None
    forged = Signer(SEEDS.origin, stolen).sign(Checkpoint(SEEDS.origin, 11, bytes(32)).text)
    kept, other, spoilt = tmp_path / "kept", tmp_path / "other", tmp_path / "spoilt"
    kept.write_bytes(hand.note)
    other.write_text(forged)
    spoilt.write_bytes(hand.note.replace(b"\n11\n", b"\n12\n"))
    key = verifier(stolen, SEEDS.origin).text
    files = [argument for each in (kept, other, spoilt) for argument in ("--checkpoint", each)]
    said = command("verify", *files, "--key", key, "--json")
    assert said.code == 1
    assert [each["rule"] for each in said.json["checkpoints"]] == ["fork", "fork", "signature"]
    assert command("verify", "--key", key).code == 2


def test_a_loss_is_told_and_the_new_key_has_another_name(hand: ByHand, command: Command) -> None:
    before = command("signer", "key").out.strip()
    tamper(
        hand.url, "DELETE FROM ledger.entries WHERE position > 9", "UPDATE ledger.log SET size = 9",
        hash_anew=True,
    )  # fmt: skip
    assert hand.sign() is None
    said = command("signer", "resume", "--reason", "The disk [is] gone.", "--accept-loss")
    assert said.code == 0, said.err
    assert "A loss was accepted" in said.out
    assert "11 entries were signed, 9 were there" in " ".join(
        command("signer", "status").out.split()
    )
    after = verifier_of(command("signer", "key").out)
    assert after.public_key == verifier_of(before).public_key
    assert after.name.startswith(f"{SEEDS.origin}/after-")


def test_a_signer_that_is_not_frozen_is_not_resumed(hand: ByHand, command: Command) -> None:
    said = command("signer", "resume", "--reason", "Why not?")
    assert (said.code, "not frozen" in said.err) == (1, True)
    assert command("signer", "resume").code == 2
