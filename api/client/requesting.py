"""How what a caller gives is written into a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypedDict
from urllib.parse import quote

from api.schemas import Basis


class Times(TypedDict, total=False):
    """What a reading stands on; without any: all that is known now.

    `effective_at`: a time with offset, or a date. `known_at`: a position, a time of recording, or
    `record:ID`. `basis`: that of an earlier reading, instead of these two. `min_position`: wait
    until the ledger holds it.
    """

    effective_at: str | None
    known_at: str | int | None
    basis: Basis | Mapping[str, Any] | None
    min_position: int | None


class Knowing(Times, total=False):
    """Who knew, `contemporaneous_only`: by what was recorded at the time alone."""

    contemporaneous_only: bool


class Page(Times, total=False):
    """A page of a list: `cursor` is the `next` of the page before, `limit` at most 500."""

    cursor: str | int | None
    limit: int


class Across(TypedDict, total=False):
    """A page of a view across deals; what else may be asked stands with each call."""

    cursor: str | None
    limit: int
    min_position: int | None


def at(deal: str) -> str:
    """The address of a deal. With a slash, or of dots alone, it would be another address."""
    if "/" in deal or not deal.strip("."):
        raise ValueError(f"{deal!r} is not the id of a deal.")
    return f"/v1/deals/{quote(deal, safe='')}"


def records_of(deal: str | None) -> str:
    return "/v1/records" if deal is None else f"{at(deal)}/records"


def if_match(expected: int | None) -> dict[str, str]:
    return {} if expected is None else {"If-Match": f'"v{expected}"'}


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that were given, a basis as it was printed."""
    return {
        name: value.model_dump(exclude_none=True) if isinstance(value, Basis) else value
        for name, value in values.items()
        if value is not None
    }


def query_of(values: Mapping[str, Any]) -> dict[str, str | list[str]]:
    sent = given(values)
    if "basis" in sent:
        sent["basis"] = json.dumps(sent["basis"])
    return {name: _written(value) for name, value in sent.items() if value != []}


def _written(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
