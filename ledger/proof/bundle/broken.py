"""Where a bundle first does not hold."""

from __future__ import annotations


class BundleBroken(Exception):
    """A rule of checking, why it does not hold, and the file where it was found."""

    def __init__(self, rule: str, reason: str, file: str | None = None) -> None:
        super().__init__(rule, reason, file)
        self.rule = rule
        self.reason = reason
        self.file = file
