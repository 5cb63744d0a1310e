"""Every page, in all its states: nobody is barred from it, it fits, and it asks nobody else."""

from __future__ import annotations

from typing import Literal

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import expect

from api import pages
from tests.browser.conftest import Visit
from tests.browser.keyboard import Keyboard
from tests.browser.looking import bars, cut, load_axe, stuck_out
from tests.browser.pages import DEAL, PAGES, REFUSED, SIGN_IN
from tests.browser.visiting import NARROW, NARROWEST, WIDE

EVERY = {name: (path, 200) for name, path in PAGES.items()} | REFUSED | {"sign in": (SIGN_IN, 200)}
OTHERS: tuple[tuple[int, Literal["dark", "light"]], ...] = (
    (WIDE, "dark"),
    (NARROW, "dark"),
    (NARROW, "light"),
)
"""Ways to see a page, beside wide and light."""
_BROKEN = """(cells) => cells.flatMap((cell) => [...cell.childNodes].filter((node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  const isWord = node.nodeType === Node.TEXT_NODE && /^\\S+$/.test(node.data.trim());
  return isWord && range.getClientRects().length > 1;
}).map((node) => node.data))"""
"""Single words that stand on two lines."""
every_page = pytest.mark.parametrize("name", EVERY)


def test_there_is_no_other_page() -> None:
    paths = [path.partition("?")[0] for path, _ in EVERY.values()]
    unseen = [
        route.path
        for module in pages.PAGES
        for route in module.router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
        if not any(route.path_regex.fullmatch(path) for path in paths)
    ]
    # One leads to the register, one is a part of a page; the others are the way to a provider of
    # identities and back, and are looked at where there is one (tests/api/oidc).
    assert {*unseen} == {
        *("/", "/deals/{deal}/replay/at"),
        *("/sign-in/organisation/start", "/sign-in/organisation/done", "/sign-out"),
    }


@every_page
def test_axe_finds_no_bar_light_or_dark_wide_or_narrow(visit: Visit, name: str) -> None:
    visitor = visit(bypass_csp=True)
    page = visitor.open(*EVERY[name])
    load_axe(page)
    found = bars(page)
    for width, scheme in OTHERS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme}: {each}" for each in bars(page, only_layout=True)]
    assert found == []


@every_page
def test_it_fits_screen_and_paper_and_nothing_went_wrong(visit: Visit, name: str) -> None:
    visitor = visit()
    page = visitor.open(*EVERY[name])
    assert stuck_out(page, WIDE) == []
    assert stuck_out(page, NARROW) == []
    assert stuck_out(page, NARROWEST) == []
    assert cut(page) == []
    assert visitor.wrong == []


@pytest.mark.parametrize("name", ["terms", "replay of a day", "answer", "who knew, one person"])
def test_whatever_has_the_focus_is_seen_to_have_it(visit: Visit, name: str) -> None:
    page = visit().open(*EVERY[name])
    keyboard = Keyboard(page)
    assert keyboard.through() > 15
    assert keyboard.through("Shift+Tab") > 15


def test_paper_has_what_is_folded_away_on_the_screen(visit: Visit) -> None:
    page = visit().open(PAGES["terms"])
    clocks = page.locator("section", has=page.get_by_role("heading", name="Three clocks"))
    reason = clocks.locator("dd .sub").first
    expect(reason).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("html")).to_have_css("color", "rgb(28, 32, 36)")
    expect(clocks.get_by_text("signed off", exact=True)).to_be_visible()
    expect(reason).to_be_visible()


def test_paper_has_the_basis_of_an_answer_and_no_forms(visit: Visit) -> None:
    page = visit().open(PAGES["answer"])
    page.emulate_media(media="print")
    expect(page.get_by_text("Root of the ledger")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)


@pytest.mark.parametrize("name", ["findings", "stress test now"])
def test_what_can_be_done_on_the_screen_is_not_printed(visit: Visit, name: str) -> None:
    page = visit().open(PAGES.get(name, f"{DEAL}/stress"))
    ways = page.get_by_text("Settle it by a record", exact=True)
    expect(ways.first).to_be_visible()
    page.emulate_media(media="print")
    assert not [each for each in ways.all() if each.is_visible()]


def test_no_word_is_broken_beside_the_clocks_of_a_replay(visit: Visit) -> None:
    page = visit().open(PAGES["replay"])
    name = page.locator(".cards dt", has_text="communication").first
    other = page.locator(".cards dt", has_text="internal").first
    assert name.bounding_box()["height"] == other.bounding_box()["height"]  # type: ignore[index]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_word_is_broken_in_what_a_term_covers(visit: Visit, width: int) -> None:
    page = visit(width=width).open(PAGES["terms"])
    assert page.locator(".scope .in, .scope .muted").evaluate_all(_BROKEN) == []


@pytest.mark.parametrize(
    ("name", "where", "record"),
    [
        ("answer", ".side.against .evidence", "record story-22"),
        ("who knew, one person", "#w-4\\.2-1", "record story-22"),
    ],
)
def test_paper_names_the_records_that_are_cited(
    visit: Visit, name: str, where: str, record: str
) -> None:
    page = visit().open(PAGES[name])
    page.emulate_media(media="print")
    cited = page.locator(where)
    expect(cited.get_by_role("link", name=record).first).to_be_visible()
    expect(cited.get_by_text("its moment in the replay").first).to_be_hidden()
