"""Deliveries through their provider's file and a mapping: what comes out, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from api.webhooks.mapping.loading import default_text, load
from api.webhooks.mapping.rules import ProviderMapping
from api.webhooks.mapping.translating import Arrived, Translated, translate
from api.webhooks.provider import Part
from api.webhooks.registry import PROVIDERS
from domain.record import Record

VERIFIED = Arrived("crm-1", datetime(2026, 7, 1, 12, tzinfo=UTC), "ab" * 32, verified=True)
UNVERIFIED = Arrived("crm-1", datetime(2026, 7, 1, 12, tzinfo=UTC), "ab" * 32, verified=False)


@cache
def default(provider: str) -> ProviderMapping:
    """The mapping that comes with the program."""
    text = default_text(provider)
    assert text is not None
    return load(text)


def changed(provider: str, *changes: tuple[str, str]) -> ProviderMapping:
    """The default mapping with texts in it replaced, as an administrator would."""
    text = default_text(provider)
    assert text is not None
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return load(text)


def parts(provider: str, body: Any, headers: Mapping[str, str] | None = None) -> list[Part]:
    """The parts of a delivery; `body` is a text as it stands, else made JSON."""
    raw = body if isinstance(body, str) else json.dumps(body)
    given = {name: (value,) for name, value in (headers or {}).items()}
    return PROVIDERS[provider].parts(raw.encode(), given)


def outcomes(
    provider: str,
    body: Any,
    mapping: ProviderMapping | None = None,
    arrived: Arrived = VERIFIED,
) -> list[Translated]:
    """What comes of each part of a delivery."""
    used = mapping or default(provider)
    return [translate(used, part, arrived) for part in parts(provider, body)]


def records(
    provider: str,
    body: Any,
    mapping: ProviderMapping | None = None,
    arrived: Arrived = VERIFIED,
) -> list[Record]:
    """All records of a delivery."""
    found = outcomes(provider, body, mapping, arrived)
    return [record for each in found for record in each.records]


def sent(found: list[Record]) -> list[dict[str, Any]]:
    """Records as JSON."""
    return [each.as_sent() for each in found]


def reported(found: list[Record]) -> dict[str, Any]:
    """What was reported, by the label of the field."""
    return {
        each["data"]["field"]: each["data"]["value"]
        for each in sent(found)
        if each["type"] == "value.reported"
    }
