"""A whole file of records: read, checked, decided and appended.

As `deal-ledger record FILE` does it, in a process of its own with all that starting one costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.harness import Benchmark, Load, Peer, Transaction
from tests.benchmarks.inputs import negotiation, opening
from tests.benchmarks.server import FOLDER, Databases

RECORDS = 2_000
DEALS = 4

Recorder = Callable[[Path], object]


class Files:
    """A new file of new deals for every transaction, and what records it."""

    def __init__(self, folder: Path, recorder: Recorder) -> None:
        self._folder = folder
        self._recorder = recorder
        self._numbers = count(1)

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its files."""
        return [
            [partial(self._recorder, self._file(load.events)) for _ in range(per_thread)]
            for _ in range(load.threads)
        ]

    def _file(self, records: int) -> Path:
        number = next(self._numbers)
        path = self._folder / f"{number:05}.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for deal in (f"file-{number:05}-{each}" for each in range(DEALS)):
                of_deal = chain(opening(deal), negotiation(deal))
                for record in islice(of_deal, records // DEALS):
                    print(json.dumps(record.as_sent(), ensure_ascii=False), file=lines)
        return path


def by_command(url: str, file: Path) -> None:
    """Record a file as an administrator does."""
    command = [sys.executable, "-m", "api.cli.main", "record", str(file)]
    environment = {**os.environ, "DEAL_LEDGER_DATABASE_URL": url}
    subprocess.run(command, env=environment, check=True, capture_output=True)


@contextmanager
def _files(databases: Databases, _: Load) -> Iterator[Sequence[Peer]]:
    url = databases.new_ledger()
    with TemporaryDirectory(prefix="files-", dir=FOLDER.resolve()) as folder:
        yield [Files(Path(folder), partial(by_command, url))]


def filing(databases: Databases) -> Iterator[Benchmark]:
    """One file of some thousand records, of several deals."""
    yield Benchmark("record_file", Load(1, RECORDS), ["ours"], partial(_files, databases))
