"""A digest in a browser: looked at, sent after it was confirmed, opened behind the link."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.cli.demo import story_text
from tests.api.mail.serving import Postbox, serving_mail
from tests.browser.conftest import Visit
from tests.browser.looking import bars, cut, load_axe, stuck_out
from tests.browser.pages import DEAL
from tests.browser.visiting import NARROWEST, WIDE, House
from tests.journeys.terminal import Terminal

PUBLIC = "http://ledger.house.example"


@pytest.fixture(scope="module")
def box() -> Iterator[Postbox]:
    with serving_mail() as made:
        yield made


@pytest.fixture(scope="module")
def house(
    browser: Browser, box: Postbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The story, served by a ledger that mails to this module's server."""
    settings = {
        "DEAL_LEDGER_PUBLIC_URL": PUBLIC,
        "DEAL_LEDGER_MAIL_HOST": "127.0.0.1",
        "DEAL_LEDGER_MAIL_PORT": str(box.port),
        "DEAL_LEDGER_MAIL_SECURITY": "none",
        "DEAL_LEDGER_MAIL_FROM": "ledger@house.example",
        "DEAL_LEDGER_MAIL_DOMAINS": "house.example",
    }
    terminal = Terminal(tmp_path_factory.mktemp("house"))
    (terminal.folder / "story.jsonl").write_text(story_text(), encoding="utf-8")
    terminal.run("deal-ledger", "record", "story.jsonl")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in settings.items():
            patched.setenv(name, value)
        with terminal.serving("deal-ledger serve") as (address, token):
            yield House(terminal, address, token, link="", asking="")


def link_in(box: Postbox) -> str:
    [found] = re.findall(rf"{PUBLIC}(/digests/\S+)", box.text())
    return str(found)


def fits(page: Page) -> None:
    load_axe(page)
    assert bars(page) == []
    assert stuck_out(page, WIDE) == stuck_out(page, NARROWEST) == []
    assert cut(page) == []


@pytest.mark.parametrize(
    ("name", "address", "scripts"),
    [
        ("Dashiell Okonjo", "deputy@house.example", True),
        ("Pilar Vasquenza", "engineer@house.example", False),
    ],
)
def test_it_is_looked_at_confirmed_sent_and_opened(
    visit: Visit, box: Postbox, name: str, address: str, scripts: bool
) -> None:
    box.taken.clear()
    visitor = visit(java_script_enabled=scripts)
    page = visitor.open(f"{DEAL}/digest")
    card = page.get_by_role("article").filter(has=page.get_by_role("heading", name=name))
    expect(card).to_contain_text("No record shows that you opened terms of this deal")
    visitor.may_refuse(f"{DEAL}/digest/send")
    card.get_by_role("link", name=f"Send it to {name}").click()
    sees_what_is_sent_and_is_refused_elsewhere(page, box)
    page.get_by_label("Their address").fill(address)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("status")).to_contain_text("The mail server took it.")
    expect(card).to_contain_text("that it was opened is not on record")
    assert box.letters()[-1]["To"] == address

    stranger = visit(stranger=True, bypass_csp=True)
    opened = stranger.open(link_in(box))
    expect(opened.get_by_role("heading", name="What changed in a deal")).to_be_visible()
    expect(opened.get_by_text("22 %")).to_have_count(0)
    fits(opened)
    opened.get_by_role("button", name="show it").click()
    expect(opened.get_by_text("It is on record that you opened this")).to_be_visible()
    clause = opened.get_by_role("region", name="Added products and services")
    expect(clause.locator(".text")).to_contain_text("the 22 % discount in Schedule A")
    # Of what was never before them nothing was changed: all of it marked would be hard to read.
    expect(clause.get_by_role("insertion")).to_have_count(0)
    fits(opened)
    page.reload()
    expect(card).to_have_count(0)


def sees_what_is_sent_and_is_refused_elsewhere(page: Page, box: Postbox) -> None:
    """An address that is not of the house is refused beside its field, which has the focus."""
    expect(page.get_by_role("region", name="Words")).to_contain_text("the 22 % discount")
    page.get_by_label("By mail").check()
    page.get_by_label("Their address").fill("x@elsewhere.example")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_label("Their address")).to_be_focused()
    expect(page.get_by_label("Their address")).to_have_value("x@elsewhere.example")
    assert box.taken == []
