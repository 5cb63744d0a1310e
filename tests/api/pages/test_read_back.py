"""Read-back: one question to each clause on prices, answered by whoever is signed in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.by_link import SAID, answers
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, Form, last, opened, sent
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

PAGE = "read-back?proposal=P7"


@pytest.fixture
def drafter(stranger: Browser) -> Browser:
    """A browser in which the drafter is signed in."""
    return stranger.sign_in("reader", "recorder", person="rep")


def test_a_proposal_is_chosen_and_its_clauses_are_asked_about(drafter: Browser) -> None:
    text = drafter.open(f"{RECORD}/read-back")
    checked(text)
    assert f'href="{RECORD}/{PAGE}"' in text
    size = drafter.service.ledger.size
    text = drafter.open(f"{RECORD}/{PAGE}")
    checked(text)
    assert "Does the discount of clause 4.2 apply to renewals of this order?" in text
    assert "apply to services or licences that are not in this order" in text
    assert text.count("the 22 % discount in Schedule A") == 1
    assert drafter.service.ledger.size == size
    assert drafter.get(f"{RECORD}/read-back?proposal=P99").status_code == 422


@SAID
def test_an_answer_is_a_statement_on_the_wording_that_was_displayed(
    drafter: Browser, answer: str, words: str, said: str, state: str | None
) -> None:
    shown = opened(drafter, PAGE)
    size = drafter.service.ledger.size
    told = sent(drafter, PAGE, shown, **answers(answer, words))
    assert told.status_code == 303, told.text
    assert drafter.service.ledger.size == size + 2
    displayed, statement = (last(drafter, back).as_kept() for back in (2, 1))
    assert displayed["data"] == {
        "clause": "4.2",
        "version": 1,
        "to": "rep",
        "surface": "read-back",
    }
    scope = [{"axis": "orders", "item": "renewal", "state": state}] if state else None
    data = statement["data"]
    assert (data["words"], data["form"], data.get("scope") or None) == (said, "written", scope)
    assert data["about"] == [{"clause": "4.2", "version": 1}]
    assert statement["actor"] == "rep"
    assert statement["evidence"]["quote"].startswith("Does the discount of clause 4.2")
    again = sent(drafter, PAGE, shown, **answers(answer, words))
    assert again.status_code == 303
    assert "recorded=before" in again.headers["location"]
    assert drafter.service.ledger.size == size + 2


@pytest.mark.parametrize("privilege", ["attorney_client", "confidential"])
def test_an_answer_is_for_no_more_eyes_than_the_wording(stranger: Browser, privilege: str) -> None:
    lawyer = stranger.sign_in("legal", "recorder", person="rep")
    api = Api(lawyer.client, lawyer.service).as_("admin")
    term = {"kind": "discount", "value": {"percent": "40"}, "scope": []}
    told = api.record(
        a_sending("clause.added", deal=DEAL, id="s", clause="8.1", term=term, privilege=privilege),
        a_sending("proposal.sealed", deal=DEAL, proposal="P8", clauses=["8.1"]),
    )
    assert told.status_code == 201, told.text
    page = "read-back?proposal=P8"
    answer = {"answer 8.1@1:orders:expansion": "no"}
    assert sent(lawyer, page, opened(lawyer, page), **answer).status_code == 303
    displayed, statement = (last(lawyer, back).as_kept() for back in (2, 1))
    assert (displayed["type"], statement["type"]) == ("clause.displayed", "statement.made")
    assert (displayed["privilege"], statement["privilege"]) == (privilege, privilege)


def test_two_questions_to_one_wording_show_it_once(drafter: Browser) -> None:
    size = drafter.service.ledger.size
    both = answers("no") | {"answer 4.2@1:orders:expansion": "yes"}
    assert sent(drafter, PAGE, opened(drafter, PAGE), **both).status_code == 303
    assert drafter.service.ledger.size == size + 3
    told = [last(drafter, back).as_kept()["type"] for back in (3, 2, 1)]
    assert told == ["clause.displayed", "statement.made", "statement.made"]


@pytest.mark.parametrize("fields", [{}, answers(""), answers("perhaps"), {"answer 9@9:a:b": "yes"}])
def test_without_an_answer_nothing_is_recorded(drafter: Browser, fields: dict[str, Any]) -> None:
    size = drafter.service.ledger.size
    told = sent(drafter, PAGE, opened(drafter, PAGE), **fields)
    assert told.status_code == 422
    checked(told.text)
    assert "Answer at least one" in told.text
    assert drafter.service.ledger.size == size


def test_a_session_that_stands_for_nobody_answers_nothing(stranger: Browser) -> None:
    browser = stranger.sign_in("reader", "recorder")
    text = browser.open(f"{RECORD}/{PAGE}")
    assert "Sign in with your own credentials" in text
    told = sent(browser, PAGE, Form(text).values, **answers("yes"))
    assert told.status_code == 422


def test_differing_answers_are_a_finding(drafter: Browser) -> None:
    shown = opened(drafter, PAGE)
    assert sent(drafter, PAGE, shown, **answers("yes")).status_code == 303
    other = drafter.sign_in("reader", "recorder", person="vp-sales")
    shown = opened(other, PAGE)
    assert sent(other, PAGE, shown, **answers("not_intended")).status_code == 303
    api = Api(other.client, other.service).as_("reader")
    found = api.get(f"/v1/deals/{DEAL}/findings").json()["findings"]
    [differing] = [each for each in found if each["code"] == "READ01"]
    assert [each["person"] for each in differing["persons"]] == ["rep", "vp-sales"]


@pytest.mark.parametrize("at", ["soon", "0001-01-01T00:00:00+23:59", "2999-01-01T00:00:00Z"])
def test_a_time_that_the_page_did_not_write_is_not_taken(drafter: Browser, at: str) -> None:
    shown = opened(drafter, PAGE) | {"shown_at": [at]}
    assert sent(drafter, PAGE, shown, **answers("yes")).status_code == 303
    assert last(drafter, 2).as_kept()["occurred_at"].startswith("2026-11-25")


def test_hostile_words_are_shown_harmlessly(drafter: Browser) -> None:
    api = Api(drafter.client, drafter.service).as_("admin")
    term = {"kind": "discount", "value": {"percent": "40"}, "scope": []}
    told = api.record(
        *(
            a_sending(
                "clause.added", deal=DEAL, clause="8.1", text=HOSTILE, heading=HOSTILE, term=term
            ),
            a_sending("proposal.sealed", deal=DEAL, proposal="P8", clauses=["8.1"]),
        )
    )
    assert told.status_code == 201, told.text
    text = drafter.open(f"{RECORD}/read-back?proposal=P8")
    checked(text)
    assert HOSTILE not in text
