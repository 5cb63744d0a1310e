"""What Prometheus may scrape: numbers only, and no label that names a deal or a person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ledger.access import AccessLog
from ledger.application import Ledger
from ledger.watching import Watch
from projections.views.runner import Runner
from projections.views.status import Status

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Running:
    """How many of something are running, also as a number to scrape. For one thread."""

    def __init__(self, gauge: Gauge) -> None:
        self._gauge = gauge
        self.running = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Count one while it runs."""
        self.running += 1
        self._gauge.set(self.running)
        try:
            yield
        finally:
            self.running -= 1
            self._gauge.set(self.running)


class Metrics:
    """The numbers of one serving process."""

    def __init__(self, ledger: Ledger, access: AccessLog, watch: Watch) -> None:
        self._registry = CollectorRegistry()
        self._watch = watch
        self.requests = Counter(
            "deal_ledger_requests_total",
            "Requests answered.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self.seconds = Histogram(
            "deal_ledger_request_seconds",
            "Seconds from the headers of a request to the end of its answer.",
            ["route"],
            registry=self._registry,
        )
        self.recorded = Counter(
            "deal_ledger_records_added_total", "Records added.", registry=self._registry
        )
        self.connections_ended = Counter(
            "deal_ledger_connections_ended_total",
            "Connections that were refused, broken or too slow.",
            ["reason"],
            registry=self._registry,
        )
        self.underway = Running(self._gauge("deal_ledger_requests_underway", "Requests underway."))
        self.streams = Running(
            self._gauge("deal_ledger_streams", "Clients that follow the ledger.")
        )
        self._gauge("deal_ledger_position", "Position of the last entry known here.").set_function(
            lambda: watch.position
        )
        self._gauge(
            "deal_ledger_database_seen_seconds", "Seconds since the database answered the watch."
        ).set_function(lambda: time.monotonic() - watch.seen_at)
        self._gauge(
            "deal_ledger_access_log_dropped", "Readings that were never written down."
        ).set_function(lambda: access.dropped)
        for name in ("pool_size", "pool_available", "requests_waiting"):
            self._gauge(
                f"deal_ledger_database_{name}", f"The database pool's {name.replace('_', ' ')}."
            ).set_function(partial(_of_pool, ledger, name))

    def of_views(self, runner: Runner) -> None:
        """Say how far the views are, as the runner of this process last saw them."""
        positions = self._of_view("position", "Position that a view across deals stands on.")
        lags = self._of_view("lag", "Entries that a view across deals is behind.")
        stopped = self._of_view("stopped", "1 where an entry stopped a view across deals.")
        for view in runner.views:
            seen = partial(_seen, runner, view.name)
            positions.labels(view.name).set_function(partial(seen, lambda of: of.position))
            stopped.labels(view.name).set_function(
                partial(seen, lambda of: int(of.failed_at is not None))
            )
            lags.labels(view.name).set_function(
                partial(seen, lambda of: max(0, self._watch.position - of.position))
            )

    def _of_view(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"deal_ledger_view_{name}", meaning, ["view"], registry=self._registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(name, meaning, registry=self._registry)

    def text(self) -> bytes:
        """As Prometheus reads them."""
        return generate_latest(self._registry)


def _seen(runner: Runner, view: str, number: Callable[[Status], int]) -> float:
    status = runner.seen.get(view)
    return float("nan") if status is None else number(status)


def _of_pool(ledger: Ledger, name: str) -> float:
    return ledger.pool_stats().get(name, 0)
