"""A link for a read-back on the pages: who makes it, and which words it shows to whom."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.api.http.calling import DEAL
from tests.api.pages.by_link import LINKS, admin, link, over
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, opened, sent
from tests.api.pages.test_reading_pages import checked
from tests.records import a_sending

PAGE = "read-back?proposal=P7"


def private(browser: Browser, privilege: str) -> None:
    """Another wording with a price, of this privilege, in a proposal of its own."""
    term = {"kind": "discount", "value": {"percent": "40"}, "scope": []}
    clause = {"deal": DEAL, "clause": "8.1", "heading": "Rebates", "text": "40 %.", "term": term}
    told = admin(browser).record(
        a_sending("clause.added", **clause, privilege=privilege),
        a_sending("proposal.sealed", deal=DEAL, proposal="P8", clauses=["8.1", "4.2"]),
    )
    assert told.status_code == 201, told.text


@pytest.mark.parametrize(
    ("privilege", "person", "is_shown"),
    [
        ("confidential", "agency-buyer", False),
        ("confidential", "partner-lead", False),
        ("confidential", "vp-sales", True),
        ("attorney_client", "vp-sales", False),
        ("work_product", "agency-buyer", False),
    ],
)
def test_words_that_a_person_may_not_see_are_left_out(
    stranger: Browser, privilege: str, person: str, is_shown: bool
) -> None:
    private(stranger, privilege)
    told = admin(stranger).post(LINKS, {"proposal": "P8", "person": person}).json()
    text = stranger.open(urlsplit(told["url"]).path)
    assert ("40 %." in text) is is_shown
    assert ("Rebates" in text) is is_shown
    assert "Does the discount of clause 4.2" in text
    assert (told["left_out"] > 0) is not is_shown


def test_a_heading_that_others_may_not_see_is_left_out(stranger: Browser) -> None:
    private(stranger, "confidential")
    term = {"kind": "discount", "value": {"percent": "30"}, "scope": []}
    told = admin(stranger).record(
        a_sending("clause.revised", deal=DEAL, clause="8.1", text="30 %.", term=term),
        a_sending("proposal.sealed", deal=DEAL, proposal="P9", clauses=["8.1"]),
    )
    assert told.status_code == 201, told.text
    text = stranger.open(link(stranger, proposal="P9"))
    assert "30 %." in text
    assert "Rebates" not in text
    assert "Rebates" in stranger.open(link(stranger, "vp-sales", "P9"))


def test_a_link_is_made_on_the_page_shown_once_and_taken_back_there(stranger: Browser) -> None:
    drafter = stranger.sign_in("reader", "recorder", person="rep")
    shown = opened(drafter, PAGE)
    size = drafter.service.ledger.size
    told = sent(drafter, "read-back/link", shown, person="agency-buyer", days="3")
    assert told.status_code == 200, told.text
    checked(told.text)
    url = re.search(r"http://testserver(/read-back/[0-9a-f]{16}_[\w-]+)", told.text)
    assert url
    assert told.text.count(url[0]) == 2  # by itself, and in the message
    text = drafter.open(f"{RECORD}/{PAGE}")
    checked(text)
    assert "Philippa Abernethy" in text
    assert "until 28 November 2026" in text
    assert url[1] not in text
    drafter.open(url[1])
    id_ = url[1].rpartition("/")[2].partition("_")[0]
    back = sent(drafter, "read-back/link/revoked", shown, link=id_)
    assert back.headers["location"] == f"{RECORD}/{PAGE}#links"
    assert "taken back 25 November 2026" in drafter.open(f"{RECORD}/{PAGE}")
    over(drafter, url[1], 410, "read_back_link_over")
    assert drafter.service.ledger.size == size


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"person": ""}, "bad_parameter"),
        ({"days": "0"}, "bad_parameter"),
        ({"days": "91"}, "bad_parameter"),
        ({"days": "soon"}, "bad_parameter"),
        ({"person": "nobody"}, "person_not_in_deal"),
        ({"person": "system:crm"}, "person_not_in_deal"),
        ({"proposal": "P99"}, "proposal_not_on_record"),
    ],
)
def test_a_link_that_cannot_be_made_is_refused_on_a_page(
    stranger: Browser, fields: dict[str, str], code: str
) -> None:
    drafter = stranger.sign_in("reader", "recorder", person="rep")
    shown = opened(drafter, PAGE)
    wanted = {"person": "agency-buyer", "days": "3"} | fields
    told = sent(drafter, "read-back/link", shown, **wanted)
    assert told.status_code in {404, 422}
    assert code in told.text


def test_who_only_reads_makes_no_link(stranger: Browser) -> None:
    drafter = stranger.sign_in("reader", "recorder")
    shown = opened(drafter, PAGE)
    reader = stranger.sign_in("reader")
    wanted = shown | {"form_token": [reader.form_token()]}
    told = sent(reader, "read-back/link", wanted, person="rep", days="3")
    assert told.status_code == 403
