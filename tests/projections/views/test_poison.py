"""An entry that a view cannot take stops that view, where everybody sees it, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.application import Ledger
from projections.views.all import VIEWS
from projections.views.register import Wanted, register
from projections.views.rows.promises import VIEW as PROMISES
from projections.views.rows.register import VIEW as REGISTER
from projections.views.rows.register import Line
from projections.views.status import ViewNotReady
from projections.views.view import Row, View
from tests.projections.views.viewing import (
    connection,
    content,
    followed,
    rebuilt,
    recorded,
    status,
    that_fails,
)
from tests.records import a_record, statements

POISONED = that_fails(PROMISES, lambda entry: entry.id == "poison")
OTHERS = tuple(view for view in VIEWS if view is not PROMISES)
WITH_POISON = (*OTHERS, POISONED)
BEFORE = [*statements(3), *statements(2, "D-2", "t")]
AFTER = [a_record("deal.opened", id="poison"), *statements(2, "D-3", "u")]


def test_a_poisonous_entry_stops_its_view_and_not_the_others(database: str, ledger: Ledger) -> None:
    recorded(ledger, BEFORE)
    followed(database, ledger, WITH_POISON)
    recorded(ledger, AFTER)
    followed(database, ledger, WITH_POISON)
    found = status(database, POISONED)
    assert (found.state, found.position) == ("stopped", 5)
    assert (found.failed_at, found.failed_deal, found.error) == (6, "D-1", "ZeroDivisionError")
    assert found.since is not None
    assert {status(database, view).position for view in OTHERS} == {8}


def test_what_comes_before_the_poison_is_in_the_view_also_when_it_came_in_the_same_batch(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, BEFORE)
    followed(database, ledger, VIEWS)
    at_five = content(database, [PROMISES])
    recorded(ledger, [*statements(1, "D-1", "v"), *AFTER])
    followed(database, ledger, WITH_POISON)
    assert status(database, POISONED).failed_at == 7
    at_six = content(database, [PROMISES])["promises_stands"]
    assert [(row[0], row[1]) for row in at_five["promises_stands"]] == [("D-1", 3), ("D-2", 2)]
    assert [(row[0], row[1]) for row in at_six] == [("D-1", 4), ("D-2", 2)]


def test_a_view_that_is_built_over_poison_stops_at_the_same_entry(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, BEFORE)
    followed(database, ledger, WITH_POISON)
    recorded(ledger, AFTER)
    followed(database, ledger, WITH_POISON)
    kept, found = content(database), status(database, POISONED)
    build = rebuilt(database, ledger, WITH_POISON)
    assert build.stopped["promises"].at == 6
    assert content(database) == kept
    assert replace(status(database, POISONED), since=None) == replace(found, since=None)


def test_since_when_it_is_stopped_does_not_change_when_it_is_tried_again(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, [*BEFORE, *AFTER])
    followed(database, ledger, WITH_POISON)
    first = status(database, POISONED)
    assert first.state == "stopped"
    followed(database, ledger, WITH_POISON)
    assert status(database, POISONED) == first


def test_a_mended_view_goes_on_by_itself(database: str, ledger: Ledger) -> None:
    recorded(ledger, BEFORE)
    followed(database, ledger, WITH_POISON)
    recorded(ledger, AFTER)
    followed(database, ledger, WITH_POISON)
    followed(database, ledger, VIEWS)
    found = status(database, PROMISES)
    assert (found.state, found.position, found.failed_at, found.since) == (
        "following",
        8,
        None,
        None,
    )
    before = content(database)
    rebuilt(database, ledger)
    assert content(database) == before


def test_a_view_that_another_program_built_past_the_poison_goes_on(
    database: str, ledger: Ledger
) -> None:
    recorded(ledger, BEFORE)
    runner = followed(database, ledger, WITH_POISON)
    recorded(ledger, AFTER)
    with runner.connect() as opened:
        while runner.step(opened):
            pass
        runner.step(opened)
        assert status(database, POISONED).failed_at == 6
        rebuilt(database, ledger, [PROMISES])
        recorded(ledger, statements(1, "D-4", "w"))
        runner.step(opened)
    found = status(database, PROMISES)
    assert (found.state, found.position) == ("following", 9)


def test_rows_that_the_database_refuses_stop_a_view_as_well(database: str, ledger: Ledger) -> None:
    recorded(ledger, BEFORE)
    followed(database, ledger)
    recorded(ledger, AFTER)
    followed(database, ledger, (_that_writes_no_number(), *(v for v in VIEWS if v is not REGISTER)))
    found = status(database, REGISTER)
    assert (found.state, found.position, found.failed_at) == ("stopped", 5, 6)
    assert found.error == "InvalidTextRepresentation"
    assert status(database, PROMISES).position == 8


def _that_writes_no_number() -> View:
    def rows(deal: object) -> list[Row]:
        found = list(REGISTER.rows(deal))  # type: ignore[arg-type]
        opened = any(isinstance(row, Line) and row.opened_on_record for row in found)
        return [
            row._replace(entries="many") if opened and isinstance(row, Line) else row  # type: ignore[arg-type]
            for row in found
        ]

    return replace(REGISTER, rows=rows)


def test_a_view_that_was_never_built_says_so(database: str, ledger: Ledger) -> None:
    with connection(database) as opened, pytest.raises(ViewNotReady, match="missing"):
        register(opened, Wanted())


def test_a_stopped_view_says_from_which_entry_on_it_knows_nothing(
    database: str, ledger: Ledger
) -> None:
    views = (that_fails(REGISTER, lambda entry: entry.id == "poison"),)
    recorded(ledger, BEFORE)
    followed(database, ledger, views)
    recorded(ledger, AFTER)
    followed(database, ledger, views)
    with connection(database) as opened:
        found = register(opened, Wanted())
    assert (found.position, found.stopped_at) == (5, 6)
    assert [line["deal"] for line in found.rows] == ["D-1", "D-2"]
