"""The README as what it tells to do: its commands and code, section by section."""

from __future__ import annotations

import re

from tests.shared import CHECKOUT


def section(title: str) -> str:
    """What stands under a heading."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    of_title = rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)"
    [found] = re.findall(of_title, text, re.DOTALL | re.MULTILINE)
    return str(found)


def blocks(language: str, text: str) -> list[str]:
    """The code of a language in a text."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def commands(text: str) -> list[str]:
    """What is typed at a prompt, in its order."""
    lines = [line for block in blocks("console", text) for line in block.splitlines()]
    return [line[2:] for line in lines if line.startswith("$ ")]
