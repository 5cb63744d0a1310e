"""The client does what the OpenAPI document lists: every operation, every parameter, no other."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from types import SimpleNamespace
from typing import Any, Unpack, cast, get_args, get_origin, get_type_hints

import httpx
import pytest

from api.app import app
from api.client import Client, ClientError
from api.service import Service
from api.settings import Settings
from tests.api.client.canned import Canned, refusal, stream, withheld
from tests.records import a_sending

ON_PAGES = {"every_deal", "every_record"}
"""Fetch pages with other methods."""
METHODS = {
    name: method
    for name, method in inspect.getmembers(Client, inspect.isfunction)
    if not name.startswith("_") and name != "close" and name not in ON_PAGES
}
SAMPLES: dict[str, Any] = {
    "action": "ask",
    "address": "vp@house.example",
    "after": 3,
    "also": ["carla@kunde.example"],
    "at": 30,
    "axis": "services",
    "clause": "4.2",
    "basis": {"known_at": 3},
    "by": "mail",
    "client": "northcare",
    "connection": "crm",
    "contemporaneous_only": True,
    "code": ["SCOPE01", "SEEN02"],
    "content": b"%PDF-1.7",
    "cursor": "harbour-2025",
    "deal": "harbour-2026",
    "dispute": "D1",
    "document": "msa.pdf",
    "documents": ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    "effective_at": "2026-05-12",
    "dry_run": True,
    "ending_by": "2026-06-30T12:00:00Z",
    "expected": 3,
    "expires_in_days": 3,
    "export": "0c3f5a9d71b2e846",
    "finding": "high",
    "for_": "northcare",
    "from_": "proposal:P3",
    "from_size": 3,
    "function": "deal_desk",
    "governing": True,
    "id_": "request-17",
    "item": 7,
    "kind": ["price", "discount"],
    "known_at": "record:r-1",
    "least": "opened",
    "limit": 7,
    "link": "0123456789abcdef",
    "min_position": 12,
    "order": "last_movement",
    "overdue": True,
    "party": "northcare",
    "paper": False,
    "person": "vp-sales",
    "position": 31,
    "proposal": "P7",
    "q": "expansion",
    "question": "Does the discount cover analytics?",
    "reason": "A test.",
    "record": a_sending("clause.added"),
    "records": [a_sending("clause.added")],
    "settled": True,
    "severity": ["high", "medium"],
    "scenario": ["new-service"],
    "since": "2026-11-01T00:00:00Z",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "standing": "accepted",
    "state": "open",
    "to": "proposal:P7",
    "to_size": 7,
    "token": "0123456789abcdef",
    "until": "2026-12-01T00:00:00Z",
    "without": ["r-1"],
    "without_privileged": True,
    "words": True,
}
PLUMBING = {
    *("accept", "accept-encoding", "authorization", "connection", "content-length"),
    *("content-type", "host", "user-agent"),
}
Operation = tuple[str, str]


@cache
def document() -> dict[str, Any]:
    """The document that the service shows."""
    return app(cast(Service, SimpleNamespace(settings=Settings()))).openapi()


def operations() -> dict[Operation, dict[str, Any]]:
    """The operations of the document by verb and path.

    But for Prometheus's own; for deliveries, which each sender makes in a form of its own; and for
    tiles, which are read by tools that know them.
    """
    return {
        (verb.upper(), path): operation
        for path, verbs in document()["paths"].items()
        for verb, operation in verbs.items()
        if path != "/metrics" and not path.startswith(("/webhooks/", "/v1/log/tile/"))
    }


def parameters(method: Callable[..., Any]) -> Iterator[str]:
    """The names of whatever can be given to a method."""
    for name, hint in get_type_hints(method).items():
        if get_origin(hint) is Unpack:
            yield from get_type_hints(get_args(hint)[0])
        elif name != "return":
            yield name


def ways_to_call(method: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """With everything; and without the deal, where it may be left out."""
    everything = {name: SAMPLES[name] for name in parameters(method)}
    yield everything
    deal = inspect.signature(method).parameters.get("deal")
    if deal is not None and deal.default is None:
        yield {name: value for name, value in everything.items() if name != "deal"}


def sent(method: Callable[..., Any], given: dict[str, Any]) -> list[httpx.Request]:
    """What a call sends; a stream ends once, and is then asked for again."""
    canned = Canned([lambda: stream(withheld(7)), lambda: refusal(401, "not_authenticated")])
    with canned.client() as client, suppress(ClientError):
        called = method(client, **given)
        list(called)
    return canned.asked


def operation_of(request: httpx.Request) -> Operation:
    [found] = [
        (verb, path)
        for verb, path in operations()
        if verb == request.method
        and re.fullmatch(re.sub(r"\{.*?\}", "[^/]+", path), request.url.path)
    ]
    return found


def calls() -> Iterator[tuple[str, Operation, list[httpx.Request]]]:
    """Every method with each operation that it calls, and the requests of the first way to it."""
    for name, method in METHODS.items():
        found: dict[Operation, list[httpx.Request]] = {}
        for given in ways_to_call(method):
            requests = sent(method, given)
            [operation] = {operation_of(request) for request in requests}
            found.setdefault(operation, requests)
        for operation, requests in found.items():
            yield name, operation, requests


CALLS = list(calls())


def models(operation: dict[str, Any]) -> set[str]:
    """The names of what an operation answers when all is well."""
    good = [operation["responses"].get(status, {}) for status in ("200", "201")]
    named = re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(good))
    kinds = {"text/plain": "str", "application/zip": "bytes", "application/octet-stream": "bytes"}
    for media, kind in kinds.items():
        if any(media in each.get("content", {}) for each in good):
            named.append(kind)
    return set(named) or {"Iterator"}


def given_by(method: str) -> str:
    hint = get_type_hints(METHODS[method])["return"]
    return str((get_origin(hint) or hint).__name__)


def names(request: httpx.Request, path: str) -> set[str]:
    """The parameters that a request has, wherever they stand."""
    headers = {name.lower() for name in request.headers} - PLUMBING
    return {*re.findall(r"\{(.*?)\}", path), *request.url.params, *headers}


def test_every_operation_has_one_method_for_each_model_that_it_answers() -> None:
    listed = [(key, model) for key, each in operations().items() for model in models(each)]
    assert sorted((operation, given_by(name)) for name, operation, _ in CALLS) == sorted(listed)


@pytest.mark.parametrize(("name", "operation", "requests"), CALLS)
def test_a_call_can_send_the_parameters_of_its_operation_and_no_others(
    name: str, operation: Operation, requests: list[httpx.Request]
) -> None:
    listed = {each["name"].lower() for each in operations()[operation].get("parameters", [])}
    listed -= {"if-none-match"}  # for those who keep what they were answered
    assert set().union(*(names(request, operation[1]) for request in requests)) == listed


@pytest.mark.parametrize(("name", "operation", "requests"), CALLS)
def test_a_call_sends_a_body_where_its_operation_takes_one(
    name: str, operation: Operation, requests: list[httpx.Request]
) -> None:
    assert any(each.content for each in requests) == ("requestBody" in operations()[operation])


def test_a_question_is_sent_as_the_document_writes_it() -> None:
    [request] = [each for name, _, requests in CALLS for each in requests if name == "ask"]
    [in_words, *_] = document()["components"]["schemas"]["Question"]["oneOf"]
    body = httpx.Response(200, content=request.content).json()
    assert set(body) == set(in_words["properties"])
    assert body["basis"] == SAMPLES["basis"]


def test_every_call_shows_the_token() -> None:
    shown = {each.headers["Authorization"] for _, _, requests in CALLS for each in requests}
    assert shown == {"Bearer dl_a_token"}


def test_pages_are_fetched_with_what_a_page_takes() -> None:
    for iterating, page in (("every_deal", "deals"), ("every_record", "records")):
        taken = set(parameters(getattr(Client, iterating)))
        assert set(parameters(METHODS[page])) == taken | {"cursor", "limit"}
