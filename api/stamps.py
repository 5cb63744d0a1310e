"""Stamps on record as answers print them: when an entry was recorded, and the stamps themselves."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.x509 import Certificate

from api.refusals import PositionNotOnRecord
from api.settings import BadSettingError
from ledger.application import Ledger
from ledger.proof.time_stamp import TimeStampError, as_written, roots_of
from ledger.proof.verification import Break
from ledger.stamping.recorded import Found, RecordedStamp, UnreadStamp, stamps_between
from ledger.stamping.when import Bounds, bounds, judge_recorded, tree_of

VERIFIED, NOT_CHECKED = "verified", "not_checked"
Roots = Sequence[Certificate]


def roots_in(file: Path | None) -> tuple[Certificate, ...]:
    """The certificates in a file; none without one. Raises BadSettingError."""
    if file is None:
        return ()
    try:
        return roots_of(file.read_bytes())
    except OSError as fault:
        why = f"{file} cannot be read: {fault.strerror}."
    except TimeStampError as fault:
        why = f"{file}: {fault}"
    raise BadSettingError(f"The root certificates cannot be used: {why}")


def times_of(ledger: Ledger, position: int, roots: Roots) -> dict[str, Any]:
    """Between what the entry at a position was recorded. Raises PositionNotOnRecord."""
    if not 1 <= position <= ledger.size:
        raise PositionNotOnRecord(position)
    found = bounds(ledger, position, roots)
    before, after = found.not_before, found.not_after
    return {
        "no_earlier_than": before and _bound(before, before.stamp.earliest, roots),
        "no_later_than": after and _bound(after, after.stamp.latest, roots),
        "passed_over": [_passed_over(each, broken) for each, broken in found.passed_over],
        "sentence": _sentence(found, roots),
    }


def stamps_page(ledger: Ledger, after: int, limit: int, roots: Roots) -> dict[str, Any]:
    """Stamps recorded after a position, each judged."""
    tree = tree_of(ledger)
    found = stamps_between(ledger, after, None, limit + 1)
    page = found[:limit]
    return {
        "stamps": [as_json(each, judge_recorded(each, tree, roots), roots) for each in page],
        "next": page[-1].position if len(found) > limit else None,
    }


def as_json(found: Found, broken: Break | None, roots: Roots) -> dict[str, Any]:
    """A stamp on record, and whether it holds."""
    return {
        **(_unread(found) if isinstance(found, UnreadStamp) else _read(found)),
        "holds": broken is None,
        "chain": _chain(roots),
        "rule": broken and broken.rule,
        "reason": broken and broken.reason,
    }


def _read(found: RecordedStamp) -> dict[str, Any]:
    accuracy = found.stamp.accuracy
    return {
        "position": found.position,
        "record": found.record,
        "authority": found.authority,
        "recorded_at": _utc(found.recorded_at),
        "stamped_at": as_written(found.stamp.at),
        "accuracy": None if accuracy is None else accuracy.total_seconds(),
        "origin": found.head.origin,
        "size": found.head.size,
        "root": found.head.root.hex(),
        "checkpoint": found.checkpoint.decode(),
        "token": b64encode(found.stamp.token).decode("ascii"),
    }


def _unread(found: UnreadStamp) -> dict[str, Any]:
    told = "authority", "recorded_at", "stamped_at", "accuracy", "origin", "size", "root"
    nothing = dict.fromkeys((*told, "checkpoint", "token"))
    return {"position": found.position, "record": found.record, **nothing}


def _bound(found: RecordedStamp, time: datetime, roots: Roots) -> dict[str, Any]:
    return {
        "time": as_written(time),
        "authority": found.authority,
        "stamped_at": as_written(found.stamp.at),
        "record": found.record,
        "position": found.position,
        "size": found.head.size,
        "chain": _chain(roots),
    }


def _passed_over(found: Found, broken: Break) -> dict[str, Any]:
    return {
        "position": found.position,
        "record": found.record,
        "rule": broken.rule,
        "reason": broken.reason,
    }


def _sentence(found: Bounds, roots: Roots) -> str:
    before, after = found.not_before, found.not_after
    if before is None and after is None:
        said = f"The record does not show when entry {found.position} was recorded."
    else:
        said = f"Entry {found.position} was recorded {_between(before, after)}."
        if not roots:
            said += " Nobody looked who stamped it: no root certificates were given."
    if found.passed_over:
        said += f" {len(found.passed_over)} stamp(s) that do not hold were passed over."
    return said


def _between(before: RecordedStamp | None, after: RecordedStamp | None) -> str:
    since = before and f"no earlier than {as_written(before.stamp.earliest)} ({_by(before)})"
    until = after and f"no later than {as_written(after.stamp.latest)} ({_by(after)})"
    if since and until:
        return f"{since} and {until}"
    if since:
        return f"{since}; no stamp covers it yet, so the record does not show by when"
    return f"{until}; no stamp stands ahead of it, so the record does not show since when"


def _by(found: RecordedStamp) -> str:
    return f"stamped by {found.authority or '[erased]'}, entry {found.position}"


def _chain(roots: Roots) -> str:
    return VERIFIED if roots else NOT_CHECKED


def _utc(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
