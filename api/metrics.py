"""What Prometheus may scrape: numbers only, and no label that names a deal or a person."""

from __future__ import annotations

import time
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from api.asking_views import AskedViews, ViewsNotGranted
from api.signed import Signed
from ledger.access import AccessLog
from ledger.application import Ledger
from ledger.inbox.listing import Listing
from ledger.patience import UnavailableError
from ledger.watching import Watch
from projections.views.all import VIEWS
from projections.views.status import Status

SEEN_WITHIN = 5.0
"""Seconds in which the database must have answered to count as being there."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Running:
    """How many of something are running, also as a number to scrape. For one thread."""

    def __init__(self, gauge: Gauge) -> None:
        self._gauge = gauge
        self.running = 0

    def one_more(self) -> Running:
        """Count one while it runs: use it as a context, each time anew."""
        return self

    def begin(self) -> None:
        """One more runs, until `end`."""
        self.running += 1
        self._gauge.set(self.running)

    def end(self) -> None:
        """One less runs."""
        self.running -= 1
        self._gauge.set(self.running)

    def __enter__(self) -> None:
        self.begin()

    def __exit__(self, *_: object) -> None:
        self.end()


class Metrics:
    """The numbers of one serving process."""

    def __init__(
        self, ledger: Ledger, access: AccessLog, watch: Watch, views: AskedViews, signed: Signed
    ) -> None:
        self._registry = CollectorRegistry()
        self._watch = watch
        self._views = views
        self._inbox = Listing(ledger.rows)
        self._signed = signed
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
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self.recorded = self._counter("deal_ledger_records_added_total", "Records added.")
        self._deliveries = Counter(
            "deal_ledger_deliveries_total",
            "Webhook deliveries: kept, double, or refused as not believed.",
            ["provider", "outcome"],
            registry=self._registry,
        )
        self.not_proved = self._counter(
            "deal_ledger_not_proved_total",
            "Proofs and bundles refused because what is stored is not what was signed.",
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
        self._of_views = (
            self._of_view("position", "Position that a view across deals stands on."),
            self._of_view("lag", "Entries that a view across deals is behind."),
            self._of_view("stopped", "1 where an entry stopped a view across deals."),
        )
        self._of_inbox = self._gauges_of_inbox()
        self._of_the_signer = self._gauges_of_the_signer()
        self._of_stamps = self._gauges_of_stamps()
        for name in ("pool_size", "pool_available", "requests_waiting"):
            self._gauge(
                f"deal_ledger_database_{name}", f"The database pool's {name.replace('_', ' ')}."
            ).set_function(partial(_of_pool, ledger, name))

    def _gauges_of_inbox(self) -> dict[str, Gauge]:
        return {
            "waiting": self._gauge("deal_ledger_inbox_waiting", "Things delivered that wait."),
            "parked": self._gauge(
                "deal_ledger_inbox_parked", "Things delivered that nothing can be made of."
            ),
            "gaps": self._gauge(
                "deal_ledger_deals_in_gaps", "Deals that a connected system does not report on."
            ),
        }

    def _gauges_of_stamps(self) -> tuple[Gauge, Gauge, Gauge]:
        return (
            self._gauge("deal_ledger_time_stamped_size", "Entries that the last stamp covers."),
            self._gauge("deal_ledger_time_stamped_at_seconds", "When that stamp was made."),
            self._gauge("deal_ledger_time_stamps_failing", "Authorities that give no stamps."),
        )

    def _gauges_of_the_signer(self) -> tuple[Gauge, Gauge, Gauge]:
        return (
            self._gauge("deal_ledger_signed_size", "Entries that the last checkpoint signs."),
            self._gauge("deal_ledger_signed_lag", "Entries that no checkpoint signs yet."),
            self._gauge("deal_ledger_signer_frozen", "1 where the signer refuses to sign."),
        )

    def look(self) -> None:
        """Ask of views, signer and inbox; not a number while the database does not say."""
        away = time.monotonic() - self._watch.seen_at > SEEN_WITHIN
        self._look_at_views(away=away)
        self._look_at_the_signer(away=away)
        self._look_at_stamps(away=away)
        self._look_at_inbox(away=away)

    def _look_at_the_signer(self, *, away: bool) -> None:
        standing = None if away else self._signed.seen()
        numbers = (float("nan"),) * 3
        if standing is not None:
            size = standing.latest.size if standing.latest else 0
            behind = max(0, self._watch.position - size)
            numbers = float(size), float(behind), float(standing.frozen is not None)
        for gauge, number in zip(self._of_the_signer, numbers, strict=True):
            gauge.set(number)

    def _look_at_stamps(self, *, away: bool) -> None:
        stamping = None if away else self._signed.stamping.seen()
        numbers = (float("nan"),) * 3
        if stamping is not None:
            at = max((s.stamped_at.timestamp() for s in stamping if s.stamped_at), default=0.0)
            size = max((s.size or 0 for s in stamping), default=0)
            failing = sum(s.failing_since is not None for s in stamping)
            numbers = float(size), at, float(failing)
        for gauge, number in zip(self._of_stamps, numbers, strict=True):
            gauge.set(number)

    def _look_at_views(self, *, away: bool) -> None:
        try:
            found = {} if away else self._views.seen()
        except (UnavailableError, ViewsNotGranted):
            found = {}
        for view in VIEWS:
            status = found.get(view.name)
            numbers = _numbers(status, self._watch.position) if status else (float("nan"),) * 3
            for gauge, number in zip(self._of_views, numbers, strict=True):
                gauge.labels(view.name).set(number)

    def _look_at_inbox(self, *, away: bool) -> None:
        nothing = dict.fromkeys(self._of_inbox, float("nan"))
        try:
            found = nothing if away else self._inbox.unsettled()
        except UnavailableError:
            found = nothing
        for name, gauge in self._of_inbox.items():
            gauge.set(found[name])

    def delivered(self, provider: str, outcome: str) -> None:
        """Count a delivery: kept, double or refused."""
        self._deliveries.labels(provider, outcome).inc()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request, and how long it took."""
        known = method, route, status
        if known not in self._children:
            self._children[known] = (
                self.requests.labels(*known),
                self.seconds.labels(route),
            )
        count, histogram = self._children[known]
        count.inc()
        histogram.observe(seconds)

    def _of_view(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"deal_ledger_view_{name}", meaning, ["view"], registry=self._registry)

    def _counter(self, name: str, meaning: str) -> Counter:
        return Counter(name, meaning, registry=self._registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(name, meaning, registry=self._registry)

    def text(self) -> bytes:
        """As Prometheus reads them."""
        return generate_latest(self._registry)


def _numbers(status: Status, position: int) -> tuple[float, float, float]:
    behind = max(0, position - status.position)
    return status.position, behind, int(status.failed_at is not None)


def _of_pool(ledger: Ledger, name: str) -> float:
    return ledger.pool_stats().get(name, 0)
