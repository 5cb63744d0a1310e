"""Secrets shared with another system: deliveries and pushes are signed with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that two systems share; it counts until it is ended."""

    number: int
    value: str
    created_at: datetime
    ended_at: datetime | None


def secrets_of(rows: Iterable[tuple[int, str, str, str | None]]) -> tuple[Secret, ...]:
    """Secrets from what the database aggregates: number, value, and two times as ISO texts."""
    return tuple(
        Secret(number, value, datetime.fromisoformat(created), _time(ended))
        for number, value, created, ended in rows
    )


def active(secrets: Iterable[Secret]) -> tuple[str, ...]:
    """The values of those that count, the newest first."""
    return tuple(each.value for each in reversed([*secrets]) if each.ended_at is None)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
