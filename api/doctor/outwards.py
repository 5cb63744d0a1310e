"""Checks of what is pushed to other systems: what fails, and what ended by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.doctor.finding import Finding, ok, warning
from api.doctor.server import Database
from ledger.outbox.subscriptions import BY_COMMAND

TOLD_FOR = timedelta(days=14)
"""How long it is told that a subscription ended by itself."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A subscription, as far as it is looked at here."""

    id: str
    position: int
    last_error: str | None
    again_at: datetime | None
    ended_at: datetime | None
    reason: str | None


def subscriptions(database: Database) -> Iterator[Finding]:
    """Does everything arrive that is pushed to other systems?"""
    rows = database.session.execute(
        "SELECT subscription, position, last_error, again_at, ended_at, reason"
        " FROM ledger.subscriptions ORDER BY created_at, subscription"
    )
    yield from judged_subscriptions([Followed(*row) for row in rows], database.setup.now())


def judged_subscriptions(many: Sequence[Followed], now: datetime) -> Iterator[Finding]:
    """What there is to say of all the subscriptions that were ever made."""
    active = [each for each in many if each.ended_at is None]
    yield ok(f"{len(active)} of {len(many)} are pushed to; the others have ended.")
    for each in active:
        if each.last_error:
            again = (
                f" It is tried again at {each.again_at:%Y-%m-%d %H:%M}." if each.again_at else ""
            )
            yield warning(
                f"{each.id} fails ({each.last_error}).{again}",
                f"deal-ledger subscription test {each.id}",
            )
    for each in many:
        if each.ended_at and each.reason != BY_COMMAND and now - each.ended_at <= TOLD_FOR:
            yield warning(
                f"{each.id} ended by itself on {each.ended_at:%Y-%m-%d}: {each.reason}.",
                "When its receiver is well again, make one that goes on where it ended: "
                f"deal-ledger subscription create URL --from {each.position}",
            )


CHECKS = (subscriptions,)
