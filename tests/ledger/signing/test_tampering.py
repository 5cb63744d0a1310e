"""A signer signs nothing that does not extend what it signed: whatever was done to the database."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.application import Ledger
from ledger.verifying import verify
from tests.databases import a_ledger, rows
from tests.ledger.eleven import add
from tests.ledger.signing.hand import ByHand, passes_without_rest
from tests.records import statements
from tests.tampering import in_bytes, tamper


@pytest.fixture
def database(filled: str) -> str:
    """A copy of the eleven entries, to be tampered with."""
    return filled


@pytest.fixture
def hand(database: str, tmp_path: Path) -> ByHand:
    """A signer that has signed the eleven."""
    made = ByHand(database, tmp_path / "signer")
    signed = made.sign()
    assert signed is not None
    assert signed.size == 11
    return made


class Tampering(NamedTuple):
    """What was done, whether all hashes were made to fit, and what the signer says of it."""

    statements: list[str]
    rule: str
    position: int | None = None
    hash_anew: bool = False


def _with_leaf(position: int) -> list[str]:
    """Another word in an entry, and the leaf made to fit."""
    leaf = r"sha256('\x00'::bytea || state)"
    fit = f"UPDATE ledger.entries SET leaf = {leaf} WHERE position = {position}"  # noqa: S608
    return [in_bytes(position, "twelve", "ninety"), fit]


DELETED = "DELETE FROM ledger.entries WHERE position"
ADDED = (
    "INSERT INTO ledger.entries SELECT 12, 'D-9', 1, 'forged', topic, recorded_at, fingerprint,"
    " state, leaf, subtrees FROM ledger.entries WHERE position = 11"
)
ALTERED, LOGGED = "ALTER TABLE ledger.log ALTER", "UPDATE ledger.log SET"
SMALLER = "UPDATE ledger.log SET size = 10"
SWAPPED = [
    "UPDATE ledger.entries SET position = 99 WHERE position = 8",
    "UPDATE ledger.entries SET position = 8 WHERE position = 10",
    "UPDATE ledger.entries SET position = 10 WHERE position = 99",
]
TAMPERINGS = {
    "one word of an entry": Tampering([in_bytes(5, "twelve", "ninety")], "leaf", 5),
    "an entry and its leaf": Tampering(_with_leaf(5), "subtrees", 6),
    "the last entry and its leaf": Tampering(_with_leaf(11), "rewritten"),
    "an entry and every hash": Tampering(
        [in_bytes(5, "twelve", "ninety")], "rewritten", None, True
    ),
    "an entry removed": Tampering([f"{DELETED} = 7"], "missing", 7),
    "the first entry removed": Tampering([f"{DELETED} = 1"], "missing", 1),
    "the tail removed": Tampering([f"{DELETED} > 9"], "missing", 10),
    "the tail removed, and the log told so": Tampering([f"{DELETED} = 11", SMALLER], "shrunk"),
    "the tail removed, and every hash": Tampering(
        [f"{DELETED} = 11", SMALLER], "shrunk", None, True
    ),
    "two entries swapped": Tampering(SWAPPED, "subtrees", 8),
    "two entries swapped, and every hash": Tampering(SWAPPED, "rewritten", None, True),
    "an entry put in at the end": Tampering([ADDED], "log", 12),
    "an entry put in at the end, and every hash": Tampering(
        [ADDED, "UPDATE ledger.log SET size = 12"], "columns", 12, True
    ),
    "all entries removed": Tampering(["TRUNCATE ledger.entries"], "missing", 1),
    "a leaf": Tampering(["UPDATE ledger.entries SET leaf = sha256('x') WHERE position = 9"],
                        "leaf", 9),
    "a kept subtree": Tampering(["UPDATE ledger.entries SET subtrees = '' WHERE position = 8"],
                                "subtrees", 8),
    "the frontier": Tampering(["UPDATE ledger.log SET frontier[1] = sha256('x')"], "rewritten"),
    "the name of the log": Tampering(["UPDATE ledger.log SET origin = 'other'"], "origin"),
    **{
        f"the log's row: {what}": Tampering([f"{ALTERED} {allowed}", f"{LOGGED} {change}"], "log")
        for what, allowed, change in (
            ("size NULL", "size DROP NOT NULL", "size = NULL"),
            ("frontier NULL", "frontier DROP NOT NULL", "frontier = NULL"),
            ("a hash NULL", "frontier DROP NOT NULL", "frontier[1] = NULL"),
            ("frontiers", "frontier DROP NOT NULL", "frontier = ARRAY[frontier, frontier]"),
        )
    },
    "the log itself": Tampering(["DELETE FROM ledger.log"], "log"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_tampered_with_is_never_signed_again(hand: ByHand, name: str) -> None:
    done, before = TAMPERINGS[name], hand.note
    tamper(hand.url, *done.statements, hash_anew=done.hash_anew)
    assert hand.sign() is None
    assert (hand.frozen.rule, hand.frozen.position) == (done.rule, done.position)
    assert hand.frozen.reason
    assert hand.note == before
    told = rows(hand.url, "SELECT kind, told ->> 'rule' FROM ledger.signer_log")
    assert told == [("frozen", done.rule)]


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_is_tampered_with_under_a_signer_at_work_is_found(
    hand: ByHand, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = TAMPERINGS[name]
    with passes_without_rest(monkeypatch), hand.begun() as signer:
        hand.step(signer)
        tamper(hand.url, *done.statements, hash_anew=done.hash_anew)
        hand.step(signer)
        for _ in range(3):
            if not signer.state.frozen:
                signer.reread()
                hand.step(signer)
        assert signer.state.frozen is not None
        assert signer.state.frozen.rule in {done.rule, "rewritten"}


GROWN = [name for name, done in TAMPERINGS.items() if done.rule in {"rewritten", "shrunk", "leaf"}]


@pytest.mark.parametrize("name", GROWN)
def test_growing_after_it_was_tampered_with_hides_nothing(
    hand: ByHand, database: str, name: str
) -> None:
    done, before = TAMPERINGS[name], hand.note
    tamper(database, *done.statements, hash_anew=done.hash_anew)
    with a_ledger(database, "later") as later:
        add(later, *statements(5))
    assert hand.sign() is None
    assert hand.frozen.rule
    assert hand.note == before


def test_a_rewritten_ledger_that_verifies_in_itself_is_refused(
    hand: ByHand, ledger: Ledger
) -> None:
    """Only what is kept elsewhere refuses an owner who changed the last entry and every hash."""
    tamper(hand.url, in_bytes(11, "twelve", "ninety"), hash_anew=True)
    assert verify(ledger, lambda done, total: None).holds
    assert hand.sign() is None
    assert hand.frozen.rule == "rewritten"


def test_what_is_mended_is_still_not_signed_until_it_is_told_to(hand: ByHand) -> None:
    tamper(hand.url, in_bytes(5, "twelve", "ninety"))
    assert hand.sign() is None
    tamper(hand.url, in_bytes(5, "ninety", "twelve"))
    assert hand.sign() is None
    assert hand.frozen.rule == "leaf"
