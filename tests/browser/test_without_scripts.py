"""With JavaScript off everything works but dragging: the handle's steps are links."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visiting import House
from tests.browser.walking import (
    NAME,
    QUESTION,
    SENT,
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


def test_the_story_is_walked_by_links_and_forms_alone(visit: Visit, house: House) -> None:
    page = visit(stranger=True, java_script_enabled=False).page
    page.goto(house.link)
    page.get_by_label("People, parties, clauses now and before").fill("zebra")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_contain_text("No deal on record is found by that.")
    page.get_by_label("People, parties, clauses now and before").fill("marguerite")
    page.get_by_role("button", name="Search").click()
    found_alone(page).click()

    tab(page, "Replay").click()
    step = place_of_sending(page)
    page.locator("#moments li a").nth(step).click()
    sees_that_the_vp_had_received_it_only(page)
    tab(page, "Who knew").click()
    cell_of_the_vp(page).get_by_role("link").click()
    sees_what_proves_it(page)

    page.get_by_role("link", name="Back to now").click()
    tab(page, "Ask").click()
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    reads_both_sides(page)
    page.get_by_role("button", name="Record", exact=True).click()
    answer = sees_that_it_is_on_record(page)

    tab(page, "Evidence").click()
    page.get_by_label("With a page and a PDF for people").uncheck()
    with page.expect_download() as coming:
        page.get_by_role("button", name="download it").click()
    checks(house, coming.value, answer)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_handles_of_the_replay_are_links(visit: Visit) -> None:
    page = visit(java_script_enabled=False).open("/deals/northcare-2025/replay")
    expect(page.get_by_role("slider")).to_be_hidden()
    last = page.locator("output").inner_text()
    page.get_by_role("link", name="First moment").click()
    expect(page.locator("output")).to_have_text("1")
    expect(page.locator("#moment")).to_contain_text(f"opened the deal {NAME}")
    page.get_by_role("link", name="Later moment").click()
    expect(page.locator("output")).to_have_text("2")
    page.get_by_role("link", name="Last moment").click()
    expect(page.locator("output")).to_have_text(last)
    page.get_by_role("link", name="Only what was recorded at the time").click()
    expect(page.get_by_role("link", name="Show all moments")).to_be_visible()
    assert int(page.locator("output").inner_text()) < int(last)


def test_the_two_times_are_taken_apart_by_links(visit: Visit) -> None:
    page = visit(java_script_enabled=False).open("/deals/northcare-2025/replay")
    page.locator("#moments li a", has_text=SENT).first.click()
    page.get_by_role("link", name="Set the two times apart").click()
    happened, known = page.locator("output").nth(0), page.locator("output").nth(1)
    expect(known).to_be_visible()
    then = happened.inner_text()
    page.get_by_role("link", name="Last moment: What the ledger knew by").click()
    expect(known).not_to_have_text(then)
    expect(happened).to_have_text(then)
    expect(page.locator("#stood .standing")).to_have_text("offered")
    page.get_by_role("link", name="Move both together").click()
    expect(page.locator("output")).to_have_count(1)


def test_times_are_chosen_by_a_form(visit: Visit) -> None:
    page = visit(java_script_enabled=False).open("/deals/northcare-2025")
    expect(page.get_by_text("Added products and services").first).to_be_visible()
    page.get_by_text("Look at another time").click()
    page.get_by_label("What had happened by").fill("2025-04-30")
    page.get_by_role("button", name="Go there").click()
    expect(page.get_by_text("As of 30 April 2025")).to_be_visible()
    expect(page.get_by_text("Added products and services")).to_have_count(0)
    page.get_by_text("How it came to these words").click()
    expect(page.locator(".history")).to_be_visible()
