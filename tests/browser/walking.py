"""What lawyers see on their way through the story, however they got there."""

from __future__ import annotations

import json
import re
import zipfile

from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.visiting import House

NAME = "Licences for a health agency, bid of spring 2025"
SENT = "12 May 2025, 13:58 UTC"
VP = "Marguerite Oyelaran"
QUESTION = "Does the discount cover expansion services?"


def tab(page: Page, name: str) -> Locator:
    """One of the pages of a deal."""
    return page.get_by_role("navigation", name="This deal").get_by_role(
        "link", name=name, exact=True
    )


def found_alone(page: Page) -> Locator:
    """The link to the deal, once it is the only one that the register shows."""
    expect(page.locator("#found tbody tr")).to_have_count(1)
    found = page.get_by_role("link", name=NAME)
    expect(found).to_be_visible()
    return found


def place_of_sending(page: Page) -> int:
    """Which of the moments, from 0, is the first of the minute in which the offer was sent."""
    moments = page.locator("#moments li a[data-position]")
    expect(moments.filter(has_text=SENT).first).to_be_visible()
    return moments.all_inner_texts().index(SENT)


def sees_that_the_vp_had_received_it_only(page: Page) -> None:
    """In the replay, at the moment of sending."""
    expect(page.locator("#moment time")).to_have_text(SENT)
    knew = page.locator("section", has=page.get_by_role("heading", name="Who knew", exact=True))
    of = knew.locator("h3", has_text="4.2 wording 1").locator("+ dl")
    expect(of.locator("dt", has_text=VP).locator("+ dd")).to_contain_text("received")
    expect(page.locator("#stood .standing")).to_have_text("offered")


def cell_of_the_vp(page: Page) -> Locator:
    """Who knew: the cell that says how far clause 4.2 had come before the VP."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=VP))
    cell = row.get_by_role("cell").nth(1)
    expect(cell).to_contain_text("received")
    expect(cell).to_contain_text("not on record as having seen it")
    unseen = page.locator("#not-seen ~ dl dt", has_text="4.2 wording 1").locator("+ dd")
    expect(unseen).to_contain_text(VP)
    return cell


def sees_what_proves_it(page: Page) -> None:
    """The sheet of the VP: the mail reached them, and nothing says that it was opened."""
    of = page.locator("#w-4\\.2-1")
    proven = of.locator("dt", has_text="Proven by").locator("+ dd")
    expect(proven).to_contain_text(f"Message M1 was received by {VP}.")
    expect(proven.get_by_role("link", name="record story-12b")).to_be_visible()
    seen = of.locator("dt", has_text="First seen").locator("+ dd")
    expect(seen).to_have_text("not on record")


def reads_both_sides(page: Page) -> None:
    """The verdict, with what speaks for and against it side by side, none of them wider."""
    expect(page.get_by_role("heading", name="Yes", exact=True)).to_be_visible()
    for_, against = page.locator(".side.for"), page.locator(".side.against")
    expect(for_.get_by_role("article")).to_have_count(3)
    expect(against.get_by_role("article")).to_have_count(1)
    expect(for_).to_contain_text("added by Customer during the Term")
    expect(against).to_contain_text("we never intended additional services at that price")
    one, other = for_.bounding_box(), against.bounding_box()
    assert one
    assert other
    assert (one["y"], one["width"]) == (other["y"], other["width"])
    not_shown = page.locator("section", has=page.get_by_role("heading", name="does not show"))
    expect(not_shown).to_contain_text("No statement of intent by sales leadership")


def sees_that_it_is_on_record(page: Page) -> int:
    """The answer, for the dispute: its position."""
    said = page.locator("#recorded")
    expect(said).to_contain_text("On record for dispute D1")
    found = re.search(r"as record \S+, position ([0-9]+)\.", said.inner_text())
    assert found
    return int(found[1])


def checks(house: House, download: Download, answer: int) -> None:
    """A bundle that was downloaded: `deal-ledger check` finds it whole, with the answer in it."""
    path = house.terminal.folder / download.suggested_filename
    download.save_as(path)
    said = json.loads(house.terminal.run("deal-ledger", "check", "--json", str(path)))
    assert said["holds"], said
    with zipfile.ZipFile(path) as bundle:
        given = json.loads(bundle.read(f"answers/recorded-{answer:010}.json"))
    assert (given["verdict"], len(given["supports"]), len(given["opposes"])) == ("yes", 3, 1)
