"""That a connection reports on a deal, and that it did not: said by records of its own."""

from __future__ import annotations

from datetime import datetime

from api.webhooks.mapping.ids import as_id
from api.webhooks.mapping.rules import ProviderMapping
from domain.occurrence import moment_text
from domain.record import Record, record_of

NOTICED_BY = "system:deal-ledger"


def connected(mapping: ProviderMapping, connection: str, deal: str, since: datetime) -> Record:
    """From `since` on, the connection's system reports on `deal`."""
    return record_of(
        {
            "id": as_id(f"{connection}:connected:{deal}"),
            "deal": deal,
            "type": "source.connected",
            "occurred_at": moment_text(since),
            "actor": NOTICED_BY,
            "evidence": {"class": "system_observed"},
            "data": {"system": mapping.system, "channel": mapping.channel},
        }
    )


def gap(
    mapping: ProviderMapping,
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
