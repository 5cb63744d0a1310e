"""That a connection reports on a deal, and that it did not: said by records of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.webhooks.mapping.ids import as_id
from domain.occurrence import moment_text
from domain.record import Record, record_of

NOTICED_BY = "system:deal-ledger"


class Reporter(Protocol):
    """A mapping, or a provider: what it is called in records."""

    @property
    def system(self) -> str:
        """The id of the system."""
        ...

    @property
    def channel(self) -> str:
        """The channel of `source.connected`."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A system by its id, and the channel in which it reports."""

    system: str
    channel: str


def connected(mapping: Reporter, connection: str, deal: str, since: datetime) -> Record:
    """From `since` on, the connection's system reports on `deal`."""
    return _connected(mapping, f"{connection}:connected:{deal}", deal, since)


def again(mapping: Reporter, connection: str, deal: str, since: datetime) -> Record:
    """From `since` on, the connection's system reports on `deal` again."""
    name = f"{connection}:again:{deal}:{moment_text(since)}"
    return _connected(mapping, name, deal, since)


def _connected(mapping: Reporter, name: str, deal: str, since: datetime) -> Record:
    return record_of(
        {
            "id": as_id(name),
            "deal": deal,
            "type": "source.connected",
            "occurred_at": moment_text(since),
            "actor": NOTICED_BY,
            "evidence": {"class": "system_observed"},
            "data": {"system": mapping.system, "channel": mapping.channel},
        }
    )


def gap(
    mapping: Reporter,
    connection: str,
    deal: str,
    begin: datetime,
    cause: str,
    until: datetime | None = None,
) -> Record:
    """From `begin` to `until` (None: still) the connection's system did not report on `deal`."""
    data = {"system": mapping.system, "cause": cause}
    if until is not None:
        data["until"] = moment_text(until)
    return record_of(
        {
            "id": as_id(f"{connection}:gap:{deal}:{moment_text(begin)}"),
            "deal": deal,
            "type": "coverage_gap.recorded",
            "occurred_at": moment_text(begin),
            "actor": NOTICED_BY,
            "evidence": {"class": "system_observed"},
            "data": data,
        }
    )
