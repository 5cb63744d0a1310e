"""The gate before a signature: what the signer was never shown comes first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, Form, last, on, opened, sent
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

PAGE = "sign-off"
SIGNS = {"which": " P7", "actor": "deputy", **on("2026-11-25")}


@pytest.fixture
def signer(stranger: Browser) -> Browser:
    """A browser in which the deputy, who was never shown a clause, is signed in."""
    return stranger.sign_in("reader", "recorder", person="deputy")


def at_the_gate(browser: Browser, **fields: Any) -> str:
    answer = sent(browser, PAGE, opened(browser, PAGE), **SIGNS | fields)
    assert answer.status_code == 200, answer.text
    checked(answer.text)
    return answer.text


def wordings(text: str) -> list[str]:
    return [each.split('"')[0] for each in text.split('name="gate_seen" value="')[1:]]


def test_what_the_signer_was_never_shown_comes_first_and_nothing_is_recorded_yet(
    signer: Browser,
) -> None:
    size = signer.service.ledger.size
    text = at_the_gate(signer)
    assert "the 22 % discount in Schedule A" in text
    assert "Before you sign P7" in text
    assert "4.2@1" in wordings(text)
    assert signer.service.ledger.size == size


def test_what_is_looked_at_is_recorded_as_displayed_and_then_the_signature(
    signer: Browser,
) -> None:
    text = at_the_gate(signer)
    seen, size = wordings(text), signer.service.ledger.size
    shown = Form(text).values
    answer = sent(signer, PAGE, shown, gate_seen=seen)
    assert answer.status_code == 303, answer.text
    assert signer.service.ledger.size == size + len(seen) + 1
    *displayed, signed = (last(signer, back).as_kept() for back in range(len(seen) + 1, 0, -1))
    assert {each["type"] for each in displayed} == {"clause.displayed"}
    assert [f"{each['data']['clause']}@{each['data']['version']}" for each in displayed] == seen
    assert {each["data"]["surface"] for each in displayed} == {"gate"}
    assert {each["data"]["to"] for each in displayed} == {"deputy"}
    assert signed["type"] == "sign_off.granted"
    assert last(signer, 2).recorded_by.person == "deputy"
    # Sent twice it adds nothing; and who has seen all of it meets no gate.
    assert sent(signer, PAGE, shown, gate_seen=seen).status_code == 303
    assert signer.service.ledger.size == size + len(seen) + 1
    assert sent(signer, PAGE, opened(signer, PAGE), **SIGNS).status_code == 303


def test_signing_without_looking_needs_a_reason_and_is_recorded_as_that(signer: Browser) -> None:
    text = at_the_gate(signer)
    every, size = wordings(text), signer.service.ledger.size
    refused = sent(signer, PAGE, Form(text).values, gate_seen=["4.2@1"])
    assert refused.status_code == 422
    checked(refused.text)
    assert 'aria-invalid="true"' in refused.text
    assert signer.service.ledger.size == size
    shown = Form(refused.text).values
    assert shown["gate_seen"] == ["4.2@1"]
    answer = sent(signer, PAGE, shown, gate_reason="On the train.")
    assert answer.status_code == 303, answer.text
    displayed, waived, signed = (last(signer, back).as_kept() for back in (3, 2, 1))
    assert displayed["data"]["clause"] == "4.2"
    assert waived["type"] == "review.waived"
    assert waived["data"] == {
        "proposal": "P7",
        "sign_off": signed["data"]["sign_off"],
        "clauses": [each.split("@")[0] for each in every if each != "4.2@1"],
        "reason": "On the train.",
    }
    size = signer.service.ledger.size
    assert sent(signer, PAGE, shown, gate_reason="On the train.").status_code == 303
    assert signer.service.ledger.size == size


def test_only_the_clauses_that_are_signed_are_shown(signer: Browser) -> None:
    assert wordings(at_the_gate(signer, clauses=["4.2"])) == ["4.2@1"]


def test_who_records_what_somebody_else_signed_meets_no_gate(stranger: Browser) -> None:
    clerk = stranger.sign_in("reader", "recorder", person="rep")
    assert sent(clerk, PAGE, opened(clerk, PAGE), **SIGNS).status_code == 303
    assert last(clerk).as_kept()["type"] == "sign_off.granted"
    assert last(clerk, 2).as_kept()["type"] != "clause.displayed"


def test_what_could_not_be_recorded_is_said_before_anything_is_shown(signer: Browser) -> None:
    answer = sent(signer, PAGE, opened(signer, PAGE), **SIGNS | {"which": ""})
    assert answer.status_code == 422
    assert "gate_seen" not in answer.text


@pytest.mark.parametrize("at", ["", "soon", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59"])
def test_a_time_that_the_page_did_not_write_shows_it_anew(signer: Browser, at: str) -> None:
    shown = Form(at_the_gate(signer)).values | {"gate_shown_at": [at]}
    answer = sent(signer, PAGE, shown, gate_seen=["4.2@1"], gate_reason="None.")
    assert answer.status_code == 200
    assert "Before you sign P7" in answer.text


def test_hostile_words_are_shown_harmlessly_and_amounts_come_first(signer: Browser) -> None:
    api = Api(signer.client, signer.service).as_("admin")
    price = {"kind": "price", "value": {"amount": "9000.00", "currency": "USD"}, "scope": []}
    discount = {"kind": "discount", "value": {"percent": "40"}, "scope": []}
    told = api.record(
        a_sending("clause.added", deal=DEAL, clause="8.1", text=HOSTILE, heading=HOSTILE),
        a_sending("clause.added", deal=DEAL, clause="8.2", text="Forty.", term=discount),
        a_sending("clause.added", deal=DEAL, clause="8.3", text="Nine.", term=price),
        a_sending("proposal.sealed", deal=DEAL, proposal="P8", clauses=["8.1", "8.2", "8.3"]),
    )
    assert told.status_code == 201, told.text
    text = at_the_gate(signer, which=" P8")
    assert wordings(text) == ["8.3@1", "8.2@1", "8.1@1"]
    assert HOSTILE not in text


def test_without_javascript_the_form_goes_back_where_it_came_from(signer: Browser) -> None:
    assert f'action="{RECORD}/{PAGE}"' in at_the_gate(signer)
