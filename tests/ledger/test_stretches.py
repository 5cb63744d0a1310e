"""A stretch that is judged by itself, and joined, gives what judging it in its place gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proof.stretch import Stretch, Told, read_told, written
from ledger.proof.verification import LogRow, Report, Row, Verification
from tests.golden.entries import ORIGIN
from tests.ledger.stored_rows import a_log, a_verification, log_of, page_of, tampered

Apart = Callable[[int], bool]
"""Whether the stretch with this number is judged apart."""


def between(rows: list[Row], after: int, up_to: int) -> list[Row]:
    """As the database gives them."""
    return sorted((row for row in rows if after < row.position <= up_to), key=lambda row: row[0])


def told_of(chance: Random, rows: list[Row], after: int, up_to: int, leaves: int) -> Told | None:
    left = between(rows, after, up_to)
    wanted = [size for size in a_verification().wanted if after < size < up_to]
    stretch = Stretch(ORIGIN, after, leaves, wanted)
    while left:
        many = chance.randint(1, 5)
        if not stretch.takes(page_of(left[:many])):
            return None
        left = left[many:]
    told = read_told(written(stretch.told()))
    return told if told.up_to == up_to else None


def verified(
    chance: Random,
    rows: list[Row],
    log: LogRow,
    leaves: int,
    apart: Apart,
    going: Verification | None = None,
) -> tuple[Report, int]:
    """What verifying finds, and how many stretches were joined."""
    going = going or a_verification()
    total = max([log.size, *(row.position for row in rows if row.position < 99)])
    broken = None
    joined = 0
    while going.size < total and not broken:
        up_to = min(going.size + leaves, total)
        if apart(going.size // leaves):
            told = told_of(chance, rows, going.size, up_to, leaves)
            if told and going.joins(told):
                joined += 1
                continue
        broken = going.judge_page(page_of(between(rows, going.size, up_to)))
        if going.size < up_to:
            break
    broken = broken or going.judge_log(log)
    return Report(going.size, going.root, going.undisclosed, broken, going.roots), joined


CHOICES: list[Apart] = [lambda _: True, lambda n: n % 2 == 1, lambda n: n % 3 > 0]
leaves = st.sampled_from([1, 2, 4, 8, 16])


@given(st.integers(0), leaves, st.sampled_from(CHOICES))
@settings(max_examples=400)
def test_a_ledger_that_was_tampered_with_is_reported_alike(
    seed: int, leaves: int, apart: Apart
) -> None:
    chance = Random(seed)
    rows = a_log(chance, chance.randint(1, 40))
    changed = tampered(chance, rows)
    log = log_of(chance.choice([rows, changed]))
    in_its_place, _ = verified(chance, changed, log, leaves, lambda _: False)
    assert verified(chance, changed, log, leaves, apart)[0] == in_its_place


@given(st.integers(0), leaves, st.sampled_from(CHOICES))
def test_all_stretches_of_a_clean_ledger_are_joined(seed: int, leaves: int, apart: Apart) -> None:
    chance = Random(seed)
    rows = a_log(chance, chance.randint(1, 70))
    in_its_place, _ = verified(chance, rows, log_of(rows), leaves, lambda _: False)
    assert in_its_place.holds
    found, joined = verified(chance, rows, log_of(rows), leaves, apart)
    assert found == in_its_place
    assert joined == sum(map(apart, range(-(-len(rows) // leaves))))


@given(st.integers(0), leaves, st.sampled_from([lambda _: False, *CHOICES]))
def test_what_was_delivered_is_noted_however_it_is_judged(
    seed: int, leaves: int, apart: Apart
) -> None:
    chance = Random(seed)
    rows = a_log(chance, 40)
    going = a_verification()
    verified(chance, rows, log_of(rows), leaves, apart, going)
    read = [(each.position, json.loads(each.state)["entry"]) for each in rows]
    delivered = [position for position, entry in read if "received_at" in entry]
    assert 0 < len(delivered) < 40
    assert list(going.delivered) == delivered


ROWS = a_log(Random(3), 24)
OTHER = {
    "another head": lambda told: told._replace(
        follows={stream: (version + 1, leaf) for stream, (version, leaf) in told.follows.items()}
    ),
    "another leaf": lambda told: told._replace(
        follows={stream: (version, b"x" * 32) for stream, (version, _) in told.follows.items()}
    ),
    "an earlier time": lambda told: told._replace(began="2025-05-16T15:00:00.000001Z"),
    "other subtrees above": lambda told: told._replace(above=told.above + b"x" * 32),
    "no subtrees above": lambda told: told._replace(above=b""),
    "another place": lambda told: told._replace(after=0, up_to=8),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHER)
def test_what_does_not_fit_to_what_is_ahead_is_not_joined_and_changes_nothing(what: str) -> None:
    going = a_verification()
    assert going.judge_page(page_of(ROWS[:8])) is None
    told = told_of(Random(1), ROWS, 8, 16, 8)
    assert told is not None
    assert told.above
    assert told.follows
    before = going.root, going.size, dict(going.roots)
    assert not going.joins(OTHER[what](told))
    assert (going.root, going.size, going.roots) == before
    assert going.joins(told)
    assert going.size == 16
