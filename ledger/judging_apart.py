"""A process that judges stretches of a ledger for another, which asks for one after the other.

Told through the connection whose file descriptor is its argument: first how to reach the database,
then where a stretch begins and ends. It answers `null` for one that does not plainly hold. It ends
when nobody listens any more, and on any fault: then whoever asked has no answer.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import NamedTuple, TypeVar

import orjson
import psycopg

from ledger.proof.stretch import Stretch, written
from ledger.reading_pages import pages
from ledger.streaming import Streaming

T = TypeVar("T")
READY = b"ready"
NOTHING = b"null"


class Asked(NamedTuple):
    """A stretch of the log of this name, at most `leaves` long.

    `wanted` are sizes within, `kinds` the types of entries whose positions are to be told.
    """

    origin: str
    after: int
    up_to: int
    leaves: int
    wanted: Collection[int]
    kinds: Collection[str]


def judged(streaming: Streaming, asked: Asked) -> bytes:
    """What is to be told of a stretch."""
    stretch = Stretch(asked.origin, asked.after, asked.leaves, asked.wanted, asked.kinds)
    if not all(map(stretch.takes, pages(streaming, asked.after, asked.up_to))):
        return NOTHING
    told = stretch.told()
    return written(told) if told.up_to == asked.up_to else NOTHING


def work(line: Connection) -> None:
    """Judge whatever is asked for. Raises EOFError once nobody asks any more."""
    connect = partial(psycopg.connect, **orjson.loads(line.recv_bytes()), autocommit=True)
    with closing(Streaming(connect, _once)) as streaming:
        line.send_bytes(READY)
        while True:
            line.send_bytes(judged(streaming, Asked(*orjson.loads(line.recv_bytes()))))


def _once(work: Callable[[], T]) -> T:
    return work()


def main() -> None:
    """Until nobody asks any more."""
    # Whoever is at the terminal ends the one that asked, and with it this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError), Connection(int(sys.argv[1])) as line:
        work(line)


if __name__ == "__main__":
    main()
