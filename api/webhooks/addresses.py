"""The address of a connection, and its secret end where the sender signs nothing."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote

from starlette.requests import Request

CONNECTION = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"
"""What ids of connections are made of: they stand in addresses and in the ids of records."""


def path_of(provider: str, connection: str, key: str = "") -> str:
    """Where a connection's deliveries go; `key` is the secret end of the address."""
    return f"/webhooks/{provider}/{connection}{'.' if key else ''}{key}"


def digest_of(key: str) -> bytes:
    """What is kept of the secret end of an address: it has 128 random bits."""
    return sha256(key.encode()).digest()


def opens(key: str, digest: bytes | None) -> bool:
    """Whether an address has the right end."""
    if digest is None:
        return not key
    return hmac.compare_digest(digest_of(key), digest)


def senders_addresses(request: Request, public_url: str | None) -> Sequence[str]:
    """The whole address as the sender may have written it, most likely first.

    Where nothing says under which address the service is reached, a proxy may have taken the
    encryption off: signatures over either form are of the same secret.
    """
    scope = request.scope
    path = scope.get("raw_path") or quote(scope["path"]).encode()
    tail = path.split(b"?", 1)[0].decode("latin-1")
    if query := scope.get("query_string", b""):
        tail += f"?{query.decode('latin-1')}"
    if public_url is not None:
        return [public_url.rstrip("/") + tail]
    host = request.headers.get("host", "")
    return [f"https://{host}{tail}", f"http://{host}{tail}"]
