"""What grows is signed, each checkpoint extends the one before, and what was signed is kept."""

from __future__ import annotations

import stat
from functools import partial
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.database import VIEWS, WRITER, connected
from ledger.proof.checkpoint import checkpoint_of
from ledger.proof.consistency import prove_consistency, verify_consistency
from ledger.proof.merkle import EMPTY_ROOT
from ledger.signing import published
from ledger.signing.folder import SignerBusyError, SignerFolder
from ledger.signing.resuming import Wish
from ledger.signing.source import asking
from ledger.signing.state import State, StateError, read_state
from ledger.subtrees import made_of
from tests.databases import SEEDS, rows, run
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import ByHand
from tests.records import statements


@pytest.fixture
def hand(database: str, tmp_path: Path) -> ByHand:
    """A signer that has signed nothing yet."""
    return ByHand(database, tmp_path / "home" / "signer")


def test_an_empty_ledger_is_signed_first(hand: ByHand) -> None:
    signed = hand.sign()
    assert signed is not None
    assert (signed.origin, signed.size, signed.root) == (SEEDS.origin, 0, EMPTY_ROOT)
    assert hand.believed == signed


def test_what_is_new_is_signed_and_extends_what_was_signed(hand: ByHand, ledger: Ledger) -> None:
    before = hand.sign()
    for many in (1, 2, 4, 9, 30):
        add(ledger, *statements(many, series=f"s{many}"))
        signed = hand.sign()
        assert signed is not None
        assert before is not None
        assert (signed.size, signed.root) == (ledger.size, ledger.root())
        assert hand.believed == signed
        sizes = before.size, signed.size
        proof = made_of(ledger.rows.all, partial(prove_consistency, *sizes))
        assert verify_consistency(sizes, proof, (before.root, signed.root))
        before = signed


def test_what_is_old_is_not_signed_again(hand: ByHand, ledger: Ledger) -> None:
    add(ledger, *eleven())
    assert hand.sign()
    assert hand.sign() is None
    assert rows(hand.url, "SELECT size FROM ledger.checkpoints") == [(11,)]


def test_a_signer_at_work_goes_on_without_reading_what_it_has(hand: ByHand, ledger: Ledger) -> None:
    with hand.begun() as signer:
        for many in range(1, 6):
            add(ledger, *statements(3, series=f"s{many}"))
            signed = hand.step(signer)
            assert signed is not None
            assert (signed.size, signed.root) == (3 * many, ledger.root())


def test_readers_are_given_the_note_as_it_was_signed(hand: ByHand, ledger: Ledger) -> None:
    add(ledger, *eleven())
    signed = hand.sign()
    for role in (WRITER, VIEWS):
        with connected(hand.url, role) as connection:
            found = published.standing(asking(connection))
        assert found.frozen is None
        assert found.latest is not None
        assert found.latest.note.encode() == hand.note
        assert checkpoint_of(found.latest.note.encode()) == signed


def test_what_was_kept_and_not_published_is_published_at_the_next_begin(
    hand: ByHand, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, *eleven())

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(published, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            hand.sign()
    assert rows(hand.url, "SELECT note FROM ledger.checkpoints") == []
    assert hand.sign() is None
    assert rows(hand.url, "SELECT note FROM ledger.checkpoints") == [(hand.note.decode(),)]


def test_nobody_is_given_what_could_not_be_kept(
    hand: ByHand, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hand.sign()
    add(ledger, *eleven())

    def full(*_: object) -> None:
        raise StateError("No space is left.")

    with monkeypatch.context() as patched:
        patched.setattr(SignerFolder, "save", full)
        with pytest.raises(StateError):
            hand.sign()
    assert rows(hand.url, "SELECT size FROM ledger.checkpoints") == [(0,)]
    assert hand.sign()


def test_only_its_owner_may_read_the_key_and_the_state(hand: ByHand) -> None:
    hand.sign()
    assert stat.S_IMODE(hand.folder.path.stat().st_mode) == 0o700
    for each in hand.folder.path.iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600


def test_two_do_not_sign_with_one_folder(hand: ByHand) -> None:
    with hand.begun(), pytest.raises(SignerBusyError), hand.begun():
        pass


def test_the_state_is_read_as_it_was_kept(hand: ByHand, ledger: Ledger) -> None:
    add(ledger, *eleven())
    hand.sign()
    assert read_state(hand.state.to_bytes()) == hand.state
    assert hand.state.last == hand.believed


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"size": -1}'])
def test_a_state_that_cannot_be_read_signs_nothing(hand: ByHand, content: bytes) -> None:
    hand.sign()
    hand.folder.write("state.json", content)
    with pytest.raises(StateError, match="cannot be read"):
        hand.sign()


def test_a_key_that_cannot_be_read_signs_nothing(hand: ByHand) -> None:
    hand.sign()
    hand.folder.write("key.pem", b"rubbish")
    with pytest.raises(StateError, match="no private key"):
        hand.sign()
    (hand.folder.path / "key.pem").unlink()
    with pytest.raises(StateError, match="no key"):
        hand.sign()


def test_a_signer_without_memory_does_not_begin_anew(hand: ByHand, ledger: Ledger) -> None:
    add(ledger, *eleven())
    hand.sign()
    (hand.folder.path / "state.json").unlink()
    assert hand.sign() is None
    assert hand.frozen.rule == "forgotten"


def test_a_signer_that_saw_another_ledger_signs_nothing(hand: ByHand, ledger: Ledger) -> None:
    hand.sign()
    hand.folder.save(State.model_validate({**hand.state.model_dump(), "log": "another"}))
    assert hand.sign() is None
    assert hand.frozen.rule == "origin"


def test_an_older_copy_of_the_state_signs_nothing_until_it_is_given_the_newest_checkpoint(
    hand: ByHand, ledger: Ledger
) -> None:
    add(ledger, *eleven())
    assert hand.sign()
    older = hand.folder.contents()["state.json"]
    add(ledger, *statements(3))
    assert hand.sign()
    newest = hand.note
    hand.folder.write("state.json", older)
    add(ledger, *statements(1, series="later"))
    assert hand.sign() is None
    assert hand.frozen.rule == "forgotten"
    hand.resume(Wish("The disk was restored.", newest))
    signed = hand.sign()
    assert signed is not None
    assert signed.size == 15


def test_a_checkpoint_that_it_did_not_sign_does_not_freeze_it(hand: ByHand, ledger: Ledger) -> None:
    add(ledger, *eleven())
    assert hand.sign()
    run(
        hand.url,
        "INSERT INTO ledger.checkpoints (key, origin, size, root, note)"
        " SELECT key, origin, 99, root, replace(note, '11', '99') FROM ledger.checkpoints"
        " ORDER BY number DESC LIMIT 1",
    )
    add(ledger, *statements(1))
    assert hand.sign()
