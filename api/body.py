"""The body of a request: plain JSON, not too large, not too slow. Read before a thread is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from api.deadline import allow
from api.refusals import BodyTooLarge, BodyTooSlow, MediaTypeNotSupported
from api.refused_contents import ContentTooLarge, EncodingNotSupported
from api.service import Service
from api.settings import Settings
from domain.refusals import Refusal

SLOWEST = 65_536
"""Bytes a second, on the average, at which a content may come: 25 MB in 400 seconds."""


async def _sent(request: Request) -> bytes:
    service: Service = request.app.state.service
    settings = service.settings
    _refuse_other_media(request)
    if _length(request) > settings.largest_body:
        raise BodyTooLarge(settings.largest_body)
    return await in_time(request, settings)


SentBody = Annotated[bytes, Depends(_sent)]


async def in_time(request: Request, settings: Settings) -> bytes:
    """The body. Raises BodyTooLarge, BodyTooSlow."""
    try:
        async with asyncio.timeout(settings.request_timeout):
            return await _read(request, settings.largest_body, BodyTooLarge)
    except TimeoutError:
        raise BodyTooSlow(settings.request_timeout) from None


async def _read(
    request: Request,
    most: int,
    too_large: Callable[[int], Refusal],
    came: Callable[[int], None] = lambda _: None,
) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_large(most)
        came(size)
        parts.append(part)
    return b"".join(parts)


async def content(request: Request, settings: Settings, most: int) -> bytes:
    """The content of a document, whatever it is: as slowly as SLOWEST, once it has begun to come.

    Raises EncodingNotSupported, ContentTooLarge, BodyTooSlow.
    """
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise EncodingNotSupported
    if _length(request) > most:
        raise ContentTooLarge(most)
    begun = asyncio.get_running_loop().time()
    seconds = settings.request_timeout

    def came(size: int) -> None:
        nonlocal seconds
        seconds = settings.request_timeout + size / SLOWEST
        limit.reschedule(begun + seconds)
        allow(request.scope, size / SLOWEST)

    try:
        async with asyncio.timeout(seconds) as limit:
            return await _read(request, most, ContentTooLarge, came)
    except TimeoutError:
        raise BodyTooSlow(round(seconds, 1)) from None


def _length(request: Request) -> int:
    given = request.headers.get("content-length", "")
    # Not a length: the server has refused it, or the body is read and counted anyway.
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def _refuse_other_media(request: Request) -> None:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    is_json = media == "application/json" or (
        media.startswith("application/") and media.endswith("+json")
    )
    if not is_json or encoding != "identity":
        raise MediaTypeNotSupported
