"""JSON Lines of records into the ledger: any size in constant memory, each line by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from domain.record import Credential, Record, parse
from domain.refusals import Fault, Malformed, Refusal
from ledger.application import Ledger

BATCH = 500
LONGEST_LINE = 4 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Tally:
    """How many lines were added, were there already, and were refused."""

    added: int = 0
    already: int = 0
    refused: int = 0


Refused = Callable[[int, Refusal], None]
Read = Callable[[int], None]


@dataclass(slots=True)
class Import:
    """An import of one file after another, with an admin's credentials.

    `refused` is told of every refused line, in order, by its number; `read` of every byte count.
    A line's number is given once all lines before it are settled.
    """

    ledger: Ledger
    by: Credential
    refused: Refused
    read: Read
    tally: Tally = field(default_factory=Tally)

    def run(self, file: BinaryIO) -> None:
        """Record every line of the file. What was recorded stays, whatever comes later."""
        batch: list[tuple[int, Record | Refusal]] = []
        size = 0
        for number, line in _lines(file):
            size += len(line)
            if line.strip():
                batch.append((number, _parsed(line)))
            if len(batch) == BATCH or size > LONGEST_LINE:
                self._record(batch, size)
                batch, size = [], 0
        self._record(batch, size)

    def _record(self, batch: list[tuple[int, Record | Refusal]], size: int) -> None:
        records = [parsed for _, parsed in batch if isinstance(parsed, Record)]
        outcomes = iter(self.ledger.record_each(records, self.by))
        for number, parsed in batch:
            outcome = next(outcomes) if isinstance(parsed, Record) else parsed
            if isinstance(outcome, Refusal):
                self.tally.refused += 1
                self.refused(number, outcome)
            elif outcome.added:
                self.tally.added += 1
            else:
                self.tally.already += 1
        self.read(size)


def _parsed(line: bytes) -> Record | Refusal:
    if len(line) > LONGEST_LINE:
        message = f"A line has at most {LONGEST_LINE:,} bytes."
        return Malformed((Fault("line_too_long", "", message),))
    try:
        return parse(line)
    except Refusal as refusal:
        return refusal


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; of one that is too long only enough to see that it is."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        yield number, line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)
            if not line:
                return
