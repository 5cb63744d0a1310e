"""Connections of a test, and what they deliver over HTTP."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

from api.webhooks.addresses import digest_of, path_of
from api.webhooks.mapping.loading import default_text
from api.webhooks.worker import a_worker
from ledger.inbox.connections import Connection
from tests.api.http.calling import NOW, Api

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
BEARER = {"Authorization": f"Bearer {SECRET}"}
HOST = "http://testserver"


def connect(api: Api, provider: str, key: str = "", *secrets: str, **settings: str) -> str:
    """A connection of this provider, under its name; gives its address."""
    connections = api.service.connections.connections
    digest = digest_of(key) if key else None
    text = default_text(provider) or ""
    connections.create(Connection(provider, provider, settings, text, digest, NOW))
    for each in secrets or (SECRET,):
        connections.add_secret(provider, each, NOW)
    return path_of(provider, provider, key)


def worked(api: Api, database: str) -> None:
    """Let a worker do what there is to do."""
    told: list[Exception] = []
    service = api.service
    worker = a_worker(database, service.ledger, service.outside, told.append)
    while worker.step():
        pass
    worker.close()
    assert not told


def signed(body: bytes, path: str, secret: str = SECRET) -> dict[str, str]:
    """The headers of HubSpot's third version."""
    at = str(int(NOW.timestamp() * 1000))
    message = b"POST" + f"{HOST}{path}".encode() + body + at.encode()
    digest = hmac.digest(secret.encode(), message, "sha256")
    return {
        "X-HubSpot-Request-Timestamp": at,
        "X-HubSpot-Signature-v3": base64.b64encode(digest).decode(),
    }


def change(**given: Any) -> dict[str, Any]:
    """A change of a deal, as HubSpot sends it."""
    return {
        "attemptNumber": 0, "eventId": 2995724042, "changeSource": "INTEGRATION",
        "occurredAt": 1782371972438, "subscriptionType": "deal.propertyChange",
        "propertyName": "amount", "portalId": 48975575, "appId": 39522895,
        "propertyValue": "2000", "subscriptionId": 6547123, "objectId": 332507367156, **given,
    }  # fmt: skip


def sent(api: Api, path: str, *events: dict[str, Any], secret: str = SECRET) -> Any:
    """A batch of HubSpot's, signed."""
    body = json.dumps(events).encode()
    return api.client.post(path, content=body, headers=signed(body, path, secret))


def items(api: Api, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("/v1/inbox", **asked).json()["items"]
    return found
