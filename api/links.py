"""Links that sign in once: `serve` prints one, for whoever sees its terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

COUNTS_FOR = timedelta(hours=1)


class Links:
    """Codes that this process has given out, each good for one sign-in within the hour."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._until: dict[bytes, datetime] = {}

    def offer(self, code: str) -> None:
        """Let this code sign in, once."""
        with self._lock:
            self._until[_digest(code)] = self._now() + COUNTS_FOR

    def take(self, code: str) -> bool:
        """Whether it signs in now; from then on it does not."""
        with self._lock:
            until = self._until.pop(_digest(code), None)
        return until is not None and self._now() < until


def _digest(code: str) -> bytes:
    return sha256(code.encode("utf-8", "surrogatepass")).digest()
