"""Events out of bytes, however these are cut."""

from __future__ import annotations

import pytest

from api.client.events import Event, events

STREAM = (
    b": ping\n\n"
    b'event: record\ndata: {"a": 1}\nid: 1\n\n'
    b"data: one\ndata:two\ndata\n\n"
    b"event: nothing\nid: 2\n\n"
    b"event: withheld\r\ndata: three\r\nid: 3\r\n\r\n"
    b"data: cut"
)
FOUND = [
    Event("record", "1", '{"a": 1}'),
    Event("message", "", "one\ntwo\n"),
    Event("withheld", "3", "three"),
]


@pytest.mark.parametrize("size", [1, 2, 3, 7, len(STREAM)])
def test_events_are_the_same_however_the_stream_is_cut(size: int) -> None:
    parts = [STREAM[start : start + size] for start in range(0, len(STREAM), size)]
    assert list(events(parts)) == FOUND


def test_only_the_ends_of_lines_end_a_line() -> None:
    text = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"
    assert list(events([f"data: {text}\n\n".encode()])) == [Event("message", "", text)]


def test_an_event_that_was_cut_off_is_none() -> None:
    assert list(events([b"event: record\ndata: {}\nid: 1\n"])) == []
