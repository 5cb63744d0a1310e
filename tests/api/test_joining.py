"""What is written for a client that leaves before it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from typing import Any, cast

import pytest

from api.joining import AT_ONCE, Joining


class Client:
    """A transport as uvloop's: once its client has left, writing to it is an error."""

    def __init__(self) -> None:
        self.got = b""
        self.left = False

    def is_closing(self) -> bool:
        return self.left

    def write(self, data: bytes) -> None:
        if self.left:
            raise RuntimeError("unable to perform operation; the handler is closed")
        self.got += data

    def close(self) -> None:
        self.left = True


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    with closing(asyncio.new_event_loop()) as made:
        yield made


def joining(client: Client, loop: asyncio.AbstractEventLoop) -> Joining:
    return Joining(cast("asyncio.Transport", cast("Any", client)), loop)


def test_what_is_kept_for_a_client_that_has_left_is_dropped(
    loop: asyncio.AbstractEventLoop,
) -> None:
    faults: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, fault: faults.append(fault))
    client = Client()
    kept = joining(client, loop)
    kept.write(b"head")
    client.left = True
    loop.run_until_complete(asyncio.sleep(0))
    kept.write(b"x" * (AT_ONCE + 1))
    kept.close()
    assert (client.got, faults) == (b"", [])


def test_what_was_written_is_sent_before_it_hangs_up(loop: asyncio.AbstractEventLoop) -> None:
    client = Client()
    kept = joining(client, loop)
    kept.write(b"head ")
    kept.write(b"body")
    kept.close()
    assert (client.got, client.left) == (b"head body", True)
