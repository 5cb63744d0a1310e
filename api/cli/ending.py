"""How a command that runs until it is told to stop comes to its end: all is left in order."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def until_told() -> Iterator[None]:
    """SIGTERM and Ctrl-C end what is inside, at whatever point, and are no fault.

    Left to itself SIGTERM kills: an embedded server would go on, and what waits would be lost.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)
