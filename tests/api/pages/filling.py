"""Filling in the forms of pages: what stands in them when they are shown, and sending them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx2 as httpx

from domain.record import Entry
from tests.api.http.calling import DEAL
from tests.api.pages.conftest import Browser

Values = dict[str, list[str]]
RECORD = f"/deals/{DEAL}/record"


@dataclass
class Form(HTMLParser):
    """The last form of a page that records: its fields with what stands in them, and its focus."""

    text: str
    values: Values = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    focus: list[str] = field(default_factory=list)
    described: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._select = self._area = ""
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if "autofocus" in given:
            self.focus.append(given["id"])
        if "aria-describedby" in given and name:
            self.described[name] = given["aria-describedby"].split()
        if tag == "form" and given.get("class") == "filling":
            self.values, self.names = {}, set()
        if tag in {"input", "textarea", "select"} and name:
            self.names.add(name)
        if tag == "input" and name:
            picked = given.get("type") not in {"radio", "checkbox"} or "checked" in given
            if picked and given["value" if "value" in given else "name"]:
                self.values.setdefault(name, []).append(given.get("value", ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.values.setdefault(self._select, []).append(given["value"])
        elif tag == "textarea":
            self._area = name

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = [data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def opened(browser: Browser, path: str) -> Values:
    """What stands in a form when it is shown."""
    return Form(browser.open(f"{RECORD}/{path}")).values


def sent(browser: Browser, path: str, shown: Values, **fields: Any) -> httpx.Response:
    """Send a form as it was shown, with these fields filled in."""
    every = shown | {n: v if isinstance(v, list) else [v] for n, v in fields.items()}
    return browser.send(f"{RECORD}/{path.partition('?')[0]}", None, **every)


def on(day: str, name: str = "when") -> dict[str, str]:
    """The fields of something that happened on a day."""
    return {f"{name}_how": "day", f"{name}_day": day}


def last(browser: Browser, back: int = 1, deal: str = DEAL) -> Entry:
    """The last entry of the deal, or one before it."""
    return browser.service.ledger.entries(deal)[-back]
