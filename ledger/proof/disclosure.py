"""Committed values: in the entry stands a salted digest, beside it the value (after RFC 9901).

Disclosure = base64url(JSON [salt, name, value]); digest = SHA-256 of that ASCII. `name` is the
JSON pointer, within the entry, of the place where the value stood; for a person it is "person".
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic_core import from_json

from ledger.proof.canonical_at_once import canonical_at_once

SALT_BYTES = 16
PERSON = "person"

Salts = Callable[[], bytes]
"""Gives 16 random bytes, never the same twice."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A value with its salt, as text, and the digest that stands in the entry."""

    text: str
    digest: bytes


def disclose(name: str, value: Any, salt: bytes) -> Disclosure:
    """The disclosure of a JSON value that stood at `name`."""
    content = canonical_at_once([_base64url(salt), name, value])
    text = _base64url(content)
    return Disclosure(text, sha256(text.encode("ascii")).digest())


def opened(text: str) -> tuple[str, Any]:
    """Name and value of a disclosure. Raises ValueError when it is not one."""
    content = from_json(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    if not (isinstance(content, list) and len(content) == 3 and isinstance(content[1], str)):
        raise ValueError("not a disclosure")
    return content[1], content[2]


def disclosed(texts: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Name and value of each that is a disclosure: an entry may commit to what is none."""
    for text in texts:
        with suppress(ValueError):
            yield opened(text)


def digest_of(text: str) -> bytes:
    """The digest that an entry holds for this disclosure."""
    return sha256(text.encode("ascii")).digest()


def _base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
