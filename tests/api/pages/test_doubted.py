"""Forms ask back: before they rename who is on record, of the future, and of what is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, last, on, opened, sent
from tests.api.pages.test_reading_pages import checked
from tests.records import a_sending

PERSON = {"actor": "rep", "party": "northcare", "function": "legal", **on("2025-05-10")}
COMPANY = {"actor": "rep", "role": "other", **on("2025-05-10")}


@pytest.fixture
def clerk(stranger: Browser) -> Browser:
    """A browser in which a person who reads and records is signed in."""
    return stranger.sign_in("reader", "recorder", person="rep")


def beside(text: str, field: str) -> str:
    """What is wrong with a field, as it stands beside it."""
    return text.split(f'id="{field}-fault"')[1].split("</p>", 1)[0]


@pytest.mark.parametrize(
    ("form", "field", "fields", "known"),
    [
        ("person", "person", PERSON | {"person": "vp-sales"}, "Marguerite Oyelaran, "),
        ("company", "party", COMPANY | {"party": "northcare"}, "Northcare Regional"),
    ],
)
def test_an_id_on_record_is_given_another_name_only_when_that_is_said(
    clerk: Browser, form: str, field: str, fields: dict[str, Any], known: str
) -> None:
    shown, size = opened(clerk, form), clerk.service.ledger.size
    refused = sent(clerk, form, shown, **fields, name="Somebody Else")
    assert refused.status_code == 422
    checked(refused.text)
    assert f"This id is already {known}" in beside(refused.text, field)
    assert "and this is so from this day on" in beside(refused.text, field)
    assert clerk.service.ledger.size == size
    for _ in range(2):  # sent twice, it is no other person the second time
        answer = sent(clerk, form, shown, **fields, name="Somebody Else", same="yes")
        assert answer.status_code == 303, answer.text
    assert last(clerk).as_kept()["data"]["name"] == "Somebody Else"


def test_a_new_person_sent_twice_is_taken_once(clerk: Browser) -> None:
    shown, fields = opened(clerk, "person"), PERSON | {"person": "new", "name": "Wholly New"}
    for _ in range(2):
        assert sent(clerk, "person", shown, **fields).status_code == 303


@pytest.mark.parametrize("name", ["Marguerite Oyelaran", "oyelaran, MARGUERITÉ", "M. Oyelaran"])
def test_a_like_name_under_another_id_is_asked_back(clerk: Browser, name: str) -> None:
    fields = PERSON | {"person": "m.o", "name": name}
    refused = sent(clerk, "person", opened(clerk, "person"), **fields)
    assert refused.status_code == 422
    assert "Marguerite Oyelaran (vp-sales)" in beside(refused.text, "name")
    assert (
        sent(clerk, "person", opened(clerk, "person"), **fields, another="yes").status_code == 303
    )


def test_a_company_of_a_like_name_is_asked_back(clerk: Browser) -> None:
    named = clerk.open(f"{RECORD}/person").split('<option value="northcare"')[1].split(",")[0]
    name = named.split(">")[1].upper()
    fields = COMPANY | {"party": "nc2", "name": name}
    refused = sent(clerk, "company", opened(clerk, "company"), **fields)
    assert "(northcare)" in beside(refused.text, "name")
    answer = sent(clerk, "company", opened(clerk, "company"), **fields, another="yes")
    assert answer.status_code == 303


def test_a_person_never_takes_the_id_of_a_company_nor_a_company_that_of_a_person(
    clerk: Browser,
) -> None:
    fields = PERSON | {"person": "northcare", "name": "Ana New", "same": "yes"}
    refused = sent(clerk, "person", opened(clerk, "person"), **fields)
    assert "already that of Northcare" in beside(refused.text, "person")
    fields = COMPANY | {"party": "vp-sales", "name": "New", "same": "yes"}
    refused = sent(clerk, "company", opened(clerk, "company"), **fields)
    assert "already that of Marguerite" in beside(refused.text, "party")


SAID = {"actor": "rep", "about": ["clause:4.2"], "words": "No."}


@pytest.mark.parametrize(
    "times",
    [
        on("2026-11-26"),
        {"when_how": "moment", "when_at": "2026-11-25T12:01"},
        {"when_how": "between", "when_from": "2026-11-26T00:00", "when_to": "2026-11-27T00:00"},
    ],
)
def test_what_is_yet_to_happen_is_no_record(clerk: Browser, times: dict[str, str]) -> None:
    size = clerk.service.ledger.size
    refused = sent(clerk, "objection", opened(clerk, "objection"), **SAID, **times)
    assert refused.status_code == 422
    assert "later than now" in beside(refused.text, "when")
    assert clerk.service.ledger.size == size
    today = sent(clerk, "objection", opened(clerk, "objection"), **SAID, **on("2026-11-25"))
    assert today.status_code == 303, today.text


def test_a_correction_moves_nothing_beyond_today(clerk: Browser) -> None:
    shown = opened(clerk, "correction?record=story-10")
    why = {"why": "A slip.", "by": "rep", **on("2025-06-10", "said")}
    refused = sent(clerk, "correction", shown, **why, **on("2026-11-26"))
    assert "later than now" in beside(refused.text, "when")
    refused = sent(clerk, "correction", shown, **why | {"said_day": "2026-11-26"}, words="x")
    assert "later than now" in beside(refused.text, "said")


def test_a_record_that_is_dated_later_than_the_page_is_not_called_privileged(
    clerk: Browser,
) -> None:
    admin = Api(clerk.client, clerk.service).as_("admin")
    given = {"message": "M9", "to": ["vp-sales"], "about": [{"topic": "x"}], "at": "2027-01-01"}
    told = admin.record(a_sending("message.sent", deal=DEAL, id="planned", **given))
    assert told.is_success, told.text
    text = clerk.open(f"/deals/{DEAL}/records?record=planned&recorded=now")
    checked(text)
    assert "privileged" not in text.split('id="recorded"')[1].split("</p>")[0]
    assert "dated 1 January 2027, later than the moment of this page" in text
    address = text.split("later than the moment of this page. <a href=")[1].split('"')[1]
    assert 'id="record-planned"' in clerk.open(address.replace("&amp;", "&"))


@pytest.mark.parametrize(
    ("form", "field", "fields"),
    [
        ("objection", "actor", SAID | {"actor": "system:x"}),
        ("meeting", "attendees", SAID | {"attendees": ["rep", "system:x"]}),
        ("call", "to", SAID | {"to": ["system:x"]}),
        ("objection", "when", SAID | {"when_how": "someday"}),
    ],
)
def test_a_form_takes_no_system_for_a_person_and_no_way_that_is_not_offered(
    clerk: Browser, form: str, field: str, fields: dict[str, Any]
) -> None:
    refused = sent(clerk, form, opened(clerk, form), **on("2025-05-10") | fields)
    assert refused.status_code == 422
    checked(refused.text)
    assert beside(refused.text, field)
