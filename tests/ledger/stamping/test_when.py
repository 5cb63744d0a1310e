"""Between what an entry was recorded: what a stamp proves, no more, and by none that fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.time_stamp import as_pem, roots_of
from ledger.proof.verification import Report
from ledger.stamping.judging import Judged, judge_stamps, sizes_stamped
from ledger.stamping.recorded import stamps_for, stamps_of
from ledger.stamping.when import Bounds, bounds
from ledger.verifying import verify
from tests.databases import a_ledger
from tests.ledger.eleven import add
from tests.ledger.stamping.authority import Authority, an_authority
from tests.ledger.stamping.hand import StampedByHand
from tests.records import statements
from tests.tampering import in_bytes, tamper


@pytest.fixture
def stamped(hand: StampedByHand) -> StampedByHand:
    """Entry 12 holds a stamp of the first 11, entry 16 one of the first 15; 17 and 18 are new."""
    hand.every = timedelta()
    assert hand.step() == 1
    add(hand.ledger, *statements(3))
    hand.signer.sign()
    assert hand.step() == 1
    add(hand.ledger, *statements(2, series="later"))
    hand.signer.sign()
    return hand


@pytest.fixture
def anew(stamped: StampedByHand) -> Iterator[Ledger]:
    """Another process, which remembers nothing of the ledger."""
    with a_ledger(stamped.signer.url, "anew") as ledger:
        yield ledger


def places(found: Bounds) -> tuple[int | None, int | None]:
    """The positions of the stamps that give the bounds."""
    before, after = found.not_before, found.not_after
    return before.position if before else None, after.position if after else None


def test_an_entry_lies_between_the_stamps_around_it(stamped: StampedByHand) -> None:
    expected = {
        **dict.fromkeys(range(1, 12), (None, 12)),
        # What holds a stamp is itself no older than that.
        12: (12, 16),
        **dict.fromkeys(range(13, 16), (12, 16)),
        **dict.fromkeys(range(16, 19), (16, None)),
    }
    found = {at: bounds(stamped.ledger, at, stamped.roots) for at in expected}
    assert {at: places(each) for at, each in found.items()} == expected
    assert all(each.passed_over == () for each in found.values())


def test_what_was_recorded_while_a_stamp_was_asked_for_is_not_covered_by_it(
    hand: StampedByHand, authority: Authority
) -> None:
    def meanwhile(request: bytes) -> bytes:
        add(hand.ledger, *statements(1))
        return authority.reply(request)

    authority.answering = [meanwhile]
    assert hand.step() == 1
    # Entry 12 was added after its checkpoint was signed, and stands ahead of the stamp.
    assert places(bounds(hand.ledger, 12, hand.roots)) == (None, None)
    assert places(bounds(hand.ledger, 11, hand.roots)) == (None, 13)


def test_bounds_lie_around_the_time_that_the_ledger_says(stamped: StampedByHand) -> None:
    entries = {each.position: each for each in stamped.ledger.in_order()}
    found = bounds(stamped.ledger, 14, stamped.roots)
    assert found.not_before
    assert found.not_after
    assert found.not_before.stamp.earliest <= entries[14].recorded_at
    assert entries[14].recorded_at <= found.not_after.stamp.latest


def test_without_stamps_the_record_does_not_show_when(hand: StampedByHand) -> None:
    assert places(bounds(hand.ledger, 5, hand.roots)) == (None, None)


def test_a_stamp_of_somebody_who_is_not_believed_bounds_nothing(
    stamped: StampedByHand, tmp_path: Path
) -> None:
    stranger = roots_of(an_authority(tmp_path / "stranger").roots)
    found = bounds(stamped.ledger, 14, stranger)
    assert places(found) == (None, None)
    assert [(each.position, broken.rule) for each, broken in found.passed_over] == [
        (12, "chain"),
        (16, "chain"),
    ]
    assert places(bounds(stamped.ledger, 14, ())) == (12, 16), "nobody looks who stamped it"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"stamped_at":"20', '"stamped_at":"21', "stamped_at"),
        ('"checkpoint":"ledger.example/tests', '"checkpoint":"ledger.example/other', "imprint"),
        ('"token":"M', '"token":"N', "form"),
        ('"token":"', '"taken":"', "form"),
        ('"checkpoint":"', '"checkpoint":1,"x":"', "form"),
        ("\\n11\\n", "\\n10\\n", "imprint"),
    ],
)
def test_a_stamp_that_was_changed_bounds_nothing_and_is_named(
    stamped: StampedByHand, anew: Ledger, old: str, new: str, rule: str
) -> None:
    tamper(stamped.signer.url, in_bytes(12, old, new))
    found = bounds(anew, 14, stamped.roots)
    assert places(found) == (None, 16)
    assert [(each.position, broken.rule) for each, broken in found.passed_over] == [(12, rule)]


def test_stamps_of_a_range_are_those_that_bound_all_of_it(stamped: StampedByHand) -> None:
    def of(first: int, last: int) -> list[int]:
        return [each.position for each in stamps_for(stamped.ledger, first, last)]

    assert of(1, 11) == [12]
    assert of(3, 15) == [12, 16]
    assert of(13, 14) == [12, 16]
    assert of(13, 18) == [12, 16]
    assert of(17, 18) == [16]


def test_whoever_hands_them_on_has_all_that_verifying_takes(
    stamped: StampedByHand, authority: Authority
) -> None:
    [found] = stamps_of(stamped.ledger, stamped.recorded()[0].head)
    assert found == stamped.recorded()[0]
    assert found.checkpoint.startswith(b"ledger.example/tests\n11\n")
    assert len(roots_of(as_pem(found.stamp.certificates))) == 2
    other = Checkpoint(found.head.origin, 11, bytes(32))
    assert stamps_of(stamped.ledger, other) == []


# The stamps of a whole ledger.


def verified(ledger: Ledger, stamped: StampedByHand) -> tuple[Report, Judged]:
    sizes = sizes_stamped(ledger)
    report = verify(ledger, lambda done, total: None, sizes)
    return report, judge_stamps(ledger, report, stamped.roots)


def test_stamps_that_are_recorded_are_verified_with_the_ledger(
    stamped: StampedByHand, anew: Ledger
) -> None:
    report, found = verified(anew, stamped)
    assert report.holds
    assert [each.position for each in found.hold] == [12, 16]
    assert found.broken == ()


def test_a_rewriting_that_every_hash_fits_is_shown_by_the_stamps(
    stamped: StampedByHand, anew: Ledger
) -> None:
    """What only a checkpoint kept elsewhere showed: nobody can have the past stamped again."""
    tamper(stamped.signer.url, in_bytes(9, "twelve", "ninety"), hash_anew=True)
    report, found = verified(anew, stamped)
    assert report.holds, "entry 9 is the last of D-2, so no chain goes on from it"
    assert [(each.position, each.rule) for each in found.broken] == [(12, "root"), (16, "root")]
    assert found.hold == ()
    assert "first 11 entries of the ledger are not those" in found.broken[0].reason


def test_a_clock_that_was_put_back_is_shown_by_the_stamps(
    stamped: StampedByHand, anew: Ledger
) -> None:
    """The ledger says that it recorded a stamp a year before the authority made it."""
    year = stamped.recorded()[0].recorded_at.year
    before = f'"recorded_at":"{year - 1}'
    tamper(
        stamped.signer.url,
        *(in_bytes(at, f'"recorded_at":"{year}', before) for at in range(1, 19)),
        "UPDATE ledger.entries SET recorded_at = recorded_at - interval '1 year'",
    )
    found = bounds(anew, 14, stamped.roots)
    assert places(found) == (None, None)
    assert {broken.rule for _, broken in found.passed_over} == {"clock"}


def test_a_clock_that_was_ahead_is_shown_by_the_stamps(
    stamped: StampedByHand, anew: Ledger
) -> None:
    tamper(
        stamped.signer.url,
        "UPDATE ledger.entries SET recorded_at = recorded_at + interval '1 hour'",
    )
    found = bounds(anew, 14, stamped.roots)
    assert {broken.rule for _, broken in found.passed_over} == {"clock"}
