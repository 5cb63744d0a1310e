"""A subscription moves on when its receiver has taken, and by one process at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from ledger.application import Ledger
from ledger.database import WRITER, connected
from ledger.outbox.claiming import Claims
from ledger.outbox.cursor import Cursor
from ledger.outbox.subscriptions import Subscription, Subscriptions, Wanted
from tests.databases import rows
from tests.records import BY, a_record

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def made(ledger: Ledger) -> Subscription:
    """A subscription of all that a small ledger holds."""
    ledger.record_each([a_record("deal.opened"), a_record("value.reported")], BY)
    wanted = Wanted("s1", "https://crm.example.com", "reader", ["b", "a", "b"], after=0)
    return Subscriptions(ledger.rows).create(wanted, "whsec_x", NOW)


def test_it_begins_where_it_was_told_to(ledger: Ledger, made: Subscription) -> None:
    assert (made.position, made.deals) == (0, None)
    assert made.types == frozenset({"a", "b"})
    assert made.active_secrets == ("whsec_x",)
    at_the_end = Wanted("s2", "https://crm.example.com", "legal")
    assert Subscriptions(ledger.rows).create(at_the_end, "whsec_y", LATER).position == 2
    assert [each.id for each in Subscriptions(ledger.rows).all()] == ["s1", "s2"]


def test_who_comes_second_moves_nothing(ledger: Ledger, made: Subscription) -> None:
    cursor = Cursor(ledger.rows)
    after = cursor.taken(made, 1, NOW)
    assert after
    assert after.position == 1
    assert cursor.taken(made, 1, NOW) is None
    assert cursor.passed_over(made, 2) is None
    assert not cursor.failed(made, "500", LATER)
    assert not cursor.gave_up(made, "500", "enough", LATER)
    assert Subscriptions(ledger.rows).get("s1") == after


def test_a_try_in_vain_is_counted_until_the_next_that_is_taken(
    ledger: Ledger, made: Subscription
) -> None:
    cursor = Cursor(ledger.rows)
    assert cursor.failed(made, "500", LATER)
    found = Subscriptions(ledger.rows).get("s1")
    assert found
    assert (found.tries, found.last_error, found.again_at) == (1, "500", LATER)
    assert (found.rests(NOW), found.rests(LATER)) == (True, False)
    after = cursor.taken(found, 1, LATER)
    assert after
    assert (after.tries, after.last_error, after.again_at, after.pushed_at) == (
        0,
        None,
        None,
        LATER,
    )


def test_what_is_due_is_claimed_by_one_session_until_it_ends(
    database: str, ledger: Ledger, made: Subscription
) -> None:
    first, second = Claims(database), Claims(database)
    assert first.due(NOW) == first.due(NOW) == ["s1"]
    assert second.due(NOW) == []
    first.close()
    assert second.due(NOW) == ["s1"]
    assert first.due(NOW) == []
    first.close()
    second.close()


def test_nothing_is_due_at_the_end_of_the_ledger_before_the_next_try_or_after_the_end(
    database: str, ledger: Ledger, made: Subscription
) -> None:
    claims, cursor = Claims(database), Cursor(ledger.rows)
    cursor.failed(made, "500", LATER)
    assert (claims.due(NOW), claims.due(LATER)) == ([], ["s1"])
    found = cursor.passed_over(made, 2)
    assert found
    assert claims.due(LATER) == []
    ledger.record(a_record("value.reported"), BY)
    assert claims.due(LATER) == ["s1"]
    assert cursor.gave_up(found, "500", "enough", LATER)
    assert claims.due(LATER) == []
    claims.close()


def test_where_it_leads_and_what_it_may_show_cannot_be_changed(
    database: str, made: Subscription
) -> None:
    for change in (
        b"UPDATE ledger.subscriptions SET url = 'https://elsewhere.example'",
        b"UPDATE ledger.subscriptions SET role = 'legal'",
        b"UPDATE ledger.subscriptions SET deals = NULL",
        b"DELETE FROM ledger.subscriptions",
        b"UPDATE ledger.subscription_secrets SET value = 'whsec_y'",
    ):
        with (
            connected(database, WRITER) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(change)
    assert rows(database, "SELECT role FROM ledger.subscriptions") == [("reader",)]
