"""Open gaps and what was refused are shown to whoever looks after the connections."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ledger.application import Ledger
from ledger.inbox.connections import Connections
from ledger.inbox.gaps import Gaps, Missing
from ledger.inbox.keeping import Inbox
from tests.api.cli import Command

SINCE = datetime(2026, 3, 1, 9, tzinfo=UTC)


def a_gap(ledger: Ledger, *deals: str) -> None:
    missing = Missing("hubspot", "hubspot", "silence", "", SINCE, "Nothing came.")
    Gaps(ledger.rows).notice(missing, deals, SINCE + timedelta(hours=5))


def test_a_connection_shows_its_open_gaps(command: Command, ledger: Ledger) -> None:
    made = command("connection", "create", "hubspot", "--secret", "s", "--set", "silent_after=48")
    assert made.code == 0
    assert command("connection", "list", "--json").json["connections"][0]["gaps"] == []
    a_gap(ledger, "D-1", "D-2")
    [found] = command("connection", "list", "--json").json["connections"]
    assert found["gaps"] == [
        {
            "connection": "hubspot", "system": "hubspot", "kind": "silence",
            "from": "2026-03-01T09:00:00.000000Z", "until": None, "cause": "Nothing came.",
            "deals": 2,
        }
    ]  # fmt: skip
    assert "silence" in command("connection", "list").out
    shown = command("connection", "show", "hubspot")
    told = "gap: from 2026-03-01T09:00:00.000000Z, on 2 deal(s). Nothing came."
    assert told in shown.out
    assert "silent_after" in shown.out


def test_what_was_not_believed_is_counted_for_programs_too(
    command: Command, ledger: Ledger
) -> None:
    assert command("connection", "create", "hubspot", "--secret", "s").code == 0
    Inbox(ledger.rows).refused("hubspot", "signature_wrong", b"[]", SINCE)
    [refused] = command("inbox", "list", "--json").json["refused"]
    assert (refused["code"], refused["day"], refused["times"]) == (
        "signature_wrong", "2026-03-01", 1,
    )  # fmt: skip
    assert "1 not believed on 2026-03-01 (signature_wrong)" in command("inbox", "list").out


@pytest.mark.parametrize("wrong", ["x", "-1", "nan", "1e12"])
def test_hours_that_are_none_are_refused(command: Command, ledger: Ledger, wrong: str) -> None:
    given = ("--secret", "s", "--set", f"silent_after={wrong}")
    said = command("connection", "create", "hubspot", *given)
    assert said.code == 2
    assert "hours without a delivery" in " ".join(said.err.split())
    assert Connections(ledger.rows).all() == []
