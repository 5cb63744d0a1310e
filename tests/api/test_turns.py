"""Threads are given in turn: fairly, within a time, and none is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from threading import Event
from typing import Any

import pytest

from api.refusals import Busy
from api.turns import Turns

SOON = 5.0


def running(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 4 * SOON))


class Work:
    """Work that lasts until it is let go, and says who did it."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.goes_on = Event()

    def __call__(self, name: str) -> Callable[[], None]:
        def work() -> None:
            assert self.goes_on.wait(SOON)
            self.done.append(name)

        return work


async def begun(turns: Turns, *asked: tuple[str, Callable[[], None]]) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(turns.run(whose, work)) for whose, work in asked]
    await asyncio.sleep(0.05)
    return tasks


def test_one_never_has_all_threads_and_another_need_not_wait() -> None:
    async def test() -> None:
        turns, heavy = Turns(2, of_one=1, most=10, patience=SOON), Work()
        tasks = await begun(turns, *[("a", heavy("a"))] * 5)
        assert await turns.run("b", lambda: "at once") == "at once"
        heavy.goes_on.set()
        await asyncio.gather(*tasks)
        assert heavy.done == ["a"] * 5

    running(test)


def test_what_becomes_free_goes_to_whoever_uses_the_fewest_then_to_the_first() -> None:
    async def test() -> None:
        turns, work = Turns(1, of_one=1, most=10, patience=SOON), Work()
        order = ["a", "a", "a", "b", "b", "c"]
        tasks = await begun(turns, *[(each, work(each)) for each in order])
        work.goes_on.set()
        await asyncio.gather(*tasks)
        assert work.done == ["a", "a", "b", "c", "a", "b"]

    running(test)


def test_who_waits_too_long_is_refused_and_takes_no_thread_with_it() -> None:
    async def test() -> None:
        turns, work = Turns(1, of_one=1, most=10, patience=0.1), Work()
        [first] = await begun(turns, ("a", work("a")))
        with pytest.raises(Busy):
            await turns.run("b", work("b"))
        work.goes_on.set()
        await first
        assert await turns.run("b", lambda: 1) == 1
        assert work.done == ["a"]

    running(test)


def test_one_too_many_is_refused_at_once_and_the_patient_are_not_counted() -> None:
    async def test() -> None:
        turns, work = Turns(1, of_one=1, most=2, patience=SOON), Work()
        tasks = [asyncio.create_task(turns.run("s", work("s"), patient=True)) for _ in range(5)]
        tasks += await begun(turns, ("a", work("a")), ("b", work("b")))
        with pytest.raises(Busy):
            await turns.run("c", work("c"))
        work.goes_on.set()
        await asyncio.gather(*tasks)
        assert sorted(work.done) == ["a", "b", *["s"] * 5]

    running(test)


@pytest.mark.parametrize("ahead", [0, 1])
def test_a_thread_is_not_lost_when_who_waits_for_it_leaves(ahead: int) -> None:
    async def test() -> None:
        turns, work = Turns(1, of_one=1, most=10, patience=SOON), Work()
        first, *waiting = await begun(turns, *[("a", work("a"))] * 4)
        waiting[ahead].cancel()
        work.goes_on.set()
        # Cancelled before, and just as its turn comes.
        first.add_done_callback(lambda _: waiting[1 - ahead].cancel())
        await asyncio.gather(first, *waiting, return_exceptions=True)
        assert await turns.run("b", lambda: 1) == 1

    running(test)


def test_work_that_fails_gives_its_thread_back() -> None:
    async def test() -> None:
        turns = Turns(1, of_one=1, most=1, patience=SOON)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await turns.run("a", lambda: 1 / 0)

    running(test)
