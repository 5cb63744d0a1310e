"""An entry of which nothing is strange, judged in one go.

What the bytes say around the entry is not read but expected: the columns and the stream's head give
it, and the bytes either are those or not. No rule is given up, and none is explained: what holds
here holds by the rules of `verification` too (a property test holds the two together), and whatever
does not is left to them, so that every break, and its reason, is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from domain.record import ORGANISATION
from ledger.proof.entry_bytes import DOMAIN, NO_PREVIOUS, read_at_once
from ledger.proof.merkle import leaf_hash

Values = Sequence[tuple[bytes, str]]
Columns = tuple[
    int, str, int, str, str, str | None, bytes, bytes, bytes, Values, Collection[bytes] | None
]
"""A row, in the order of `verification.Row`."""

_OPENING = b'{"entry":'
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


def committed_plainly(
    row: Columns, origin: str, head: tuple[int, bytes] | None, clock: str
) -> list[str] | None:
    """What an entry commits to, when it holds in its stream and after `clock`. None says nothing.

    Covers form, leaf, origin, columns (but for the place of the position), version, prev and clock.
    """
    position, stream, version, record, type_, recorded_at, state, leaf, *_ = row
    before, prev = (head[0], head[1].hex()) if head else (0, NO_PREVIOUS)
    if version != before + 1 or not _follows(recorded_at, clock):
        return None
    closing = (
        f',"position":{position},"prev":"{prev}","recorded_at":"{recorded_at}","version":{version}}}'
    ).encode()
    if not (state.startswith(_OPENING) and state.endswith(closing)) or leaf_hash(state) != leaf:
        return None
    entry: Any = read_at_once(state[len(_OPENING) : -len(closing)])
    if (
        entry.__class__ is not dict
        or entry.get("origin") != origin
        or entry.get("domain") != DOMAIN
        or entry.get("id") != record
        or entry.get("type") != type_
        or entry.get("deal", ORGANISATION) != stream
    ):
        return None
    committed = entry.get("_sd")
    return committed if committed.__class__ is list else None


def _follows(recorded_at: str | None, clock: str) -> bool:
    """Whether this is a time in its one form, and not before another that is."""
    # Entries of one append have one time.
    return recorded_at == clock or bool(
        recorded_at and recorded_at > clock and _TIME.fullmatch(recorded_at)
    )
