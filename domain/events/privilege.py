"""Privilege that is claimed, or waived, after something was recorded."""

from __future__ import annotations

from typing import Annotated, ClassVar

from domain.events.base import EitherEvent
from domain.values import Id, In, Privilege, Standing, Words


class PrivilegeMarked(EitherEvent):
    """A record on record is as privileged as this says, from now on; `none` waives it.

    What may be shown rests on `privilege`, so it stands in clear beside the id, whatever is erased.
    """

    stored_as: ClassVar[str] = "privilege.marked"
    record: Id
    privilege: Annotated[Privilege, In(Standing.ID)]
    reason: Words
