"""Appending as the ledger does: duplicates, version, clock, position, leaf and frontier are in it.

Committed values are stored apart from the entry. Each transaction is one call of the recorder,
answered by itself once it is on disk; calls that wait at the same time share a commit.
"""

from __future__ import annotations

from ledger.appending import Answer
from ledger.application import Ledger
from ledger.mapper import PreparedEntry
from ledger.recorder import EntryRecorder
from tests.benchmarks.harness import Transaction
from tests.benchmarks.stock import FromStock, Stock


class Ours(FromStock):
    """`EntryRecorder.insert_events` of prepared entries."""

    def __init__(self, stock: Stock, ledger: Ledger) -> None:
        super().__init__(stock)
        assert isinstance(ledger.recorder, EntryRecorder)
        self._recorder = ledger.recorder

    def _transaction(self, entries: list[PreparedEntry]) -> Transaction:
        def append() -> None:
            answers: list[Answer] = []
            self._recorder.insert_events(entries, answers=answers, kept=_nobody)
            assert all(answer.outcome == "added" for answer in answers)

        return append


def _nobody(person: str) -> None:
    raise AssertionError(f"{person} was on record already")
