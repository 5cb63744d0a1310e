"""The library's own way to keep a view: ProjectionRunner, Projection, PostgresTrackingRecorder."""

from __future__ import annotations

from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, cast

from eventsourcing.application import Application
from eventsourcing.persistence import StoredEvent, Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict

from domain.record import ORGANISATION
from ledger.application import Ledger
from ledger.mapper import EntryMapper
from projections.views.all import VIEWS
from projections.views.ports import Connection, Entries
from projections.views.writing import Folding
from tests.benchmarks.inputs import CountedSalts

PATIENCE = 600.0
POSITION = "benchmark_tracking"
"""The table in which the library keeps its position."""


class AsStored(EntryMapper):
    """Hands a row on as it is: the deal is folded from entries that are kept."""

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """The row."""
        return stored_event


class Views(PostgresTrackingRecorder):
    """Our rows, written with the library's position in one transaction."""

    def keep(self, event: StoredEvent, tracking: Tracking, entries: Entries) -> None:
        """Replace the rows of the deal that an event touches."""
        up_to = tracking.notification_id
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            connection = cast("Connection", cursor.connection)  # writing reads no rows
            folding = Folding(connection, entries, up_to, datetime.now(UTC))
            organisation = entries.entries(ORGANISATION, up_to)
            folding.write({str(event.originator_id): VIEWS}, organisation)


class Library:
    """A ProjectionRunner on a ledger's database, from its first event on."""

    def __init__(self, url: str, entries: Entries) -> None:
        class App(Ledger):
            """The ledger, as the library's runner makes it."""

            def __init__(self, env: Any = None) -> None:
                super().__init__(url, CountedSalts(), 4)

            def construct_mapper(self) -> Any:
                salts = CountedSalts()
                return AsStored(lambda: self.origin, self._pseudonyms, salts)

        class Kept(Projection[Views]):
            """Passes events on."""

            name = "benchmark"

            def process_event(self, domain_event: Any, tracking: Tracking) -> None:
                self.view.keep(domain_event, tracking, entries)

        self._runner = ProjectionRunner[Application[str], Views](
            application_class=App,
            projection_class=Kept,
            view_class=Views,
            env=_environment(url),
        )

    def __enter__(self) -> Self:
        self._runner.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.__exit__(kind, fault, trace)

    def reach(self, position: int) -> None:
        """Wait until it has come so far."""
        self._runner.wait(position, PATIENCE)


def _environment(url: str) -> dict[str, str]:
    at = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": at["dbname"],
        "POSTGRES_HOST": at["host"],
        "POSTGRES_PORT": at.get("port", ""),
        "POSTGRES_USER": at["user"],
        "POSTGRES_PASSWORD": "",
    }
