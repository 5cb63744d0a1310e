"""A read-back by a link: made by the drafter, answered by the client who signs in nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.keyboard import Keyboard
from tests.browser.pages import DEAL, LINK
from tests.browser.visiting import NARROWEST

QUESTION = "Does the discount of clause 4.2 apply to renewals of this order?"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_is_made_answered_and_taken_back(visit: Visit, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts).open(f"{DEAL}/record/read-back?proposal=P7")
    page.get_by_label("Who is asked").select_option("partner-lead")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("status")).to_contain_text("shown only this once")
    link = urlsplit(page.get_by_label("The link").input_value()).path
    assert link in page.get_by_label("A message that may take it").input_value()

    client = visit(stranger=True, java_script_enabled=scripts)
    answering = client.open(link)
    expect(answering.get_by_text("These questions are for")).to_contain_text("Ingrid Solbakken")
    client.may_refuse(link)
    answering.get_by_role("button", name="Record my answers").click()
    expect(answering.get_by_role("alert")).to_contain_text("Answer at least one")
    group = answering.get_by_role("group", name=QUESTION)
    group.get_by_label("That was not intended").check()
    answering.get_by_role("textbox", name="In your words").nth(1).fill("Never said.")
    answering.get_by_role("button", name="Record my answers").click()
    expect(answering.get_by_role("status")).to_have_text("Your answers are on record.")
    expect(group.get_by_label("That was not intended")).to_be_checked()
    answering.get_by_role("button", name="Record my answers").click()
    expect(answering.get_by_role("status")).to_contain_text("nothing was added")

    page.get_by_role("link", name="Back to the read-back of P7").click()
    page.get_by_role("button", name="Take back the link for Ingrid Solbakken").first.click()
    expect(page.get_by_text("taken back").first).to_be_visible()
    gone = client.open(link, 410)
    expect(gone.get_by_role("heading", name="This link counts no more")).to_be_visible()
    expect(gone.get_by_role("button")).to_have_count(0)


def test_it_is_answered_by_keyboard_alone_on_a_narrow_screen(visit: Visit) -> None:
    page = visit(stranger=True, width=NARROWEST).open(LINK)
    keyboard = Keyboard(page)
    keyboard.to(page.get_by_role("group", name=QUESTION).get_by_label("Yes"))
    keyboard.press("ArrowDown", "ArrowDown")
    expect(page.get_by_role("group", name=QUESTION).get_by_label("intended")).to_be_checked()
    keyboard.follow(page.get_by_role("button", name="Record my answers"))
    expect(page.get_by_role("status")).to_have_text("Your answers are on record.")
