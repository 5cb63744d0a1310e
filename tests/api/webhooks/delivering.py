"""Deliveries as they arrive, and their signatures, written out as the providers describe them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from api.webhooks.provider import Account, Arrival, NotBelievedError, Part, Provider
from tests.shared import shared

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
URI = "https://ledger.example/webhooks/somebody/main"
SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
JSON = {"Content-Type": "application/json"}


def found(*path: str) -> Any:
    """A file of the real inputs, read as a test may: fractions as floats."""
    return json.loads(shared("data", "webhooks", *path).read_text(encoding="utf-8"))


def body_of(value: Any) -> bytes:
    """A JSON value as bytes, written compactly."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def arrival(
    body: bytes | str = b"",
    headers: Mapping[str, str | tuple[str, ...]] | None = None,
    *,
    method: str = "POST",
    uri: str = URI,
    at: datetime = NOW,
) -> Arrival:
    """A delivery; a header that is a tuple came several times."""
    several = {
        name.lower(): (value,) if isinstance(value, str) else value
        for name, value in (headers or {}).items()
    }
    return Arrival(method, uri, several, body.encode() if isinstance(body, str) else body, at)


def account(*secrets: str, **settings: str) -> Account:
    """A connection that was set up with these secrets and settings."""
    return Account("main", settings, secrets)


def refusal(provider: Provider, delivery: Arrival, of: Account) -> str | None:
    """The code of the refusal; None for a delivery that is believed."""
    try:
        provider.verify(delivery, of)
    except NotBelievedError as error:
        return error.code
    return None


def read(provider: Provider, value: Any, headers: Mapping[str, str] | None = None) -> list[Part]:
    """The parts of a JSON value, or of bytes."""
    body = value if isinstance(value, bytes) else body_of(value)
    return provider.parts(body, arrival(body, headers if headers is not None else JSON).headers)


def seconds(at: datetime = NOW) -> int:
    """A time as seconds since 1970."""
    return int(at.timestamp())


def hmac64(key: bytes, message: bytes) -> str:
    """base64(HMAC-SHA256(key, message))."""
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


def basic(credentials: str) -> dict[str, str]:
    """The header of HTTP Basic for `user:password`."""
    return {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}
