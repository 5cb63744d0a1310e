"""Words in every field that might harm a page: each page shows them, and nothing comes of it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.hostile import (
    LOOK_ALIKE,
    MARGUERITE,
    RIGHT_TO_LEFT,
    WORDS,
    hostile_id,
    hostile_records,
)
from tests.browser.looking import cut, stuck_out
from tests.browser.pages import DEAL, PAGES
from tests.browser.visiting import NARROW, WIDE, House

HOSTILE = f"/deals/{hostile_id('northcare-2025')}"
KINDS = (
    *("register", "terms", "replay", "ask", "answer, undetermined", "answer, two readings"),
    *("who knew", "who knew, one person", "records", "evidence"),
    *("record a statement", "record a sign-off", "retract one", "correct a record"),
    "read back one",
)
"""A page of each kind, with the forms and tables that only some have."""

_TURNED = """(marks) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const said = texts.currentNode.data;
    // What somebody typed stays to the letter, in a box of its own.
    if (texts.currentNode.parentElement.closest("textarea")) continue;
    if ([...marks].some((mark) => said.includes(mark))) found.push(said.slice(0, 100));
  }
  return found;
}"""
_NOT_APART = """(name) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    const isShown = around.checkVisibility() && !around.closest("svg, option, textarea, title");
    const isApart = getComputedStyle(around).unicodeBidi !== "normal";
    const isHebrew = /[\\u05d0-\\u05ea]/.test(texts.currentNode.data);
    if (isShown && isHebrew && !isApart) found.push(around.outerHTML.slice(0, 120));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def beside() -> list[dict[str, Any]]:
    """A deal all of whose words are hostile."""
    return list(hostile_records())


def _of_the_hostile_deal(path: str) -> str:
    for given in ("vp-sales", "4.2", "P7", "story-10"):
        path = path.replace(given, hostile_id(given))
    return path.replace(DEAL, HOSTILE)


def _is_harmless(page: Page) -> None:
    assert stuck_out(page, WIDE) == []
    assert stuck_out(page, NARROW) == []
    assert cut(page) == []
    assert page.evaluate(_TURNED, RIGHT_TO_LEFT) == []
    assert page.evaluate(_NOT_APART) == []
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("name", KINDS)
def test_hostile_words_harm_no_page(visit: Visit, name: str) -> None:
    visitor = visit()
    _is_harmless(visitor.open(_of_the_hostile_deal(PAGES[name])))
    assert visitor.wrong == []


def test_hostile_words_harm_no_page_of_a_link(visit: Visit, house: House) -> None:
    asked = (hostile_id(each) for each in ("northcare-2025", "P7", "agency-buyer"))
    made = house.terminal.run("deal-ledger", "read-back", "create", *asked, "--json")
    visitor = visit(stranger=True)
    _is_harmless(visitor.open(urlsplit(json.loads(made)["url"]).path))
    assert visitor.wrong == []
    _is_harmless(visit().open(_of_the_hostile_deal(PAGES["read back one"])))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/deals?{urlencode({'q': WORDS})}", 200),
        (f"/deals/{quote(WORDS, safe='')}", 404),
        (f"{HOSTILE}?{urlencode({'known_at': WORDS})}", 422),
        (f"{HOSTILE}/ask?{urlencode({'question': WORDS})}", 422),
        (f"{HOSTILE}/knowledge?{urlencode({'person': WORDS})}", 200),
        (f"{HOSTILE}/records?{urlencode({'record': WORDS})}", 200),
        (f"/sign-in?{urlencode({'next': WORDS})}", 200),
    ],
)
def test_hostile_words_in_an_address_harm_no_page(visit: Visit, path: str, status: int) -> None:
    visitor = visit()
    _is_harmless(visitor.open(path, status))
    assert visitor.wrong == []


def test_a_mark_that_turns_text_is_shown_and_goes_back_as_it_was_typed(visit: Visit) -> None:
    asked = f"Does the discount cover {RIGHT_TO_LEFT}expansion services?"
    page = visit().open(f"{DEAL}/ask?{urlencode({'question': asked})}")
    expect(page.locator(".asked")).to_contain_text("⟨U+202E⟩")
    expect(page.get_by_label("Your question")).to_have_value(asked)


def test_people_whose_names_look_alike_are_told_apart_by_their_ids(visit: Visit) -> None:
    page = visit().open(f"{HOSTILE}/knowledge")
    alike = page.get_by_role("rowheader").filter(has_text="Oyel")
    assert alike.count() == 2
    first, second = alike.all_inner_texts()
    assert MARGUERITE in first
    assert LOOK_ALIKE in second
    expect(alike.nth(0)).to_contain_text(hostile_id("vp-sales"))
    expect(alike.nth(1)).to_contain_text("look-alike")
