"""What is tried again, how often, and how long is waited; everything else is raised at once."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from api.client import Client, NotReachedError, RefusedByLedger, UnexpectedAnswerError
from tests.api.client.canned import RECEIPT, Answer, Canned, good, refusal
from tests.records import a_sending

HEALTH = {"status": "ready", "position": 7}


def busy() -> httpx.Response:
    return refusal(503, "busy", Retry_After="3")


def the_token_is_busy() -> httpx.Response:
    return refusal(429, "token_busy", Retry_After="3")


def added() -> httpx.Response:
    return good(RECEIPT, 201)


def a_proxy_is_busy() -> httpx.Response:
    return httpx.Response(503, text="<h1>Busy</h1>", headers={"Retry-After": "1"})


def broken(kind: type[httpx.TransportError]) -> Callable[[], Answer]:
    return lambda: kind("gone")


@pytest.mark.parametrize(
    "kind",
    [
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.ReadError,
        httpx.ReadTimeout,
        httpx.RemoteProtocolError,
        httpx.WriteError,
    ],
)
def test_a_record_is_sent_again_as_it_was_when_no_answer_came(
    kind: type[httpx.TransportError],
) -> None:
    canned = Canned([broken(kind), broken(kind), added])
    with canned.client() as client:
        assert client.record(a_sending("clause.added"), expected=3).added
    assert len(canned.asked) == 3
    assert len({request.content for request in canned.asked}) == 1
    assert {request.headers["If-Match"] for request in canned.asked} == {'"v3"'}
    assert canned.waited == [0.5, 1.0]


@pytest.mark.parametrize("answer", [busy, a_proxy_is_busy, the_token_is_busy])
def test_it_comes_again_when_it_is_told_to(answer: Callable[[], Answer]) -> None:
    canned = Canned([answer, added])
    with canned.client() as client:
        assert client.record(a_sending("clause.added")).added
    assert len(canned.asked) == 2


def test_it_waits_as_long_as_it_is_told_to_and_longer_each_time() -> None:
    canned = Canned([busy])
    with canned.client(tries=6) as client, pytest.raises(RefusedByLedger) as raised:
        client.live()
    assert canned.waited == [3.0, 3.0, 3.0, 4.0, 8.0]
    assert raised.value.status == 503
    assert raised.value.again_after == 3.0


def test_it_gives_up_after_so_many_tries() -> None:
    canned = Canned([broken(httpx.ConnectError)])
    with canned.client(tries=4) as client, pytest.raises(NotReachedError, match="gone") as raised:
        client.terms("D-1")
    assert len(canned.asked) == 4
    assert isinstance(raised.value.__cause__, httpx.ConnectError)


def test_each_call_has_its_own_tries() -> None:
    def ready() -> httpx.Response:
        return good(HEALTH)

    canned = Canned([busy, ready, busy, ready])
    with canned.client(tries=2) as client:
        assert [client.ready().position, client.ready().position] == [7, 7]


def refused(status: int) -> Callable[[], Answer]:
    return lambda: refusal(status, "some_code", Retry_After="1")


AT_ONCE = {
    **{str(status): refused(status) for status in (400, 401, 403, 404, 409, 412, 422, 500)},
    "503 that names no time": lambda: refusal(503, "try_later"),
    "503 for an hour": lambda: refusal(503, "try_later", Retry_After="3600"),
}


@pytest.mark.parametrize("answer", AT_ONCE.values(), ids=AT_ONCE)
def test_any_other_refusal_is_raised_at_once(answer: Callable[[], Answer]) -> None:
    canned = Canned([answer])
    with canned.client() as client, pytest.raises(RefusedByLedger):
        client.record(a_sending("clause.added"))
    assert len(canned.asked) == 1


STRANGE: dict[str, Callable[[], Answer]] = {
    "a proxy's page": lambda: httpx.Response(502, text="<h1>Bad gateway</h1>"),
    "a redirection": lambda: httpx.Response(302, headers={"Location": "http://other.example"}),
    "another body": lambda: good({"hello": "world"}),
    "no JSON": lambda: httpx.Response(200, text="hello"),
}


@pytest.mark.parametrize("answer", STRANGE.values(), ids=STRANGE)
def test_an_answer_that_no_ledger_gives_is_raised_as_such(answer: Callable[[], Answer]) -> None:
    canned = Canned([answer])
    with canned.client() as client, pytest.raises(UnexpectedAnswerError):
        client.deals()
    assert len(canned.asked) == 1


def test_an_address_that_is_none_is_not_tried_again() -> None:
    waited: list[float] = []
    with (
        Client("ledger.example", "t", sleep=waited.append) as client,
        pytest.raises(NotReachedError),
    ):
        client.live()
    assert waited == []


def test_what_is_raised_never_holds_the_token() -> None:
    canned = Canned([broken(httpx.ConnectError)])
    with canned.client(tries=1) as client, pytest.raises(NotReachedError) as raised:
        client.live()
    assert "dl_a_token" not in str(raised.value) + repr(raised.value) + repr(client)
