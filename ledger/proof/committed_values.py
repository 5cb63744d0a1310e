"""The values beside an entry, and those of which it is kept that they were erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256


class Broken(Exception):
    """A rule, and why it does not hold."""


def judge_values(
    committed: Iterable[str],
    disclosures: Iterable[tuple[bytes, str]],
    erased: Collection[bytes] | None,
) -> int:
    """How many of the values that an entry commits to are no longer disclosed.

    `erased` is None where nobody looked. Raises Broken: disclosures, erased.
    """
    left = list(committed)
    for digest, text in disclosures:
        if None in (digest, text):
            raise Broken("disclosures", "a value beside the entry is kept in part")
        if sha256(text.encode("ascii", "replace")).digest() != digest:
            raise Broken("disclosures", "a value beside the entry does not have its digest")
        try:
            left.remove(digest.hex())
        except ValueError:
            reason = "the entry does not commit to a value beside it"
            raise Broken("disclosures", reason) from None
    if erased is not None and left:
        if None in erased:
            raise Broken("erased", "of a value that is kept as erased there is no digest")
        told = [digest.hex() for digest in erased]
        gone = [each for each in left if each not in told]
        if gone:
            raise Broken("erased", f"{len(gone)} value(s) of the entry are gone, and not erased")
    return len(left)
