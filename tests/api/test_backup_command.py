"""`deal-ledger backup` and `restore`, as an operator types them."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from api.answers import ask
from api.cli.demo import DEAL, QUESTION, story_text
from api.reading import known_deal
from ledger.embedded import EmbeddedServer
from projections.basis import Asked
from projections.terms import terms
from tests.api.cli import Command
from tests.databases import MIGRATED, a_database, a_ledger, rows, run
from tests.ledger.backups import contents
from tests.shared import CHECKOUT

PASSPHRASE = "Nobody guesses [this] – ever"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def postgres_15() -> Path:
    """The programs of the oldest version supported. Skips without them; where CI=true, fails."""
    beside = shutil.which("postgres")
    for folder in (Path("/usr/lib/postgresql/15/bin"), Path(beside or "").parent):
        program = folder / "postgres"
        if program.exists():
            said = subprocess.run(
                [program, "--version"], check=True, capture_output=True, text=True
            )
            if " 15." in said.stdout:
                return folder
    absent = "PostgreSQL 15 is not installed here."
    if os.environ.get("CI") == "true":
        pytest.fail(absent)
    pytest.skip(absent)


@pytest.fixture
def keep() -> Iterator[Path]:
    """A folder that the server's user may walk into, for homes and files."""
    with TemporaryDirectory(prefix="deal-ledger-backup-") as folder:
        yield Path(folder)


@pytest.fixture
def saved(command: Command, keep: Path) -> Path:
    """A backup of the story, made from the test's database."""
    file = keep / "story.backup"
    assert command("record", "-", given=story_text()).code == 0
    assert with_passphrase(command)("backup", file).code == 0
    return file


@pytest.fixture
def empty(empty_database: str) -> Command:
    """The command, with the passphrase, on a database without a ledger."""
    return with_passphrase(Command({"DEAL_LEDGER_DATABASE_URL": empty_database}))


def with_passphrase(command: Command, passphrase: str = PASSPHRASE) -> Command:
    return Command({**command.settings, "DEAL_LEDGER_PASSPHRASE": passphrase})


def answers(url: str) -> dict[str, Any]:
    """What a ledger holds and says of the story, at some times."""
    times = [Asked(), Asked("2025-05-12"), Asked(known_at="record:story-09")]
    with a_ledger(url, "reading") as ledger:
        return {
            "head": (ledger.origin, ledger.size, ledger.root()),
            "entries": list(ledger.in_order()),
            "terms": [terms(known_deal(ledger, DEAL, NOW, asked)) for asked in times],
            "asked": [
                ask(ledger, known_deal(ledger, DEAL, NOW, each), each, QUESTION) for each in times
            ],
        }


def owned_database(server: EmbeddedServer) -> str:
    """A fresh database whose owner is no superuser, as docs/operating.md has it made."""
    run(
        server.url("postgres"),
        "CREATE ROLE deal_ledger_owner LOGIN CREATEROLE",
        "CREATE DATABASE deals OWNER deal_ledger_owner",
    )
    return server.url("deals").replace("user=postgres", "user=deal_ledger_owner")


def test_from_an_embedded_ledger_to_postgresql_15_and_back(keep: Path) -> None:
    older = EmbeddedServer(keep / "older", postgres_15())
    home, again = keep / "home", keep / "again"
    embedded = with_passphrase(Command({"DEAL_LEDGER_HOME": str(home)}))
    assert embedded("record", "-", given=story_text()).out.startswith("49 added")
    made = embedded("backup", keep / "one", "--json").json
    with ExitStack() as running:
        running.enter_context(older.running())
        owner = owned_database(older)
        on_15 = with_passphrase(Command({"DEAL_LEDGER_DATABASE_URL": owner}))
        restored = on_15("restore", keep / "one", "--json").json
        assert (made["signer"], restored["signer"]) == (False, "none")
        apart = {"file": "", "signer": ""}
        assert restored.pop("erased_again") == []
        assert {**restored, **apart} == {**made, **apart}
        assert restored["entries"] == restored["tables"]["entries"] == 49
        assert restored["bytes"] == (keep / "one").stat().st_size

        app = older.url("deals").replace("user=postgres", "user=deal_ledger_app")
        run(older.url("deals"), "CREATE ROLE deal_ledger_app LOGIN IN ROLE deal_ledger_writer")
        used = Command({"DEAL_LEDGER_DATABASE_URL": app})
        assert used("record", "-", given=story_text()).out.startswith("0 added, 49 already there")
        assert used("verify", "--json").json["root"] == made["root"]
        running.enter_context(EmbeddedServer(home).running())
        superuser = older.url("deals")
        assert answers(superuser) == answers(EmbeddedServer(home).url())
        assert contents(superuser) == contents(EmbeddedServer(home).url())

        assert on_15("backup", keep / "two").code == 0
        third = with_passphrase(Command({"DEAL_LEDGER_HOME": str(again)}))
        assert third("restore", keep / "two").code == 0
        running.enter_context(EmbeddedServer(again).running())
        assert contents(EmbeddedServer(again).url()) == contents(superuser)
        assert third("record", "-", given=story_text()).out.startswith("0 added, 49 already there")


def test_a_person_is_told_what_was_done(saved: Path, empty: Command, command: Command) -> None:
    root = command("verify", "--json").json["root"]
    again = with_passphrase(command)("backup", saved, "--force")
    assert again.out.startswith("Backed up 49 entries to")
    restored = empty("restore", saved)
    assert restored.out.startswith("Restored 49 entries of ledger.example/tests")
    assert root in again.out
    assert root in restored.out
    assert PASSPHRASE not in again.out + again.err + restored.out + restored.err


def test_an_empty_ledger_is_backed_up_and_said_to_be_empty(command: Command, keep: Path) -> None:
    said = with_passphrase(command)("backup", keep / "empty")
    assert said.code == 0
    assert "The ledger is empty" in said.out


def test_the_passphrase_may_lie_in_a_file(saved: Path, empty: Command, keep: Path) -> None:
    secret = keep / "secret"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    another = with_passphrase(empty, "the file counts, not this")
    assert another("restore", saved, "--passphrase-file", secret).code == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"one\ntwo\n", "more than one line"),
        (b"\xff", "not text"),
        (None, "cannot be read"),
    ],
)
def test_a_passphrase_that_cannot_be_used_is_a_mistake_of_usage(
    command: Command, keep: Path, content: bytes | None, reason: str
) -> None:
    secret = keep / "secret"
    if content is not None:
        secret.write_bytes(content)
    said = command("backup", keep / "b", "--passphrase-file", secret)
    assert said.code == 2
    assert reason in said.err
    assert not (keep / "b").exists()


@pytest.mark.parametrize("given", [{}, {"DEAL_LEDGER_PASSPHRASE": ""}])
def test_without_a_passphrase_and_a_terminal_it_is_said_where_to_put_it(
    command: Command, keep: Path, given: dict[str, str]
) -> None:
    said = Command({**command.settings, **given})("backup", keep / "b")
    assert said.code == 2
    assert "set DEAL_LEDGER_PASSPHRASE" in said.err
    assert "--passphrase-file FILE" in said.err


_ON_A_TERMINAL = """
import os, sys
os.open(sys.argv[1], os.O_RDWR)  # becomes the terminal of this session
os.execv(sys.executable, [sys.executable, "-m", "api.cli.main", *sys.argv[2:]])
"""


def typed(command: Command, *arguments: str | Path, types: list[str]) -> tuple[int, str]:
    """The exit code, and all that the terminal shows to somebody who answers each prompt."""
    own, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _ON_A_TERMINAL, os.ttyname(terminal), *map(str, arguments)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        cwd=CHECKOUT,
        env={**os.environ, **command.settings},
    )
    os.close(terminal)
    shown, answered = b"", 0
    with os.fdopen(own, "wb", buffering=0) as keyboard:
        # When the last program has left the terminal, reading from it is an error.
        while block := _read(own):
            shown += block
            # The blank comes when nothing is shown any more, and what was typed before is dropped.
            if types and shown[answered:].endswith(b": "):
                answered = len(shown)
                keyboard.write(types.pop(0).encode() + b"\n")
        return process.wait(timeout=60), shown.decode()


def _read(terminal: int) -> bytes:
    assert select([terminal], [], [], 60)[0], "nothing is shown any more"
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_on_a_terminal_it_is_asked_for_twice_and_not_shown(
    command: Command, empty: Command, keep: Path
) -> None:
    file = keep / "b"
    code, shown = typed(command, "backup", file, types=["one", "other", "a word", "a word"])
    assert (code, file.exists()) == (0, True)
    assert "do not match" in shown
    assert "a word" not in shown
    nowhere = Command({"DEAL_LEDGER_DATABASE_URL": empty.settings["DEAL_LEDGER_DATABASE_URL"]})
    code, shown = typed(nowhere, "restore", file, types=["a word"])
    assert code == 0
    assert shown.count("Passphrase") == 1
    assert "a word" not in shown


def damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda file: file.write_text("Dear Sir,"), "is not a backup"),
        (lambda file: file.write_bytes(file.read_bytes()[:-1]), "was cut short"),
        (damaged, "was changed or damaged"),
        (lambda file: None, "passphrase does not open"),
    ],
)
def test_what_cannot_be_restored_is_refused_in_one_sentence(
    saved: Path, empty: Command, change: Any, reason: str
) -> None:
    change(saved)
    said = with_passphrase(empty, "wrong")("restore", saved)
    assert said.code == 1
    assert said.out == ""
    assert said.err.startswith("Nothing restored: The")
    assert reason in " ".join(said.err.split())


def test_a_ledger_that_holds_something_is_not_restored_into(saved: Path, command: Command) -> None:
    said = with_passphrase(command)("restore", saved)
    assert said.code == 1
    assert "already holds something" in said.err
    assert "DEAL_LEDGER_HOME" in said.err


def test_a_file_that_is_there_is_not_replaced(saved: Path, command: Command) -> None:
    before = saved.read_bytes()
    said = command("backup", saved)
    assert said.code == 1
    assert "--force" in said.err
    assert saved.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(command: Command, keep: Path) -> None:
    said = with_passphrase(command)("backup", keep / "nowhere" / "b")
    assert said.code == 1
    assert "cannot be written: No such file or directory" in " ".join(said.err.split())


def test_a_user_who_may_not_read_everything_is_told_who_may(
    server: EmbeddedServer, keep: Path
) -> None:
    with a_database(server, MIGRATED) as url:
        run(url, "CREATE ROLE lowly LOGIN IN ROLE deal_ledger_writer")
        try:
            lowly = Command(
                {"DEAL_LEDGER_DATABASE_URL": url.replace("user=postgres", "user=lowly")}
            )
            run(url, "CREATE TABLE ledger.later (x int)")
            said = with_passphrase(lowly)("backup", keep / "b")
        finally:
            run(url, "DROP ROLE lowly")
    assert said.code == 1
    assert "permission denied for table later" in said.err
    assert "must own the database" in " ".join(said.err.split())


@pytest.mark.parametrize("arguments", [["backup"], ["restore"], ["restore", "nowhere"]])
def test_a_missing_file_is_a_mistake_of_usage(command: Command, arguments: list[str]) -> None:
    assert command(*arguments).code == 2


def test_an_interrupted_backup_leaves_nothing(command: Command, database: str, keep: Path) -> None:
    reading, writing = os.pipe()
    secret = f"/dev/fd/{reading}"
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli.main", "backup", keep / "b", "--passphrase-file", secret],
        env={**os.environ, **command.settings},
        pass_fds=[reading],
        stderr=subprocess.PIPE,
        cwd=CHECKOUT,
    )
    os.close(reading)
    with psycopg.connect(database) as other, os.fdopen(writing, "wb") as late, process:
        # So it is in the middle of it for as long as it takes.
        other.execute("LOCK TABLE ledger.entries IN ACCESS EXCLUSIVE MODE")
        late.write(PASSPHRASE.encode())
        late.close()
        while not rows(database, "SELECT 1 FROM pg_locks WHERE NOT granted"):
            assert process.poll() is None
        assert (keep / "b.part").exists()
        process.send_signal(signal.SIGINT)
        assert process.stderr
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert "No backup: interrupted." in said
    assert list(keep.iterdir()) == []


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_help_teaches(command: Command, name: str) -> None:
    said = command(name, "--help")
    assert "--passphrase-file" in said.out
    assert "DEAL_LEDGER_DATABASE_URL" in said.out
