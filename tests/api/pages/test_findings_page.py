"""Findings on pages: of a deal, at a glance, in the register, settled by a form; silences."""

from __future__ import annotations

from html import unescape
from typing import Any, LiteralString

import pytest

from projections.findings.wanted import TITLES
from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import Form, last, on
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.projections.views.viewing import followed
from tests.records import a_sending

PAGE = f"/deals/{DEAL}/findings"


@pytest.fixture
def clerk(stranger: Browser) -> Browser:
    """Somebody who reads all and records."""
    return stranger.sign_in("legal", "recorder")


def one(browser: Browser, code: str) -> dict[str, Any]:
    """The first open finding of a code, as the interface gives it."""
    api = Api(browser.client, browser.service).as_("admin")
    [found, *_] = api.get(f"/v1/deals/{DEAL}/findings", code=code).json()["findings"]
    return dict(found)


@pytest.mark.parametrize(
    "path",
    [PAGE, f"{PAGE}?effective_at=2025-05-08", f"{PAGE}?effective_at=2025-01-01", "/silences"],
)
def test_every_page_is_whole(lawyer: Browser, path: str) -> None:
    checked(lawyer.open(path))


def test_a_finding_says_what_it_rests_on_what_is_not_shown_and_what_to_do(lawyer: Browser) -> None:
    text = unescape(lawyer.open(f"{PAGE}?effective_at=2025-05-08"))
    assert "Look at this first" in text
    assert TITLES["SEEN02"] in text
    assert "What the record does not show" in text
    assert "To do" in text
    assert f'href="/deals/{DEAL}/records?record=story-11#record-story-11"' in text
    assert f'href="/deals/{DEAL}?effective_at=2025-05-08&known_at=#clause-4.2"' in text
    assert "/record/finding/" not in text, "the past is not settled"


def test_the_first_page_and_the_register_say_how_many_are_open(lawyer: Browser) -> None:
    glance = unescape(lawyer.open(f"/deals/{DEAL}"))
    assert "Open findings: 5 high" in glance
    assert f'href="{PAGE}#finding-RETR01-' in glance
    register = lawyer.open("/deals")
    assert f'<a href="{PAGE}">5 high' in register
    assert DEAL in lawyer.open("/deals?finding=SIGN02")
    assert "No deal on record is found by that." in lawyer.open("/deals?finding=OBJ01")
    refused = lawyer.get("/deals?finding=NONE99")
    assert refused.status_code == 422
    assert "No rule has this code" in refused.text


def test_the_register_says_where_the_counts_end_and_that_it_cannot_count(lawyer: Browser) -> None:
    def put(query: LiteralString) -> None:
        lawyer.service.views.ask(lambda connection: connection.execute(query))

    assert "are counted as of position" not in lawyer.open("/deals")
    put("UPDATE views.status SET position = position - 1 WHERE view = 'findings'")
    last_ = lawyer.service.ledger.size - 1
    assert f"Open findings are counted as of position {last_}" in lawyer.open("/deals")
    put("UPDATE views.status SET version = 0 WHERE view = 'findings'")
    text = lawyer.open("/deals")
    checked(text)
    assert "not known just now" in text


def test_a_form_settles_it_for_exactly_what_it_is_bound_to(clerk: Browser) -> None:
    finding = one(clerk, "TERM01")
    path = f"/deals/{DEAL}/record/finding/{finding['key']}"
    assert path in clerk.open(PAGE)
    text = clerk.open(path)
    checked(text)
    shown = Form(text).values
    fields: dict[str, Any] = {
        "actor": ["vp-sales"],
        "how": ["accepted"],
        "reason": ["It holds as long as the agreement."],
        **{name: [value] for name, value in on("2025-05-20").items()},
    }
    answer = clerk.send(path, None, **(shown | fields))
    assert answer.status_code == 303, answer.text
    event = last(clerk).event.model_dump(mode="json", exclude_none=True)
    assert event["finding"] == "TERM01"
    assert event["about"] == finding["about"]
    assert event["how"] == "accepted"
    page = unescape(clerk.open(PAGE))
    assert "Settled (1)" in page
    assert "“It holds as long as the agreement.”" in page.replace('<span dir="auto">', "").replace(
        "</span>", ""
    )
    again = clerk.send(path, None, **(shown | fields))
    assert again.headers["location"].count("recorded=before") == 1


@pytest.mark.parametrize("privilege", ["attorney_client", "work_product", "confidential"])
def test_the_form_is_for_no_more_eyes_than_what_it_rests_on(clerk: Browser, privilege: str) -> None:
    api = Api(clerk.client, clerk.service).as_("admin")
    term = {"kind": "discount", "value": {"percent": "40"}, "scope": []}
    api.record(a_sending("deal.opened", deal="D-9", id="o"),
               a_sending("clause.added", deal="D-9", id="c", text="Forty percent."),
               a_sending("term.stated", deal="D-9", id="t", clause="4.2", method="human", term=term,
                         privilege=privilege))  # fmt: skip
    found = api.get("/v1/deals/D-9/findings").json()["findings"]
    [key] = [each["key"] for each in found if each["code"] == "TERM01"]
    row = api.get("/v1/deals/D-9/stress").json()["scenarios"][0]["key"]
    for each in (key, row):
        shown = Form(clerk.open(f"/deals/D-9/record/finding/{each}")).values
        assert shown["privilege"] == [privilege]
    public = Form(clerk.open(f"/deals/{DEAL}/record/finding/{one(clerk, 'TERM01')['key']}")).values
    assert public["privilege"] == ["none"]


def test_a_form_that_says_too_little_is_shown_again_and_records_nothing(clerk: Browser) -> None:
    path = f"/deals/{DEAL}/record/finding/{one(clerk, 'TERM01')['key']}"
    size = clerk.service.ledger.size
    answer = clerk.send(path, None, **Form(clerk.open(path)).values)
    assert answer.status_code == 422
    checked(answer.text)
    assert "This is needed, and was left empty." in answer.text
    assert clerk.service.ledger.size == size


def test_a_finding_that_is_none_now_and_who_only_reads_are_refused(
    lawyer: Browser, clerk: Browser
) -> None:
    path = f"/deals/{DEAL}/record/finding/"
    assert clerk.get(f"{path}TERM01-0000000000000000").status_code == 422
    reader = lawyer.sign_in("reader")
    assert reader.get(f"{path}{one(reader, 'TERM01')['key']}").status_code == 403
    assert "/record/finding/" not in reader.open(PAGE)


def test_the_board_says_where_no_volume_is_stated_and_orders_by_what_is(
    lawyer: Browser, database: str
) -> None:
    api = Api(lawyer.client, lawyer.service).as_("admin")
    price = {"kind": "price", "scope": []}
    volume = {"kind": "volume", "value": {"amount": "1250000.00", "currency": "EUR"}, "scope": []}
    api.record(
        a_sending("clause.added", deal="D-1", id="c3", clause="3", term=price),
        a_sending("clause.added", deal="D-1", id="c6", clause="6", term=volume),
        a_sending("order.placed", deal="D-1", id="o1", order="O1", order_type="initial"),
    )
    followed(database, lawyer.service.ledger)
    text = lawyer.open("/silences")
    checked(text)
    assert "at most EUR 1,250,000" in text
    assert "1 order does not say what it comes to" in text
    assert "no volume is stated in money" in text
    assert f"As known at position {lawyer.service.ledger.size}." in text
    assert text.index("/deals/D-1/findings") < text.index(PAGE)


def test_hostile_words_are_shown_harmlessly(lawyer: Browser, database: str) -> None:
    api = Api(lawyer.client, lawyer.service).as_("admin")
    deal = "D-6"
    told = api.record(
        a_sending("deal.opened", deal=deal, id="h0", name=HOSTILE),
        a_sending("participant.assigned", deal=deal, id="h1", person="p", name=HOSTILE,
                  function="sales", party="acme"),
        a_sending("clause.added", deal=deal, id="h2", heading="Price", text=HOSTILE,
                  term={"kind": "discount", "scope": []}),
        a_sending("message.sent", deal=deal, id="h3", message="M9", to=["p"], words=HOSTILE,
                  about=[{"clause": "4.2"}]),
        a_sending("message.failed", deal=deal, id="h4", message="M9", to=["p"], reason=HOSTILE),
    )  # fmt: skip
    assert told.status_code == 201, told.text
    followed(database, lawyer.service.ledger)
    for path in (f"/deals/{deal}/findings", f"/deals/{deal}", "/silences", "/deals"):
        text = lawyer.open(path)
        checked(text)
        assert "<script>alert" not in text
        assert "{{ 7 * 7 }}" in unescape(text) or "/findings" not in path
