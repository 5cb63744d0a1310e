"""With another process beside it, verifying finds what it finds alone; without it, it goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from multiprocessing import Pipe
from signal import SIGINT

import orjson
import pytest
from psycopg.conninfo import conninfo_to_dict

from ledger import verifying, verifying_apart
from ledger.application import Ledger
from ledger.judging_apart import READY
from ledger.proof import verification
from ledger.proof.stretch import Told
from ledger.proof.verification import Report, Verification
from ledger.verifying import verify
from ledger.verifying_apart import Apart
from tests.records import BY, a_record
from tests.tampering import in_bytes, tamper

ENTRIES = 120
STRETCH = 16
WANTED = {0, 3, 16, 20, 37, 48, 101, 112, ENTRIES}
AT_MOST = 30.0

Started = list["subprocess.Popen[bytes]"]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    deals = cycle(["D-1", "D-2", "D-3", None, "D-4"])
    records = [
        a_record("message.sent", deal=deal, message=f"M{n}", words=f"Word {n}.")
        if (deal := next(deals))
        else a_record("value.reported", deal=f"E-{n}")
        for n in range(ENTRIES)
    ]
    ledger.record_each(records, BY)
    return ledger


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The processes that were started; each of them is ready before anything is judged."""
    monkeypatch.setattr(verifying_apart, "STRETCH", STRETCH)
    monkeypatch.setattr(verifying_apart, "APART_FROM", 1)
    monkeypatch.setattr(verifying_apart, "_cores", lambda: 2)
    monkeypatch.setattr(verifying, "PAGE", 7)
    processes: Started = []
    opened = verifying_apart.judging_apart

    @contextmanager
    def when_ready(session: Mapping[str, str], total: int) -> Iterator[Apart | None]:
        with opened(session, total) as apart:
            if apart:
                processes.append(apart._process)
                apart._line.poll(AT_MOST)
            yield apart

    monkeypatch.setattr(verifying, "judging_apart", when_ready)
    return processes


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Where the stretches began that were judged apart, and joined."""
    places: list[int] = []
    joins = Verification.joins

    def noted(going: Verification, told: Told) -> bool:
        if joins(going, told):
            places.append(told.after)
            return True
        return False

    monkeypatch.setattr(Verification, "joins", noted)
    return places


def verified(ledger: Ledger) -> Report:
    return verify(ledger, lambda done, total: None, WANTED)


def alone(ledger: Ledger) -> Report:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(verifying_apart, "APART_FROM", 10**9)
        return verified(ledger)


EVERY_OTHER = list(range(STRETCH, ENTRIES, 2 * STRETCH))


def test_every_other_stretch_is_judged_apart_and_the_report_is_the_same(
    filled: Ledger, started: Started, joined: list[int]
) -> None:
    expected = alone(filled)
    assert not started
    assert expected.holds
    assert expected.roots.keys() == WANTED
    assert verified(filled) == expected
    assert joined == EVERY_OTHER
    assert [each.returncode is not None for each in started] == [True]


def test_forgotten_deals_are_asked_for(
    filled: Ledger, started: Started, joined: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "REMEMBERED_STREAMS", 2)
    assert verified(filled).holds
    assert joined == EVERY_OTHER


def test_progress_is_one_line_that_only_grows(filled: Ledger, started: Started) -> None:
    told: list[tuple[int, int]] = []
    verify(filled, lambda done, total: told.append((done, total)))
    assert told == sorted(set(told))
    assert told[0] == (0, ENTRIES)
    assert told[-1] == (ENTRIES, ENTRIES)


@pytest.mark.parametrize("position", [1, 15, 16, 17, 18, 31, 32, 33, 50, 64, 113, 119, 120])
@pytest.mark.parametrize("hash_anew", [False, True])
def test_what_was_tampered_with_is_found_as_by_one_process(
    filled: Ledger, started: Started, database: str, position: int, hash_anew: bool
) -> None:
    change = in_bytes(position, '"privilege":"none"', '"privilege":"nine"')
    tamper(database, change, hash_anew=hash_anew)
    expected = alone(filled)
    last_of_a_stream = position in {64, 119, 120}
    assert expected.holds == (hash_anew and last_of_a_stream)
    assert verified(filled) == expected
    assert started


def test_a_text_that_is_another_with_every_hash_is_found_where_it_is_named(
    filled: Ledger, started: Started, database: str
) -> None:
    tamper(database, in_bytes(28, "M27", "M72"), hash_anew=True)
    expected = alone(filled)
    assert expected.broken is not None
    assert expected.broken.rule == "prev"
    assert verified(filled) == expected


def test_values_and_entries_that_are_missing_are_found_as_by_one_process(
    filled: Ledger, started: Started, database: str
) -> None:
    tamper(database, "DELETE FROM ledger.disclosures WHERE position = 33")
    expected = alone(filled)
    assert expected.broken is not None
    assert expected.broken.rule == "erased"
    assert verified(filled) == expected
    tamper(database, "DELETE FROM ledger.entries WHERE position BETWEEN 20 AND 52")
    expected = alone(filled)
    assert expected.broken is not None
    assert verified(filled) == expected


def python(text: str) -> Callable[[int], subprocess.Popen[bytes]]:
    """In place of the other process, one that does this; `line` is its connection."""
    begin = "import sys; from multiprocessing.connection import Connection as C;"

    def start(line: int) -> subprocess.Popen[bytes]:
        given = f"{begin} line = C(int(sys.argv[1])); line.recv_bytes(); {text}"
        return subprocess.Popen([sys.executable, "-c", given, str(line)], pass_fds=[line])

    return start


FAILING = {
    "it ends at once": python("sys.exit(1)"),
    "it ends when it is asked": python("line.send_bytes(b'ready'); line.recv_bytes()"),
    "it says something else": python(
        "line.send_bytes(b'ready'); line.recv_bytes(); line.send_bytes(b'[1, 2]')"
    ),
    "what it says is of another form": python(
        "line.send_bytes(b'ready'); line.recv_bytes(); line.send_bytes(b'[1,2,3,4,5,6,7,8,9,10]')"
    ),
    "it finds nothing that holds": python(
        "line.send_bytes(b'ready')\nwhile 1: line.recv_bytes(); line.send_bytes(b'null')"
    ),
    "it never answers": python("line.send_bytes(b'ready'); line.recv_bytes(); line.recv_bytes()\n"
        "while 1: line.recv_bytes()"),
}  # fmt: skip


@pytest.mark.parametrize("how", FAILING)
def test_a_process_that_fails_costs_time_and_nothing_else(
    filled: Ledger,
    started: Started,
    joined: list[int],
    database: str,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    monkeypatch.setattr(verifying_apart, "_started", FAILING[how])
    monkeypatch.setattr(verifying_apart, "PATIENCE", 0.2)
    expected = alone(filled)
    assert verified(filled) == expected
    assert joined == []
    assert started[-1].returncode is not None
    tamper(database, in_bytes(40, "M39", "M93"))
    assert verified(filled).broken == alone(filled).broken is not None


def test_it_is_ended_with_whoever_asked(filled: Ledger, started: Started) -> None:
    def interrupted(done: int, total: int) -> None:
        if done:
            # As a terminal does: everybody in the foreground is told.
            os.kill(started[0].pid, SIGINT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(filled, interrupted)
    assert started[0].returncode is not None


def test_it_ends_when_nobody_asks_any_more(database: str) -> None:
    ours, theirs = Pipe()
    with theirs:
        process = verifying_apart._started(theirs.fileno())
    ours.send_bytes(orjson.dumps(conninfo_to_dict(database)))
    assert ours.poll(AT_MOST)
    assert ours.recv_bytes() == READY
    ours.close()
    assert process.wait(AT_MOST) == 0


def test_a_small_ledger_and_a_single_core_need_no_other_process(
    filled: Ledger, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying_apart, "_cores", lambda: 1)
    assert verified(filled).holds
    monkeypatch.setattr(verifying_apart, "_cores", lambda: 2)
    monkeypatch.setattr(verifying_apart, "APART_FROM", ENTRIES + 1)
    assert verified(filled).holds
    assert not started
