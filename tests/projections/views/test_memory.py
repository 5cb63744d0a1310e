"""Building costs the memory of a deal and of the rows that wait, however many deals there are."""

from __future__ import annotations

import gc
import tracemalloc

import pytest

from api.views import connect_as_views, entries_once
from ledger.application import Ledger
from projections.views import writing
from projections.views.all import VIEWS
from projections.views.building import Build
from tests.benchmarks.inputs import IMPORT, opening


def record_deals(ledger: Ledger, first: int, many: int) -> None:
    for number in range(first, first + many):
        deal = f"D-{number}"
        ledger.record_each(opening(deal), IMPORT)


def peak_of_building(url: str, ledger: Ledger) -> int:
    """The most bytes in use, with garbage taken away after every page of deals."""
    with connect_as_views(url)() as connection:
        steps = Build(connection, entries_once(ledger), VIEWS).steps()
        gc.collect()
        tracemalloc.start()
        try:
            for _ in steps:
                gc.collect()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_building_takes_no_more_memory_for_more_deals(
    database: str, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 300)
    record_deals(ledger, 0, 50)
    peak_of_building(database, ledger)
    few = peak_of_building(database, ledger)
    record_deals(ledger, 50, 150)
    many = peak_of_building(database, ledger)
    assert many < 1.3 * few
