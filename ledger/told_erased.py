"""What the records of erasures say went. One that cannot be read tells of nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from domain.events.holds import ErasedKind, ErasureDone
from ledger.proof.entry_bytes import data_in
from ledger.recorder import EntryRecorder

_ERASURES = f"""
    SELECT position, state FROM ledger.entries
    WHERE topic = '{ErasureDone.stored_as}' AND (position = ANY(%s) OR position > %s)
    ORDER BY position"""  # noqa: S608 - our own text


def erasures(rows: EntryRecorder, size: int, found: Sequence[int]) -> list[bytes]:
    """The bytes of those at the positions `found`, and of all after the first `size` entries.

    First ask what is gone, and then this: what an erasure takes meanwhile is told in any case.
    """
    return [bytes(row["state"]) for row in rows.all(_ERASURES, list(found), size)]


def taken(states: Collection[bytes], kinds: Collection[ErasedKind]) -> int:
    """How much of some kinds these erasures took."""
    return sum(count for state in states for kind, count in _counts(state) if kind in kinds)


def pseudonyms(state: bytes) -> Iterator[str]:
    """The digests of those whom an erasure took."""
    found = data_in(state).get("pseudonyms")
    yield from (each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def _counts(state: bytes) -> Iterator[tuple[str, int]]:
    found = data_in(state).get("erased")
    for each in found if isinstance(found, list) else ():
        kind, count = (each.get("kind"), each.get("count")) if isinstance(each, dict) else (0, 0)
        if isinstance(kind, str) and isinstance(count, int):
            yield kind, count
