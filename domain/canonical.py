"""Canonical JSON (RFC 8785) on the strict subset of `strict_json`: one value, one run of bytes.

With ASCII keys, no floats and integers within 2^53 - 1, the `json` module's sorted compact form is
the RFC's; a property test holds the two together.
"""

from __future__ import annotations

import json
from typing import Any

# Made once: making one for each value takes longer than encoding a small one.
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value whose object keys are ASCII."""
    return _encode(value).encode("utf-8")
