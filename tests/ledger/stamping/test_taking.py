"""A stamp is taken when something was recorded, verified before it counts, and recorded once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from domain.record import ORGANISATION
from ledger.application import Ledger
from ledger.proof.entry_bytes import LARGEST_ENTRY, WRAPPING
from ledger.proof.time_stamp import roots_of
from ledger.signing.state import restored
from ledger.stamping import standing
from ledger.stamping.asking import LARGEST_ANSWER, NoAnswerError
from ledger.stamping.authority import authorities_in
from ledger.stamping.taking import FIRST_AGAIN, LAST_AGAIN
from ledger.verifying import verify
from tests.databases import rows
from tests.ledger.eleven import add
from tests.ledger.erasing.erasing import House as Erasing
from tests.ledger.signing.hand import NOW
from tests.ledger.stamping.authority import Authority, an_authority
from tests.ledger.stamping.hand import HOUR, NAME, StampedByHand
from tests.records import a_record, statements
from tests.tampering import in_bytes, tamper


def test_a_checkpoint_is_stamped_and_the_stamp_recorded(hand: StampedByHand) -> None:
    assert hand.step() == 1
    [found] = hand.recorded()
    assert (found.position, found.authority) == (12, NAME)
    assert found.checkpoint == hand.signer.note
    assert found.head.size == 11
    assert found.stamp == hand.stamps[0]
    assert found.stamp.imprint == sha256(hand.signer.note).digest()
    assert len(found.stamp.certificates) == 2
    entry = hand.ledger.entry(hand.receipts[0].record)
    assert entry is not None
    assert (entry.record.stream, entry.recorded_by.kind) == (ORGANISATION, "ledger")
    assert entry.envelope.actor == "system:deal-ledger"


def test_a_stamp_alone_makes_no_other_one(hand: StampedByHand, ledger: Ledger) -> None:
    hand.every = timedelta()
    assert hand.step() == 1
    signed = hand.signer.sign()
    assert signed is not None
    assert signed.size == 12
    for _ in range(3):
        assert hand.step() == 0
    hand.begin()
    assert hand.step() == 0
    assert (ledger.size, hand.signer.sign()) == (12, None)


def test_what_is_recorded_meanwhile_waits_until_the_time_is_over(
    hand: StampedByHand, ledger: Ledger, authority: Authority
) -> None:
    assert hand.step() == 1
    add(ledger, *statements(2))
    assert hand.signer.sign()
    hand.later = HOUR - timedelta(minutes=1)
    assert hand.step() == 0
    assert len(authority.asked) == 1
    hand.later = HOUR + timedelta(seconds=1)
    hand.step()
    assert len(authority.asked) == 2


def test_with_nothing_new_nobody_is_asked(hand: StampedByHand, authority: Authority) -> None:
    hand.every = timedelta()
    assert hand.step() == 1
    for _ in range(3):
        hand.signer.sign()
        assert hand.step() == 0
    assert len(authority.asked) == 1


def test_what_is_new_is_stamped_when_it_is_time(hand: StampedByHand, ledger: Ledger) -> None:
    hand.every = timedelta()
    assert hand.step() == 1
    add(ledger, *statements(2))
    assert hand.step() == 0, "what is not signed cannot be stamped"
    hand.signer.sign()
    assert hand.step() == 1
    assert [each.head.size for each in hand.recorded()] == [11, 14]


def test_another_process_knows_what_was_stamped(hand: StampedByHand, authority: Authority) -> None:
    assert hand.step() == 1
    hand.begin()
    assert hand.step() == 0
    assert len(authority.asked) == 1


def test_certificates_may_come_in_any_order(hand: StampedByHand, authority: Authority) -> None:
    """OpenSSL sends them as they are in the chain, others as DER wants them; both are right."""
    hand.every = timedelta()
    chain = authority.folder / "chain.pem"
    before = chain.read_bytes()
    for content in (before + authority.roots, authority.roots + before):
        chain.write_bytes(content)
        assert hand.step() == 1
        add(hand.ledger, *statements(1, series=f"s{len(content)}-{len(hand.stamps)}"))
        hand.signer.sign()
    chain.write_bytes(before)
    assert {len(each.stamp.certificates) for each in hand.recorded()} == {3}


def test_each_of_several_authorities_stamps(hand: StampedByHand) -> None:
    names = f"{NAME}, http://other.example"
    hand.authorities = authorities_in(names)
    hand.every = timedelta()
    assert hand.step() == 2
    assert [each.authority for each in hand.recorded()] == [NAME, "http://other.example"]
    assert {each.head.size for each in hand.recorded()} == {11}
    hand.signer.sign()
    assert hand.step() == 0


def test_one_that_is_down_keeps_no_other_from_stamping(hand: StampedByHand) -> None:
    names = f"http://down.example {NAME}"
    hand.authorities = authorities_in(names)
    working = hand.post

    def post(url: str, request: bytes) -> bytes:
        if "down" in url:
            raise NoAnswerError("it cannot be reached")
        return working(url, request)

    hand.post = post
    assert hand.step() == 1
    [down, up] = standing.authorities(hand.ledger.rows.all)
    assert (down.authority, down.reason) == ("http://down.example", "answer: it cannot be reached")
    assert (up.size, up.failing_since) == (11, None)


def test_what_may_be_secret_in_an_address_is_neither_recorded_nor_told(hand: StampedByHand) -> None:
    [asked] = authorities_in("https://us%40er:pa55@tsa.example:8443/stamp?key=5ecret")
    assert asked.name == "https://tsa.example:8443/stamp"
    assert "5ecret" not in repr(asked)
    hand.authorities = (asked,)
    assert hand.step() == 1
    assert [each.authority for each in hand.recorded()] == [asked.name]


def test_what_fails_is_tried_later_and_later_and_then_forgotten(hand: StampedByHand) -> None:
    honest = hand.post

    def away(_: str, __: bytes) -> bytes:
        raise NoAnswerError("it cannot be reached")

    hand.post = away
    waits = []
    for tries in range(1, 9):
        assert hand.step() == 0
        assert hand.step() == 0, "not again before its time"
        assert len(hand.refusals) == tries
        waits.append(hand.refusals[-1][2] - hand.now())
        [told] = standing.authorities(hand.ledger.rows.all)
        assert (told.tries, told.size) == (tries, None)
        hand.later += waits[-1] + timedelta(seconds=1)
    assert waits[0] <= FIRST_AGAIN
    assert max(waits) <= LAST_AGAIN
    assert sorted(waits) == waits or waits[-1] > timedelta(minutes=59)
    hand.later = timedelta()
    hand.post = honest
    hand.begin()
    assert hand.step() == 1
    [told] = standing.authorities(hand.ledger.rows.all)
    assert (told.tries, told.failing_since, told.reason, told.size) == (0, None, None, 11)


def test_whoever_is_asked_no_more_is_told_of_no_more(hand: StampedByHand) -> None:
    assert hand.step() == 1
    hand.authorities = authorities_in("http://other.example")
    hand.begin()
    assert standing.authorities(hand.ledger.rows.all) == ()


def test_whoever_asks_none_leaves_what_is_told_of_others(hand: StampedByHand) -> None:
    assert hand.step() == 1
    hand.authorities = ()
    hand.begin()
    assert len(standing.authorities(hand.ledger.rows.all)) == 1


# What is refused, and never recorded.


def not_recorded(hand: StampedByHand, rule: str) -> None:
    """Nothing came of it but that it was told, by its rule."""
    assert hand.step() == 0
    assert hand.rule() == rule
    assert hand.ledger.size == 11
    [told] = standing.authorities(hand.ledger.rows.all)
    assert told.reason is not None
    assert told.reason.startswith(f"{rule}: ")


def test_a_replayed_answer_is_refused(hand: StampedByHand, authority: Authority) -> None:
    hand.every = timedelta()
    given: list[bytes] = []

    def once(request: bytes) -> bytes:
        given.append(authority.reply(request))
        return given[0]

    authority.answering = [once, lambda _: given[0]]
    assert hand.step() == 1
    add(hand.ledger, *statements(1))
    hand.signer.sign()
    assert hand.step() == 0
    assert hand.rule() == "nonce"


def test_a_stamp_of_something_else_is_refused(hand: StampedByHand, authority: Authority) -> None:
    def other(request: bytes) -> bytes:
        real = sha256(hand.signer.note).digest()
        assert request.count(real) == 1
        return authority.reply(request.replace(real, sha256(b"something else").digest()))

    authority.answering = [other]
    not_recorded(hand, "imprint")


def test_one_whom_the_roots_do_not_vouch_for_is_refused(
    hand: StampedByHand, tmp_path: Path
) -> None:
    hand.post = an_authority(tmp_path / "stranger").post
    not_recorded(hand, "chain")


def test_one_whose_certificate_has_ended_is_refused(hand: StampedByHand, tmp_path: Path) -> None:
    ended = an_authority(tmp_path / "ended", ends="20210101000000Z")
    hand.roots = roots_of(ended.roots)
    hand.post = ended.post
    not_recorded(hand, "chain")


def test_the_intermediate_alone_vouches_for_nobody(
    hand: StampedByHand, authority: Authority
) -> None:
    hand.roots = roots_of((authority.folder / "middle.pem").read_bytes())
    not_recorded(hand, "chain")


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_time_that_is_far_off_is_refused(hand: StampedByHand, hours: int) -> None:
    hand.later = hours * HOUR
    not_recorded(hand, "time")


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (lambda _: b"", "form"),
        (lambda _: b"<html>Sign in</html>", "form"),
        (lambda _: bytes.fromhex("30053003020102"), "form"),
        (lambda made: made[:-1], "form"),
        (lambda made: made + b"\0", "form"),
        (lambda made: made.replace(b"\x02\x01\x00", b"\x02\x01\x01", 1), "form"),
    ],
)
def test_what_is_no_stamp_is_refused(
    hand: StampedByHand, authority: Authority, answer: Callable[[bytes], bytes], rule: str
) -> None:
    authority.answering = [lambda request: answer(authority.reply(request))]
    not_recorded(hand, rule)


def test_an_answer_that_no_entry_can_hold_is_refused(
    hand: StampedByHand, authority: Authority
) -> None:
    authority.answering = [lambda _: bytes(LARGEST_ANSWER + 1)]
    not_recorded(hand, "answer")
    in_base64 = (LARGEST_ANSWER + 2) // 3 * 4
    assert in_base64 + len(hand.signer.note) + 1_000 < LARGEST_ENTRY - WRAPPING


# When nothing is stamped.


def test_a_frozen_signer_has_nothing_stamped(hand: StampedByHand, authority: Authority) -> None:
    hand.folder.write("state.json", restored(hand.signer.state.to_bytes(), NOW))
    assert hand.step() == 0
    assert authority.asked == []


def test_before_anything_is_recorded_nothing_is_stamped(
    hand: StampedByHand, authority: Authority
) -> None:
    (hand.folder.path / "state.json").unlink()
    assert hand.step() == 0
    assert authority.asked == []


def test_a_stamp_of_what_the_ledger_does_not_hold_any_more_is_not_recorded(
    hand: StampedByHand, authority: Authority
) -> None:
    def meanwhile(request: bytes) -> bytes:
        tamper(hand.signer.url, in_bytes(5, "twelve", "ninety"), hash_anew=True)
        return authority.reply(request)

    authority.answering = [meanwhile]
    not_recorded(hand, "root")


def test_nothing_of_it_is_in_what_readings_rest_on(hand: StampedByHand) -> None:
    before = list(hand.ledger.entries(ORGANISATION))
    assert hand.step() == 1
    add(hand.ledger, a_record("catalogue.item_defined", item="later"))
    found = list(hand.ledger.entries(ORGANISATION))
    assert [each.event.stored_as for each in found[len(before) :]] == ["catalogue.item_defined"]
    assert found[-1].version == before[-1].version + 2
    assert list(hand.ledger.read(ORGANISATION, 13)) == found
    assert [each.event.stored_as for each in hand.ledger.in_order(11)] == [
        "time_stamp.received",
        "catalogue.item_defined",
    ]
    assert rows(hand.signer.url, "SELECT count(*) FROM ledger.entries") == [(13,)]


def test_somebody_is_erased_right_after_a_stamp(hand: StampedByHand, tmp_path: Path) -> None:
    assert hand.step() == 1
    done = Erasing(hand.signer.url, hand.ledger, tmp_path).erase()
    assert done.position == 13
    assert verify(hand.ledger, lambda _, __: None).holds
