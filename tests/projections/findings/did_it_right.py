"""The story as it is told when people did it right, made from the records of the story itself.

4.2 is scoped on every likely item and has an end; whoever signs, and the VP, were shown the words
before; and authority reaches as far as the value.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from domain.record import record_of
from tests.projections.given import Given

Sending = dict[str, Any]
LIKELY = (
    ("orders", "renewal", "out"),
    ("beneficiaries", "affiliates", "out"),
    ("quantity", "additional", "in"),
)
SHOWN = (
    ("vp-sales", "3.1"),
    ("vp-sales", "4.2"),
    ("deputy", "3.1"),
    ("deputy", "4.2"),
)
"""Who is shown which clause on 7 May, an hour after the seal; deal desk was in the story too."""


def right(
    *,
    signs: str = "deputy",
    delegated: str = "1000000.00",
    desk: str = "1000000.00",
    fees_scoped: bool = True,
    shown: tuple[tuple[str, str], ...] = SHOWN,
) -> Given:
    """The story until the offer is with the partner, done right; its words choose other ways.

    `signs` for leadership: the VP herself, or the deputy, to whom `delegated` is the limit. `desk`
    is the limit of deal desk. `fees_scoped`: 3.1 rules on the likely items as well.
    """
    told = {each["id"]: each for each in _as_told() if each["id"] < "story-20"}
    told["story-01"]["data"]["limit"]["amount"] = desk
    told["story-16"]["data"]["limit"]["amount"] = delegated
    _scope(told["story-11"], LIKELY)
    told["story-11"]["data"]["term"]["until"] = "2028-05-31"
    if fees_scoped:
        _scope(told["story-07"], (*LIKELY, ("orders", "expansion", "in")))
    if signs == "vp-sales":
        told["story-17a"]["data"]["of"] = "vp-sales"
        told["story-17b"]["actor"] = "vp-sales"
        del told["story-17b"]["on_behalf_of"], told["story-16"]
    records = [*told.values(), *_displays(told["story-15b"], shown)]
    return Given([record_of(each) for each in sorted(records, key=lambda each: each["id"])])


def _as_told() -> list[Sending]:
    lines = files("api.demo").joinpath("story.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def _scope(clause: Sending, statements: tuple[tuple[str, str, str], ...]) -> None:
    scope = clause["data"]["term"]["scope"]
    scope += [{"axis": axis, "item": item, "state": state} for axis, item, state in statements]


def _displays(like: Sending, shown: tuple[tuple[str, str], ...]) -> list[Sending]:
    at = "2025-05-07T10:05:00Z"
    return [
        {
            **like,
            "id": f"story-14-shown-{number}",
            "occurred_at": at,
            "source": {**like["source"], "recorded_at": at},
            "data": {**like["data"], "to": person, "clause": clause},
        }
        for number, (person, clause) in enumerate(shown)
    ]
