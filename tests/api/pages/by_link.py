"""Links for a read-back, as tests of pages make them, open them and send what they show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import Form
from tests.api.pages.test_reading_pages import checked

ASKED = "4.2@1:orders:renewal"
SAID = pytest.mark.parametrize(
    ("answer", "words", "said", "state"),
    [
        ("yes", "", "Yes.", "in"),
        ("no", " Never. ", "No. Never.", "out"),
        ("not_intended", "", "That was not intended.", "out"),
        ("not_sure", "Ask legal.", "Not sure. Ask legal.", None),
    ],
)
"""Each answer as it is filled in, and as the statement tells it."""
LINKS = f"/v1/deals/{DEAL}/read-back-links"


def answers(answer: str, words: str = "", asked: str = ASKED) -> dict[str, Any]:
    return {f"answer {asked}": answer, f"words {asked}": words}


def admin(browser: Browser) -> Api:
    return Api(browser.client, browser.service).as_("admin")


def link(browser: Browser, person: str = "agency-buyer", proposal: str = "P7") -> str:
    """The path of a link that was made for somebody."""
    wanted = {"proposal": proposal, "person": person}
    told = admin(browser).post(LINKS, wanted)
    assert told.status_code == 201, told.text
    url: str = told.json()["url"]
    return urlsplit(url).path


def send(browser: Browser, path: str, **fields: Any) -> httpx.Response:
    """Send the form of the page as it is shown, with these fields filled in."""
    shown = Form(browser.open(path)).values
    return browser.send(path, None, **(shown | {name: [each] for name, each in fields.items()}))


def over(
    browser: Browser, path: str, status: int, code: str, form: dict[str, Any] | None = None
) -> None:
    """Neither shown nor answered, and said calmly; whoever had it open has a `form`."""
    size = browser.service.ledger.size
    filled = (form or {}) | answers("yes")
    for told in (browser.get(path), browser.send(path, None, **filled)):
        assert told.status_code == status, told.text
        checked(told.text)
        assert code in told.text
        assert "Whoever sent you the link can make another one" in told.text
        assert DEAL not in told.text
        assert 'href="/deals"' not in told.text
    assert browser.service.ledger.size == size
