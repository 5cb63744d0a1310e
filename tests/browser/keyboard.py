"""A visitor with a keyboard alone, who looks where the focus is at every step."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

MOST_STEPS = 250
_SEEN = """(wanted) => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const [box] = at.getClientRects();
  const said = at.outerHTML.slice(0, 120);
  const isWanted = at === wanted;
  if (!box) return { said, isWanted, fault: "has no place on the screen" };
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = box.height > innerHeight ? Math.max(box.top + 10, 0) : box.top + box.height / 2;
  const hit = document.elementFromPoint(x, y);
  const isThere = hit && (at.contains(hit) || hit.contains(at) || hit.control === at);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const fault = !isThere ? "is covered, or out of sight" : !outlined ? "is not outlined" : null;
  return { said, isWanted, fault };
}"""


class Keyboard:
    """Only keys. Each place to which they lead must be seen to have the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.page.keyboard.type(words)

    def to(self, wanted: Locator, key: str = "Tab") -> None:
        """Go on by Tab until the one that is wanted has the focus."""
        for _ in range(MOST_STEPS):
            self.press(key)
            seen = wanted.evaluate(_SEEN)
            _is_seen(seen)
            if seen and seen["isWanted"]:
                return
        raise AssertionError(f"Not reached by {key}: {wanted}")

    def follow(self, wanted: Locator) -> None:
        """Go to a link or a button that leads to another page, and press it."""
        self.to(wanted)
        self.enter()

    def enter(self) -> None:
        """Press Enter where it leads to another page, which is there then."""
        with self.page.expect_event("load"):
            self.press("Enter")

    def through(self, key: str = "Tab") -> int:
        """Go through the whole page; gives how many places it stopped at."""
        stops = 0
        self.press(key)
        while seen := self.page.evaluate(_SEEN):
            _is_seen(seen)
            stops += 1
            assert stops < MOST_STEPS
            self.press(key)
        return stops


def _is_seen(found: dict[str, Any] | None) -> None:
    """What has the focus, if anything, must be seen to have it."""
    assert found is None or found["fault"] is None, found
