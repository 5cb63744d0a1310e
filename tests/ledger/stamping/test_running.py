"""At work beside the signer: a stamp comes by itself, and no authority keeps anything from it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from ledger.application import Ledger
from ledger.proof.verification import Break
from ledger.signing.folder import SignerBusyError
from ledger.stamping import running
from ledger.stamping.asking import Asker
from ledger.stamping.authority import Plan
from ledger.stamping.running import StampingAtWork
from tests.databases import counted_salts, rows, run
from tests.ledger.eleven import add
from tests.ledger.signing.test_running import at_work as signing
from tests.ledger.signing.test_running import wait
from tests.ledger.stamping.authority import Authority
from tests.ledger.stamping.hand import StampedByHand
from tests.records import statements


class Heard(StampedByHand):
    """What is told, faults included."""

    faults: list[Exception]

    def ask(self, url: str, request: bytes) -> bytes:
        """By the way that leads there just now."""
        return self.post(url, request)

    def hindered(self, fault: Exception) -> None:
        self.faults.append(fault)


@pytest.fixture
def heard(hand: StampedByHand, ledger: Ledger, authority: Authority) -> Heard:
    made = Heard(ledger, hand.signer, authority)
    made.faults = []
    return made


@contextmanager
def stamping(heard: Heard) -> Iterator[None]:
    """Stamping in a thread."""
    worker = StampingAtWork(
        heard.signer.url,
        heard.folder,
        Plan(heard.authorities, heard.roots, heard.every),
        Asker(heard.ask, heard.now),
        counted_salts("stamping"),
        heard,
    )
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield
    finally:
        worker.stop.set()
        thread.join(15)
        assert not thread.is_alive()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LOOK", 0.05)
    monkeypatch.setattr(running, "RETRY", 0.05)


def test_what_the_signer_signs_is_stamped(heard: Heard) -> None:
    with signing(heard.signer) as signed, stamping(heard):
        wait(lambda: heard.stamps)
        wait(lambda: signed.size() == 12)
    assert heard.recorded()[0].position == 12


def test_an_authority_that_does_not_answer_keeps_nothing_from_being_signed(
    heard: Heard, ledger: Ledger
) -> None:
    answered, asked = Event(), Event()
    honest = heard.post

    def slow(url: str, request: bytes) -> bytes:
        asked.set()
        answered.wait(15)
        return honest(url, request)

    heard.post = slow
    with signing(heard.signer) as signed, stamping(heard):
        assert asked.wait(15)
        for many in range(1, 4):
            add(ledger, *statements(2, series=f"s{many}"))
            grown = time.monotonic()
            wait(lambda size=11 + 2 * many: signed.size() == size)
            assert time.monotonic() - grown < 1.0
        answered.set()
        wait(lambda: heard.stamps)
    # What came late is of the checkpoint that was asked about.
    assert [each.head.size for each in heard.recorded()] == [11]


def test_it_goes_on_when_the_database_was_away(heard: Heard) -> None:
    def away(url: str, request: bytes) -> bytes:
        run(
            heard.signer.url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        heard.post = honest
        return honest(url, request)

    honest, heard.post = heard.post, away
    with stamping(heard):
        wait(lambda: heard.stamps)
    assert rows(heard.signer.url, "SELECT size FROM ledger.time_stamping") == [(11,)]


def test_one_stamps_and_another_waits(heard: Heard, authority: Authority) -> None:
    with heard.folder.alone(running.LOCK), stamping(heard):
        wait(lambda: heard.faults)
        assert isinstance(heard.faults[0], SignerBusyError)
    assert authority.asked == []


def test_a_frozen_signer_may_be_resumed_while_stamping_is_at_work(heard: Heard) -> None:
    with stamping(heard), heard.folder.alone():
        wait(lambda: heard.stamps)


def test_what_is_refused_is_told_and_tried_again_later(heard: Heard, authority: Authority) -> None:
    authority.answering = [lambda _: b"rubbish"]
    with stamping(heard):
        wait(lambda: heard.refusals)
        time.sleep(0.3)
    assert len(heard.refusals) == 1
    assert isinstance(heard.refusals[0][1], Break)
    assert heard.stamps == []
