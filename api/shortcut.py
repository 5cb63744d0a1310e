"""The short way in for what is sent most: a small body to be recorded, by a token that is known.

What the machinery of routes does for a request costs several times what recording costs. The routes
are declared, and documented, in `api.records`; whatever is in any way unusual goes to them, so
nothing is refused here that would not be refused there in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.auth import Caller
from api.desk import Desk
from api.records import ON_DEAL, ON_MANY
from api.service import Service
from api.visiting import RECORDING

SMALL = 16_384
"""Bytes. Reading a larger body would keep others waiting."""
_ADDRESS = re.compile(rb"/v1/(?:deals/([A-Za-z0-9._-]+)/)?records")

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Usual:
    """What the head of a usual request says. `route` is the template of its address."""

    caller: Caller
    route: str
    deal: str | None
    if_match: str | None
    request_id: bytes | None


class Shortcut:
    """Knows what is usual. `desk` is there while the service is served."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.desk: Desk | None = None

    def usual(self, method: bytes, address: bytes, sent: Headers) -> Usual | None:
        """What a head says; None when it goes to the routes."""
        if method != b"POST" or not (found := _ADDRESS.fullmatch(address)):
            return None
        headers = dict(sent)
        if len(headers) < len(sent) or not _is_small_json(headers):
            return None
        if (caller := self._known(headers)) is None:
            return None
        deal = found[1]
        return Usual(
            caller,
            ON_MANY if deal is None else ON_DEAL,
            None if deal is None else deal.decode("ascii"),
            _text(headers.get(b"if-match")),
            headers.get(b"x-request-id"),
        )

    def _known(self, headers: dict[bytes, bytes]) -> Caller | None:
        kind, _, token = headers.get(b"authorization", b"").partition(b" ")
        if kind != b"Bearer":
            return None
        caller = self.service.door.remembered(token.decode("latin-1"))
        return caller if caller and caller.holds(*RECORDING) else None


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")


def _is_small_json(headers: dict[bytes, bytes]) -> bool:
    length = headers.get(b"content-length", b"")
    return (
        length.isdigit()
        and len(length) < 6
        and int(length) <= SMALL
        and headers.get(b"content-type") == b"application/json"
        and b"content-encoding" not in headers
        and b"transfer-encoding" not in headers
        and b"expect" not in headers
        and b"upgrade" not in headers
    )
