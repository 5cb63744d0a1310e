"""What the ledger gives for a bundle: deliveries that records were made of."""

from __future__ import annotations

from hashlib import sha256

import psycopg

from ledger.application import Ledger
from ledger.exporting import _DELIVERIES, deliveries, persons
from tests.databases import run
from tests.records import BY, a_record


def delivered(url: str, delivery: int, body: str | None, *items: str) -> None:
    """A delivery, split into items; each is a list of record ids as SQL has it."""
    kept = "NULL" if body is None else f"'{body}'"
    run(
        url,
        "INSERT INTO ledger.connections VALUES ('crm', 'generic', '{}', '', NULL, now(), NULL)"
        " ON CONFLICT DO NOTHING",
        "INSERT INTO ledger.inbox"  # noqa: S608 - our own text
        " (connection, doubles, received_at, verified, body_digest,"
        f" headers, body) VALUES ('crm', sha256('{delivery}'), now(), true,"
        f" sha256('{body}'), '{{}}', {kept})",
        *(
            "INSERT INTO ledger.inbox_items"  # noqa: S608 - our own text
            " (delivery, place, object, happened_at, again_at,"
            f" records) VALUES ({delivery}, {place}, 'o', now(), now(), '{records}')"
            for place, records in enumerate(items)
        ),
    )


def test_deliveries_are_found_by_any_of_their_records(ledger: Ledger, database: str) -> None:
    delivered(database, 1, "one", "{r-1,r-2}", "{r-9}")
    delivered(database, 2, "two", "{r-3}")
    delivered(database, 3, None, "{r-2}", "{}")
    found = deliveries(ledger, ["r-2", "r-7"])
    assert [each.delivery for each in found] == [1, 3]
    assert found[0].records == {"r-1", "r-2", "r-9"}
    assert (found[0].body, found[1].body) == (b"one", None)
    assert found[0].digest == sha256(b"one").digest()
    assert deliveries(ledger, ["r-7"]) == []


def test_who_stands_behind_a_pseudonym_is_told_for_those_that_were_asked_for(
    ledger: Ledger,
) -> None:
    ledger.record(a_record("message.received", by="carla"), BY)
    known = ledger.rows.all("SELECT digest, person FROM ledger.persons ORDER BY digest")
    digests = [bytes(each["digest"]) for each in known]
    assert [digest for digest, _ in persons(ledger, digests)] == digests
    assert persons(ledger, [bytes(32)]) == []


def test_the_deliveries_of_records_are_found_by_an_index(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(f"EXPLAIN {_DELIVERIES}".encode(), (["r-1"],)).fetchall()
    assert "items_of_a_record" in str(plan)
