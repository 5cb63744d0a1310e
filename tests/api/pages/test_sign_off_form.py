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


@pytest.mark.parametrize("value", ["NaN", "sNaN", "much"])
def test_what_is_no_number_is_refused_as_that(clerk: Browser, value: str) -> None:
    shown = opened(clerk, "sign-off")
    answer = sent(clerk, "sign-off", shown, **SIGNS, value=value, value_unit="USD")
    assert answer.status_code == 422
    assert 'id="value-fault"' in answer.text
