"""The same bytes for every peer that appends: what `EntryMapper.prepare` made of real records."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, cycle, islice

from ledger.application import Ledger
from ledger.mapper import EntryMapper, NewEntry, PreparedEntry
from tests.benchmarks.harness import Load, Transaction
from tests.benchmarks.inputs import IMPORT, negotiation, opening

DIFFERENT = 240
"""How many different entries are prepared; they are sent again and again under new ids."""


class Stock:
    """Prepared entries for as many deals as there are threads, new deals in every sample."""

    def __init__(self, ledger: Ledger) -> None:
        # The persons are on record already, as they are in all but a deal's first entries.
        ledger.record_together([*opening("first"), *islice(negotiation("first"), 24)], IMPORT)
        assert isinstance(ledger.mapper, EntryMapper)
        records = islice(negotiation("deal"), DIFFERENT)
        self._entries = [
            ledger.mapper.prepare(NewEntry("deal", n, record, IMPORT, None, b"", append=0))
            for n, record in enumerate(records)
        ]
        self._deals = count(1)

    def deals(self, load: Load, per_thread: int) -> Iterator[list[list[PreparedEntry]]]:
        """For each thread its transactions, each a list of entries of one deal of its own."""
        for _ in range(load.threads):
            entries = self._deal(f"deal-{next(self._deals):06}")
            yield [list(islice(entries, load.events)) for _ in range(per_thread)]

    def _deal(self, deal: str) -> Iterator[PreparedEntry]:
        for version, entry in enumerate(cycle(self._entries), 1):
            record = f"{deal}-{version:07}"
            yield replace(
                entry,
                originator_id=deal,
                originator_version=version,
                event_id=record,
                fingerprint=record.encode().ljust(32, b"."),
            )


class FromStock(ABC):
    """A peer that appends the entries of a stock, one list of them in a transaction."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock

    def transactions(self, load: Load, per_thread: int) -> Sequence[Sequence[Transaction]]:
        """For each thread its transactions, ready to be sent."""
        return [
            [self._transaction(entries) for entries in deal]
            for deal in self._stock.deals(load, per_thread)
        ]

    @abstractmethod
    def _transaction(self, entries: list[PreparedEntry]) -> Transaction:
        """What sends these entries, with its parameters made already."""

    def close(self) -> None:
        """Give the connections back. Nothing to give back unless a peer holds some."""
        return


def all_bytes(entry: PreparedEntry) -> bytes:
    """The entry and the values that it commits to, end to end."""
    return entry.state + "".join(each.text for each in entry.disclosures).encode()
