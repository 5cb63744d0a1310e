"""Links for a read-back: known by their text alone, of which nothing but a digest is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ledger.application import Ledger
from ledger.read_back_links import NAME, Link, ReadBackLinks, Wanted
from ledger.tokens import SECRET_BYTES, Tokens
from tests.databases import rows

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WANTED = Wanted("D-1", "P1", "carla", NOW + timedelta(days=14), "token:abc")
SECRET = b"\x07" * SECRET_BYTES


@pytest.fixture
def links(ledger: Ledger) -> ReadBackLinks:
    return ReadBackLinks(ledger.rows)


def another(links: ReadBackLinks, number: int, proposal: str = "P1", deal: str = "D-1") -> Link:
    wanted = Wanted(deal, proposal, "carla", NOW + timedelta(days=1), "token:abc")
    return links.make(wanted, bytes([number]) * SECRET_BYTES, NOW + timedelta(minutes=number))[0]


def test_a_link_is_known_by_its_text_and_its_id_opens_nothing(links: ReadBackLinks) -> None:
    made, text = links.make(WANTED, SECRET, NOW)
    assert links.of(text) == made
    assert (made.deal, made.proposal, made.person) == ("D-1", "P1", "carla")
    for wrong in (
        made.id,
        f"{made.id}_",
        text[:-1],
        text + "A",
        text.upper(),
        "",
        "_",
        "\ud800",
        "\0",
    ):
        assert links.of(wrong) is None
        assert wrong == made.id or links.with_id("D-1", wrong) is None


def test_nothing_that_is_kept_opens_it(links: ReadBackLinks, database: str) -> None:
    _, text = links.make(WANTED, SECRET, NOW)
    secret = text.partition("_")[2]
    kept = str(rows(database, "SELECT * FROM ledger.tokens"))
    kept += str(rows(database, "SELECT * FROM ledger.read_back_links"))
    assert secret not in kept
    assert SECRET.hex() not in kept


def test_it_is_no_token_that_opens_the_interface(links: ReadBackLinks, ledger: Ledger) -> None:
    made, text = links.make(WANTED, SECRET, NOW)
    tokens = Tokens(ledger.rows)
    assert tokens.of(f"dl_{text}") is None
    assert tokens.of(text) is None
    [listed] = tokens.all()
    assert (listed.id, listed.name, listed.person) == (made.id, NAME, "carla")
    assert listed.deals == frozenset({"D-1"})


def test_it_ends_by_itself_and_when_it_is_taken_back(links: ReadBackLinks) -> None:
    made, text = links.make(WANTED, SECRET, NOW)
    assert made.counts(NOW + timedelta(days=14, seconds=-1))
    assert not made.counts(NOW + timedelta(days=14))
    assert links.revoke("D-2", made.id, NOW) is None
    over = links.revoke("D-1", made.id, NOW)
    assert over is not None
    assert not over.counts(NOW)
    assert links.of(text) == over
    assert links.revoke("D-1", made.id, NOW + timedelta(days=1)) == over


def test_the_links_of_a_deal_are_listed_by_page_the_latest_first(links: ReadBackLinks) -> None:
    made = [another(links, number, f"P{1 + number % 2}") for number in range(1, 6)]
    another(links, 9, deal="D-2")
    assert links.page("D-1", None, None, 9) == made[::-1]
    assert links.page("D-1", "P1", None, 9) == [made[3], made[1]]
    first = links.page("D-1", None, None, 2)
    assert links.page("D-1", None, first[-1].id, 2) == [made[2], made[1]]
    assert links.page("D-1", None, "nothing", 2) == []
