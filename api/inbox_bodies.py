"""The bodies of answers about the inbox."""

from __future__ import annotations

from typing import Any, Literal

from api.schemas import Body


class InboxItem(Body):
    """One thing that a delivery told, and what became of it.

    `received_at` and `happened_at` are null where the database holds a time that is none.
    """

    item: int
    delivery: int
    place: int
    connection: str
    provider: str
    object: str | None
    received_at: str | None
    happened_at: str | None
    verified: bool
    state: Literal["waiting", "recorded", "uncovered", "parked"]
    tries: int
    code: str | None
    reason: str | None
    again_at: str | None
    settled_at: str | None
    records: list[str]


class InboxItemShown(InboxItem):
    """An item with its delivery: `sha256`, `bytes`, `headers`, and `text` or `base64`."""

    raw: dict[str, Any]


class InboxPage(Body):
    """A page of the inbox; how many items there are of each state; what was not believed; gaps."""

    items: list[InboxItem]
    next: str | None
    counts: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
