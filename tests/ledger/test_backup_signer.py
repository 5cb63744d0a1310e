"""A backup carries the signer, and restoring it freezes it: it may lack what it signed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.backup.manifest import BackupError
from ledger.backup.signing import bring_back as bring_signer
from ledger.backup.signing import files_of
from ledger.signing.folder import SignerFolder
from ledger.signing.resuming import ResumeError, Wish
from tests.databases import SEEDS, a_ledger, rows
from tests.ledger.backups import bring_back, members_of, rewrite, save
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import NOW, ByHand
from tests.records import statements


@pytest.fixture
def hand(database: str, ledger: Ledger, tmp_path: Path) -> ByHand:
    """A signer that has signed eleven entries."""
    add(ledger, *eleven())
    made = ByHand(database, tmp_path / "signer")
    assert made.sign()
    return made


@pytest.fixture
def file(hand: ByHand, tmp_path: Path) -> Path:
    """Yesterday's backup."""
    file = tmp_path / "ledger.backup"
    save(hand.url, file, signer=files_of(hand.folder, SEEDS.origin))
    return file


def restored_into(file: Path, url: str, path: Path) -> ByHand:
    files = bring_back(file, url)
    assert bring_signer(SignerFolder(path), files, NOW) == "restored"
    return ByHand(url, path)


def test_what_was_saved_is_restored_key_and_state(
    hand: ByHand, file: Path, empty_database: str, tmp_path: Path
) -> None:
    back = restored_into(file, empty_database, tmp_path / "new" / "signer")
    assert (back.folder.path / "key.pem").read_bytes() == (
        hand.folder.path / "key.pem"
    ).read_bytes()
    assert (back.note, back.state.root, back.frozen.rule) == (
        hand.note,
        hand.state.root,
        "restored",
    )


def test_a_restored_backup_is_not_signed_until_it_is_resumed(
    hand: ByHand, ledger: Ledger, file: Path, empty_database: str, tmp_path: Path
) -> None:
    add(ledger, *statements(4))
    assert hand.sign()
    back = restored_into(file, empty_database, tmp_path / "new" / "signer")
    with a_ledger(empty_database, "other") as other:
        add(other, *statements(4, series="other"))
    assert back.sign() is None
    told = rows(empty_database, "SELECT told ->> 'rule' FROM ledger.signer_log")
    assert told == [("restored",)]
    # Fifteen entries here and fifteen there, signed with one key: that would have been a fork.
    with pytest.raises(ResumeError, match="are not those that were signed"):
        back.resume(Wish("Restored.", hand.note))
    resumed = back.resume(Wish("Restored.", hand.note, accept_loss=True))
    assert resumed.origin != hand.state.origin
    signed = back.sign()
    assert signed is not None
    assert signed.size == 15


def test_a_database_from_yesterday_freezes_the_signer_of_today(
    hand: ByHand, ledger: Ledger, file: Path, empty_database: str
) -> None:
    add(ledger, *statements(4))
    assert hand.sign()
    files = bring_back(file, empty_database)
    assert bring_signer(hand.folder, files, NOW) == "kept"
    back = ByHand(empty_database, hand.folder.path)
    assert back.sign() is None
    assert back.frozen.rule == "shrunk"


def test_a_backup_of_the_last_moment_goes_on_as_before(
    hand: ByHand, file: Path, empty_database: str, tmp_path: Path
) -> None:
    back = restored_into(file, empty_database, tmp_path / "new" / "signer")
    assert back.resume(Wish("Moved.", hand.note)).losses == ()
    with a_ledger(empty_database, "later") as later:
        add(later, *statements(2))
    signed = back.sign()
    assert signed is not None
    assert (signed.origin, signed.size) == (SEEDS.origin, 13)


def test_without_its_files_a_new_signer_does_not_begin_anew(
    hand: ByHand, tmp_path: Path, empty_database: str
) -> None:
    file = tmp_path / "without.backup"
    save(hand.url, file)
    assert bring_back(file, empty_database) == {}
    back = ByHand(empty_database, tmp_path / "new" / "signer")
    assert bring_signer(back.folder, {}, NOW) == "none"
    assert back.sign() is None
    assert back.frozen.rule == "forgotten"


def test_another_ledgers_signer_is_not_saved(hand: ByHand) -> None:
    assert files_of(hand.folder, "another") == {}
    assert files_of(SignerFolder(hand.folder.path / "nothing"), SEEDS.origin) == {}


def test_a_signer_that_cannot_be_read_is_not_left_out_silently(hand: ByHand) -> None:
    hand.folder.write("state.json", b"rubbish")
    with pytest.raises(BackupError, match="cannot be read"):
        files_of(hand.folder, SEEDS.origin)


@pytest.mark.parametrize("name", ["signer/other", "signer/key.pem"])
def test_a_signer_that_is_none_is_not_restored(file: Path, empty_database: str, name: str) -> None:
    rewrite(file, lambda members: [each for each in members if each[0] != name] + [(name, b"")])
    assert name in [member for member, _ in members_of(file)]
    with pytest.raises(BackupError):
        bring_back(file, empty_database)
