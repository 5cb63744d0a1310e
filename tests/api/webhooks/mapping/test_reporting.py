"""That a connection feeds a deal, and that it was silent."""

from __future__ import annotations

from datetime import UTC, datetime

from api.webhooks.mapping.reporting import connected, gap
from tests.api.webhooks.mapping.translated import default

SINCE = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_connection_reports_on_a_deal_from_when_it_was_made() -> None:
    record = connected(default("hubspot"), "crm-1", "hubspot-7", SINCE).as_sent()
    assert record["id"] == "crm-1:connected:hubspot-7"
    assert record["occurred_at"] == "2026-01-01T12:00:00.000000Z"
    assert record["data"] == {"system": "hubspot", "channel": "crm", "persons": []}


def test_a_gap_has_an_id_of_its_beginning() -> None:
    open_ = gap(default("hubspot"), "crm-1", "D", SINCE, "nothing came").as_sent()
    assert open_["id"] == "crm-1:gap:D:2026-01-01T12:00:00.000000Z"
    assert open_["data"] == {"system": "hubspot", "cause": "nothing came"}
    until = datetime(2026, 1, 2, tzinfo=UTC)
    closed = gap(default("hubspot"), "crm-1", "D", SINCE, "nothing came", until).as_sent()
    assert closed["data"]["until"] == "2026-01-02T00:00:00.000000Z"
