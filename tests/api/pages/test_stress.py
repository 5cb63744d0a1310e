"""The stress test as a page: what a lawyer reads before an offer is sent."""

from __future__ import annotations

import re

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import Form, last, on, sent
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

PAGE = f"/deals/{DEAL}/stress"
BEFORE = "effective_at=2025-05-09"


@pytest.mark.parametrize("query", ["", BEFORE, f"{BEFORE}&proposal=P3", "drafts=yes", "proposal="])
def test_the_page_is_whole(lawyer: Browser, query: str) -> None:
    text = lawyer.open(f"{PAGE}?{query}")
    checked(text)
    assert 'aria-current="page">Stress test</a>' in text


def test_a_new_service_is_marked_before_the_offer_is_sent(lawyer: Browser) -> None:
    text = lawyer.open(f"{PAGE}?{BEFORE}")
    assert "tried against proposal P7" in text
    assert "<strong>10 of 12</strong>" in text
    row = text.split('id="scenario-new-service"', 1)[1].split("</tr>", 1)[0]
    assert "To settle: no term decides" in row
    assert 'Kind of order, <span dir="auto">expansion</span>: in' in row
    assert "Analytics</span>: silent" in row
    assert "No term says so" in row
    covered = text.split('id="scenario-offered-service-later"', 1)[1].split("</tr>", 1)[0]
    assert "The terms say so" in covered
    assert "Discount of 22 %" in covered
    assert "To settle" not in covered


def test_another_proposal_or_the_drafts_are_tried_at_the_same_time(lawyer: Browser) -> None:
    text = lawyer.open(f"{PAGE}?{BEFORE}")
    assert f'href="?{BEFORE}&amp;proposal=P3"' in text
    assert f'href="?{BEFORE}&amp;drafts=yes"' in text
    assert "tried against proposal P3" in lawyer.open(f"{PAGE}?{BEFORE}&proposal=P3")
    assert "tried against the drafts" in lawyer.open(f"{PAGE}?{BEFORE}&drafts=yes")


def test_a_deal_without_a_clause_says_that_nothing_was_tried(lawyer: Browser) -> None:
    text = lawyer.open(f"{PAGE}?effective_at=2025-04-08")
    assert "No clause stands in the drafts: nothing was tried." in text
    assert "<table" not in text


@pytest.mark.parametrize(
    ("query", "status"), [("proposal=P9", 404), ("drafts=no", 422), ("scenario=renewal", 422)]
)
def test_what_cannot_be_tried_is_refused(lawyer: Browser, query: str, status: int) -> None:
    answer = lawyer.get(f"{PAGE}?{query}")
    assert answer.status_code == status
    checked(answer.text)


def test_hostile_words_are_shown_harmlessly(lawyer: Browser) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    term = {
        "kind": "discount",
        "value": {"percent": "5"},
        "scope": [{"axis": "orders", "item": "expansion", "state": "in", "words": HOSTILE}],
        "condition": HOSTILE[:200],
    }
    opened = a_sending("deal.opened", deal="D-1", name=HOSTILE[:200])
    added = a_sending("clause.added", deal="D-1", heading=HOSTILE[:200], text=HOSTILE, term=term)
    own = a_sending("scenario.defined", scenario="own", name=HOSTILE, order_type="expansion")
    assert admin.record(own, opened, added).status_code == 201
    text = lawyer.open("/deals/D-1/stress")
    checked(text)
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text.split('id="scenario-own"', 1)[1]


def test_who_looked_is_on_record(lawyer: Browser) -> None:
    lawyer.open(PAGE)
    rows = lawyer.service.ledger.rows.all("SELECT action, deal FROM ledger.access_log")
    assert {"action": "stress page", "deal": DEAL} in rows


def test_a_row_is_settled_by_a_form_and_says_so_then(stranger: Browser) -> None:
    clerk = stranger.sign_in("reader", "recorder", person="rep")
    text = clerk.open(PAGE)
    row = text.split('id="scenario-renewal"', 1)[1].split("</tr>", 1)[0]
    [key] = re.findall(r'record/finding/(STRESS01-[0-9a-f]{16})"', row)
    form = clerk.open(f"/deals/{DEAL}/record/finding/{key}")
    checked(form)
    assert "An order that the terms leave open" in form
    given = {"how": "accepted", "reason": "Renewals are priced anew.", "actor": "rep"}
    told = sent(clerk, f"finding/{key}", Form(form).values, **given, **on("2025-06-10"))
    assert told.status_code == 303, told.text
    kept = last(clerk).as_kept()
    assert (kept["type"], kept["data"]["finding"]) == ("finding.settled", "STRESS01")
    assert {"topic": "renewal"} in kept["data"]["about"]
    row = clerk.open(PAGE).split('id="scenario-renewal"', 1)[1].split("</tr>", 1)[0]
    checked(clerk.open(PAGE))
    assert "Renewals are priced anew." in row
    assert "Settle it by a record" not in row
    assert clerk.get(f"/deals/{DEAL}/record/finding/STRESS01-0000000000000000").status_code == 422
