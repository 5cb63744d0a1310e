"""Forms ask back: before they rename who is on record, of the future, and of what is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, last, on, opened, sent
from tests.api.pages.test_reading_pages import checked

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
