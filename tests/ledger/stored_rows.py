"""Ledgers of any shape as rows, made without a database, and what somebody may do to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from random import Random

from domain.canonical import canonical
from ledger.proof.disclosure import digest_of
from ledger.proof.merkle import leaf_hash, push
from ledger.proof.plain_page import Head, Page, grouped
from ledger.proof.verification import LogRow, Report, Row, Verification
from tests.golden.entries import ORIGIN, goldens

Rows = list[Row]
_KEPT = [(json.loads(each.entry), each.values) for each in goldens()]
_TEXTS = ('a "word"', "x\\y", "line\nline", "\u0007\u001f\u007f", "ü€😀\u2028", "")


def a_log(chance: Random, size: int) -> Rows:
    """Entries in up to four streams, some at the same moment, some with values erased, two of
    three delivered.
    """
    rows: Rows = []
    heads: dict[str, Head] = {}
    frontier: list[bytes] = []
    for at, second in enumerate(accumulate(chance.choices(range(3), k=size))):
        entry, values = chance.choice(_KEPT)
        stream = f"D-{chance.randrange(4)}"
        text = chance.choice(_TEXTS)
        data = {**entry["data"], "note": {"text": text, "z": [at, None]}}
        entry = {**entry, "deal": stream, "id": f"r-{at}", "data": data}
        if at % 3 == 0:
            del entry["received_at"]
        version, prev = heads.get(stream, (0, b"\0" * 32))
        time = f"2025-05-16T16:{second // 60 % 60:02}:{second % 60:02}.000001Z"
        state = canonical(
            {
                "entry": entry,
                "position": at + 1,
                "prev": prev.hex(),
                "recorded_at": time,
                "version": version + 1,
            }
        )
        leaf = leaf_hash(state)
        every = sorted((digest_of(each), each) for each in values)
        beside = [each for each in every if chance.random() < 0.8]
        gone = [digest for digest, text in every if (digest, text) not in beside]
        subtrees = b"".join(push(frontier, at, leaf))
        rows.append(
            Row(
                at + 1, stream, version + 1, entry["id"], entry["type"], time,
                state, leaf, subtrees, beside, gone,
            )
        )  # fmt: skip
        heads[stream] = (version + 1, leaf)
    return rows


def hashed_anew(rows: Iterable[Row]) -> Rows:
    """Leaves and subtrees made to fit the bytes."""
    frontier: list[bytes] = []
    made = []
    for size, row in enumerate(rows):
        leaf = leaf_hash(row.state)
        subtrees = b"".join(push(frontier, size, leaf))
        made.append(row._replace(leaf=leaf, subtrees=subtrees))
    return made


def tampered(chance: Random, rows: Rows) -> Rows:
    """One thing is other than it was; with luck, all hashes fit it."""
    changed = list(rows)
    at = chance.randrange(len(rows))
    chance.choice(_TAMPERINGS)(chance, changed, at)
    changed = _read_by_position(changed)
    return hashed_anew(changed) if chance.random() < 0.5 else changed


def _read_by_position(rows: Rows) -> Rows:
    """What stands beside entries is found by their positions, and in its order."""
    page = page_of(rows)
    beside, gone = grouped(page)
    return [
        row._replace(disclosures=beside.get(row.position, ()), erased=gone(row.position))
        for row in rows
    ]


def _bytes(chance: Random, rows: Rows, at: int) -> None:
    state = bytearray(rows[at].state)
    state[chance.randrange(len(state))] ^= chance.randrange(1, 256)
    rows[at] = rows[at]._replace(state=bytes(state))


def _text(chance: Random, rows: Rows, at: int) -> None:
    state = rows[at].state
    old, new = chance.choice(REPLACED)
    rows[at] = rows[at]._replace(state=state.replace(old, new, chance.choice([1, -1])))


def _cut(chance: Random, rows: Rows, at: int) -> None:
    state = rows[at].state
    start, end = sorted(chance.choices(range(len(state) + 1), k=2))
    rows[at] = rows[at]._replace(state=chance.choice([state[start:end], state[:start]]))


def _column(chance: Random, rows: Rows, at: int) -> None:
    name = chance.choice(Row._fields[:-2])
    other = getattr(chance.choice(rows), name)
    if chance.random() < 0.5:
        other = chance.choice([0, 1, 2**70] if isinstance(other, int) else [other[:-1], other * 2])
    rows[at] = rows[at]._replace(**{name: other})


def _time(chance: Random, rows: Rows, at: int) -> None:
    old = str(rows[at].recorded_at)
    new = chance.choice(
        ["2024" + old[4:], "9999" + old[4:], "x" * 27, old[:-1], old + "0", "٣" * 27]
    )
    state = rows[at].state.replace(old.encode(), new.encode())
    rows[at] = rows[at]._replace(recorded_at=chance.choice([new, new, None]), state=state)


def _version(chance: Random, rows: Rows, at: int) -> None:
    version = rows[at].version + chance.choice([-1, 1])
    state = rows[at].state.replace(b'"version":%d}' % rows[at].version, b'"version":%d}' % version)
    rows[at] = rows[at]._replace(version=version, state=state)


def _place(chance: Random, rows: Rows, at: int) -> None:
    match chance.randrange(3):
        case 0:
            del rows[at]
        case 1:
            rows.insert(at, rows[at])
        case _:
            other = chance.randrange(len(rows))
            rows[at], rows[other] = rows[other], rows[at]


def _erased(chance: Random, rows: Rows, at: int) -> None:
    gone = [*(rows[at].erased or ()), b"y" * 32]
    del gone[chance.randrange(len(gone))]
    rows[at] = rows[at]._replace(erased=gone)


def _values(chance: Random, rows: Rows, at: int) -> None:
    beside = list(rows[at].disclosures)
    strange = chance.choice(["ü", "x", chance.choice(beside)[1] if beside else ""])
    digest = digest_of(strange) if strange.isascii() and chance.random() < 0.7 else b"x" * 32
    beside.insert(chance.randint(0, len(beside)), (digest, strange))
    rows[at] = rows[at]._replace(disclosures=beside)


REPLACED: Sequence[tuple[bytes, bytes]] = (
    (b'":', b'": '), (b"ledger.example", b"ledger.other"), (b"_sd", b"_se"), (b"null", b"1.5"),
    (b"null", b"1e400"), (b"null", b"-0"), (b"null", b"9" * 30), (b"null", b"NaN"),
    (b"null", b"[" * 400 + b"]" * 400), (b"\\n", b"\\u000a"), (b"\\u0007", b"\\u0007\\/"),
    (b"\\u001f", b"\\u001F"), (b"\xc3", b"\xff"), (b'"note"', b'"a"'), (b'"z"', b'"text"'),
    (b'"entry":{', b'"entry":['), (b'{"entry":', b'{"entrx":'),
    (b'"deal"', b'"deam"'), (b"entry/v1", b"entry/v2"),
    (b'"version":', b'"version":0'), (b'"version":1', b'"version":true'),
    (b'"version":1}', b'"version":1.0}'), (b'"position":1', b'"position":true'),
    (b'"_sd":[', b'"_sd":[{}'), (b'"_sd":["', b'"_sd":[[],"'), (b'"version"', b'"v":1,"version"'),
    (b'"note":{', b'"note":{"":1,'), (b'}', b'} '),
)  # fmt: skip
_TAMPERINGS: Sequence[Callable[[Random, Rows, int], None]] = (
    _bytes, _text, _text, _cut, _column, _time, _version, _place, _values, _erased,
)  # fmt: skip


def verified(going: Verification, rows: Sequence[Row], log: LogRow) -> Report:
    """What verifying finds of rows, and of a log that says this of itself."""
    for row in rows:
        if broken := going.judge(row):
            break
    else:
        broken = going.judge_log(log)
    return Report(going.size, going.root, going.undisclosed, broken, going.roots)


def verified_by_pages(
    chance: Random, going: Verification, rows: Sequence[Row], log: LogRow
) -> Report:
    """The same, of pages of any length."""
    left = list(rows)
    broken = None
    while left and not broken:
        many = chance.randint(1, 9)
        broken = going.judge_page(page_of(left[:many]))
        left = left[many:]
    broken = broken or going.judge_log(log)
    return Report(going.size, going.root, going.undisclosed, broken, going.roots)


def page_of(rows: Sequence[Row]) -> Page:
    """Rows as a page, with all that stands beside them."""
    values = [(row.position, *value) for row in rows for value in row.disclosures]
    looked = all(row.erased is not None for row in rows)
    erased = [(row.position, digest) for row in rows for digest in row.erased or ()]
    gone = sorted(set(erased)) if looked else None
    return Page([row[:9] for row in rows], sorted(set(values)), gone)


def log_of(rows: Sequence[Row]) -> LogRow:
    """What the log says of itself, when it has just these rows."""
    frontier: list[bytes] = []
    for size, row in enumerate(rows):
        push(frontier, size, row.leaf)
    return LogRow(len(rows), frontier, rows[-1].recorded_at if rows else None)


def a_verification() -> Verification:
    """Of the log that these rows are of."""
    return Verification(ORIGIN, lambda stream, position: None, wanted={0, 1, 5, 8})
