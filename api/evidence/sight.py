"""What of a deal leaves the house, for whom: entry by entry, value by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from domain.marking import stricter
from domain.record import Entry
from domain.values import Privilege
from projections.facts import WITHHELD_FROM_READERS

Leaves = Literal["whole", "values_withheld", "as_leaf"]
"""How an entry leaves: with its values; as its bytes alone; as the hash of its bytes alone."""


class Sight(Protocol):
    """Says what somebody may see."""

    def leaves(self, entry: Entry) -> Leaves:
        """How an entry leaves."""

    def discloses(self, entry: Entry, name: str) -> bool:
        """Whether a value of an entry that leaves whole is disclosed, by the pointer to it."""

    def gives_content(self, entry: Entry) -> bool:
        """Whether the content of the document goes with an entry that files it and leaves whole."""

    def names(self, person: str) -> bool:
        """Whether it is told who stands behind a pseudonym."""

    def why(self, entry: Entry) -> str:
        """Why an entry does not leave whole."""


def privilege_of(entry: Entry, asked_at: int) -> Privilege:
    """How private a record is by now: the one place that says so for whatever leaves the house.

    What was waived since an export was first asked for, at the position `asked_at`, stays withheld
    from that export, which is made again as it was.
    """
    return stricter(entry.privilege_at(asked_at), entry.privilege)


def in_clear(entry: Entry) -> bool:
    """Whether words or values of a record stand in its hashed bytes (VOCABULARY 8)."""
    return entry.envelope.privilege == "none"


@dataclass(frozen=True, slots=True)
class OfTheHouse:
    """Everything; or all but what is privileged. Implements Sight."""

    without_privileged: bool
    asked_at: int

    def leaves(self, entry: Entry) -> Leaves:
        """What is privileged leaves as bytes that commit to it; in clear, as its hash."""
        if (
            not self.without_privileged
            or privilege_of(entry, self.asked_at) not in WITHHELD_FROM_READERS
        ):
            return "whole"
        return "as_leaf" if in_clear(entry) else "values_withheld"

    def discloses(self, entry: Entry, name: str) -> bool:  # noqa: ARG002 - every one
        """Of what leaves whole, every value."""
        return True

    def gives_content(self, entry: Entry) -> bool:  # noqa: ARG002 - every one
        """With what leaves whole, every content."""
        return True

    def names(self, person: str) -> bool:  # noqa: ARG002 - everybody
        """Everybody who is named in bytes that leave."""
        return True

    def why(self, entry: Entry) -> str:
        """Its privilege."""
        return privilege_of(entry, self.asked_at)
