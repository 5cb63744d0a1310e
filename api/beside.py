"""The runner of the views as a process beside the one that serves.

Folding a long deal takes seconds of a processor: in the process that serves, every request would
wait for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic

import structlog

from api.settings import Settings, variable

LONGEST_STEP = 10.0
"""Seconds that it may take to end once it is told to."""
AGAIN_AFTER = (1.0, 30.0)
"""Seconds after which it is started again when it ended by itself: at first, and at most."""


@contextmanager
def runner_beside(settings: Settings) -> Iterator[None]:
    """A runner on the same database, started again when it ends, and gone with this process."""
    beside = _Beside(settings)
    beside.start()
    try:
        yield
    finally:
        beside.close()


class _Beside:
    def __init__(self, settings: Settings) -> None:
        given = {"home": str(settings.home), "database_url": settings.database_url or ""}
        named = {variable(name): value for name, value in given.items()}
        self._environment = {**os.environ, **named}
        self._ended = Event()
        self._process = self._started()
        self._thread = Thread(target=self._keep, name="runner beside", daemon=True)

    def start(self) -> None:
        """See to it that it runs."""
        self._thread.start()

    def close(self) -> None:
        """Let it end."""
        self._ended.set()
        self._let_go()
        self._thread.join(LONGEST_STEP)
        self._process.kill()

    def _keep(self) -> None:
        first, most = AGAIN_AFTER
        wait = first
        while not self._ended.is_set():
            began = monotonic()
            code = self._process.wait()
            if self._ended.is_set():
                return
            if monotonic() - began > most:
                wait = first
            structlog.get_logger().error("runner_ended", code=code)
            self._ended.wait(wait)
            wait = min(2 * wait, most)
            self._process = self._started()
        self._let_go()
        self._process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        # Its standard input ends with this process, however that ends; and a Ctrl-C is not for it.
        return subprocess.Popen(
            [sys.executable, "-m", "api.cli.main", "runner", "--beside"],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _let_go(self) -> None:
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
