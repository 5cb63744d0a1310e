"""Text from outside as a terminal may be given it: nothing in it steers the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

_PICTURES = 0x2400
"""Where the pictures of the control characters begin: ␀ ␁ …"""
_KEPT = "\n\t"
_STEERING = [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
"""Controls of older terminals, and those that turn the direction of what is around them."""
_SHOWN = str.maketrans(
    {chr(each): chr(_PICTURES + each) for each in range(0x20) if chr(each) not in _KEPT}
    | {"\x7f": "␡"}
    | {chr(each): "\ufffd" for each in _STEERING}
)


def harmless(text: str) -> str:
    """The text, with a sign in the place of every character that would steer a terminal."""
    return text.translate(_SHOWN)


class HarmlessConsole(Console):
    """A console that passes on no control character but its own.

    What others wrote (a field of a CRM, words of a message) could otherwise hide or rewrite what
    is printed around it.
    """

    def render_str(self, text: str, **how: Any) -> Text:
        """Text with its markup read. Here already, so that its width is that of what is shown."""
        return super().render_str(harmless(text), **how)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The segments of what is to be printed, however it was made."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else harmless(text), style, control)
