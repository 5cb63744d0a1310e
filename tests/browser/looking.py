"""What is looked for on a page: bars to people, what sticks out, what is cut off."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.visiting import HEIGHT

_AXE = """async (rules) => {
  const found = await axe.run({ resultTypes: ["violations"], rules });
  return found.violations.flatMap((each) => each.nodes.map((node) => (
    `${each.impact} ${each.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`
  )));
}"""
_OF_LAYOUT = ("color-contrast", "scrollable-region-focusable", "target-size")
"""What another width or colour can change."""

_STUCK_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide && document.body.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > wide + 1)
    .map((each) => each.outerHTML.slice(0, 160));
}"""

_CUT = """() => [...document.querySelectorAll("main, main *")]
  .filter((each) => {
    const style = getComputedStyle(each);
    const isShown = each.checkVisibility() && style.clipPath === "none";
    const isField = each.matches("input, select, textarea, svg, svg *");
    if (!isShown || isField || (style.overflowX === "visible" && style.overflowY === "visible"))
      return false;
    return each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
  })
  .map((each) => `${each.scrollWidth} > ${each.clientWidth}: ${each.outerHTML.slice(0, 160)}`)
"""


def load_axe(page: Page) -> None:
    """Let axe look at this page. Its policy must be bypassed for that."""
    page.evaluate(AXE_SCRIPT)


def bars(page: Page, *, only_layout: bool = False) -> list[str]:
    """What axe finds that bars people from the page."""
    rules: dict[str, Any] = {"target-size": {"enabled": True}}
    if only_layout:
        every: list[str] = page.evaluate("() => axe.getRules().map((each) => each.ruleId)")
        rules = {each: {"enabled": each in _OF_LAYOUT} for each in every}
    found: list[str] = page.evaluate(_AXE, rules)
    return found


def stuck_out(page: Page, width: int) -> list[str]:
    """What makes a page of this width scroll sideways."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found: list[str] = page.evaluate(_STUCK_OUT)
    return found


def cut(page: Page) -> list[str]:
    """What has more in it than it shows, or sticks out, on paper of the width of A4."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})
    found: list[str] = page.evaluate(_CUT) + page.evaluate(_STUCK_OUT)
    page.emulate_media(media="screen")
    return found
