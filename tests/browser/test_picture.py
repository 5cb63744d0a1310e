"""The picture of a replay as it is seen: on a phone too, and wherever its cursor is moved."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.pages import DEAL
from tests.records import a_sending

PHONE = 360
SMALLEST = 10
"""Pixels of a letter: the notes of a picture are smaller than the text around it."""
_SEEN = """(svg) => {
  const region = svg.closest(".scroll");
  const texts = [...svg.querySelectorAll("text")];
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const right = region.getBoundingClientRect().right;
  return {
    sideways: region.scrollWidth - region.clientWidth,
    letters: Math.min(...texts.map((each) => each.getAttribute("font-size") ?? 12)) * scale,
    out: texts.filter((each) => each.getBoundingClientRect().right > right + 1).length,
  };
}"""


@pytest.fixture(scope="module")
def beside() -> list[dict[str, Any]]:
    """A slip of the pen, by which the axis is broken."""
    about = {"clause": "4.2", "to": "vp-sales"}
    slip = a_sending("clause.displayed", id="slip", deal="northcare-2025", at="2015-05-12", **about)
    return [slip]


def test_on_a_phone_nothing_of_it_is_beyond_the_edge(visit: Visit) -> None:
    page = visit(width=PHONE).open(f"{DEAL}/replay")
    expect(page.locator("svg.lanes:not(.narrow)")).to_be_hidden()
    narrow = page.locator("svg.lanes.narrow")
    expect(narrow).to_be_visible()
    seen = narrow.evaluate(_SEEN)
    assert seen["sideways"] <= 0
    assert seen["out"] == 0
    assert seen["letters"] >= SMALLEST
    assert narrow.locator(".torn").count() == 2


def test_a_step_moves_the_cursor_to_where_the_server_draws_it(visit: Visit) -> None:
    page = visit().open(f"{DEAL}/replay?position=39")
    for name in ("Later", "Later", "First"):
        moment = page.locator("#moment").get_attribute("data-position")
        page.get_by_role("link", name=f"{name} moment").click()
        expect(page.locator("#moment")).not_to_have_attribute("data-position", moment or "")
        moved = _cursors(page)
        page.reload()
        drawn = _cursors(page)
        assert len(moved) == 2
        assert moved == pytest.approx(drawn, abs=0.2)


def _cursors(page: Page) -> list[float]:
    every = page.locator("svg.lanes .cursor").all()
    return [float(each.get_attribute("x1") or "nan") for each in every]
