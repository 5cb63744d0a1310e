"""`deal-ledger erase` tells first, erases, builds the views anew; `--check` looks for values."""

from __future__ import annotations

import gzip
import lzma
import os
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ledger.embedded import EmbeddedServer
from ledger.erasing.kept_list import file_in, read_list
from tests.api.cli import Command, lines
from tests.databases import MIGRATED
from tests.records import a_sending

REASON = ("--reason", "Request 17.")
NAME = "Carla Örtel"
RECORDS = lines(
    a_sending("deal.opened"),
    a_sending("participant.assigned", person="carla", name=NAME),
    a_sending("message.sent", to=["carla"], words=f"Dear {NAME}, it stays."),
    a_sending("clause.added", heading="Notices", text=f"To {NAME}."),
)


@pytest.fixture
def command(database: str, tmp_path: Path) -> Command:
    """The command on a ledger that knows Carla."""
    made = Command({"DEAL_LEDGER_DATABASE_URL": database, "DEAL_LEDGER_HOME": str(tmp_path)})
    assert made("record", "-", given=RECORDS).code == 0
    return made


def test_it_tells_first_and_erases_when_it_is_agreed_to(command: Command, tmp_path: Path) -> None:
    assert command("rebuild").code == 0
    refused = command("erase", "carla", *REASON, given="n\n")
    assert refused.code == 1
    assert f"names: {NAME}" in refused.out
    assert "Stays in clear, in 1 entries" in refused.out
    assert "/data/text" in refused.out
    assert not file_in(tmp_path).exists()
    done = command("erase", "carla", *REASON, given="y\n")
    assert done.code == 0, done.err
    assert "Erased. Record erasure:" in done.out
    assert file_in(tmp_path).exists()
    assert "[erased] takes part" in command("timeline", "D-1").out
    assert "Analytics for Acme" in command("deals").out
    assert command("verify").code == 0


def test_a_dry_run_changes_nothing_and_its_json_tells_the_same(command: Command) -> None:
    told = command("erase", "carla", *REASON, "--dry-run", "--json").json
    assert told["record"] is None
    assert told["in_clear"]["entries"][0]["pointers"] == ["/data/text"]
    done = command("erase", "carla", *REASON, "--yes", "--json").json
    assert done["erased"] == told["erased"]
    assert done["position"] == 5


def test_names_of_others_that_go_are_told_and_so_is_who_has_no_name_left(command: Command) -> None:
    other = a_sending("participant.assigned", id="named", person="mia", name=f"Mia {NAME}-Lenz")
    assert command("record", "-", given=lines(other)).code == 0
    told = command("erase", "carla", *REASON, "--dry-run", "--json").json
    assert told["names_of_others"] == {"count": 1, "entries": [{"position": 5, "record": "named"}]}
    done = command("erase", "carla", *REASON, "--yes")
    assert "The names of others go with it, in 1 record(s)" in done.out
    assert "named at 5" in done.out
    left = command("erase", "mia", *REASON, "--dry-run").out
    assert "names: none on record; --also names what they went by" in left
    assert "names of others" not in left


def test_documents_that_cannot_be_looked_into_are_told_and_go_when_they_are_named(
    command: Command, tmp_path: Path
) -> None:
    content = b"%PDF-1.7 in codes of its own"
    digest = sha256(content).hexdigest()
    filed = a_sending(
        "document.filed", id="filed", document="msa", name="MSA", media_type="application/pdf",
        sha256=digest, bytes=len(content),
    )  # fmt: skip
    assert command("record", "-", given=lines(filed)).code == 0
    (tmp_path / "in").write_bytes(content)
    assert command("document", "put", "D-1", "msa", tmp_path / "in").code == 0
    told = command("erase", "carla", *REASON, "--dry-run").out
    assert "Cannot be looked into, and stays: 1 document(s)." in told
    assert f"D-1: msa ({len(content)} bytes) {digest}" in told
    found = command("erase", "--check", "nowhere@all.example", "--json")
    assert (found.code, found.json["opaque_documents"]) == (0, 1)
    assert "Not looked into: 1 document(s)" in command("erase", "--check", "nowhere").err
    done = command("erase", "carla", *REASON, "--yes", "--json", "--document", digest).json
    assert {"kind": "contents", "count": 1} in done["erased"]
    assert "content_erased" in command("document", "get", "D-1", "msa", "-").err


@pytest.mark.parametrize(
    "given",
    [
        [],
        ["carla", *REASON, "--document", "msa"],
        ["carla"],
        ["carla", "vera", *REASON],
        ["no body", *REASON],
        ["carla", *REASON, "--json"],
        ["carla", *REASON, "--by", "no body"],
        ["--check"],
        ["carla", *REASON, "--dump", "x"],
    ],
)
def test_what_is_not_said_clearly_is_a_fault_of_usage(command: Command, given: list[str]) -> None:
    assert command("erase", *given).code == 2


def test_the_same_again_under_its_id_says_what_was_done(command: Command) -> None:
    given = ("erase", "carla", *REASON, "--yes", "--id", "request-17")
    first = command(*given, "--json").json
    again = command(*given, "--json")
    assert (first["added"], again.json["added"], again.code) == (True, False, 0)
    assert again.json["erased"] == first["erased"]
    assert f"Erased before. Record request-17 at {first['position']}." in command(*given).out
    assert command("erase", "carla", *REASON, "--yes", "--id", "no id").code == 2


def test_a_refusal_has_its_code(command: Command) -> None:
    hold = lines(
        a_sending("legal_hold.placed", id="h-1", hold="H-1", deals=["D-1"], reason="A claim.")
    )
    assert command("record", "-", given=hold).code == 0
    refused = command("erase", "carla", *REASON, "--yes", "--json")
    assert (refused.code, refused.json["code"]) == (1, "legal_hold_covers")
    refused = command("erase", "nobody", *REASON, "--yes")
    assert refused.code == 1
    assert "person_not_on_record" in refused.err


def test_check_finds_values_in_the_live_database_and_tells_where(command: Command) -> None:
    found = command("erase", "--check", NAME, "nowhere@all.example", "--json")
    assert found.code == 1
    assert {each["value"] for each in found.json["found"]} == {1}
    assert any(each["where"].startswith("ledger.disclosures") for each in found.json["found"])
    assert NAME not in found.out
    command("erase", "carla", *REASON, "--yes")
    after = command("erase", "--check", NAME, "--json").json["found"]
    assert {each["where"].partition(",")[0] for each in after} == {"ledger.entries"}  # in clear


def test_check_reads_values_from_a_file(command: Command, tmp_path: Path) -> None:
    values = tmp_path / "values.txt"
    values.write_text("nowhere@all.example\n\nnobody at all\n", encoding="utf-8")
    clean = command("erase", "--check", "--values", values)
    assert clean.code == 0
    assert "Not found: 2 value(s)" in clean.out


def test_check_looks_through_dumps_and_backups(
    command: Command, database: str, server: EmbeddedServer, tmp_path: Path
) -> None:
    plain, packed = tmp_path / "d.sql", tmp_path / "d.sql.gz"
    subprocess.run(
        [str(server.binaries / "pg_dump"), "--file", str(plain), database],
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    backup, passphrase = tmp_path / "b.backup", tmp_path / "passphrase"
    passphrase.write_text("what nobody guesses")
    assert command("backup", backup, "--passphrase-file", passphrase).code == 0
    for file in (plain, packed, backup):
        options = ("--dump", file, "--passphrase-file", passphrase)
        found = command("erase", "--check", NAME, "--json", *options)
        assert found.code == 1, file
        assert any("disclosures" in each["where"] for each in found.json["found"])
        assert command("erase", "--check", "nowhere@all.example", *options).code == 0


@pytest.fixture(scope="module")
def dumped(server: EmbeddedServer) -> bytes:
    """What `pg_dump` writes of a ledger that holds nobody."""
    dump = [str(server.binaries / "pg_dump"), server.url(MIGRATED)]
    done = subprocess.run(dump, check=True, capture_output=True, env={**os.environ, "LC_ALL": "C"})
    return done.stdout


UNREAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "in pg_dump's own format": (lambda _: b"PGDMP and more", "plain dump"),
    "cut short": (lambda whole: whole[: len(whole) // 2], "cut short"),
    "with its last lines cut off": (lambda whole: whole[: whole.rindex(b"complete")], "cut short"),
    "of which a second one was cut short": (lambda whole: whole + whole[:5000], "cut short"),
    "packed otherwise": (lzma.compress, "no plain dump"),
    "empty": (lambda _: b"", "no plain dump"),
    "gzipped and cut short": (lambda whole: gzip.compress(whole)[:-2000], "cannot be read"),
    "gzipped and damaged": (
        lambda whole: gzip.compress(whole)[:50] + bytes(2000) + gzip.compress(whole)[2050:],
        "cannot be read",
    ),
}


@pytest.mark.parametrize("kind", UNREAD)
def test_what_cannot_be_read_to_its_end_is_not_said_to_be_clean(
    command: Command, dumped: bytes, tmp_path: Path, kind: str
) -> None:
    change, why = UNREAD[kind]
    file = tmp_path / "dump"
    file.write_bytes(dumped)
    assert command("erase", "--check", NAME, "--dump", file).code == 0
    file.write_bytes(change(dumped))
    said = command("erase", "--check", NAME, "--dump", file)
    assert said.code == 1
    assert why in " ".join(said.err.split())


@pytest.fixture
def homes() -> Iterator[tuple[Command, Command]]:
    """Two embedded ledgers: one that knows Carla, one that is empty."""
    with (
        TemporaryDirectory(prefix="deal-ledger-home-") as one,
        TemporaryDirectory(prefix="deal-ledger-home-") as other,
    ):
        made = tuple(
            Command({
                "DEAL_LEDGER_HOME": home,
                "DEAL_LEDGER_DATABASE_URL": "",
                "DEAL_LEDGER_PASSPHRASE": "what nobody guesses",
            })
            for home in (one, other)
        )  # fmt: skip
        assert made[0]("record", "-", given=RECORDS).code == 0
        yield made[0], made[1]


def test_a_restore_erases_again_by_the_list_of_the_former_home(
    homes: tuple[Command, Command], tmp_path: Path
) -> None:
    one, other = homes
    backup = tmp_path / "before.backup"
    assert one("backup", backup).code == 0
    record = one("erase", "carla", *REASON, "--yes", "--json").json["record"]
    listed = file_in(Path(one.settings["DEAL_LEDGER_HOME"]))
    said = other("restore", backup, "--erasures", listed, "--json")
    assert said.code == 0, said.err
    assert said.json["erased_again"] == [record]
    assert other("erase", "--check", f"Dear {NAME}").code == 0
    assert other("verify").code == 0
    # From now on the list is here, too.
    assert file_in(Path(other.settings["DEAL_LEDGER_HOME"])).read_bytes() == listed.read_bytes()


def test_a_restore_keeps_its_list_also_of_what_the_backup_knows_already(
    homes: tuple[Command, Command], tmp_path: Path
) -> None:
    one, other = homes
    one("erase", "carla", *REASON, "--yes")
    backup = tmp_path / "after.backup"
    assert one("backup", backup).code == 0
    listed = file_in(Path(one.settings["DEAL_LEDGER_HOME"]))
    said = other("restore", backup, "--erasures", listed, "--json")
    assert (said.code, said.json["erased_again"]) == (0, [])
    # The next one may be of a backup that is older.
    assert file_in(Path(other.settings["DEAL_LEDGER_HOME"])).read_bytes() == listed.read_bytes()


def test_a_restore_without_a_list_says_what_cannot_be_known(
    homes: tuple[Command, Command], tmp_path: Path
) -> None:
    one, other = homes
    backup = tmp_path / "before.backup"
    assert one("backup", backup).code == 0
    said = other("restore", backup)
    assert said.code == 0
    assert "No list of erasures was there" in said.out
    assert other("restore", backup, "--erasures", tmp_path / "none").code == 2


LEFT = "Ring 040 1234567."


@pytest.fixture
def left(command: Command) -> Command:
    """Carla is erased, and a number of hers was left."""
    more = a_sending("message.sent", id="m-left", message="M9", to=["carla"], words=LEFT)
    assert command("record", "-", given=lines(more)).code == 0
    assert command("erase", "carla", *REASON, "--id", "request-17", "--yes").code == 0
    assert command("erase", "--check", "040 1234567").code == 1
    return command


def test_what_was_left_goes_after_the_earlier_erasure(left: Command, tmp_path: Path) -> None:
    again = ("erase", "carla", "--reason", "Request 18.", "--also", "040 1234567")
    nobody = left(*again, "--yes", "--json")
    assert (nobody.code, nobody.json["code"]) == (1, "person_not_on_record")
    assert "(after)" in nobody.json["detail"]
    told = left(*again, "--after", "request-17", "--dry-run", "--json").json
    assert told["record"] is None
    assert left("erase", "--check", "040 1234567").code == 1
    done = left(*again, "--after", "request-17", "--id", "request-18", "--yes", "--json")
    assert done.code == 0, done.err
    assert done.json["erased"] == told["erased"] == [{"kind": "values", "count": 1}]
    assert left("erase", "--check", "040 1234567").code == 0
    assert left("verify").code == 0
    assert [each.record for each in read_list(file_in(tmp_path))] == ["request-17", "request-18"]
    same = left(*again, "--after", "request-17", "--id", "request-18", "--yes", "--json").json
    assert (same["record"], same["position"]) == ("request-18", done.json["position"])


@pytest.mark.parametrize("after", ["request-16", "m-left"])
def test_an_erasure_that_was_not_done_is_nothing_to_go_after(left: Command, after: str) -> None:
    refused = left(
        "erase", "carla", *REASON, "--also", "040 1234567", "--after", after, "--yes", "--json"
    )
    assert (refused.code, refused.json["code"]) == (1, "person_not_on_record")
    assert left("erase", "--check", "040 1234567").code == 1


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ("--inserts", "without --inserts"),
        ("--column-inserts", "without --inserts"),
        ("--encoding=LATIN1", "in UTF-8"),
        ("--schema-only", "lacks the rows of ledger.access_log, "),
        ("--exclude-table-data=ledger.inbox", "lacks the rows of ledger.inbox:"),
    ],
)
def test_a_dump_that_does_not_show_every_value_is_not_said_to_be_clean(
    command: Command, database: str, server: EmbeddedServer, tmp_path: Path, option: str, why: str
) -> None:
    file = tmp_path / "d.sql"
    dump = [str(server.binaries / "pg_dump"), option, "--file", str(file), database]
    subprocess.run(dump, check=True, env={**os.environ, "LC_ALL": "C"})
    found = command("erase", "--check", "nowhere@all.example", "--dump", file)
    assert found.code == 1
    assert why in found.err
