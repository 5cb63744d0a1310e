"""Signed notes and checkpoints are read, and refused, as the specifications of C2SP have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proof.checkpoint import (
    Checkpoint,
    CheckpointError,
    checkpoint_of,
    key_name,
    log_of,
    read_checkpoint,
    resumed_origin,
)
from ledger.proof.merkle import EMPTY_ROOT
from ledger.proof.note import NoteError, read_note, signed_text, verifier_of
from tests.ledger.proving import ORIGIN, a_signer, a_tree

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETERS_NOTE = (
    f"{PETERS_TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
"""As the tests of Go's package `note` have it."""
SIGNER = a_signer()
HEAD = Checkpoint(ORIGIN, 7, a_tree(7).root())
NOTE = SIGNER.sign(HEAD.text)


def test_a_note_that_go_signed_is_believed() -> None:
    verifier = verifier_of(PETER)
    assert verifier.text == PETER
    assert signed_text(PETERS_NOTE, [verifier]) == PETERS_TEXT


def test_what_is_signed_here_is_believed_here() -> None:
    assert signed_text(NOTE.encode(), [SIGNER.verifier]) == HEAD.text
    assert verifier_of(SIGNER.verifier.text) == SIGNER.verifier
    assert checkpoint_of(NOTE.encode(), [SIGNER.verifier]) == HEAD


def test_a_note_may_have_signatures_of_others_too() -> None:
    witness = a_signer("witness.example", "another")
    both = NOTE + witness.sign(HEAD.text).rpartition("\n\n")[2]
    for known in ([SIGNER.verifier], [witness.verifier], [SIGNER.verifier, witness.verifier]):
        assert signed_text(both.encode(), known) == HEAD.text
    assert [each.name for each in read_note(both.encode()).signatures] == [
        ORIGIN,
        "witness.example",
    ]


def test_another_key_or_another_name_is_not_believed() -> None:
    for other in (a_signer(key="another"), a_signer("ledger.example/other")):
        with pytest.raises(NoteError, match="not signed by the key"):
            signed_text(NOTE.encode(), [other.verifier])
    with pytest.raises(NoteError, match="not signed by the key"):
        signed_text(NOTE.encode(), [])


def test_a_changed_text_is_not_believed() -> None:
    with pytest.raises(NoteError, match="not one of this text"):
        signed_text(NOTE.replace("\n7\n", "\n8\n").encode(), [SIGNER.verifier])


@given(st.data())
def test_any_changed_byte_is_found(data: st.DataObject) -> None:
    raw = bytearray(NOTE.encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NoteError):
        signed_text(bytes(raw), [SIGNER.verifier])


BAD_NOTES = {
    "no signature": HEAD.text,
    "an empty line and nothing": HEAD.text + "\n",
    "no last line end": NOTE[:-1],
    "a hyphen for the dash": NOTE.replace("—", "-"),
    "a tab in the text": NOTE.replace("\n7\n", "\n\t7\n"),
    "a name with a plus": NOTE.replace("— ledger", "— led+ger"),
    "base64 that is none": NOTE.replace("=\n", "*\n"),
    "too many signatures": HEAD.text + "\n" + NOTE.rpartition("\n\n")[2] * 101,
    "too long": "x" * 1_000_001 + NOTE,
    "a signature of nothing": HEAD.text + "\n— ledger.example/tests AAAA\n",
}


@pytest.mark.parametrize("name", BAD_NOTES)
def test_what_is_no_note_is_refused(name: str) -> None:
    with pytest.raises(NoteError):
        read_note(BAD_NOTES[name].encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NoteError):
        read_note(b"\xff\n\n" + NOTE.encode())


@pytest.mark.parametrize("text", ["a\tb\n", "no line end", "\x7f\n"])
def test_what_cannot_be_a_notes_text_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        SIGNER.sign(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b"])
def test_what_cannot_be_a_keys_name_is_refused(name: str) -> None:
    with pytest.raises(NoteError):
        a_signer(name).sign("text\n")
    with pytest.raises(NoteError):
        key_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "", "name", "name+12345678", PETER.replace("c74f20a3", "c74f20a4"), PETER[:-1],
        PETER.replace("+AR", "+BR"), PETER.replace("PeterNeumann", "Peter Neumann"),
        "PeterNeumann+c74f20a3+ü",
    ],
)  # fmt: skip
def test_what_is_no_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        verifier_of(text)


def test_a_checkpoint_is_three_lines() -> None:
    assert HEAD.text.split("\n")[:2] == [ORIGIN, "7"]
    assert read_checkpoint(HEAD.text) == HEAD
    further = Checkpoint(ORIGIN, 0, EMPTY_ROOT, ("more", "and more"))
    assert read_checkpoint(further.text) == further


@pytest.mark.parametrize(
    "text",
    [
        "", "origin\n7\n", HEAD.text[:-1], HEAD.text + "\n", HEAD.text.replace("\n7\n", "\n07\n"),
        HEAD.text.replace("\n7\n", "\n-7\n"), HEAD.text.replace("\n7\n", "\n\u0667\n"),
        HEAD.text.replace("\n7\n", "\n9223372036854775808\n"), HEAD.text.replace("=\n", "\n"),
        f"{ORIGIN}\n7\nAAAA\n", f"\n{HEAD.text}", f"{ORIGIN}\n7\nü\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(CheckpointError):
        read_checkpoint(text)


def test_the_origin_after_a_loss_commits_to_what_was_signed_last() -> None:
    resumed = resumed_origin(ORIGIN, HEAD)
    assert resumed.startswith(f"{ORIGIN}/after-")
    assert resumed != resumed_origin(ORIGIN, Checkpoint(ORIGIN, 7, EMPTY_ROOT))
    assert log_of(resumed) == ORIGIN == log_of(ORIGIN)
    assert key_name(resumed) == resumed
