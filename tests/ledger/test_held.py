"""A checkpoint that was kept elsewhere refuses what every rule of the ledger itself lets pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.application import Ledger
from ledger.proof.checkpoint import Checkpoint, resumed_origin
from ledger.proof.held import judge_held
from ledger.verifying import verify
from tests.databases import SEEDS
from tests.ledger.eleven import add, eleven
from tests.tampering import in_bytes, tamper


def kept(ledger: Ledger, *sizes: int) -> list[Checkpoint]:
    """The checkpoints of the ledger as it is, at some sizes."""
    return [Checkpoint(SEEDS.origin, size, ledger.root(size)) for size in sizes]


def rules(ledger: Ledger, *held: Checkpoint) -> list[str | None]:
    """The rule that each breaks, once the ledger was verified."""
    report = verify(ledger, lambda done, total: None, {each.size for each in held})
    judged = judge_held(held, SEEDS.origin, report)
    return [each.rule if each else None for each in judged]


@pytest.fixture
def eleven_entries(ledger: Ledger) -> Ledger:
    add(ledger, *eleven())
    return ledger


def test_a_ledger_extends_every_checkpoint_that_it_ever_had(eleven_entries: Ledger) -> None:
    held = kept(eleven_entries, *range(12))
    assert rules(eleven_entries, *held) == [None] * 12


def test_a_consistent_rewrite_is_refused_by_what_was_kept_and_by_nothing_else(
    eleven_entries: Ledger, database: str
) -> None:
    held = kept(eleven_entries, 7, 11)
    tamper(database, in_bytes(11, "twelve", "ninety"), hash_anew=True)
    assert verify(eleven_entries, lambda done, total: None).holds
    assert rules(eleven_entries, *held) == [None, "root"]


def test_a_shorter_ledger_is_refused(eleven_entries: Ledger, database: str) -> None:
    held = kept(eleven_entries, 8, 11)
    tamper(
        database, "DELETE FROM ledger.entries WHERE position > 9", "UPDATE ledger.log SET size = 9",
        hash_anew=True,
    )  # fmt: skip
    assert rules(eleven_entries, *held) == [None, "size"]


def test_two_checkpoints_of_one_size_that_differ_are_a_fork(eleven_entries: Ledger) -> None:
    [good] = kept(eleven_entries, 11)
    forged = replace(good, root=bytes(32))
    assert rules(eleven_entries, good, forged) == ["fork", "fork"]
    assert rules(eleven_entries, good, good) == [None, None]


def test_a_checkpoint_of_another_ledger_is_none_of_this(eleven_entries: Ledger) -> None:
    [good] = kept(eleven_entries, 11)
    other = replace(good, origin="another")
    resumed = replace(good, origin=resumed_origin(SEEDS.origin, good))
    assert rules(eleven_entries, other, resumed, good) == ["origin", None, None]


def test_what_breaks_earlier_is_not_held_against_a_checkpoint_before(
    eleven_entries: Ledger, database: str
) -> None:
    held = kept(eleven_entries, 4, 11)
    tamper(database, in_bytes(5, "twelve", "ninety"))
    assert rules(eleven_entries, *held) == [None, "size"]


def test_the_first_entry_that_differs_lies_between_two_checkpoints(
    eleven_entries: Ledger, database: str
) -> None:
    held = kept(eleven_entries, 3, 8, 11)
    tamper(database, in_bytes(11, "twelve", "ninety"), hash_anew=True)
    report = verify(eleven_entries, lambda done, total: None, {3, 8, 11})
    first, second, third = judge_held(held, SEEDS.origin, report)
    assert (first, second) == (None, None)
    assert third is not None
    assert third.reason.endswith("the first that differs is one of 9 to 11")
    alone = judge_held(held[2:], SEEDS.origin, report)[0]
    assert alone is not None
    assert alone.reason.endswith("one of 1 to 11")
