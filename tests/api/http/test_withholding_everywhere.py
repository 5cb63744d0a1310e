"""Nobody who may not see a privileged value is shown it, on any route.

Privileged from the start, or marked later: a word in the values, looked for in all that is said.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import product
from typing import Any

import pytest

from projections.facts import WITHHELD_FROM_READERS
from tests.api.http.calling import Api
from tests.api.http.everything import DOCUMENT, routes, said, streamed
from tests.api.http.test_withholding import SENTINEL, privileged
from tests.domain.examples import BEFORE, DEAL, FULL, SAID_OF_OTHERS
from tests.projections.views.viewing import followed
from tests.records import a_sending

CONTENT = f"{SENTINEL} in a document".encode()
AT = f"/v1/deals/{DEAL}/documents/{DOCUMENT}/content"


def document(privilege: str) -> dict[str, Any]:
    """A filing of the document, whose content holds the word too."""
    return a_sending(
        "document.filed",
        id=f"document-{privilege}",
        privilege=privilege,
        document=DOCUMENT,
        name=f"{SENTINEL}.txt",
        media_type="text/plain",
        sha256=sha256(CONTENT).hexdigest(),
        bytes=len(CONTENT),
    )


def mark(record: dict[str, Any], privilege: str) -> dict[str, Any]:
    made = a_sending(
        "privilege.marked",
        id=f"mark-{record['id']}",
        deal=record.get("deal"),
        record=record["id"],
        privilege_=privilege,
        reason=f"{SENTINEL} was counsel's.",
    )
    return made if "deal" in record else {k: v for k, v in made.items() if k != "deal"}


def kept(admin: Api, database: str, records: list[dict[str, Any]]) -> None:
    """Record what the ledger takes, with a content, and let the views follow."""
    admin.record(*BEFORE)
    taken = [each for each in records if admin.record(each).status_code == 201]
    assert len(taken) > 40
    assert admin.call("PUT", AT, content=CONTENT).status_code == 201
    followed(database, admin.service.ledger)


@pytest.fixture
def from_the_start(admin: Api, database: str) -> Api:
    """As an admin, on a ledger whose records were privileged when they were recorded."""
    made = product(FULL, sorted(WITHHELD_FROM_READERS))
    kept(admin, database, [privileged(*each) for each in made] + [document("work_product")])
    return admin


@pytest.fixture
def open_records(admin: Api, database: str) -> list[dict[str, Any]]:
    """The records of a ledger in which nothing is privileged yet."""
    made = [privileged(type_, "none") for type_ in FULL if type_ not in SAID_OF_OTHERS]
    for each in made:
        each["id"] = f"{each['type']}-marked"
    records = [*made, document("none")]
    kept(admin, database, records)
    return [each for each in records if admin.service.ledger.entry(each["id"])]


@pytest.fixture
def marked(admin: Api, database: str, open_records: list[dict[str, Any]]) -> Api:
    """As an admin, on a ledger whose readers have read all that was marked then."""
    reader = admin.as_("reader")
    assert sum(SENTINEL in answer for _, answer in said(reader)) > 20
    for each in open_records:
        assert admin.record(mark(each, "attorney_client")).status_code == 201
    followed(database, admin.service.ledger)
    return admin


def seen(api: Api) -> list[str]:
    return [asked for asked, answer in said(api) if SENTINEL in answer]


@pytest.mark.parametrize("how", ["from_the_start", "marked"])
def test_no_route_shows_a_reader_what_is_privileged(
    how: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    api: Api = request.getfixturevalue(how)
    reader = api.as_("reader", "recorder")
    capsys.readouterr()
    assert seen(reader) == []
    stream = streamed(reader)
    assert SENTINEL not in stream
    assert "event: withheld" in stream
    spoken = capsys.readouterr()
    assert SENTINEL not in spoken.out + spoken.err


@pytest.mark.parametrize("how", ["from_the_start", "marked"])
def test_legal_is_shown_it_so_that_the_test_above_can_fail(
    how: str, request: pytest.FixtureRequest
) -> None:
    legal = request.getfixturevalue(how).as_("legal")
    asked = seen(legal)
    assert len(asked) > 40
    assert {f"GET {AT} {{}}", f"GET /deals/{DEAL} {{}}", "GET /deals {}"} <= set(asked)
    assert SENTINEL in streamed(legal)


def test_every_route_is_asked(admin: Api) -> None:
    listed = {
        (method.upper(), path)
        for path, calls in admin.client.get("/openapi.json").json()["paths"].items()
        for method in calls
    }
    asked = {(method, path.replace(":path", "")) for method, path in routes(admin)}
    assert listed <= asked


def test_what_is_marked_is_withheld_whatever_time_is_asked_about(
    admin: Api, open_records: list[dict[str, Any]]
) -> None:
    reader, path = admin.as_("reader"), f"/v1/deals/{DEAL}/records"
    before = reader.get(path, limit=500).json()
    assert (before["withheld"], SENTINEL in str(before)) == (0, True)
    for each in open_records:
        admin.record(mark(each, "work_product"))
    of_deal = sum("deal" in each for each in open_records)
    for asked in ({"known_at": before["basis"]["known_at"]}, {"known_at": "2025-06-01T00:00Z"}):
        then = reader.get(path, limit=500, **asked).json()
        assert SENTINEL not in str(then)
    then = reader.get(path, limit=500, known_at=before["basis"]["known_at"]).json()
    assert then["withheld"] == of_deal
    assert reader.get(path, limit=500).json()["withheld"] == 2 * of_deal
