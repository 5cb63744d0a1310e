"""What a ledger gives to whoever reads all of it: which streams got entries, and each once."""

from __future__ import annotations

import pytest

from domain.record import ORGANISATION
from ledger.application import Ledger
from ledger.database import VIEWS, WRITER
from ledger.embedded import EmbeddedServer
from ledger.logins import APP, make_logins
from tests.databases import rows, run
from tests.records import BY, a_record, statements


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    both = zip(statements(3, "D-1", "s"), statements(3, "D-2", "t"), strict=True)
    ledger.record_each([each for pair in both for each in pair], BY)
    ledger.record_each([a_record("catalogue.item_defined")], BY)
    return ledger


@pytest.mark.parametrize(
    ("after", "up_to", "expected"),
    [
        (0, 7, {"D-1", "D-2", ORGANISATION}),
        (0, 1, {"D-1"}),
        (1, 2, {"D-2"}),
        (6, 7, {ORGANISATION}),
        (7, 7, set()),
    ],
)
def test_the_streams_that_got_entries(
    told: Ledger, after: int, up_to: int, expected: set[str]
) -> None:
    assert set(told.touched(after, up_to)) == expected


@pytest.mark.parametrize("up_to", [0, 1, 4, 7, 99])
def test_a_stream_that_is_read_once_is_the_one_that_is_kept(told: Ledger, up_to: int) -> None:
    for stream in ("D-1", "D-2", "D-3", ORGANISATION):
        assert list(told.read(stream, up_to)) == list(told.entries(stream, up_to))


def test_a_login_of_before_there_were_views_may_keep_them_after(
    server: EmbeddedServer, database: str
) -> None:
    def held() -> list[tuple[bool, bool]]:
        query = "SELECT pg_has_role(%s, %s, 'MEMBER'), pg_has_role(%s, %s, 'MEMBER')"
        return rows(database, query, APP, WRITER, APP, VIEWS)

    run(database, f"DROP ROLE IF EXISTS {APP}", f"CREATE ROLE {APP} LOGIN IN ROLE {WRITER}")
    try:
        assert held() == [(True, False)]
        make_logins(database)
        make_logins(database)
        assert held() == [(True, True)]
    finally:
        run(database, f"DROP ROLE {APP}")
