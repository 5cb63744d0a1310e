"""One push over HTTP: signed, within a time, to the address itself and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from api.outwards.messages import Message
from api.outwards.outcomes import Outcome, answered
from api.webhooks.standard_webhooks import signed

CONNECT = 5.0
TOTAL = 15.0
"""Seconds from the look-up of the name to the last byte of the answer, however it trickles."""
MOST_READ, LONGEST_READ = 1 << 16, 2.0
"""Bytes and seconds that an answer is read on, so that its connection may serve for the next push.
Once it has begun, what became of the push is known."""
_LONGEST_REASON = 200


class NoClientError(Exception):
    """Nothing can be pushed: the environment names a proxy or authorities that cannot be used."""


def client() -> httpx.AsyncClient:
    """What pushes. A proxy and authorities of the environment count, but for this machine.

    It follows no redirect and keeps no cookie: what is pushed goes where the subscription says.
    Raises NoClientError.
    """
    try:
        return httpx.AsyncClient(
            timeout=httpx.Timeout(TOTAL, connect=CONNECT),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            mounts={"http://": None},
            headers={"User-Agent": "deal-ledger", "Accept-Encoding": "identity"},
        )
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as fault:
        raise NoClientError(
            f"SSL_CERT_FILE, SSL_CERT_DIR or a proxy in the environment cannot be used: {fault}"
        ) from fault


async def post(
    by: httpx.AsyncClient, url: str, message: Message, secrets: Sequence[str], now: datetime
) -> Outcome:
    """Push once. Whatever the receiver does is an outcome."""
    headers = signed(message.id, now, message.body, secrets)
    headers["Content-Type"] = "application/json"
    found: Outcome | None = None
    try:
        async with (
            asyncio.timeout(TOTAL),
            by.stream("POST", url, content=message.body, headers=headers) as answer,
        ):
            # What it says first decides, whatever becomes of the rest.
            found = answered(answer.status_code, answer.headers, now)
            body = await _read(answer)
            return answered(answer.status_code, answer.headers, now, body)
    except TimeoutError:
        return found or Outcome(None, f"no answer within {TOTAL:g} seconds")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as fault:
        return found or Outcome(None, _reason(fault))


async def _read(answer: httpx.Response) -> bytes:
    body = b""
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_READ):
            async for part in answer.aiter_raw():
                body += part
                if len(body) > MOST_READ:
                    break
    return body


def _reason(fault: Exception) -> str:
    """Why no answer came, without a word of the receiver's: it may quote what was pushed."""
    match fault:
        case httpx.TimeoutException():
            return "it did not answer, or could not be reached, in time"
        case httpx.ConnectError() | httpx.ProxyError():
            return f"it could not be reached: {fault}"[:_LONGEST_REASON]
        # Hanging up is one of the two by whether it had read all that was pushed.
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "what it answered was no HTTP, or it hung up"
        case _:
            return f"the push broke off: {type(fault).__name__}"
