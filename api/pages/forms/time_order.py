"""What cannot have come before something else: a retraction, by when things happened.

Only what is certain is refused, and only when it is filled in by hand: where two days overlap, the
order is not known. Who sends records over HTTP records what they were told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from domain.occurrence import Interval, Occurrence
from domain.refusals import Fault

Json = dict[str, Any]
_TIMES = ("/occurred_at", "/data/dispatched_at", "/data/received_at")
BEFORE_IT_WAS = "This is before the proposal was sealed or sent: nothing was there to take back."
BEFORE_IT_LEFT = "This is before it left: nothing arrives before that."
BEFORE_TOLD = "This is before it was instructed. Who decided it themselves was told by nobody."


def too_early(
    retraction: Json, instructed: object, made: Sequence[Interval], zone: str
) -> Iterator[Fault]:
    """A fault for each time of a retraction that is certainly too early.

    `instructed` is when it was instructed, as a record has it, None where nobody did or it is not
    said; `made` are the times at which the proposal was sealed and sent.
    """
    data = retraction.get("data", {})
    given = (
        retraction.get("occurred_at"),
        data.get("dispatched_at"),
        data.get("received_at"),
    )
    happened, left, arrived = (_interval(each, zone) for each in given)
    for pointer, each in zip(_TIMES, (happened, left, arrived), strict=True):
        if each and made and all(each.before(one) for one in made):
            yield Fault("bad_time", pointer, BEFORE_IT_WAS)
    if left and arrived and arrived.before(left):
        yield Fault("bad_time", "/data/received_at", BEFORE_IT_LEFT)
    told = _interval(instructed, zone)
    if told and happened and happened.before(told):
        yield Fault("bad_time", "/occurred_at", BEFORE_TOLD)


def _interval(sent: object, zone: str) -> Interval | None:
    """None for what is no time: what reads records says why it is none."""
    try:
        return Occurrence.of(sent).interval(zone) if sent else None
    except (ValueError, OverflowError):
        return None
