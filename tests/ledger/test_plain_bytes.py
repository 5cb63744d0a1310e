"""Entries that are read together are what the slow reading finds; all else is left to it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest

from ledger.proof.entry_bytes import unwrap_exactly
from ledger.proof.plain_bytes import read_together
from tests.golden.entries import goldens
from tests.ledger.stored_rows import a_log

WRAPPED = (
    b'{"entry":%b,"position":7,"prev":"' + b"a" * 64 + b'","recorded_at":'
    b'"2025-05-16T16:31:03.000001Z","version":3}'
)
GOLDEN = [WRAPPED % each.entry for each in goldens()]
ONE, OTHER = GOLDEN[:2]


def _read(states: Sequence[bytes]) -> list[Any] | None:
    return read_together(b"\n".join(states), len(states))


def test_all_that_the_ledger_ever_wrote_is__read() -> None:
    read = _read(GOLDEN)
    assert read is not None
    assert len(read) == len(GOLDEN)


def test_what_is_read_together_the_slow_reading_reads_alike() -> None:
    states = [row.state for row in a_log(Random(5), 50)]
    read = _read(states)
    assert read is not None
    for found, state in zip(read, states, strict=True):
        exact = unwrap_exactly(state)
        entry = exact.entry
        assert (found.position, found.prev, found.recorded_at, found.version) == exact[1:]
        assert (found.entry.sd, found.entry.id, found.entry.data) == (
            entry["_sd"], entry["id"], entry["data"],
        )  # fmt: skip
        assert (found.entry.deal, found.entry.type) == (entry["deal"], entry["type"])
        assert (found.entry.origin, found.entry.domain) == (entry["origin"], entry["domain"])


STRANGE = {
    "two in one": [ONE + b"\n" + OTHER],
    "two in one, and none in the next": [ONE + b"\n" + OTHER, b""],
    "nothing between two": [ONE, b"", OTHER],
    "one in two": [ONE[:20], ONE[20:]],
    "a line break within": [ONE.replace(b'"position"', b'\n"position"')],
    "a line break behind": [ONE + b"\n", OTHER],
    "a space": [ONE.replace(b'"position":', b'"position": ')],
    "a member that the ledger does not write": [ONE.replace(b'"_sd"', b'"Z":1,"_sd"')],
    "a member twice": [ONE.replace(b'"version":3', b'"version":3,"version":3')],
    "members in another order": [
        ONE.replace(b'"version":3', b'"w":3').replace(b'"position":7', b'"position":7,"version":3')
    ],
    "a number that is none": [ONE.replace(b'"version":3', b'"version":true')],
    "a number of another form": [ONE.replace(b'"version":3', b'"version":3.0')],
    "NUL": [ONE.replace(b'"data":{', b'"data":{"":"\\u0000",')],
    "no UTF-8": [ONE.replace(b'"data":{', b'"data":{"":"\xff",')],
    "no JSON": [ONE, b"x"],
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_is_strange_is_left_to_the_slow_reading(what: str) -> None:
    states = STRANGE[what]
    assert states not in ([ONE], [ONE, OTHER])
    assert _read(states) is None
    assert _read([OTHER, *states, OTHER]) is None
