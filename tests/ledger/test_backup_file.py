"""The file of a backup: whole or not there, nobody else's, and damage in it is always found."""

from __future__ import annotations

import errno
import fcntl
import gzip
import io
import os
import tarfile
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pyrage  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.application import Ledger
from ledger.backup.archive import DIGEST_LENGTH
from ledger.backup.load import opened_backup
from ledger.backup.manifest import BackupError
from tests.ledger.backups import (
    PASSPHRASE,
    fill,
    members_of,
    one_key,
    quietly,
    save,
    write_members,
)

SAVED = "ledger.backup"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup is to be."""
    return tmp_path / SAVED


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is sound, of members that no database gave."""
    file = tmp_path_factory.mktemp("sound") / SAVED
    write_members(file, [("a", b"some words " * 200), ("b", os.urandom(100_000)), ("end", b"")])
    assert len(members_of(file)) == 3
    return file


def test_the_standard_tools_open_it(ledger: Ledger, database: str, file: Path) -> None:
    fill(ledger)
    manifest = save(database, file)
    with ZipFile(file) as container:
        assert container.testzip() is None
        assert "age --decrypt --identity key.age" in container.read("README.txt").decode()
        key = pyrage.passphrase.decrypt(container.read("key.age"), PASSPHRASE).decode().strip()
        identity = pyrage.x25519.Identity.from_str(key)
        plain = pyrage.decrypt(container.read("ledger.tar.gz.age"), [identity])
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(plain))) as tar:
        assert tar.getnames()[0] == "manifest.json"
        assert tar.getnames()[-1] == "end"
        entries = tar.extractfile("tables/entries/000001.copy")
        assert entries
        assert entries.read().count(b"\n") == manifest.size == 12


def test_its_last_characters_are_the_digest_of_what_comes_before(sound: Path) -> None:
    content = sound.read_bytes()
    stated = content[-DIGEST_LENGTH:].decode()
    assert stated == sha256(content[:-DIGEST_LENGTH]).hexdigest()


def test_nothing_that_was_recorded_can_be_read_in_it(
    ledger: Ledger, database: str, file: Path
) -> None:
    fill(ledger)
    manifest = save(database, file)
    content = file.read_bytes()
    for secret in (manifest.origin, manifest.root, PASSPHRASE, "entries", "clause"):
        assert secret.encode() not in content


def refused(file: Path, passphrase: str = PASSPHRASE) -> str:
    """Why a file is refused, whether at its beginning or where it is read."""
    with (
        pytest.raises(BackupError) as caught,
        one_key(),
        opened_backup(file, passphrase, quietly),
    ):
        pass
    return str(caught.value)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a changed copy is written."""
    return tmp_path_factory.mktemp("copy") / SAVED


def hashed_anew(content: bytes | bytearray) -> bytes:
    kept = bytes(content[:-DIGEST_LENGTH])
    return kept + sha256(kept).hexdigest().encode()


def placed(place: float, content: bytes | bytearray) -> int:
    return min(int(place * len(content)), len(content) - 1)


@given(place=st.floats(0, 1), change=st.integers(1, 255))
def test_a_changed_byte_anywhere_is_refused(
    sound: Path, copy: Path, place: float, change: int
) -> None:
    content = bytearray(sound.read_bytes())
    content[placed(place, content)] ^= change
    copy.write_bytes(content)
    with pytest.raises(BackupError, match=r"changed or|cut short|not a backup"):
        members_of(copy)


@given(place=st.floats(0, 1), change=st.integers(1, 255))
def test_a_byte_of_the_data_changed_on_purpose_is_refused_too(
    sound: Path, copy: Path, place: float, change: int
) -> None:
    content = bytearray(sound.read_bytes())
    with ZipFile(sound) as container:
        info = container.getinfo("ledger.tar.gz.age")
    start = info.header_offset + 30 + len(info.filename) + 20
    content[start + min(int(place * info.file_size), info.file_size - 1)] ^= change
    copy.write_bytes(hashed_anew(content))
    with pytest.raises(BackupError):
        members_of(copy)


@given(place=st.floats(0, 1), change=st.integers(1, 255))
def test_whatever_was_changed_on_purpose_nothing_else_is_read_from_it(
    sound: Path, copy: Path, place: float, change: int
) -> None:
    content = bytearray(sound.read_bytes())
    # The whole frame of the zip, its directory and its note, but not the many bytes of data.
    frame = [*range(2_000), *range(len(content) - 500, len(content) - DIGEST_LENGTH)]
    content[frame[placed(place, bytes(len(frame)))]] ^= change
    copy.write_bytes(hashed_anew(content))
    try:
        found = members_of(copy)
    except BackupError:
        return
    assert found == members_of(sound)


@given(place=st.floats(0, 1))
def test_a_file_that_was_cut_short_is_refused(sound: Path, copy: Path, place: float) -> None:
    content = sound.read_bytes()
    copy.write_bytes(content[: placed(place, content)])
    with pytest.raises(BackupError, match=r"changed or|cut short|not a backup"):
        members_of(copy)


@given(st.binary(max_size=300))
def test_another_file_is_no_backup(copy: Path, content: bytes) -> None:
    copy.write_bytes(content)
    assert "not a backup" in refused(copy)


def test_data_cut_short_behind_a_sound_frame_are_refused(
    sound: Path, copy: Path, tmp_path: Path
) -> None:
    with ZipFile(sound) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    for kept in (0, 100, 65_536, len(parts["ledger.tar.gz.age"]) - 1):
        with ZipFile(copy, "w") as container:
            container.comment = b"0" * DIGEST_LENGTH
            for name, content in parts.items():
                container.writestr(name, content[:kept] if name.startswith("ledger") else content)
        copy.write_bytes(hashed_anew(copy.read_bytes()))
        with pytest.raises(BackupError, match="changed or cut short"):
            members_of(copy)


def test_another_passphrase_does_not_open_it(sound: Path) -> None:
    assert "passphrase does not open" in refused(sound, "what somebody guesses")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refused(tmp_path / "nowhere")
    assert "cannot be read: Is a directory" in refused(tmp_path)


def test_only_its_owner_may_read_it_and_nothing_else_is_left(database: str, file: Path) -> None:
    file.with_name(f"{SAVED}.part").write_text("left by one that was killed")
    file.with_name(f"{SAVED}.part").chmod(0o644)
    save(database, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_there_is_replaced_only_when_told_and_only_when_complete(
    database: str, file: Path
) -> None:
    file.write_text("precious")
    with pytest.raises(BackupError, match="already there"):
        save(database, file)

    def interrupt(what: str, done: int, total: int) -> None:
        assert file.with_name(f"{SAVED}.part").stat().st_mode & 0o777 == 0o600
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(database, file, progress=interrupt, replace=True)
    assert file.read_text() == "precious"
    assert list(file.parent.iterdir()) == [file]
    save(database, file, replace=True)
    assert members_of(file)


def test_an_interruption_while_data_are_encrypted_leaves_nothing(
    ledger: Ledger, database: str, file: Path
) -> None:
    fill(ledger)

    def interrupt(what: str, done: int, total: int) -> None:
        if what == "Saving":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(database, file, progress=interrupt)
    assert list(file.parent.iterdir()) == []


def test_two_backups_to_one_file_do_not_mix(database: str, file: Path) -> None:
    part = file.with_name(f"{SAVED}.part")
    with part.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BackupError, match="by another backup"):
            save(database, file)
    assert part.exists()


def test_a_full_disk_is_said_and_leaves_nothing(
    database: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupError, match="cannot be written: No space left on device"):
        save(database, file)
    assert list(file.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(database: str, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be written: No such file"):
        save(database, tmp_path / "nowhere" / SAVED)
