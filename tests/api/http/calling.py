"""Calls to the HTTP interface as somebody with a token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

import httpx2 as httpx
from starlette.testclient import TestClient

from api.cli.demo import story_text
from api.outside import Outside
from api.service import Service
from ledger.tokens import SECRET_BYTES, TokenRole, Wanted
from tests.databases import SEEDS, counted_salts

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
STORY: list[dict[str, Any]] = [json.loads(line) for line in story_text().splitlines()]
DEAL = "northcare-2025"
QUESTION = {"question": "Was the discount meant to cover expansion services?"}


@dataclass
class Clock:
    """A clock that stands where it is put."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


def outside(clock: Clock) -> Outside:
    """A clock that is set by hand, and secrets and ids from counters."""
    secrets, requests = count(1), count(1)
    return Outside(
        now=clock,
        salts=counted_salts("http"),
        seeds=lambda: SEEDS,
        secret=lambda: (sha256(b"secret %d" % next(secrets)).digest() * 2)[:SECRET_BYTES],
        request=lambda: f"request-{next(requests)}",
    )


@dataclass(frozen=True)
class Api:
    """The interface, as whoever has `token`; nobody in particular without one."""

    client: TestClient
    service: Service
    token: str | None = None

    def as_(
        self,
        *roles: TokenRole,
        deals: Sequence[str] | None = None,
        person: str | None = None,
        expires_at: datetime | None = None,
    ) -> Api:
        """The same as somebody with a new token."""
        wanted = Wanted("test", roles, deals, person, expires_at)
        outside = self.service.outside
        _, text = self.service.tokens.create(wanted, outside.secret(), outside.now())
        return replace(self, token=text)

    @property
    def token_id(self) -> str:
        """The public part of the token."""
        assert self.token is not None
        return self.token.split("_")[1]

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> httpx.Response:
        """GET with query parameters."""
        return self.call("GET", path, params=query or None, headers=headers)

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        """POST a JSON value, or bytes as they are; `If_Match=` stands for the header If-Match."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call(
            "POST", path, content=content, headers={"Content-Type": "application/json", **named}
        )

    def record(self, *records: dict[str, Any], deal: str | None = None) -> httpx.Response:
        """Record one, or several together."""
        path = f"/v1/deals/{deal}/records" if deal else "/v1/records"
        return self.post(path, records[0] if len(records) == 1 else list(records))

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Any call at all."""
        headers = dict(options.pop("headers", None) or {})
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        return self.client.request(method, path, headers=headers, **options)


NEEDED: dict[str, dict[str, str]] = {
    "/v1/deals/{deal}/state": {"position": "60"},
    "/v1/deals/{deal}/proposals/{proposal}/gate": {"person": "ana"},
    "/v1/exposures": {"person": "ana"},
    "/v1/pricing/deals": {"axis": "orders", "item": "expansion"},
    "/v1/pricing/clients": {"axis": "orders", "item": "expansion"},
}
"""The parameters without which an address is not answered."""


def refused(response: httpx.Response, status: int, code: str, pointer: str = "") -> dict[str, Any]:
    """The problem document of an answer that refuses."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert (problem["status"], problem["code"], problem["pointer"]) == (status, code, pointer)
    assert problem["title"]
    assert problem["detail"]
    return problem
