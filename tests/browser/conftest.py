"""One browser for this folder, one served ledger with the story for each module of it.

The browser is Debian's Chromium, or the one that CHROMIUM names. Without it these tests are
skipped; where BROWSER_TESTS=required, as in CI, they fail.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from api.cli.demo import story_text
from tests.browser.visiting import House, State, Visitor
from tests.journeys.terminal import Terminal

Visit = Callable[..., Visitor]
ASKING = ("deal-ledger", "read-back", "create", "northcare-2025", "P7", "agency-buyer", "--json")
_FAILED = pytest.StashKey[bool]()


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found:
        return found
    absent = "Chromium is not installed here (on Debian: apt-get install chromium)."
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(absent)
    pytest.skip(f"{absent} The pages were not walked through in a browser.")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a screen. It ends with this folder: later tests need the thread's loop."""
    path = _chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path,
            args=["--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def beside() -> list[dict[str, Any]]:
    """Records beside the story; a module that wants some has this fixture itself."""
    return []


@pytest.fixture(scope="module")
def house(
    browser: Browser, beside: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """An embedded ledger with the story, served. Asks for the browser, lest it begin in vain."""
    terminal = Terminal(tmp_path_factory.mktemp("house"))
    more = "".join(f"{json.dumps(each)}\n" for each in beside)
    (terminal.folder / "story.jsonl").write_text(story_text() + more, encoding="utf-8")
    terminal.run("deal-ledger", "record", "story.jsonl")
    asking = urlsplit(json.loads(terminal.run(*ASKING))["url"]).path
    with terminal.serving("deal-ledger serve") as (address, token):
        printed = terminal.printed_by_serve.read_text(encoding="utf-8")
        [link] = re.findall(r"\S+/sign-in/\S+", printed)
        yield House(terminal, address, token, link, asking)


@pytest.fixture(scope="module")
def signed_in(house: House, browser: Browser) -> State:
    """The cookie of somebody who signed in with the admin's token."""
    context = browser.new_context(base_url=house.address)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Token").fill(house.token)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/deals")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visit(
    request: pytest.FixtureRequest,
    house: House,
    browser: Browser,
    signed_in: State,
    tmp_path: Path,
) -> Iterator[Visit]:
    """Makes visitors, signed in unless told otherwise. Of a failed test their screens are kept."""
    made: list[Visitor] = []

    def visitor(*, stranger: bool = False, **how: Any) -> Visitor:
        made.append(Visitor(house, browser, None if stranger else signed_in, how))
        return made[-1]

    yield visitor
    for number, each in enumerate(made, 1):
        if request.node.stash.get(_FAILED, False):
            with suppress(Error):  # the test has its own reason to be told
                each.page.screenshot(path=tmp_path / f"screen-{number}.png", full_page=True)
        each.context.close()
    assert [each.wrong for each in made if each.wrong] == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let fixtures know that the test which they end failed."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report
