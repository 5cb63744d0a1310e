"""What looks like the pseudonym of a person in the bytes of entries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ledger.proof.disclosure import PSEUDONYM
from ledger.proof.plain_page import Columns

_BEGINS = f'"{PSEUDONYM}'.encode()
_LONG = 65
PSEUDONYMS = re.compile(rf'"{PSEUDONYM}([0-9a-f]{{64}})"'.encode())
"""In the bytes of one entry."""


@dataclass(slots=True)
class Named:
    """The digests, in hexadecimal, each with the position of the first entry that has it."""

    first: dict[str, int] = field(default_factory=dict)
    _seen: set[bytes] = field(default_factory=set)

    def note(self, rows: Sequence[Columns]) -> None:
        """Take entries in, behind those that were taken in before."""
        # All at once, as a page names few people who are new.
        parts = b"".join([row[6] for row in rows]).split(_BEGINS)
        new = {part[:_LONG] for part in parts[1:]} - self._seen
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
