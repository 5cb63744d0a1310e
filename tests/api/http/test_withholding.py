"""A reader never sees a privileged value: in no body, no error, no header, no log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from threading import Timer
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import REGISTRY
from domain.record import event_of
from domain.refusals import Malformed
from domain.shape import shape_of, split
from projections.facts import WITHHELD_FROM_READERS
from tests.api.http.calling import NEEDED, Api, refused
from tests.domain.examples import BEFORE, DEAL, FULL
from tests.projections.views.viewing import followed

SENTINEL = "SENTINEL"
QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"effective_at": "2025-05-16"},
    {"effective_at": "2999-01-01"},
    {"known_at": "5"},
    {"known_at": "record:message.sent-attorney_client"},
    {"known_at": "2025-05-17T00:00Z"},
    {"limit": "1"},
    {"limit": "500"},
    {"after": "3"},
    {"cursor": "3"},
    {"min_position": "1"},
    {"q": SENTINEL[:4]},
    {"order": "last_movement"},
    {"colour": SENTINEL[:4]},
)
ASKED: tuple[dict[str, Any], ...] = (
    {"question": "Does the discount cover expansion?"},
    {"question": "Who knew?"},
    {"kind": "scope", "items": [{"axis": "orders", "item": "expansion"}]},
    {"kind": "scope", "items": [{"axis": "services", "item": "analytics"}], "terms": ["price"]},
    {"kind": "scope", "items": [{"axis": "beneficiaries", "item": "acme-labs"}]},
)


def privileged(type_: str, privilege: str) -> dict[str, Any]:
    """A full record whose every free value, where its type allows, holds the sentinel."""
    record = deepcopy(FULL[type_])
    record |= {"id": f"{type_}-{privilege}", "privilege": privilege}
    kind = REGISTRY.kind(type_)
    for pointer, value in split(record["data"], shape_of(kind), "", str, all_=True).committed:
        changed = deepcopy(record["data"])
        _set(changed, pointer, _marked(value))
        try:
            event_of(type_, changed)
        except Malformed:
            continue
        record["data"] = changed
    return record


def _marked(value: Any) -> Any:
    if isinstance(value, list):
        return [_marked(each) for each in value]
    return f"{SENTINEL} expansion {value}" if isinstance(value, str) else value


def _set(data: dict[str, Any], pointer: str, value: Any) -> None:
    *path, last = pointer.split("/")[1:]
    holder: Any = data
    for step in path:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    holder[int(last) if isinstance(holder, list) else last] = value


@pytest.fixture
def kept(admin: Api, database: str) -> Api:
    """As an admin, on a ledger that holds a privileged record of every type that it takes.

    The views across deals hold them too.
    """
    admin.record(*BEFORE)
    for type_, privilege in product(FULL, sorted(WITHHELD_FROM_READERS)):
        admin.record(privileged(type_, privilege))
    followed(database, admin.service.ledger)
    return admin


def texts(api: Api) -> Iterator[str]:
    """All that the interface says to somebody who asks for everything."""
    paths = api.client.get("/openapi.json").json()["paths"]
    readings = [path for path, calls in paths.items() if "get" in calls and "stream" not in path]
    assert len(readings) >= 8
    for path, query in product(readings, QUERIES):
        asked: dict[str, Any] = {**NEEDED.get(path, {}), **query}
        yield _text(api.get(path.replace("{deal}", DEAL), **asked))
    for body in ASKED:
        yield _text(api.post(f"/v1/deals/{DEAL}/ask", body))
    stop = Timer(0.3, api.service.watch.end)
    stop.start()
    yield _text(api.get("/v1/records/stream"))
    stop.join()


def _text(response: Any) -> str:
    return f"{response.headers}\n{response.text}"


def test_a_reader_sees_no_privileged_value_anywhere(
    kept: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = kept.as_("reader", "recorder")
    assert not [text for text in texts(reader) if SENTINEL in text]
    assert SENTINEL not in capsys.readouterr().out


def test_legal_sees_them_so_that_the_test_above_can_fail(kept: Api) -> None:
    legal = kept.as_("legal")
    seen = [text for text in texts(legal) if SENTINEL in text]
    assert len(seen) > 20
    page = legal.get(f"/v1/deals/{DEAL}/records", limit=500).json()
    types = {each["type"] for each in page["records"] if SENTINEL in json.dumps(each)}
    assert len(types) > 25


def test_how_many_are_withheld_is_said(kept: Api) -> None:
    page = kept.as_("reader").get(f"/v1/deals/{DEAL}/records", limit=500).json()
    everything = kept.as_("legal").get(f"/v1/deals/{DEAL}/records", limit=500).json()
    assert page["withheld"] == len(everything["records"]) - len(page["records"]) > 50
    assert everything["withheld"] == 0


def test_no_refusal_quotes_what_is_privileged(kept: Api) -> None:
    recorder = kept.as_("recorder", "reader", "legal", person="ana")
    replies = []
    for type_, privilege in product(FULL, sorted(WITHHELD_FROM_READERS)):
        record = privileged(type_, privilege)
        replies.append(recorder.record({**record, "data": FULL[type_]["data"]}))
        correction = {
            **FULL["record.corrected"],
            "id": f"fix-{record['id']}",
            "data": {"corrects": record["id"], "reason": "?", "data": FULL["deal.opened"]["data"]},
        }
        replies.append(recorder.record(correction))
    assert {409, 422} <= {each.status_code for each in replies}
    assert not [each for each in replies if SENTINEL in _text(each)]


def test_whatever_a_reader_sends_brings_no_privileged_value(kept: Api) -> None:
    reader = kept.as_("reader")
    names = st.sampled_from(["effective_at", "known_at", "limit", "after", "cursor", "basis"])
    values = st.text(max_size=30) | st.sampled_from(["1", "2025-05-16", "record:r-wrong", "{}"])
    paths = st.sampled_from(["", "/records", "/terms"])

    @settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(paths, st.dictionaries(names, values, max_size=3))
    def sees_none(path: str, query: dict[str, Any]) -> None:
        response = reader.get(f"/v1/deals/{DEAL}{path}", **query)
        assert response.status_code in {200, 422}, response.text
        assert SENTINEL not in _text(response)

    sees_none()


def test_the_id_of_a_withheld_record_tells_a_reader_nothing_as_known_at(told: Api) -> None:
    path = "/v1/deals/northcare-2025/terms"
    reader = told.as_("reader")
    withheld = reader.get(path, known_at="record:story-25")
    absent = reader.get(path, known_at="record:story-99")
    refused(withheld, 422, "bad_basis", "/known_at")
    assert withheld.text.replace("story-25", "") == absent.text.replace("story-99", "")
    assert told.as_("legal").get(path, known_at="record:story-25").status_code == 200
