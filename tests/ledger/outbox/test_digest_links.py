"""Links into digests: of their text the digest is kept, and each leads to one record."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError

from ledger.application import Ledger
from ledger.database import WRITER, connected
from ledger.outbox.digest_links import DigestLinks, Wanted
from ledger.tokens import Tokens
from tests.api.http.calling import NOW
from tests.databases import run

SECRET = bytes(range(40))
WANTED = Wanted("digest:d1", "D-1", "vera", NOW + timedelta(days=1))


@pytest.fixture
def links(ledger: Ledger) -> DigestLinks:
    return DigestLinks(ledger.rows)


def test_a_link_is_found_by_its_text_alone_and_counts_until_it_ends(links: DigestLinks) -> None:
    text = links.make(WANTED, SECRET, NOW)
    found = links.of(text)
    assert found is not None
    assert (found.record, found.token.person, found.outcome) == ("digest:d1", "vera", None)
    assert found.counts(NOW)
    assert not found.counts(NOW + timedelta(days=1))
    for other in ("", text[:-1], f"{text}x", text.partition("_")[0], "\udcff", "\0_x"):
        assert links.of(other) is None


def test_it_opens_nothing_as_a_token(links: DigestLinks, ledger: Ledger) -> None:
    text = links.make(WANTED, SECRET, NOW)
    assert Tokens(ledger.rows).of(f"dl_{text}") is None


def test_there_is_one_link_into_a_digest(links: DigestLinks) -> None:
    links.make(WANTED, SECRET, NOW)
    with pytest.raises(IntegrityError):
        links.make(WANTED, bytes(40), NOW)


def test_what_is_settled_stays(links: DigestLinks) -> None:
    links.make(WANTED, SECRET, NOW)
    links.settle("digest:d1", "unknown", "it hung up", NOW)
    links.settle("digest:d1", "accepted", None, NOW)
    found = links.into("digest:d1")
    assert found is not None
    assert (found.outcome, found.said) == ("unknown", "it hung up")
    assert links.into("digest:d2") is None


def test_of_a_person_who_was_erased_it_counts_no_more(links: DigestLinks, database: str) -> None:
    text = links.make(WANTED, SECRET, NOW)
    run(database, "UPDATE ledger.tokens SET person = NULL")
    found = links.of(text)
    assert found is not None
    assert not found.counts(NOW)


def test_where_a_link_leads_never_changes(links: DigestLinks, database: str) -> None:
    links.make(WANTED, SECRET, NOW)
    with connected(database, WRITER) as connection:
        for change in ("UPDATE {} SET token = 'x'", "DELETE FROM {}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(change.format("ledger.digest_links").encode())
