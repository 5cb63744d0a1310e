"""The story as a lawyer walks it: by mouse, and by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.keyboard import Keyboard
from tests.browser.visiting import House
from tests.browser.walking import (
    QUESTION,
    cell_of_the_vp,
    checks,
    found_alone,
    place_of_sending,
    reads_both_sides,
    sees_that_it_is_on_record,
    sees_that_the_vp_had_received_it_only,
    sees_what_proves_it,
    tab,
)
from tests.records import a_sending


@pytest.fixture(scope="module")
def beside() -> list[dict[str, Any]]:
    """Other deals, among which the one of the story is to be found."""
    names = ("Ferry charter", "Northern wind farm", "Analytics for Acme")
    return [
        a_sending("deal.opened", id=f"beside-{n}", deal=f"D-{n}", name=name)
        for n, name in enumerate(names)
    ]


def test_a_lawyer_finds_what_stood_asks_and_takes_the_evidence(visit: Visit, house: House) -> None:
    page = visit(stranger=True).page
    page.goto(house.link)
    expect(page.get_by_role("heading", name="Deals")).to_be_visible()
    expect(page.locator("#found tbody tr")).to_have_count(4)
    page.get_by_label("People, parties, clauses now and before").press_sequentially("marguerite")
    found_alone(page).click()

    tab(page, "Replay").click()
    _drag(page, place_of_sending(page))
    sees_that_the_vp_had_received_it_only(page)
    tab(page, "Who knew").click()
    cell_of_the_vp(page).get_by_role("link").click()
    sees_what_proves_it(page)

    page.get_by_role("link", name="Back to now").click()
    tab(page, "Ask").click()
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    reads_both_sides(page)
    page.get_by_label("Record this answer for the dispute").select_option("D1")
    page.get_by_role("button", name="Record", exact=True).click()
    answer = sees_that_it_is_on_record(page)

    tab(page, "Evidence").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="download it").click()
    checks(house, coming.value, answer)


def _drag(page: Page, step: int) -> None:
    """Drag the handle of the replay to a step, as a hand does: not all at once."""
    handle = page.get_by_role("slider")
    expect(handle).to_be_enabled()
    box = handle.bounding_box()
    assert box
    last = int(handle.get_attribute("max") or 0)
    thumb = 16
    places = [box["x"] + thumb / 2 + (box["width"] - thumb) * n / last for n in (last, step)]
    y = box["y"] + box["height"] / 2
    page.mouse.move(places[0], y)
    page.mouse.down()
    page.mouse.move(places[1], y, steps=10)
    page.mouse.up()
    expect(page.locator("output")).to_have_text(str(step + 1))


def test_the_same_is_done_by_keyboard_alone(visit: Visit, house: House) -> None:
    page = visit(stranger=True).page
    keyboard = Keyboard(page)
    _signs_in(page, keyboard, house.token)
    keyboard.to(page.get_by_label("People, parties, clauses now and before"))
    keyboard.type("marguerite")
    keyboard.follow(found_alone(page))

    keyboard.follow(tab(page, "Replay"))
    expect(page.get_by_role("slider")).to_be_enabled()
    step = place_of_sending(page)
    keyboard.to(page.get_by_role("slider"))
    keyboard.press("Home", *["ArrowRight"] * step)
    sees_that_the_vp_had_received_it_only(page)
    keyboard.follow(tab(page, "Who knew"))
    keyboard.follow(cell_of_the_vp(page).get_by_role("link"))
    sees_what_proves_it(page)

    keyboard.follow(page.get_by_role("link", name="Back to now"))
    keyboard.follow(tab(page, "Ask"))
    keyboard.to(page.get_by_label("Your question"))
    keyboard.type(QUESTION)
    keyboard.enter()
    reads_both_sides(page)
    keyboard.follow(page.get_by_role("button", name="Record", exact=True))
    answer = sees_that_it_is_on_record(page)

    keyboard.follow(tab(page, "Evidence"))
    keyboard.to(page.get_by_label("With a page and a PDF for people"))
    keyboard.press("Space")
    keyboard.to(page.get_by_role("button", name="download it"))
    with page.expect_download() as coming:
        keyboard.press("Enter")
    checks(house, coming.value, answer)


def _signs_in(page: Page, keyboard: Keyboard, token: str) -> None:
    """The field for the token has the focus already."""
    page.goto("/deals")
    expect(page.get_by_label("Token")).to_be_focused()
    keyboard.type(token)
    keyboard.enter()
    expect(page.get_by_role("heading", name="Deals")).to_be_visible()
