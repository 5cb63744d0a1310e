"""What looks like the pseudonym of a person in the bytes of entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ledger.proof.plain_page import Columns

PSEUDONYM = "person:"
"""How a person stands in an entry: this, and the hexadecimal digest of their disclosure."""
PSEUDONYMS = re.compile(rf'"{PSEUDONYM}([0-9a-f]{{64}})"'.encode())
"""In the bytes of one entry."""
_MAY_BE = re.compile(rf'"{PSEUDONYM}(?=(.{{65}}))'.encode(), re.DOTALL)
"""Quicker: all of those, and whatever else begins like one, be it that one begins within."""


@dataclass(slots=True)
class Named:
    """The digests, in hexadecimal, each with the position of the first entry that has it."""

    first: dict[str, int] = field(default_factory=dict)
    _seen: set[bytes] = field(default_factory=set)

    def note(self, rows: Sequence[Columns], lines: Iterable[bytes]) -> None:
        """Take entries in, behind those that were taken in before; `lines` are all their bytes."""
        # All at once, as a page names few people who are new.
        new = {each for some in lines for each in _MAY_BE.findall(some)} - self._seen
        if not new:
            return
        self._seen |= new
        for row in rows:
            for digest in PSEUDONYMS.findall(row[6]):
                self.first.setdefault(digest.decode(), row[0])

    def join(self, later: Mapping[str, int]) -> None:
        """Take in what was noted of entries behind these."""
        for digest, position in later.items():
            self.first.setdefault(digest, position)
