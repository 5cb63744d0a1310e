"""Verifying with two processes: of a large ledger, another process judges every other stretch.

It only saves time. What it tells is taken when it fits to what was found here, and whatever it does
not tell (a stretch that does not plainly hold, or that it failed at) is judged here, as if there
were no other: so what breaks first, and why, is found as ever.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import orjson

from ledger.judging_apart import NOTHING, READY, Asked
from ledger.proof.stretch import Told, read_told
from ledger.proof.verification import Verification

STRETCH = 4_096
"""Entries that are judged apart at once: a power of two."""
APART_FROM = 50_000
"""Entries of a ledger from which it is worth the start of a process."""
AHEAD = 2
"""Stretches that the other process is asked for at the same time, so that it never waits."""
PATIENCE = 60.0
"""Seconds in which it has to answer."""


class Apart:
    """Asks the other process for stretches ahead, and has its answers when they come next."""

    def __init__(self, process: subprocess.Popen[bytes], line: Connection, total: int) -> None:
        self._process = process
        self._line = line
        self._total = total
        self._ready = False
        self._next = 0
        self._asked: deque[Asked] = deque()

    def reach(self, session: Mapping[str, str]) -> None:
        """Say how to reach the database."""
        with suppress(OSError):
            self._line.send_bytes(orjson.dumps(session))

    def told(self, going: Verification) -> Told | None:
        """What is known of the entries that come next; None for nothing."""
        try:
            self._ask(going)
            if not self._asked or self._asked[0].after != going.size:
                return None
            self._asked.popleft()
            if not self._line.poll(PATIENCE):
                self.end()
                return None
            answer = self._line.recv_bytes()
            told = None if answer == NOTHING else read_told(answer)
        except (OSError, EOFError, ValueError):
            self.end()
            return None
        return told

    def end(self) -> None:
        """Do without it from now on."""
        self._process.kill()
        self._process.wait()
        self._line.close()
        self._ready, self._total = False, 0
        self._asked.clear()

    def _ask(self, going: Verification) -> None:
        """Ask for every other stretch behind the one that is judged here."""
        if not self._total:
            return
        if not self._ready and self._line.poll():
            self._ready = self._line.recv_bytes() == READY
        while self._ready and len(self._asked) < AHEAD:
            after = max(self._next, end_of_stretch(going.size))
            if after >= self._total:
                return
            up_to = min(after + STRETCH, self._total)
            inside = [size for size in going.wanted if after < size < up_to]
            asked = Asked(going.origin, after, up_to, STRETCH, inside, list(going.kinds))
            self._line.send_bytes(orjson.dumps(tuple(asked)))
            self._asked.append(asked)
            self._next = after + 2 * STRETCH


@contextmanager
def judging_apart(session: Mapping[str, str], total: int) -> Iterator[Apart | None]:
    """The other process while it lasts; none for a small ledger, or where one core is all there is.

    `session` are the parameters of a connection to the database.
    """
    if total < APART_FROM or _cores() < 2 or not sys.executable:
        yield None
        return
    ours, theirs = Pipe()
    with theirs:
        process = _started(theirs.fileno())
    apart = Apart(process, ours, total)
    try:
        apart.reach(session)
        yield apart
    finally:
        apart.end()


def end_of_stretch(size: int) -> int:
    """Where the stretch ends that the first `size` entries end in, or ahead of."""
    return (size // STRETCH + 1) * STRETCH


def _started(line: int) -> subprocess.Popen[bytes]:
    # Whatever the current folder holds, it is this very package that goes on there.
    path = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", "ledger.judging_apart", str(line)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[line],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
    )


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
