"""Receivers that are down, slow, full, gone or elsewhere: nothing is lost, nothing is hidden."""

from __future__ import annotations

import socket
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import pytest

from api.outwards import posting
from api.outwards.outcomes import AGAIN_AFTER
from tests.api.outwards.conftest import SECRET, House
from tests.api.outwards.receiving import TAKES, Answer, receiving, until


def seconds_until_again(house: House, subscription: str) -> float:
    again_at = house.of(subscription).again_at
    assert again_at
    return (again_at - house.at).total_seconds()


def test_what_failed_is_pushed_again_before_anything_that_comes_after(house: House) -> None:
    house.record("deal.opened", id="a")
    house.record("value.reported", id="b")
    with receiving(Answer(500), Answer(502)) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
        found = house.of(made)
        assert (found.position, found.tries) == (0, 1)
        assert found.last_error == "position 1: 500 Internal Server Error"
        assert seconds_until_again(house, made) == 5
        house.push_all()
        assert len(receiver.pushes) == 1
        house.later(5)
        house.push_all()
        assert seconds_until_again(house, made) == 300
        house.later(300)
        house.push_all()
    assert receiver.ids == ["a", "a", "a", "b"]
    first, second, third, _ = receiver.pushes
    assert first.id == second.id == third.id == f"{made}:1"
    assert first.raw == second.raw == third.raw
    times = [int(each.headers["webhook-timestamp"]) for each in (first, second, third)]
    assert [later - times[0] for later in times] == [0, 5, 305]
    assert all(each.fits(SECRET) for each in receiver.pushes)
    found = house.of(made)
    assert (found.position, found.tries, found.last_error, found.again_at) == (2, 0, None, None)


def test_after_three_days_of_tries_it_ends_and_says_why(house: House) -> None:
    house.record("deal.opened")
    began = house.at
    with receiving(rule=lambda _: Answer(500)) as receiver:
        made = house.subscribe(receiver)
        for wait in (*AGAIN_AFTER, 0):
            house.push_all()
            house.later(wait)
        tried = len(receiver.pushes)
        house.later(10**6)
        house.push_all()
        assert tried == len(receiver.pushes) == 10
    found = house.of(made)
    assert timedelta(hours=75) < house.of(made).ended_at - began < timedelta(hours=76)  # type: ignore[operator]
    assert found.reason == "10 tries failed (position 1: 500 Internal Server Error)"
    assert found.position == 0
    assert house.ended == [made]


def test_a_receiver_that_is_gone_ends_the_subscription_at_once(house: House) -> None:
    house.record("deal.opened")
    with receiving(Answer(410)) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
        house.later(10**6)
        house.push_all()
        assert len(receiver.pushes) == 1
    assert house.of(made).reason == "the receiver wants no more (position 1: 410 Gone)"
    assert house.ended == [made]


@pytest.mark.parametrize(
    ("status", "asked", "seconds"),
    [
        (429, "90", 90),
        (503, "90", 90),
        (429, "Sun, 01 Mar 2026 09:02:00 GMT", 120),
        (429, "Sun, 01 Mar 2026 09:02:00 -0000", 120),
        (429, "1", 5),
        (429, "99999999999999", 86400),
        (429, "Sun, 01 Mar 2020 09:02:00 GMT", 5),
        (429, "soon", 5),
        (429, "-1", 5),
        (429, "٣", 5),
        (429, "", 5),
        (500, "90", 5),
    ],
)
def test_the_wait_that_a_receiver_asks_for_is_kept(
    house: House, status: int, asked: str, seconds: float
) -> None:
    house.record("deal.opened")
    header = asked.encode().decode("latin-1")
    with receiving(Answer(status, {"Retry-After": header})) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    assert seconds_until_again(house, made) == seconds


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(house: House, status: int) -> None:
    house.record("deal.opened")
    with receiving() as elsewhere, receiving(Answer(status, {"Location": elsewhere.url})) as here:
        made = house.subscribe(here)
        house.push_all()
    assert elsewhere.pushes == []
    assert "redirects are not followed" in str(house.of(made).last_error)
    assert house.of(made).position == 0


def test_a_receiver_that_is_down_gets_all_of_it_in_order_once_it_is_up(house: House) -> None:
    house.record("deal.opened", id="a")
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        made = house.subscribe(f"http://127.0.0.1:{port}/hook")
        house.push_all()
    assert "could not be reached" in str(house.of(made).last_error)
    house.record("value.reported", id="b")
    house.later(5)
    with receiving(port=port) as receiver:
        house.push_all()
    assert receiver.ids == ["a", "b"]


def test_a_slow_receiver_is_given_up_in_time_and_holds_up_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "TOTAL", 1.0)
    house.record("deal.opened", id="a")
    with receiving(*[Answer(wait=4.0)] * 40) as slow, receiving() as quick:
        slows = [house.subscribe(slow) for _ in range(40)]
        house.subscribe(quick)
        began = monotonic()
        with house.pushing():
            quick.until(1)
            assert monotonic() - began < 1.0
            until(lambda: all(house.of(each).tries == 1 for each in slows))
    assert {house.of(each).last_error for each in slows} == {
        "position 1: no answer within 1 seconds"
    }


def test_names_that_are_looked_up_for_long_hold_up_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo

    def slowly(host: Any, *given: Any, **named: Any) -> Any:
        if ".example" in str(host):
            sleep(2.0)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return look_up(host, *given, **named)

    monkeypatch.setattr(socket, "getaddrinfo", slowly)
    house.record("deal.opened")
    with receiving() as quick:
        slows = [house.subscribe(f"https://crm-{n}.example/") for n in range(40)]
        house.subscribe(quick.url.replace("127.0.0.1", "localhost"))
        began = monotonic()
        with house.pushing():
            quick.until(1)
            assert monotonic() - began < 2.0
            until(lambda: all(house.of(each).tries == 1 for each in slows))
    assert "Temporary failure" in str(house.of(slows[0]).last_error)


def test_an_answer_whose_body_never_ends_has_been_given(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "LONGEST_READ", 0.2)
    house.record("deal.opened", id="a")
    with receiving(Answer(200, body=b"x" * 100, drip=0.1)) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
        assert house.of(made).position == 1
    assert len(receiver.pushes) == 1


def test_a_head_that_trickles_is_given_up_in_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "TOTAL", 0.5)
    house.record("deal.opened")
    with receiving(Answer(200, {f"X-{n}": "x" for n in range(9)}, wait=3.0)) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    assert "no answer within" in str(house.of(made).last_error)


@pytest.mark.parametrize("said", [b"", b"SSH-2.0 hello secret\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_a_receiver_says_in_another_language_is_not_kept(house: House, said: bytes) -> None:
    house.record("deal.opened")
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = house.subscribe(f"http://127.0.0.1:{server.getsockname()[1]}/")
        with house.pushing():
            connection, _ = server.accept()
            connection.recv(1 << 16)
            connection.sendall(said)
            connection.close()
            until(lambda: house.of(made).tries == 1)
    assert house.of(made).last_error == "position 1: what it answered was no HTTP, or it hung up"


def test_nothing_of_an_answers_body_is_kept(house: House) -> None:
    house.record("deal.opened")
    with receiving(Answer(500, body=b"Northcare gets 20 percent")) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    assert "Northcare" not in str(house.of(made))


def test_no_cookie_of_a_receiver_is_sent_back(house: House) -> None:
    house.record("deal.opened")
    house.record("value.reported")
    with receiving(rule=lambda _: Answer(204, {"Set-Cookie": "a=b"})) as receiver:
        house.subscribe(receiver)
        house.push_all()
    assert ["cookie" in each.headers for each in receiver.pushes] == [False, False]


def test_what_is_pushed_in_clear_to_this_machine_goes_through_no_proxy(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.record("deal.opened")
    with receiving() as proxy, receiving() as receiver:
        for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        house.subscribe(receiver)
        house.push_all()
    assert (len(proxy.pushes), len(receiver.pushes)) == (0, 1)


def test_a_fault_of_ours_costs_the_receiver_no_try_and_the_others_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.record("deal.opened")
    with receiving() as receiver, receiving() as other:
        made = house.subscribe(receiver, deals=["D-1"])
        house.subscribe(other)
        with monkeypatch.context() as broken:
            broken.setattr("api.outwards.choosing._asked_for", _broken_for_deals)
            house.push_all()
        found = house.of(made)
        assert (found.position, found.tries) == (0, 0)
        assert found.last_error == "After position 0, here: KeyError"
        house.later(60)
        house.push_all()
    assert (len(receiver.pushes), len(other.pushes)) == (1, 1)
    assert [type(each) for each in house.told] == [KeyError]


def _broken_for_deals(entry: Any, subscription: Any, ledger: Any) -> bool:
    if subscription.deals:
        raise KeyError("broken")
    return True


def test_taken_is_every_answer_from_200_to_299(house: House) -> None:
    for number in range(4):
        house.record("value.reported" if number else "deal.opened")
    with receiving(Answer(200), Answer(202), Answer(299), TAKES) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    assert house.of(made).position == len(receiver.pushes) == 4
