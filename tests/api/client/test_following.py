"""Following the ledger: nothing is missed, nothing comes twice, whatever becomes of connections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import httpx
import pytest

from api.client import Client, NotReachedError, RefusedByLedger, UnexpectedAnswerError, Withheld
from api.schemas import Entry
from tests.api.client.canned import Canned, refusal, stream, withheld
from tests.api.client.serving import Served
from tests.records import DEAL, a_sending

Followed = Iterator[Entry | Withheld]


def positions(followed: Followed, many: int) -> list[int]:
    return [each.position for each in islice(followed, many)]


def clauses(client: Client, *numbers: int) -> None:
    client.record_together([a_sending("clause.added", clause=f"{each}") for each in numbers])


def test_entries_come_in_their_order_and_then_as_they_are_recorded(client: Client) -> None:
    clauses(client, 1, 2, 3)
    followed = client.follow()
    assert positions(followed, 3) == [1, 2, 3]
    clauses(client, 4)
    newest = next(followed)
    assert isinstance(newest, Entry)
    assert (newest.position, newest.deal, newest.data["clause"]) == (4, DEAL, "4")


def test_it_begins_after_the_position_that_is_given(client: Client) -> None:
    clauses(client, 1, 2, 3)
    assert positions(client.follow(after=2), 1) == [3]


def test_of_what_is_withheld_the_position_is_told(served: Served, client: Client) -> None:
    clauses(client, 1)
    client.record(a_sending("clause.added", clause="2", privilege="attorney_client"))
    reader = served.client(served.token("reader"))
    shown, hidden = islice(reader.follow(), 2)
    assert isinstance(shown, Entry)
    assert hidden == Withheld(2)


def test_text_comes_through_as_it_was_sent(client: Client) -> None:
    text = "one\u2028two\x85three\rfour\nfive"
    client.record(a_sending("clause.added", text=text))
    [entry] = islice(client.follow(), 1)
    assert isinstance(entry, Entry)
    assert entry.data["text"] == text


def test_it_goes_on_where_it_was_when_the_service_comes_back(
    served: Served, client: Client
) -> None:
    clauses(client, 1, 2, 3)

    def back(_: float) -> None:
        served.start()
        clauses(client, 4, 5)

    patient = served.client(served.token("admin"), tries=3, sleep=back)
    followed = patient.follow()
    assert positions(followed, 2) == [1, 2]
    served.stop()
    assert positions(followed, 3) == [3, 4, 5]


def test_it_ends_when_the_token_is_revoked(served: Served, client: Client) -> None:
    clauses(client, 1)
    token = served.token("reader")
    followed = served.client(token, tries=3).follow()
    assert positions(followed, 1) == [1]
    served.revoke(token)
    clauses(client, 2)
    with pytest.raises(RefusedByLedger) as raised:
        list(followed)
    assert raised.value.status == 401


def test_it_begins_again_after_what_it_has_received() -> None:
    def twice() -> httpx.Response:
        return stream(withheld(8), withheld(9), b"event: withheld\nid: 10\n")

    canned = Canned([twice, lambda: stream(withheld(10)), lambda: refusal(401, "gone")])
    with canned.client() as client:
        followed = client.follow(after=7)
        assert positions(followed, 3) == [8, 9, 10]
        with pytest.raises(RefusedByLedger):
            next(followed)
    assert [each.headers.get("Last-Event-ID") for each in canned.asked] == [None, "9", "10"]
    assert canned.asked[0].url.params["after"] == "7"


def test_a_connection_that_breaks_is_made_again() -> None:
    def broken() -> httpx.Response:
        return stream(withheld(1), then=httpx.ReadError("gone"))

    canned = Canned([broken, lambda: stream(withheld(2))])
    with canned.client() as client:
        assert positions(client.follow(), 2) == [1, 2]
    assert canned.waited == [0.5]


def test_it_gives_up_when_nothing_comes_any_more() -> None:
    canned = Canned([lambda: stream(withheld(1)), stream])
    with canned.client(tries=3) as client:
        followed = client.follow()
        assert positions(followed, 1) == [1]
        with pytest.raises(NotReachedError):
            next(followed)
    assert len(canned.asked) == 3


def test_a_busy_service_is_asked_again() -> None:
    canned = Canned([lambda: refusal(503, "busy", Retry_After="2"), lambda: stream(withheld(1))])
    with canned.client() as client:
        assert positions(client.follow(), 1) == [1]
    assert canned.waited == [2.0]


def test_events_of_later_versions_are_passed_over() -> None:
    canned = Canned([lambda: stream(b"event: news\ndata: {}\nid: 1\n\n", withheld(2))])
    with canned.client() as client:
        assert positions(client.follow(), 1) == [2]


def test_another_page_is_not_followed() -> None:
    canned = Canned([lambda: httpx.Response(200, text="<h1>Welcome</h1>")])
    with canned.client() as client, pytest.raises(UnexpectedAnswerError):
        next(client.follow())
    assert len(canned.asked) == 1
