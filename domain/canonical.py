"""Canonical JSON (RFC 8785) on the strict subset of `strict_json`: one value, one sequence of bytes.

With ASCII keys, no floats and integers within 2^53 - 1, the `json` module's sorted compact form is
the RFC's; a property test holds the two together.
"""

from __future__ import annotations

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value whose object keys are ASCII."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")
