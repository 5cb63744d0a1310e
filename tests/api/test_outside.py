"""Randomness that is asked for many at once is as good as asked for one by one."""

from __future__ import annotations

from threading import Thread

from api.outside import AT_ONCE, RandomBytes, real


def test_nobody_is_given_the_same_bytes_whoever_asks_at_the_same_time() -> None:
    random, given = RandomBytes(16), list[bytes]()

    def ask() -> None:
        for _ in range(3 * AT_ONCE):
            given.append(random.more())

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {len(each) for each in given} == {16}
    assert len(set(given)) == len(given) == 12 * AT_ONCE


def test_salts_and_ids_of_requests_have_their_length() -> None:
    outside = real()
    assert len(outside.salts()) == 16
    assert len(outside.request()) == 16
    assert outside.request() != outside.request()
