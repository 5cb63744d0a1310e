"""How a form is filled in: by mouse, or by keyboard alone."""

from __future__ import annotations

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import Keyboard


class Hands(ABC):
    """Whatever one does on a page. Places are given as the page names them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def follow(self, wanted: Locator) -> None:
        """Press a link or a button that leads to another page."""

    @abstractmethod
    def write(self, field: Locator, words: str) -> None:
        """Write words into a field that is empty."""

    @abstractmethod
    def choose(self, field: Locator, words: str) -> None:
        """Choose from a list what begins with these words."""

    @abstractmethod
    def tick(self, box: Locator) -> None:
        """Tick a box."""

    @abstractmethod
    def pick(self, button: Locator) -> None:
        """Pick one of several."""

    @abstractmethod
    def on(self, field: Locator, day: str) -> None:
        """Fill in a day, `2025-05-16`."""


class Mouse(Hands):
    """Clicks on what is in sight; words are typed where was clicked."""

    def follow(self, wanted: Locator) -> None:
        """See `Hands`."""
        with self.page.expect_event("load"):
            wanted.click()

    def write(self, field: Locator, words: str) -> None:
        """See `Hands`."""
        field.click()
        field.press_sequentially(words)

    def choose(self, field: Locator, words: str) -> None:
        """See `Hands`."""
        [full] = [each for each in field.locator("option").all_inner_texts() if words in each]
        field.select_option(label=full)

    def tick(self, box: Locator) -> None:
        """See `Hands`."""
        box.click()
        expect(box).to_be_checked()

    def pick(self, button: Locator) -> None:
        """See `Hands`."""
        button.click()
        expect(button).to_be_checked()

    def on(self, field: Locator, day: str) -> None:
        """See `Hands`."""
        field.fill(day)


class Keys(Hands):
    """Only keys, forwards from where the focus is."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._keyboard = Keyboard(page)

    def follow(self, wanted: Locator) -> None:
        """See `Hands`."""
        self._keyboard.follow(wanted)

    def write(self, field: Locator, words: str) -> None:
        """See `Hands`."""
        self._keyboard.to(field)
        self._keyboard.type(words)

    def choose(self, field: Locator, words: str) -> None:
        """See `Hands`."""
        self._keyboard.to(field)
        self._keyboard.type(words)
        expect(field.locator("option:checked")).to_contain_text(words)

    def tick(self, box: Locator) -> None:
        """See `Hands`."""
        self._keyboard.to(box)
        self._keyboard.press("Space")
        expect(box).to_be_checked()

    def pick(self, button: Locator) -> None:
        """See `Hands`: one of a group has its place in the order, the others are beside it."""
        group = button.locator("xpath=ancestor::fieldset[1]").get_by_role("radio")
        checked = group.locator(":scope:checked")
        stop = checked if checked.count() else group.first
        self._keyboard.to(stop)
        self._keyboard.press("Space")
        for _ in range(group.count()):
            if button.is_checked():
                return
            self._keyboard.press("ArrowDown")
        expect(button).to_be_checked()

    def on(self, field: Locator, day: str) -> None:
        """See `Hands`: its parts stand as English has them."""
        year, month, of_month = day.split("-")
        self._keyboard.to(field)
        self._keyboard.type(f"{month}{of_month}{year}")
        expect(field).to_have_value(day)
