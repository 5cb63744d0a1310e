"""At work: what is new is signed within a second, and a freeze is told until somebody resumes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from ledger.application import Ledger
from ledger.proof.checkpoint import Checkpoint
from ledger.signing.resuming import Wish
from ledger.signing.running import SignerAtWork
from ledger.signing.state import Frozen
from tests.databases import rows, run
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import ByHand, now, passes_without_rest
from tests.records import statements
from tests.tampering import in_bytes, tamper

PATIENCE = 15.0
SOON = 1.0


class Heard:
    """What a signer tells."""

    def __init__(self) -> None:
        self.checkpoints: list[tuple[float, Checkpoint]] = []
        self.freezes: list[Frozen] = []
        self.faults: list[Exception] = []

    def signed(self, checkpoint: Checkpoint) -> None:
        self.checkpoints.append((time.monotonic(), checkpoint))

    def frozen(self, frozen: Frozen) -> None:
        self.freezes.append(frozen)

    def hindered(self, fault: Exception) -> None:
        self.faults.append(fault)

    def size(self) -> int:
        return self.checkpoints[-1][1].size if self.checkpoints else -1


@pytest.fixture
def hand(database: str, tmp_path: Path) -> ByHand:
    return ByHand(database, tmp_path / "signer")


@contextmanager
def at_work(hand: ByHand) -> Iterator[Heard]:
    """A signer in a thread."""
    heard = Heard()
    worker = SignerAtWork(hand.url, hand.folder, now, heard)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        yield heard
    finally:
        worker.stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def wait(until: object) -> None:
    """Wait for something to become true."""
    assert callable(until)
    give_up = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def test_what_is_new_is_signed_within_a_second(hand: ByHand, ledger: Ledger) -> None:
    with at_work(hand) as heard:
        wait(lambda: heard.size() == 0)
        for many in range(1, 5):
            time.sleep(0.3)
            add(ledger, *statements(3, series=f"s{many}"))
            grown = time.monotonic()
            size = 3 * many
            wait(lambda size=size: heard.size() == size)
            assert heard.checkpoints[-1][0] - grown < SOON


def test_a_freeze_is_told_until_it_is_resumed(
    hand: ByHand, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, *eleven())
    with passes_without_rest(monkeypatch), at_work(hand) as heard:
        wait(lambda: heard.size() == 11)
        tamper(hand.url, in_bytes(5, "twelve", "ninety"))
        wait(lambda: len(heard.freezes) > 1)
        assert {each.rule for each in heard.freezes} == {"leaf"}
        tamper(hand.url, in_bytes(5, "ninety", "twelve"))
        add(ledger, *statements(2))
        hand.resume(Wish("Mended."))
        wait(lambda: heard.size() == 13)
    assert rows(hand.url, "SELECT count(*) FROM ledger.signer_log") == [(2,)]


def test_it_goes_on_when_the_database_was_away(hand: ByHand, ledger: Ledger) -> None:
    with at_work(hand) as heard:
        wait(lambda: heard.size() == 0)
        run(
            hand.url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        wait(lambda: heard.faults)
        add(ledger, *statements(1))
        wait(lambda: heard.size() == 1)
    assert hand.state.frozen is None


def test_whatever_cannot_be_read_is_told_and_ends_nothing(
    hand: ByHand, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, *eleven())
    as_text = "ALTER TABLE ledger.entries ALTER state TYPE text USING convert_from(state, 'UTF8')"
    as_bytes = "ALTER TABLE ledger.entries ALTER state TYPE bytea USING convert_to(state, 'UTF8')"
    with passes_without_rest(monkeypatch), at_work(hand) as heard:
        wait(lambda: heard.size() == 11)
        run(hand.url, as_text)
        wait(lambda: heard.faults)
        run(hand.url, as_bytes)
        add(ledger, *statements(1))
        wait(lambda: heard.size() == 12)


def test_a_second_one_waits_for_the_first(hand: ByHand, ledger: Ledger) -> None:
    with hand.begun(), at_work(hand) as heard:
        wait(lambda: heard.faults)
        assert not heard.checkpoints
