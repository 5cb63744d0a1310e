"""A process that records as fast as it can, and writes down what was acknowledged.

`python -m tests.faults.writers URL FOLDER ROUND THREADS`; ends when its standard input does.

In FOLDER each thread keeps two files: what it is about to send (`sent-…`, ids), and what it was
told (`told-…`: id, position and leaf, on disk before the next record is sent).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from threading import Event, Thread

from domain.record import Record
from domain.refusals import ChangedMeanwhile
from ledger.application import Ledger
from ledger.submission import Receipt
from tests.databases import a_ledger
from tests.records import BY, a_record

DEALS = 3


def sendings(series: str) -> Iterator[list[Record]]:
    """What a thread sends, without end: records one by one, every third time two together."""
    for number in count(1):
        ids = (
            [f"{series}-{number}"] if number % 3 else [f"{series}-{number}a", f"{series}-{number}b"]
        )
        yield [record_of_id(each) for each in ids]


def record_of_id(record: str) -> Record:
    """The record with this id: the same every time, so that it can be sent again."""
    thread, number = record.split("-")[2:4]
    return a_record(
        "message.sent",
        id=record,
        deal=f"D-{int(thread) % DEALS}",
        message=f"M-{record}",
        to=[f"person-{int(number.rstrip('ab')) % 50}"],
        words=f"This is {record}.",
    )


def send(ledger: Ledger, records: Sequence[Record]) -> list[Receipt]:
    """Record them together; again when others kept changing the deal."""
    while True:
        try:
            return ledger.record_together(records, BY)
        except ChangedMeanwhile:
            continue


class Written:
    """A file whose lines are on disk once they are written."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def add(self, lines: Sequence[str]) -> None:
        """Add lines, and wait for the disk."""
        os.write(self._file, "".join(f"{line}\n" for line in lines).encode())
        os.fsync(self._file)


def work(ledger: Ledger, folder: Path, series: str, stop: Event) -> None:
    """Record, and write down, until told to stop."""
    sent, told = Written(folder / f"sent-{series}"), Written(folder / f"told-{series}")
    for records in sendings(series):
        if stop.is_set():
            return
        sent.add([each.id for each in records])
        receipts = send(ledger, records)
        told.add([f"{each.record} {each.position} {each.leaf.hex()}" for each in receipts])


def _end_all(failed: threading.ExceptHookArgs) -> None:
    """A thread that cannot go on ends the whole process, so that nobody waits for it."""
    threading.__excepthook__(failed)
    os._exit(1)


def main(url: str, folder: Path, round_: str, threads: int) -> None:
    """Work in threads, half of them on a ledger of their own, as if in another process."""
    threading.excepthook = _end_all
    stop = Event()
    with ExitStack() as stack:
        ledgers = [stack.enter_context(a_ledger(url, f"{round_}-{n}")) for n in range(2)]
        working = [
            Thread(target=work, args=(ledgers[n % 2], folder, f"k-{round_}-{n}", stop))
            for n in range(threads)
        ]
        for each in working:
            each.start()
        sys.stdin.read()
        stop.set()
        for each in working:
            each.join()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
