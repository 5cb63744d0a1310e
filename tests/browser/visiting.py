"""Somebody at a screen, in a real browser, at the pages of a ledger that is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.browser.pages import LINK
from tests.journeys.terminal import Terminal

WIDE = 1280
NARROW = 390
NARROWEST = 320
"""A page of four times this width, seen at four times its size."""
HEIGHT = 900
PATIENCE = 20_000.0
"""Milliseconds: a busy machine is not a fault of a page."""
expect.set_options(timeout=PATIENCE)
State = Any
"""Cookies of a context, as playwright keeps them."""


@dataclass(frozen=True)
class House:
    """A ledger, served as its user has it; `link` signs in once, `asking` asks the client."""

    terminal: Terminal
    address: str
    token: str
    link: str
    asking: str


class Visitor:
    """One page of a browser of its own, and what went `wrong` there that nobody saw."""

    def __init__(
        self, house: House, browser: Browser, state: State, how: Mapping[str, Any]
    ) -> None:
        """`how` is what a context of playwright is asked for, and `width`."""
        given = {"viewport": {"width": how.get("width", WIDE), "height": HEIGHT}, **how}
        given.pop("width", None)
        self.house = house
        self.wrong: list[str] = []
        self._refused: set[str] = set()
        # Without motion nothing needs to be waited for: what has the focus is in sight at once.
        self.context = browser.new_context(
            reduced_motion="reduce", base_url=house.address, storage_state=state, **given
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self._watch()

    def open(self, path: str, status: int = 200) -> Page:
        """Open a page, which must be answered so."""
        path = path.replace(LINK, self.house.asking)
        if status >= 400:
            self.may_refuse(path)
        answer = self.page.goto(path)
        assert answer
        assert answer.status == status, path
        return self.page

    def may_refuse(self, path: str) -> None:
        """What is sent to this address may be refused: that is nothing wrong."""
        self._refused.add(f"{self.house.address}{path}")

    def _watch(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda fault: self.wrong.append(f"fault: {fault}"))
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))

    def _said(self, message: ConsoleMessage) -> None:
        # That a page was refused is said there too: only where it was to be is that right.
        if message.type in {"error", "warning"} and message.location["url"] not in self._refused:
            self.wrong.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(f"{self.house.address}/"):
            self.wrong.append(f"request to elsewhere: {request.url}")
