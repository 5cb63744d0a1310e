"""Ids made of what other systems write."""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST_ID = 120
_DIGITS = 16
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9._:@+/-]")


def as_id(text: str) -> str:
    """`text` as an id: itself where it is one; else shortened, with a digest to tell it apart."""
    allowed = _NOT_ALLOWED.sub("-", text)
    if allowed == text and 0 < len(text) <= LONGEST_ID:
        return text
    # Half a surrogate pair may come in JSON; its digest must not be what fails.
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{allowed[: LONGEST_ID - _DIGITS - 1]}-{digest}"
