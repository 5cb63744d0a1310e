"""Following the ledger: its entries as they come, over as many connections as it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from pydantic import ValidationError

from api.client.events import Event, events
from api.client.failing import (
    ClientError,
    NotReachedError,
    UnexpectedAnswerError,
    failure,
    not_reached,
)
from api.client.trying import Tries
from api.schemas import Entry

STREAM = "/v1/records/stream"
MEDIA_TYPE = "text/event-stream"
QUIET = 45.0
"""Seconds without a byte after which a connection is lost: the service sends some every 15."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The position of a record that the token may not see."""

    position: int


def following(http: httpx.Client, tries: Tries, after: int) -> Iterator[Entry | Withheld]:
    """What comes after a position, without an end. Raises ClientError."""
    headers = {"Accept": MEDIA_TYPE}
    timeout = httpx.Timeout(http.timeout.connect, read=QUIET)
    while True:
        try:
            with http.stream(
                "GET", STREAM, params={"after": after}, headers=headers, timeout=timeout
            ) as response:
                for event in events(_chunks(response, tries)):
                    # Goes before `after`: what was received once is not asked for again.
                    headers["Last-Event-ID"] = event.id
                    yield from _told(event)
            fault: ClientError = NotReachedError("The stream came to an end.")
            fault.again_after = 0.0
        except httpx.RequestError as error:
            fault = not_reached(error)
        except ClientError as error:
            fault = error
        tries.failed(fault)


def _chunks(response: httpx.Response, tries: Tries) -> Iterator[bytes]:
    """The bytes of a stream. Raises ClientError when it is none."""
    if not response.is_success:
        raise failure(response)
    if not response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        raise UnexpectedAnswerError(response.status_code, "is not a stream of events")
    for chunk in response.iter_bytes():
        tries.succeeded()
        yield chunk


def _told(event: Event) -> Iterator[Entry | Withheld]:
    """What an event tells; nothing when a later version made it up."""
    try:
        if event.name == "record":
            yield Entry.model_validate_json(event.data)
        elif event.name == "withheld":
            yield Withheld(int(event.id))
    except ValidationError as error:
        raise UnexpectedAnswerError(httpx.codes.OK, str(error)) from None
