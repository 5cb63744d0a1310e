"""Whom to ask for time stamps, how often, and whom to believe."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from cryptography.x509 import Certificate

MOST = 8
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Authority:
    """A time stamping authority, asked over HTTP.

    `name` is its address without what may be secret in it (a user, a query): what is logged, told
    and recorded. In clear is allowed: what it answers is signed, and what is asked is a digest.
    """

    name: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """The authorities, the roots that they must lead to, and the least time between two stamps."""

    authorities: tuple[Authority, ...]
    roots: tuple[Certificate, ...]
    every: timedelta


def authorities_in(text: str) -> tuple[Authority, ...]:
    """The authorities in a list of URLs with spaces or commas between. Raises ValueError."""
    found = tuple(map(_authority, text.replace(",", " ").split()))
    if len(found) > MOST:
        raise ValueError(f"At most {MOST} authorities are asked.")
    if len({each.name for each in found}) < len(found):
        raise ValueError("One authority is named twice.")
    return found


def _authority(url: str) -> Authority:
    # What may be secret in the address is not said.
    if len(url) > LONGEST or not url.isascii() or not url.isprintable():
        raise ValueError(f"An address has at most {LONGEST} printable ASCII characters.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("The host or the port of an address cannot be read.") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("An address begins with https:// or http:// and names a host.")
    at = f"[{host}]" if ":" in host else host
    shown = at if port is None else f"{at}:{port}"
    return Authority(urlunsplit((parts.scheme, shown, parts.path, "", "")), url)
