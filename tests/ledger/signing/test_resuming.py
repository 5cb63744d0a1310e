"""A frozen signer goes on only when it is told to; what was lost is told, and never hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from ledger.proof.checkpoint import checkpoint_of, log_of, read_checkpoint, resumed_origin
from ledger.proof.note import NoteError
from ledger.signing.resuming import ResumeError, Wish
from ledger.signing.signer import verifier
from ledger.signing.state import restored
from tests.databases import MIGRATED, SEEDS, a_database, a_ledger, rows
from tests.ledger.eleven import add, eleven
from tests.ledger.proving import a_signer
from tests.ledger.signing.hand import NOW, ByHand
from tests.records import statements
from tests.tampering import in_bytes, tamper

PATIENT = Wish("Mended.")
GIVEN_UP = Wish("The disk is gone.", accept_loss=True)


@pytest.fixture
def hand(database: str, ledger: Ledger, tmp_path: Path) -> ByHand:
    """A signer that has signed eleven entries."""
    add(ledger, *eleven())
    made = ByHand(database, tmp_path / "signer")
    assert made.sign()
    return made


@pytest.fixture
def yesterdays(server: EmbeddedServer, hand: ByHand) -> Iterator[ByHand]:
    """The same signer, after the database was restored as it was with eight entries."""
    with a_database(server, MIGRATED) as url, a_ledger(url, "yesterday") as ledger:
        add(ledger, *eleven()[:8])
        tamper(url, "UPDATE ledger.log SET origin = origin")
        yield ByHand(url, hand.folder.path)


def test_a_signer_that_is_not_frozen_is_not_resumed(hand: ByHand) -> None:
    with pytest.raises(ResumeError, match="not frozen"):
        hand.resume(PATIENT)


def test_what_was_mended_goes_on_under_the_same_origin(hand: ByHand, ledger: Ledger) -> None:
    before = hand.believed
    tamper(hand.url, in_bytes(5, "twelve", "ninety"))
    assert hand.sign() is None
    tamper(hand.url, in_bytes(5, "ninety", "twelve"))
    add(ledger, *statements(4))
    resumed = hand.resume(PATIENT)
    assert (resumed.frozen, resumed.losses, resumed.size) == (None, (), 11)
    signed = hand.sign()
    assert signed is not None
    assert (signed.origin, signed.size) == (before.origin, 15)
    told = rows(hand.url, "SELECT kind, told ->> 'loss' FROM ledger.signer_log ORDER BY number")
    assert told == [("frozen", None), ("resumed", None)]


def test_a_ledger_that_does_not_hold_in_itself_is_not_signed_even_with_a_loss(
    hand: ByHand,
) -> None:
    tamper(hand.url, in_bytes(5, "twelve", "ninety"))
    assert hand.sign() is None
    for wish in (PATIENT, GIVEN_UP):
        with pytest.raises(ResumeError, match="does not hold in itself at position 5"):
            hand.resume(wish)
    assert hand.frozen.rule == "leaf"


def test_a_loss_is_not_accepted_unless_it_is_said(yesterdays: ByHand) -> None:
    assert yesterdays.sign() is None
    with pytest.raises(ResumeError, match="11 entries were signed, and the ledger has 8"):
        yesterdays.resume(PATIENT)
    assert yesterdays.frozen.rule in {"shrunk", "rewritten"}


def test_after_a_loss_it_goes_on_under_an_origin_that_commits_to_what_was_signed(
    yesterdays: ByHand,
) -> None:
    before = yesterdays.believed
    assert yesterdays.sign() is None
    resumed = yesterdays.resume(GIVEN_UP)
    [loss] = resumed.losses
    assert resumed.origin == loss.origin == resumed_origin(SEEDS.origin, before)
    assert read_checkpoint(loss.last) == before
    assert (loss.size, loss.reason, loss.frozen.rule) == (8, GIVEN_UP.reason, "shrunk")
    signed = yesterdays.sign()
    assert signed is not None
    assert (signed.origin, signed.size) == (resumed.origin, 8)
    assert log_of(signed.origin) == SEEDS.origin
    key = yesterdays.folder.key()
    assert key is not None
    # Nobody who knows the key under the old name takes it for the old log.
    with pytest.raises(NoteError):
        checkpoint_of(yesterdays.note, [verifier(key, before.origin)])
    [(kind, lost)] = rows(
        yesterdays.url,
        "SELECT kind, told -> 'loss' ->> 'last' FROM ledger.signer_log"
        " ORDER BY number DESC LIMIT 1",
    )
    assert (kind, lost) == ("resumed", before.text)


def shorten(url: str, size: int) -> None:
    """Take the last entries out, and make every hash fit."""
    tamper(
        url,
        f"DELETE FROM ledger.entries WHERE position > {size}",  # noqa: S608
        f"UPDATE ledger.log SET size = {size}",  # noqa: S608
        hash_anew=True,
    )


def test_how_far_the_ledger_is_as_it_was_signed_is_told(hand: ByHand) -> None:
    shorten(hand.url, 9)
    assert hand.sign() is None
    [loss] = hand.resume(GIVEN_UP).losses
    assert (loss.size, loss.unchanged) == (9, 8)


def test_a_second_loss_commits_to_the_first(hand: ByHand, ledger: Ledger) -> None:
    for size in (10, 9):
        shorten(hand.url, size)
        assert hand.sign() is None
        hand.resume(GIVEN_UP)
        assert hand.sign()
    first, second = hand.state.losses
    assert read_checkpoint(second.last).origin == first.origin
    assert log_of(hand.state.origin) == SEEDS.origin


def test_a_loss_that_there_is_not_is_not_told(hand: ByHand) -> None:
    tamper(hand.url, in_bytes(5, "twelve", "ninety"))
    assert hand.sign() is None
    tamper(hand.url, in_bytes(5, "ninety", "twelve"))
    assert hand.resume(GIVEN_UP).losses == ()


# What a signer that was restored may go on from.


def restored_signer(hand: ByHand) -> None:
    hand.folder.write("state.json", restored(hand.state.to_bytes(), NOW))


def test_a_restored_signer_signs_nothing_though_the_ledger_is_the_same(hand: ByHand) -> None:
    restored_signer(hand)
    assert hand.sign() is None
    assert hand.frozen.rule == "restored"
    with pytest.raises(ResumeError, match="newest checkpoint that anybody has"):
        hand.resume(PATIENT)


def test_a_restored_signer_goes_on_from_the_newest_checkpoint(hand: ByHand, ledger: Ledger) -> None:
    old = hand.state
    add(ledger, *statements(4))
    assert hand.sign()
    newest = hand.note
    hand.folder.write("state.json", restored(old.to_bytes(), NOW))
    resumed = hand.resume(Wish("Moved.", newest))
    assert (resumed.size, resumed.losses, resumed.note) == (15, (), newest.decode())
    add(ledger, *statements(1, series="later"))
    signed = hand.sign()
    assert signed is not None
    assert (signed.origin, signed.size) == (SEEDS.origin, 16)


def test_a_restored_signer_whose_ledger_lacks_what_was_signed_says_so(
    yesterdays: ByHand,
) -> None:
    newest = yesterdays.note
    with a_ledger(yesterdays.url, "more") as more:
        assert more.size == 8
    restored_signer(yesterdays)
    with pytest.raises(ResumeError, match="11 entries were signed, and the ledger has 8"):
        yesterdays.resume(Wish("Moved.", newest))
    resumed = yesterdays.resume(Wish("Moved.", newest, accept_loss=True))
    assert read_checkpoint(resumed.losses[0].last).size == 11


def test_a_restored_signer_goes_on_with_an_unknown_loss(hand: ByHand) -> None:
    restored_signer(hand)
    [loss] = hand.resume(GIVEN_UP).losses
    assert loss.frozen.rule == "restored"
    assert hand.sign()


def test_only_a_checkpoint_of_its_own_lets_it_go_on(hand: ByHand, ledger: Ledger) -> None:
    old, older = hand.state, hand.note
    add(ledger, *statements(4))
    assert hand.sign()
    forged = a_signer(SEEDS.origin).sign(hand.believed.text).encode()
    restored_signer(hand)
    for given, why in (
        (forged, "not one that this signer signed"),
        (b"rubbish", "not one that this signer signed"),
        (older, "is older than what the signer knows"),
    ):
        with pytest.raises(ResumeError, match=why):
            hand.resume(Wish("Moved.", given))
    assert old.size == 11


def test_a_fork_signed_with_the_own_key_is_told(hand: ByHand) -> None:
    key = hand.folder.key()
    assert key is not None
    other = type(hand.believed)(SEEDS.origin, 11, bytes(32))
    forked = type(a_signer())(SEEDS.origin, key).sign(other.text).encode()
    restored_signer(hand)
    with pytest.raises(ResumeError, match="A fork"):
        hand.resume(Wish("Moved.", forked, accept_loss=True))


def test_a_signer_without_memory_goes_on_only_with_a_loss_or_a_checkpoint(
    hand: ByHand, ledger: Ledger
) -> None:
    note = hand.note
    (hand.folder.path / "state.json").unlink()
    assert hand.sign() is None
    with pytest.raises(ResumeError, match="knows nothing of them"):
        hand.resume(PATIENT)
    assert hand.resume(Wish("Found.", note)).losses == ()
    add(ledger, *statements(2))
    assert hand.sign()


def test_a_new_key_goes_on_only_with_a_loss(hand: ByHand) -> None:
    note = hand.note
    for name in ("state.json", "key.pem"):
        (hand.folder.path / name).unlink()
    assert hand.sign() is None
    with pytest.raises(ResumeError, match="not one that this signer signed"):
        hand.resume(Wish("Found.", note))
    [loss] = hand.resume(GIVEN_UP).losses
    assert loss.last == checkpoint_of(note).text
    assert hand.sign()
