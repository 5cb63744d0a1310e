"""What a receiver answered, and when it is tried again.

After the last try nothing more is pushed: about three days, long enough for a weekend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

_MINUTE, _HOUR = 60, 3600
AGAIN_AFTER = (
    *(5, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 5 * _HOUR, 10 * _HOUR),
    *(14 * _HOUR, 20 * _HOUR, 24 * _HOUR),
)
"""Seconds after the first, second … try in vain; after one more it ends. 75 hours in all."""
LONGEST_WAIT = 24 * _HOUR
"""Seconds that a receiver may ask for."""
_MAY_ASK = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one push. `status` None: no answer came, and `said` why.

    `wait` are the seconds that the receiver asked for. `body` is what it answered, when that was to
    be kept for a moment: it is never stored, as it may quote what was pushed.
    """

    status: int | None
    said: str
    wait: float = 0.0
    body: bytes = b""

    @property
    def taken(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def unwanted(self) -> bool:
        """Whether the receiver wants nothing any more."""
        return self.status == HTTPStatus.GONE


def answered(status: int, headers: Mapping[str, str], now: datetime, body: bytes = b"") -> Outcome:
    """The outcome of a push that was answered."""
    asked = headers.get("retry-after", "") if status in _MAY_ASK else ""
    return Outcome(status, _said(status), _seconds(asked, now), body)


def next_try(tries: int, outcome: Outcome, now: datetime) -> datetime | None:
    """When to push again after a try in vain, `tries` before it; None: never.

    Never sooner than the receiver asks for, nor than by the schedule.
    """
    if tries >= len(AGAIN_AFTER):
        return None
    return now + timedelta(seconds=max(AGAIN_AFTER[tries], outcome.wait))


def _said(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        return f"{status}"
    redirected = " (redirects are not followed)" if 300 <= status < 400 else ""
    return f"{status} {phrase}{redirected}"


def _seconds(text: str, now: datetime) -> float:
    """The wait in a Retry-After: seconds, or a date; 0 where it is neither."""
    if text.isascii() and text.isdigit():
        return float(min(int(text[:10]), LONGEST_WAIT))
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)
