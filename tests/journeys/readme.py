"""The README as what it tells to do: its commands and code, section by section."""

from __future__ import annotations

import re

from tests.shared import CHECKOUT


def section(title: str, document: str = "README.md") -> str:
    """What stands under a heading of a document."""
    text = (CHECKOUT / document).read_text(encoding="utf-8")
    of_title = rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)"
    [found] = re.findall(of_title, text, re.DOTALL | re.MULTILINE)
    return str(found)


def blocks(language: str, text: str) -> list[str]:
    """The code of a language in a text."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def commands(text: str) -> list[str]:
    """What is typed at a prompt, in its order; a command with a text for it has several lines."""
    found: list[str] = []
    within = False
    for line in (line for block in blocks("console", text) for line in block.splitlines()):
        if within:
            found[-1] += f"\n{line}"
            within = line != "END"
        elif line.startswith("$ "):
            found.append(line[2:])
            within = line.endswith("<<'END'")
    return found
