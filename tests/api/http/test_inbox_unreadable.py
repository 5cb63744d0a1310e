"""What the owner of the database makes unreadable in the inbox is shown so, and ends no answer."""

from __future__ import annotations

import json

import pytest

from tests.api.http.calling import Api
from tests.api.http.delivering import BEARER, connect, worked
from tests.databases import run
from tests.records import a_sending

TIMES = (
    ("inbox", "received_at"), ("inbox_items", "happened_at"), ("inbox_items", "again_at"),
    ("inbox_items", "settled_at"), ("inbox_refused", "last_at"), ("inbox_refused", "day"),
    ("gaps", "begins"), ("gaps", "ends"),
)  # fmt: skip
OTHERS = (
    ("inbox", "verified"), ("inbox", "body_digest"), ("inbox", "headers"), ("inbox", "body"),
    ("inbox_items", "object"), ("inbox_items", "records"), ("inbox_items", "reason"),
    ("inbox_refused", "last_digest"),
)  # fmt: skip
GAP = (
    "INSERT INTO ledger.gaps (connection, system, deal, kind, about, begins, ends, cause,"
    " noticed_at) VALUES ('{}', 'crm', 'D-1', 'ended', '', now(), now(), 'It ended.', now())"
)


@pytest.fixture
def path(admin: Api, database: str) -> str:
    """The address of a connection that delivered, was refused, and has a gap."""
    path = connect(admin, "generic")
    body = json.dumps([a_sending("deal.opened")])
    for headers, code in ((BEARER, 200), ({}, 401)):
        told = {**headers, "Content-Type": "application/json"}
        assert admin.client.post(path, content=body, headers=told).status_code == code
    worked(admin, database)
    run(database, GAP.format(path.split("/")[-1].partition(".")[0]))
    return path


def made(database: str, table: str, column: str, value: str) -> None:
    keys = "SELECT conname FROM pg_constraint WHERE conrelid = 'ledger.{0}'::regclass"
    freed = (
        "DO $$ DECLARE each record; BEGIN FOR each IN "
        f"{keys.format(table)} AND contype IN ('p', 'u', 'c') LOOP EXECUTE format("
        f"'ALTER TABLE ledger.{table} DROP CONSTRAINT %I CASCADE', each.conname); END LOOP; END $$"
    )
    allowed = f"ALTER TABLE ledger.{table} ALTER {column} DROP NOT NULL"
    changed = f"UPDATE ledger.{table} SET {column} = {value}"  # noqa: S608 - our own names
    run(database, freed, allowed, changed)


@pytest.mark.parametrize("value", ["NULL", "'infinity'", "'-infinity'", "'20000-01-01'"])
@pytest.mark.parametrize(("table", "column"), TIMES)
def test_a_time_that_is_none_is_shown_as_null(
    admin: Api, database: str, path: str, table: str, column: str, value: str
) -> None:
    before = admin.get("/v1/inbox").json()
    made(database, table, column, value)
    answer = admin.get("/v1/inbox")
    assert answer.status_code == 200
    after = answer.json()
    place = {"inbox": "items", "inbox_items": "items", "inbox_refused": "refused", "gaps": "gaps"}
    name = {"begins": "from", "ends": "until"}.get(column, column)
    [row], [same] = after[place[table]], before[place[table]]
    assert row == same | {name: None}
    if table.startswith("inbox"):
        assert admin.get(f"/v1/inbox/{after['items'][0]['item']}").status_code == 200


@pytest.mark.parametrize(("table", "column"), OTHERS)
def test_what_is_null_ends_no_answer(
    admin: Api, database: str, path: str, table: str, column: str
) -> None:
    made(database, table, column, "NULL")
    answer = admin.get("/v1/inbox")
    assert answer.status_code == 200
    assert admin.get(f"/v1/inbox/{answer.json()['items'][0]['item']}").status_code == 200
