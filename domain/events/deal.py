"""The deal and its people (VOCABULARY 2.1)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, ClassVar, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from domain.events.base import DealEvent
from domain.occurrence import Occurrence
from domain.values import Currency, Function, Id, In, PersonId, Standing, Words


@cache
def _zones() -> frozenset[str]:
    # What `localtime` means is this machine's own affair; Factory is no zone.
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def known_zone(name: str) -> bool:
    """Whether it is a time zone that a deal can have."""
    return name in _zones()


def _zone(name: str) -> str:
    if not known_zone(name):
        raise PydanticCustomError(
            "bad_time_zone",
            "{name} is not a time zone: use a name of the IANA database, e.g. Europe/Berlin.",
            {"name": name},
        )
    return name


TimeZone = Annotated[
    str, StringConstraints(max_length=80), AfterValidator(_zone), In(Standing.CLEAR)
]


class DealOpened(DealEvent):
    """A deal begins: with which client, in which currency and time zone."""

    stored_as: ClassVar[str] = "deal.opened"
    name: Words
    client: Id
    currency: Currency
    governing_law: Words | None = None
    regulated_buyer: bool | None = None
    time_zone: TimeZone = "UTC"


class PartyJoined(DealEvent):
    """A company takes part; `parent` makes it an affiliate of that party."""

    stored_as: ClassVar[str] = "party.joined"
    party: Id
    name: Words
    role: Literal["client", "seller", "partner", "other"]
    acts_for: Id | None = None
    parent: Id | None = None


class ParticipantAssigned(DealEvent):
    """A person takes part for a party, in a function."""

    stored_as: ClassVar[str] = "participant.assigned"
    person: PersonId
    name: Words
    party: Id
    function: Function
    until: Occurrence | None = None


class DealClosed(DealEvent):
    """The deal ended."""

    stored_as: ClassVar[str] = "deal.closed"
    outcome: Literal["won", "lost", "abandoned"]
    reason: Words | None = None
