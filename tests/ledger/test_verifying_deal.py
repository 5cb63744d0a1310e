"""What the superuser changes in one deal is found by the proof of that deal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.application import Ledger
from ledger.proof.merkle import leaf_hash, push, root_of, root_with, subtrees_between
from ledger.verifying_deal import DealReport, judge_deal, verify_deal
from tests.databases import a_ledger, run
from tests.ledger.eleven import ENTRIES
from tests.records import DEAL
from tests.tampering import in_bytes, tamper


@pytest.fixture
def database(filled: str) -> str:
    """A copy of the eleven entries, to be tampered with."""
    return filled


def verified(ledger: Ledger, size: int = ENTRIES, root: bytes | None = None) -> DealReport:
    read = ledger.entries(DEAL)
    return verify_deal(
        ledger, judge_deal(ledger, DEAL, ENTRIES), read, size, root or ledger.root(size)
    )


@pytest.mark.parametrize(("size", "entries"), [(0, 0), (1, 0), (2, 1), (4, 2), (7, 4), (11, 7)])
def test_what_nobody_touched_holds_at_every_size(ledger: Ledger, size: int, entries: int) -> None:
    assert verified(ledger, size) == DealReport(entries, 0, None)


def test_another_root_is_found(ledger: Ledger) -> None:
    broken = verified(ledger, root=bytes(32)).broken
    assert broken is not None
    assert (broken.rule, broken.position) == ("inclusion", None)


def _change(position: int, change: str) -> str:
    return f"UPDATE ledger.entries SET {change} WHERE position = {position}"  # noqa: S608


@pytest.mark.parametrize(
    ("statement", "rule", "position"),
    [
        (in_bytes(3, "Twenty", "Thirty"), "leaf", 3),
        (_change(3, "state = 'x'"), "form", 3),
        (_change(3, "topic = 'clause.removed'"), "columns", 3),
        (_change(6, "recorded_at = recorded_at - interval '1 day'"), "columns", 6),
        ("DELETE FROM ledger.entries WHERE position = 3", "version", 5),
        ("UPDATE ledger.disclosures SET disclosure = 'x' WHERE position = 6", "disclosures", 6),
        ("DELETE FROM ledger.disclosures WHERE position = 6", "erased", 6),
        ("DELETE FROM ledger.persons WHERE person = 'carla'", "persons", 6),
        (_change(4, "leaf = sha256('x')"), "inclusion", None),
        ("DELETE FROM ledger.entries WHERE position = 7", "inclusion", 7),
    ],
)
def test_a_change_is_found_by_its_rule(
    ledger: Ledger, database: str, statement: str, rule: str, position: int | None
) -> None:
    root = ledger.root()
    read = ledger.entries(DEAL)
    tamper(database, statement)
    broken = verify_deal(ledger, judge_deal(ledger, DEAL, ENTRIES), read, ENTRIES, root).broken
    assert broken is not None
    assert (broken.rule, broken.position) == (rule, position)


def test_a_last_entry_that_was_read_and_is_gone_is_found(ledger: Ledger, database: str) -> None:
    root, read = ledger.root(), ledger.entries(DEAL)
    tamper(database, "DELETE FROM ledger.entries WHERE position = 11")
    broken = verify_deal(ledger, judge_deal(ledger, DEAL, ENTRIES), read, ENTRIES, root).broken
    assert broken is not None
    assert (broken.rule, broken.position) == ("read", 11)


def test_a_deal_that_was_hashed_anew_is_found_by_the_root_that_was_printed(
    ledger: Ledger, database: str
) -> None:
    root = ledger.root()
    tamper(database, in_bytes(11, "twelve", "twenty"), hash_anew=True)
    with a_ledger(database, "anew") as again:
        judged, read = judge_deal(again, DEAL, ENTRIES), again.entries(DEAL)
        broken = verify_deal(again, judged, read, ENTRIES, root).broken
    assert broken is not None
    assert broken.rule == "inclusion"


def test_what_was_erased_is_counted_and_breaks_nothing(ledger: Ledger, database: str) -> None:
    run(
        database,
        "INSERT INTO ledger.erased SELECT position, digest, '[\"/data/words\"]'"
        " FROM ledger.disclosures"
        " WHERE position = 6",
        "DELETE FROM ledger.disclosures WHERE position = 6",
    )
    report = verified(ledger)
    assert report.holds
    assert report.undisclosed == 1


@given(st.integers(0, 70), st.data())
def test_some_leaves_and_what_lies_between_them_give_the_root(
    size: int, data: st.DataObject
) -> None:
    leaves = {at: leaf_hash(bytes([at])) for at in range(1, size + 1)}
    frontier: list[bytes] = []
    subtrees = {}
    for at, leaf in leaves.items():
        subtrees[at, 0] = leaf
        finished = push(frontier, at - 1, leaf)
        subtrees |= {(at, height): node for height, node in enumerate(finished, start=1)}
    chosen = sorted(data.draw(st.sets(st.sampled_from(sorted(leaves) or [0]))) & leaves.keys())
    between = {place: subtrees[place] for place in subtrees_between(size, chosen)}
    own = {at: leaves[at] for at in chosen}
    assert root_with(size, own, between) == root_of(frontier)
    covered = sum(1 << height for _, height in between)
    assert covered + len(own) == size


def test_what_breaks_later_does_not_concern_what_was_known_before(
    ledger: Ledger, database: str
) -> None:
    tamper(database, in_bytes(11, "twelve", "twenty"))
    assert not verified(ledger).holds
    assert verified(ledger, 10) == DealReport(6, 0, None)
