"""The sign-off by hand: what is offered to be signed, and what nobody signs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, on, opened, sent
from tests.api.pages.test_reading_pages import checked
from tests.records import a_sending

SIGNS: dict[str, Any] = {"which": " P7", "actor": "vp-sales", **on("2025-05-10")}


@pytest.fixture
def clerk(stranger: Browser) -> Browser:
    """A browser in which somebody who reads all and records is signed in."""
    return stranger.sign_in("legal", "recorder")


def offered(text: str) -> dict[str, list[str]]:
    """What may be chosen, by group, in the order shown."""
    choices = text.split('<select id="which"')[1].split("</select>", maxsplit=1)[0]
    groups = choices.split('<optgroup label="')[1:]
    return {each.split('"')[0]: each.split('<option value="')[1:] for each in groups}


@pytest.mark.parametrize("form", ["sign-off", "sign-off-declined"])
def test_what_is_open_is_offered_first_and_what_was_answered_says_so(
    clerk: Browser, form: str
) -> None:
    request = a_sending(
        "sign_off.requested",
        id="still-open",
        deal=DEAL,
        at="2025-06-01",
        sign_off="S9",
        proposal="P7",
        of="deputy",
    )
    told = Api(clerk.client, clerk.service).as_("admin").record(request)
    assert told.status_code == 201, told.text
    text = clerk.open(f"{RECORD}/{form}")
    checked(text)
    groups = offered(text)
    assert [*groups] == [
        "As it was asked for",
        "Without having been asked",
        "Already answered",
    ]
    assert [each.split('"')[0] for each in groups["As it was asked for"]] == ["S9 P7"]
    answered = groups["Already answered"]
    assert {"S1 P7", "S2 P7"} <= {each.split('"')[0] for each in answered}
    s2 = next(each for each in answered if each.startswith("S2 P7"))
    assert "granted by Dashiell Okonjo, 9 May 2025" in s2


@pytest.mark.parametrize(
    ("value", "unit"), [("0", "USD"), ("0.00", "USD"), ("-5", "USD"), ("0", "months")]
)
def test_nobody_signs_nothing_or_less(clerk: Browser, value: str, unit: str) -> None:
    size = clerk.service.ledger.size
    shown = opened(clerk, "sign-off")
    answer = sent(clerk, "sign-off", shown, **SIGNS, value=value, value_unit=unit)
    assert answer.status_code == 422
    checked(answer.text)
    beside = answer.text.split('id="value-fault"')[1].split("</p>")[0]
    assert "more than nothing" in beside
    assert clerk.service.ledger.size == size


def granted(browser: Browser, value: str | None) -> str:
    """A sign-off on record that was sent over HTTP, and the path of the form that corrects it."""
    worth = {} if value is None else {"value": {"amount": value, "currency": "USD"}}
    sign_off = a_sending(
        "sign_off.granted", id="signed", deal=DEAL, sign_off="S9", proposal="P7", **worth
    )
    told = Api(browser.client, browser.service).as_("admin").record(sign_off)
    assert told.status_code == 201, told.text
    return "correction?record=signed"


MENDS: dict[str, Any] = {"why": "A slip.", "by": "rep", **on("2025-06-10", "said")}


@pytest.mark.parametrize(("value", "unit"), [("0", "USD"), ("-5.00", "USD"), ("0", "months")])
def test_no_correction_says_that_nothing_or_less_was_signed(
    clerk: Browser, value: str, unit: str
) -> None:
    shown = opened(clerk, granted(clerk, "640000.00"))
    size = clerk.service.ledger.size
    answer = sent(clerk, "correction", shown, **MENDS, value=value, value_unit=unit)
    assert answer.status_code == 422
    checked(answer.text)
    beside = answer.text.split('id="value-fault"')[1].split("</p>")[0]
    assert "more than nothing" in beside
    assert "(bad_value at /data/data/value)" in beside
    assert clerk.service.ledger.size == size


@pytest.mark.parametrize("first", ["0.00", None, "640000.00"])
def test_what_was_signed_over_nothing_elsewhere_can_be_corrected_otherwise(
    clerk: Browser, first: str | None
) -> None:
    shown = opened(clerk, granted(clerk, first))
    answer = sent(clerk, "correction", shown, **MENDS, role="finance")
    assert answer.status_code == 303, answer.text


@pytest.mark.parametrize("value", ["NaN", "sNaN", "much"])
def test_what_is_no_number_is_refused_as_that(clerk: Browser, value: str) -> None:
    shown = opened(clerk, "sign-off")
    answer = sent(clerk, "sign-off", shown, **SIGNS, value=value, value_unit="USD")
    assert answer.status_code == 422
    assert 'id="value-fault"' in answer.text
