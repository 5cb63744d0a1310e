"""The sign-offs of a wording at a glance: none hides another, and none is better than it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from projections.authority import ALLOWED

Json = dict[str, Any]
EXCEEDED, NOT_KNOWN = "not_all_allowed", "not_all_known"


def at_a_glance(row: Json) -> Json:
    """A row of the reading `coverage`, with its signatures that stand and what they leave open.

    Each required sign-off that is signed has its `doubt`: that one of the signatures on which it
    may rest was not allowed, or is not known to have been; None where there is none.
    """
    standing = [each for each in row["signatures"] if each["ended_by"] is None]
    required = [each | {"doubt": _doubt(each, standing)} for each in row["required"]]
    return row | {"required": required, "standing": standing}


def in_short(row: Json) -> Json:
    """A row of the reading `state`: each required sign-off with the `doubt` about its signature."""
    required = [
        each | {"doubt": _doubted({ALLOWED[each["authority"]]}) if _rests(each) else None}
        for each in row["required"]
    ]
    return row | {"required": required}


def _rests(required: Json) -> bool:
    return required["state"] == "signed" and required["authority"] is not None


def _doubt(required: Json, standing: Iterable[Json]) -> str | None:
    if required["state"] != "signed":
        return None
    own = [each for each in standing if each["record"] in required["signatures"]]
    return _doubted({each["authority"]["allowed"] for each in own})


def _doubted(allowed: set[str]) -> str | None:
    if "no" in allowed:
        return EXCEEDED
    return NOT_KNOWN if "undetermined" in allowed else None
