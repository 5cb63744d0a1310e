"""Doing things at once, and failing when one of them fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """What each gives, in their order; all begin together, each in a thread of its own."""
    start = Barrier(len(works))

    def begin(work: Callable[[], T]) -> T:
        start.wait(timeout=30)
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [each.result(timeout=120) for each in [threads.submit(begin, w) for w in works]]
