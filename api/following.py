"""Waiting for the ledger to grow, without holding a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ledger.watching import Watch


@contextmanager
def growth(watch: Watch) -> Iterator[asyncio.Event]:
    """An event that is set whenever the ledger has grown, and when there is nothing to wait for."""
    loop, grown = asyncio.get_running_loop(), asyncio.Event()

    def heard() -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(grown.set)

    unsubscribe = watch.subscribe(heard)
    try:
        yield grown
    finally:
        unsubscribe()
