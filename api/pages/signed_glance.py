"""The sign-offs of a wording at a glance: none hides another, and none is better than it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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


def _doubt(required: Json, standing: Iterable[Json]) -> str | None:
    if required["state"] != "signed":
        return None
    own = [each for each in standing if each["record"] in required["signatures"]]
    allowed = {each["authority"]["allowed"] for each in own}
    if "no" in allowed:
        return EXCEEDED
    return NOT_KNOWN if "undetermined" in allowed else None
