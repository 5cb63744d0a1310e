"""Asking a provider: within a time, so much and no more, and where it says, nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson

from api.oidc.refusals import ProviderNotReached, ProviderNotRight

TOTAL = 5.0
"""Seconds from the look-up of the name to the last byte of the answer, however it trickles."""
LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider said."""

    status: int
    said: Mapping[str, Any]


async def get(url: str) -> Mapping[str, Any]:
    """A document of the provider. Raises ProviderNotReached, ProviderNotRight."""
    answer = await _asked("GET", url)
    if answer.status != httpx.codes.OK:
        raise ProviderNotRight(f"it answered {answer.status} where it should tell of itself")
    return answer.said


async def post(url: str, form: Mapping[str, str], login: tuple[str, str] | None) -> Answer:
    """What it says to a form. Raises ProviderNotReached, ProviderNotRight."""
    return await _asked("POST", url, form, login)


async def _asked(
    method: str,
    url: str,
    form: Mapping[str, str] | None = None,
    login: tuple[str, str] | None = None,
) -> Answer:
    try:
        async with (
            asyncio.timeout(TOTAL),
            _client() as by,
            by.stream(method, url, data=form, auth=login) as answer,
        ):
            status, body = answer.status_code, await _read(answer)
    except TimeoutError:
        raise ProviderNotReached(f"no answer within {TOTAL:g} seconds") from None
    except httpx.ConnectError as fault:
        raise ProviderNotReached("it cannot be reached") from fault
    # Also what the environment says of proxies and authorities, when it cannot be used.
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, ImportError) as fault:
        raise ProviderNotReached(f"the connection broke off ({type(fault).__name__})") from fault
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.TOO_MANY_REQUESTS:
        raise ProviderNotReached(f"it answered {status}")
    return Answer(status, _object_in(body))


def _client() -> httpx.AsyncClient:
    """Follows no redirect. A proxy and authorities of the environment count, not for loopback."""
    return httpx.AsyncClient(
        timeout=TOTAL,
        follow_redirects=False,
        mounts={"http://": None},
        headers={
            "User-Agent": "deal-ledger",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        },
    )


async def _read(answer: httpx.Response) -> bytes:
    body = b""
    async for part in answer.aiter_raw():
        body += part
        if len(body) > LARGEST:
            raise ProviderNotRight("what it answered is too large")
    return body


def _object_in(body: bytes) -> Mapping[str, Any]:
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        said = None
    if not isinstance(said, dict):
        raise ProviderNotRight("what it answered is no JSON object")
    return said
