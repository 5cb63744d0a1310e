"""The body that is kept of a delivery is the one that came: `verify`, and who exports, look."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ledger.proof.verification import Break
from ledger.verifying import verify
from tests.api.http.calling import Api
from tests.api.http.delivering import BEARER, change, connect, sent, worked
from tests.databases import run
from tests.records import a_sending

ANOTHER = "UPDATE ledger.inbox SET body = convert_to('[\"Believe me.\"]', 'UTF8')"


def broken(api: Api) -> Break | None:
    return verify(api.service.ledger, lambda done, total: None).broken


def delivered(api: Api, database: str, **given: Any) -> None:
    """A record, as it stands, in a delivery of its own."""
    path = connect(api, "generic")
    body = json.dumps([a_sending("deal.opened"), a_sending("message.sent", **given)])
    headers = {**BEARER, "Content-Type": "application/json"}
    assert api.client.post(path, content=body, headers=headers).status_code == 200
    worked(api, database)
    assert api.service.ledger.size == 2


def test_what_nobody_touched_holds_however_often_it_was_told(admin: Api, database: str) -> None:
    path = connect(admin, "hubspot")
    for attempt in range(3):
        assert sent(admin, path, change(attemptNumber=attempt)).status_code == 200
    worked(admin, database)
    assert broken(admin) is None
    run(database, "UPDATE ledger.inbox SET body = NULL, headers = NULL WHERE delivery = 1")
    assert broken(admin) is None


@pytest.mark.parametrize("evidence", [{"sha256": "b" * 64}, {"uri": "https://mail.example/1"}])
def test_a_record_with_evidence_of_its_own_commits_to_no_body(
    admin: Api, database: str, evidence: dict[str, str]
) -> None:
    delivered(admin, database, evidence=evidence)
    assert broken(admin) is None


def test_another_body_is_found(admin: Api, database: str) -> None:
    delivered(admin, database)
    run(database, ANOTHER)
    found = broken(admin)
    assert found is not None
    assert (found.rule, found.position) == ("deliveries", 1)


def test_another_body_with_its_digest_is_found_by_what_its_records_commit_to(
    admin: Api, database: str
) -> None:
    delivered(admin, database)
    run(database, ANOTHER, "UPDATE ledger.inbox SET body_digest = sha256(body)")
    found = broken(admin)
    assert found is not None
    assert (found.rule, found.position, found.record) == ("deliveries", 1, "r-1")


WITH_DIGEST = "UPDATE ledger.inbox SET body_digest = sha256(body)"
ANOTHER_CONNECTION = (
    "INSERT INTO ledger.connections SELECT 'other', provider, settings, mapping, NULL,"
    " created_at, NULL FROM ledger.connections"
)
FITTED = {
    "as if it came at another time": (
        ANOTHER, "UPDATE ledger.inbox SET received_at = received_at + interval '1 microsecond'",
        WITH_DIGEST,
    ),
    "as if another connection had it": (
        ANOTHER,
        ANOTHER_CONNECTION,
        "UPDATE ledger.inbox SET connection = 'other'",
        WITH_DIGEST,
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", FITTED)
def test_another_body_is_found_whatever_is_made_to_fit(admin: Api, database: str, how: str) -> None:
    delivered(admin, database)
    run(database, *FITTED[how])
    found = broken(admin)
    assert found is not None
    assert (found.rule, found.position) == ("deliveries", 1)


@pytest.mark.parametrize("words", ["data_base64", "' || encode(body_digest, 'hex') || '"])
def test_another_body_of_a_crm_is_found_though_it_tells_of_evidence(
    admin: Api, database: str, words: str
) -> None:
    path = connect(admin, "hubspot")
    assert sent(admin, path, change()).status_code == 200
    worked(admin, database)
    assert admin.service.ledger.size > 0
    run(
        database,
        f"UPDATE ledger.inbox SET body = convert_to('[\"{words}\"]', 'UTF8')",  # noqa: S608 - our own
        WITH_DIGEST,
    )
    found = broken(admin)
    assert found is not None
    assert found.rule == "deliveries"
