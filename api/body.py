"""The body of a request: plain JSON, not too large, not too slow. Read before a thread is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from api.refusals import BodyTooLarge, BodyTooSlow, MediaTypeNotSupported
from api.refused_contents import ContentTooLarge, EncodingNotSupported
from api.service import Service
from api.settings import Settings
from domain.refusals import Refusal


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
    return await _in_time(request, settings, settings.largest_body, BodyTooLarge)


async def _in_time(
    request: Request, settings: Settings, most: int, too_large: Callable[[int], Refusal]
) -> bytes:
    try:
        async with asyncio.timeout(settings.request_timeout):
            return await _read(request, most, too_large)
    except TimeoutError:
        raise BodyTooSlow(settings.request_timeout) from None


async def _read(request: Request, most: int, too_large: Callable[[int], Refusal]) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_large(most)
        parts.append(part)
    return b"".join(parts)


async def content(request: Request, settings: Settings, most: int) -> bytes:
    """The content of a document, whatever it is. Raises ContentTooLarge, BodyTooSlow."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise EncodingNotSupported
    if _length(request) > most:
        raise ContentTooLarge(most)
    return await _in_time(request, settings, most, ContentTooLarge)


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
