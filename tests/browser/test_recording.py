"""Recording by hand in a browser: what is wrong has the focus, and the record stands where led."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import DEAL


@pytest.mark.parametrize("scripts", [True, False])
def test_an_objection_is_refused_put_right_and_recorded(visit: Visit, scripts: bool) -> None:
    visitor = visit(java_script_enabled=scripts)
    page = visitor.open(f"{DEAL}/record/objection")
    visitor.may_refuse(f"{DEAL}/record/objection")
    words = f"Not at that price; {scripts}."
    page.get_by_label("In which words").fill(words)
    page.get_by_label("4.2 Added products and services").check()
    page.get_by_role("radio", name="At a time").check()
    expect(page.get_by_label("Day", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("Not recorded: 2 things are to be put right")
    expect(page.get_by_label("Who objects")).to_be_focused()
    expect(page.get_by_label("In which words")).to_have_value(words)
    page.get_by_label("Who objects").select_option("vp-sales")
    page.get_by_label("Time, to the minute").fill("2025-05-10T09:30")
    page.get_by_role("button", name="Record it").click()
    status = page.get_by_role("status")
    expect(status).to_have_text("It is on record, here.")
    stood = page.get_by_role("article").filter(has=status)
    expect(stood).to_contain_text(words)
    expect(stood).to_contain_text("10 May 2025, 09:30 UTC")


def test_of_an_instruction_only_what_is_new_is_asked(visit: Visit) -> None:
    page = visit().open(f"{DEAL}/record/retraction?proposal=P7")
    asked = page.get_by_label("Who told them to")
    expect(asked).to_be_hidden()
    page.get_by_role("radio", name="Yes, and that is not on record yet").check()
    expect(asked).to_be_visible()
    page.get_by_role("radio", name="No: whoever retracts decided it").check()
    expect(asked).to_be_hidden()
