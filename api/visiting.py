"""What a route is given: who calls, on which service, at which times, once the ledger is so far."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request, Security
from fastapi.params import Path
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from api.auth import Caller
from api.doubled import refuse_doubled
from api.following import reached
from api.refusals import NotAuthenticated, RoleNotHeld, bad_parameter
from api.service import Service
from domain.refusals import Refusal
from domain.strict_json import read
from domain.values import DEAL_PATTERN, ID_PATTERN
from ledger.tokens import TokenRole
from projections.basis import Asked, Basis, DealNotOnRecord, NotOnRecord, basis_of

LARGEST_POSITION = 2**53 - 1
_BEARER = HTTPBearer(
    auto_error=False,
    description="A token made by `deal-ledger token create`; a new embedded ledger prints one.",
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who calls, and on which service."""

    service: Service
    caller: Caller
    request: Request

    @property
    def id(self) -> str:
        """The id of the request, as it stands in the log."""
        return str(self.request.scope["request_id"])

    def deal(self, asked: str) -> str:
        """The deal of the address. Raises DealNotOnRecord for one that is not to be seen."""
        if not re.fullmatch(DEAL_PATTERN, asked):
            raise DealNotOnRecord(asked[:120])
        self.caller.refuse_unseen(asked)
        return asked

    def refuse_unseen(self, known_at: object) -> None:
        """Raise NotOnRecord where `known_at` names a record that is not to be seen."""
        if self.caller.token.deals is None or not isinstance(known_at, str):
            return
        name = known_at.removeprefix("record:")
        if name != known_at and re.fullmatch(ID_PATTERN, name):
            entry = self.service.ledger.entry(name)
            if entry is None or not self.caller.sees(entry.record.stream):
                raise NotOnRecord(known_at)


def visit(*roles: str, stays: bool = False) -> Callable[..., AsyncIterator[Visit]]:
    """The dependency of a route that needs one of these roles, or of a stream, which stays."""

    async def visiting(
        request: Request,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> AsyncIterator[Visit]:
        service: Service = request.app.state.service
        if credentials is None:
            raise NotAuthenticated
        shares = service.shares
        caller = await shares.caller(service.door, credentials.credentials)
        request.scope["token"] = caller.token.id
        if not caller.holds(*roles):
            raise RoleNotHeld(roles)
        refuse_doubled(request)
        with (shares.streams if stays else shares.requests).one_more(caller.token.id):
            yield Visit(service, caller, request)

    return visiting


RECORDING: tuple[TokenRole, ...] = ("recorder", "legal")
"""The roles of which one is needed to record."""
Reader = Annotated[Visit, Depends(visit("reader", "legal"))]
Follower = Annotated[Visit, Depends(visit("reader", "legal", stays=True))]
Recorder = Annotated[Visit, Depends(visit(*RECORDING))]
DealInPath = Annotated[str, Path(description="The deal's id.", examples=["harbour-2026"])]


class Parameters(BaseModel):
    """The parameters of an address. One that is not known is refused: it would mean something."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Waits(Parameters):
    """Takes `min_position`."""

    min_position: int | None = Field(
        default=None,
        ge=0,
        le=LARGEST_POSITION,
        description="Wait until the ledger holds this position (as a record's answer names it); "
        "409 when it does not come in time.",
    )


class Times(Waits):
    """What a reading stands on; nothing given: all that is known now."""

    effective_at: str | None = Field(
        default=None,
        max_length=64,
        description="What had happened by then: a time with offset or a date (the end of that "
        "day in the deal's zone). Default: now.",
        examples=["2026-05-12"],
    )
    known_at: str | None = Field(
        default=None,
        max_length=200,
        description="What the ledger held by then: a position, a time of recording, or "
        "record:ID (up to and with that record). Default: now.",
        examples=["record:story-09"],
    )
    basis: str | None = Field(
        default=None,
        max_length=4_000,
        description="The basis of an earlier reading, as JSON, instead of the two times: the same "
        "reading on it gives the same bytes.",
    )

    def asked(self, visit: Visit) -> Asked | Basis:
        """As a reading takes it, for the role of who asks."""
        role = visit.caller.role
        if self.basis is None:
            visit.refuse_unseen(self.known_at)
            return Asked(self.effective_at, self.known_at, role)
        if self.effective_at is not None or self.known_at is not None:
            raise bad_parameter("basis", "A basis has its times: leave the others out.")
        return own_basis(read(self.basis), visit)


def own_basis(printed: object, visit: Visit) -> Basis:
    """A printed basis, for a reader who may stand on it: one's own role, or one that sees less."""
    basis = basis_of(printed)
    sees = {"reader": 0, "recorder": 0, "legal": 1, "admin": 1}
    if sees[basis.role] > sees[visit.caller.role]:
        raise RoleNotHeld([basis.role], "/basis/role")
    return basis


async def _times(visit: Reader, times: Annotated[Times, Query()]) -> Times:
    await reached(visit.service, times.min_position, visit.request)
    return times


AtTimes = Annotated[Times, Depends(_times)]


def page_of(given: str | None, pattern: str) -> str:
    """A cursor that an earlier page gave; empty at the beginning. Raises a Refusal."""
    if given is None:
        return ""
    if not re.fullmatch(pattern, given):
        raise bad_cursor()
    return given


def bad_cursor() -> Refusal:
    """The cursor is none that a page has given."""
    return bad_parameter("cursor", "Send the `next` of the page before, as it is.")
