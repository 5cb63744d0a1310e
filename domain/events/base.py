"""What every event of the vocabulary is: a frozen value with a stored name that never changes."""

from __future__ import annotations

from typing import ClassVar

from domain.values import Value


class Event(Value):
    """The `data` of a record. `stored_as` is its type in records, files, bytes and pages."""

    stored_as: ClassVar[str]


class DealEvent(Event):
    """Something that happened in one deal."""


class OrganisationEvent(Event):
    """Something about the organisation as a whole: catalogue, authority, policy."""


class EitherEvent(DealEvent, OrganisationEvent):
    """What is said of another record: in a deal, or about the organisation."""
