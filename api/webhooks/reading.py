"""Reading what providers send: JSON with exact numbers, times, ids; and names for the parts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from api.webhooks.provider import UnreadableError

Headers = Mapping[str, tuple[str, ...]]
BYTE_ORDER_MARK = "\ufeff"
"""Some programs write it before a text in UTF-8; it is no part of the text."""
DEEPEST = 64
"""Levels of a delivery: those of a record (32), and what is wrapped around it."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(2, 9998)  # others leave no room to change the zone
_LONGEST_NAME = 80  # with a connection before it, and a word after it, still an id of a record
_NAME = re.compile(r"[A-Za-z0-9._@+/-]+")
_ELSE = re.compile(r"[^A-Za-z0-9._@+/:-]+")
_MOST_DIGITS = 19
_FRACTION = re.compile("[0-9][.,][0-9]")


def json_of(body: bytes, headers: Headers) -> Any:
    """The JSON value of a delivery; a number that is no whole one is the text that stands there.

    So `2.50` stays exact. Raises UnreadableError, also for a key that stands twice, NaN, and for
    what is nested deeper than DEEPEST.
    """
    # A whole number that no program means as one (20 digits and more) stays a text, too.
    return _read(body, headers, str, lambda text: int(text) if _sane(text) else text)


def exact_json_of(body: bytes, headers: Headers) -> Any:
    """As `json_of`, but with fractions as floats, for `domain.strict_json.check` to refuse them.

    A whole number that has too many digits is a large one, which is refused as well.
    """
    return _read(body, headers, float, lambda text: int(text) if _sane(text) else 10**_MOST_DIGITS)


def _sane(digits: str) -> bool:
    return len(digits) <= _MOST_DIGITS


def _read(
    body: bytes, headers: Headers, fraction: Callable[[str], Any], whole: Callable[[str], Any]
) -> Any:
    text = text_of(body, headers)
    try:
        value = json.loads(
            text.removeprefix(BYTE_ORDER_MARK),
            parse_float=fraction,
            parse_int=whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError("not_json", f"Not JSON: {error.msg} at {where}.") from None
    except RecursionError:
        raise _too_deep() from None
    if _deeper(value, DEEPEST):
        raise _too_deep()
    return value


def text_of(body: bytes, headers: Headers) -> str:
    """The text of a body. Raises UnreadableError for one that is compressed, or not UTF-8."""
    refuse_encoded(headers)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError("bad_text", f"Not UTF-8 at byte {error.start}.") from None


def refuse_encoded(headers: Headers) -> None:
    """Raise UnreadableError for a body that is compressed: what it unpacks to has no limit."""
    for each in headers.get("content-encoding", ()):
        if each.strip().lower() not in {"", "identity"}:
            message = "The body is compressed: send it without a Content-Encoding."
            raise UnreadableError("encoded_body", message)


def media_type(headers: Headers) -> str:
    """The media type of a body, in lower case and without parameters."""
    return next(iter(headers.get("content-type", ())), "").partition(";")[0].strip().lower()


def _refuse_constant(name: str) -> Any:
    raise UnreadableError("not_json", f"Not JSON: {name} is not a number.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "A key stands twice in one object: which one is meant is not known."
        raise UnreadableError("duplicate_key", message)
    return found


def _too_deep() -> UnreadableError:
    return UnreadableError("too_deep", f"The delivery is more than {DEEPEST} levels deep.")


def _deeper(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [inner for each in level for inner in _members(each)]
    return any(isinstance(each, dict | list) for each in level)


def _members(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def moment(text: object) -> datetime | None:
    """The time in an ISO 8601 text that says its offset, to the microsecond; None for all else."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and found.year in _YEARS else None


def has_fraction(text: object) -> bool:
    """Whether a time, as `moment` reads it, is written with a fraction of its second."""
    return isinstance(text, str) and _FRACTION.search(text) is not None


def moment_after(count: object, unit: timedelta) -> datetime | None:
    """The time so many whole units after 1970, given as a number or as digits; else None."""
    if isinstance(count, str) and re.fullmatch(r"[0-9]{1,18}", count):
        count = int(count)
    if not isinstance(count, int) or isinstance(count, bool):
        return None
    try:
        found = _EPOCH + count * unit
    except OverflowError:
        return None
    return found if found.year in _YEARS else None


def id_in(value: object) -> str | None:
    """An id as a text: numbers and texts are ids, anything else (and nothing) is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return str(value).strip() or None


def within(value: object) -> dict[str, Any]:
    """An object, or an empty one in the place of anything else."""
    return value if isinstance(value, dict) else {}


def digest(value: Any) -> str:
    """The first 16 digits of the SHA-256 of a JSON value: 64 bits, to stand beside an id."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:16]


def name_of(*parts: str) -> str:
    """The parts with colons between them, as an id may be written; different for other parts.

    What no id can hold, or is too long for one, is left out, and a digest stands in for it.
    """
    name = ":".join(parts)
    if all(_NAME.fullmatch(each) for each in parts) and len(name) <= _LONGEST_NAME:
        return name
    return f"{_ELSE.sub('_', name)[: _LONGEST_NAME - 17]}:{digest(list(parts))}"
