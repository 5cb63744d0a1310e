"""When something happened, as people write it down: in the deal's time zone, as exactly as known.

A time is local in the zone of the deal, and is recorded with its offset. Where clocks went back, an
hour comes twice: which of the two was meant is not known, and the record says from the first to the
second. Where they went forward, an hour does not exist: that is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.pages.forms.filled import Filled, Values

_LOCAL = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(:\d\d(\.\d{1,6})?)?", re.ASCII)
_YEARS = range(2, 9998)
WAYS = {
    "day": "On a day",
    "moment": "At a time",
    "between": "Between two times",
}


class NoSuchTime(ValueError):
    """The clocks of the zone were put forward over it, or it is said in no way that is offered."""


def read_when(filled: Filled, name: str, zone: str) -> Any | None:
    """The occurrence in the fields of `name`, as a record has it; None when nothing stands there.

    What is no time is given as it was typed: what reads records says why it is none. Raises
    NoSuchTime.
    """
    match filled.line(f"{name}_how"):
        case "moment":
            return _moment(filled.line(f"{name}_at"), zone)
        case "between":
            ends = [filled.line(f"{name}_{end}") for end in ("from", "to")]
            if not any(ends):
                return None
            first, last = (_ends(each, zone) for each in ends)
            return {"from": first[0], "to": last[1]}
        case "day" | "":
            return filled.line(f"{name}_day") or None
        case _:
            raise NoSuchTime("Choose a day, a time, or two times between which it was.")


def written_when(occurred: Any, name: str, zone: str) -> Values:
    """An occurrence as the fields of `name` have it."""
    if occurred is None:
        return {}
    if isinstance(occurred, dict):
        ends = {f"{name}_{end}": [_local(occurred[end], zone)] for end in ("from", "to")}
        return {f"{name}_how": ["between"], **ends}
    if len(occurred) == 10:
        return {f"{name}_how": ["day"], f"{name}_day": [occurred]}
    return {f"{name}_how": ["moment"], f"{name}_at": [_local(occurred, zone)]}


def _moment(typed: str, zone: str) -> Any | None:
    first, last = _ends(typed, zone)
    return (first if first == last else {"from": first, "to": last}) or None


def _ends(typed: str, zone: str) -> tuple[str, str]:
    """The earliest and the latest moment that a local time may be, with their offsets."""
    found = _LOCAL.fullmatch(typed)
    if not found:
        return typed, typed
    try:
        local = datetime.fromisoformat(typed)
    except ValueError:
        return typed + "Z", typed + "Z"
    if local.year not in _YEARS:
        return typed + "Z", typed + "Z"
    rules = ZoneInfo(zone)
    both = (local.replace(tzinfo=rules, fold=fold) for fold in (0, 1))
    # Of the two readings of an hour that does not exist, neither comes back as it was.
    real = [each for each in both if _comes_back(each, rules)]
    if not real:
        said = typed.replace("T", " ")
        raise NoSuchTime(f"{said} does not exist in {zone}: clocks went forward over it.")
    first, last = (_with_offset(typed, each) for each in (real[0], real[-1]))
    return first, last


def _comes_back(moment: datetime, rules: ZoneInfo) -> bool:
    again = moment.astimezone(UTC).astimezone(rules)
    return again.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None, fold=0)


def _with_offset(typed: str, moment: datetime) -> str:
    offset = moment.utcoffset()
    assert offset is not None
    seconds = int(offset.total_seconds())
    if seconds % 60:
        # Before zones had whole minutes no RFC 3339 offset says them.
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    if not seconds:
        return typed.replace(" ", "T") + "Z"
    sign, minutes = "-" if seconds < 0 else "+", abs(seconds) // 60
    return f"{typed.replace(' ', 'T')}{sign}{minutes // 60:02}:{minutes % 60:02}"


def _local(sent: str, zone: str) -> str:
    """A time as it stands in a field; a date stays one, which its reader takes as it is."""
    if len(sent) == 10:
        return sent
    moment = datetime.fromisoformat(sent.upper()).astimezone(ZoneInfo(zone))
    to_the_second = sent[16:17] == ":"
    return moment.replace(tzinfo=None).isoformat(timespec="auto" if to_the_second else "minutes")
