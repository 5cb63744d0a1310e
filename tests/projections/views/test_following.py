"""What is followed in any batches is what is built anew, and what the folds say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_every
from hypothesis import strategies as st

from api.reading import known_deal
from api.views import kept_entries
from domain.occurrence import moment_text
from domain.record import Record
from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from projections.findings.rules.seen03 import OPENED_WITHIN
from projections.overview import in_register
from projections.views.all import VIEWS
from projections.views.findings import Wanted as Findings
from projections.views.findings import open_findings
from projections.views.following import Span, follow
from projections.views.register import Wanted, register
from projections.views.status import statuses
from tests.databases import MIGRATED, a_database, a_ledger
from tests.projections.views.viewing import (
    connection,
    content,
    deals,
    followed,
    rebuilt,
    recorded,
    until,
)
from tests.projections.views.worlds import worlds
from tests.records import a_clause, a_record


@pytest.fixture(scope="module")
def kept(server: EmbeddedServer) -> Iterator[tuple[str, Ledger]]:
    """A ledger that all examples of a property go on with."""
    with a_database(server, MIGRATED) as url, a_ledger(url, "kept") as ledger:
        yield url, ledger


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_every(world=worlds(), sizes=st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_a_rebuilt_view_equals_the_followed_one(
    kept: tuple[str, Ledger], world: list[Record], sizes: list[int]
) -> None:
    url, ledger = kept
    followed(url, ledger)
    recorded(ledger, world)
    with connection(url) as opened:
        for size in sizes:
            after = statuses(opened)["register"].position
            span = Span(after, min(ledger.size, after + size))
            assert follow(opened, kept_entries(ledger), VIEWS, span)
    followed(url, ledger)
    before = content(url)
    rebuilt(url, ledger)
    assert content(url) == before


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_every(world=worlds())
def test_a_line_of_the_register_is_what_the_reading_says(
    kept: tuple[str, Ledger], world: list[Record]
) -> None:
    url, ledger = kept
    recorded(ledger, world)
    followed(url, ledger)
    now = datetime.now(UTC)
    for deal in {record.stream for record in world if record.deal}:
        if ledger.has(deal):
            expected = in_register(known_deal(ledger, deal, now))
            with connection(url) as opened:
                found = register(opened, Wanted(q=deal)).rows
            [line] = [each for each in found if each["deal"] == deal]
            assert {name: line[name] for name in expected} == expected


def test_a_batch_that_does_not_begin_where_the_views_stand_does_nothing(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, [a_clause()])
    followed(database, ledger)
    recorded(ledger, [a_record("deal.opened")])
    before = content(database)
    with connection(database) as opened:
        assert not follow(opened, kept_entries(ledger), VIEWS, Span(0, 2))
    assert content(database) == before


def test_what_is_identified_touches_the_deals_that_name_the_person(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, [a_clause(), a_record("clause.displayed", clause="4.2", to="a.weber")])
    followed(database, ledger)
    assert {row[2] for row in content(database)["exposures"]} == {"a.weber", "ana"}
    recorded(ledger, [a_record("person.identified", person="ana", same_as="a.weber")])
    followed(database, ledger)
    with connection(database) as opened:
        [line] = register(opened, Wanted(person="a.weber")).rows
        assert line["deal"] == "D-1"
    [exposure] = content(database)["exposures"]
    assert exposure[3] == ["a.weber", "ana"]


def test_time_alone_changes_a_row_once_what_was_recorded_ahead_has_begun(
    database: str, ledger: Ledger
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    recorded(
        ledger,
        [
            a_clause(),
            a_record("proposal.sealed", at="2025-05-17T10:00Z"),
            a_record("proposal.sent", at=moment_text(soon)),
        ],
    )
    followed(database, ledger)

    def standing() -> str:
        with connection(database) as opened:
            [line] = register(opened, Wanted()).rows
        return str(line["standing"])

    assert standing() == "draft"

    def offered() -> bool:
        followed(database, ledger)
        return standing() == "offered"

    until(offered)
    before = content(database)
    rebuilt(database, ledger)
    assert content(database) == before


def test_time_alone_makes_a_finding_of_a_notice_that_nobody_opened(
    database: str, ledger: Ledger
) -> None:
    soon = datetime.now(UTC) - OPENED_WITHIN + timedelta(seconds=1.5)
    recorded(
        ledger,
        [
            a_clause(),
            a_record("participant.assigned", person="vp", name="Vera", function="sales"),
            a_record("message.sent", to=["vp"], about=[{"clause": "4.2"}], at=moment_text(soon)),
        ],
    )
    followed(database, ledger)

    def unopened() -> list[str]:
        with connection(database) as opened:
            return deals(open_findings(opened, Findings(codes=["SEEN03"])))

    assert unopened() == []

    def found() -> bool:
        followed(database, ledger)
        return unopened() == ["D-1"]

    until(found)
    before = content(database)
    rebuilt(database, ledger)
    assert content(database) == before
