"""What pydantic found, in the vocabulary's own codes, pointers and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.refusals import Fault
from domain.strict_json import MOST_FAULTS, escaped
from domain.values import (
    CURRENCY_PATTERN,
    DEAL_PATTERN,
    DECIMAL_PATTERN,
    FINDING_PATTERN,
    ID_PATTERN,
    SHA256_PATTERN,
)

_OWN = frozenset(
    {"bad_id", "bad_ref", "bad_time", "bad_time_zone", "bad_value", "not_one_of", "wrong_type"}
)
_BY_PATTERN: Mapping[str, tuple[str, str]] = {
    ID_PATTERN: ("bad_id", "An id is 1 to 120 characters of A-Z a-z 0-9 . _ : @ + / -"),
    DEAL_PATTERN: ("bad_id", "A deal id is 1 to 120 characters of A-Z a-z 0-9 . _ : @ + -"),
    DECIMAL_PATTERN: ("bad_amount", 'Write an exact decimal as a string: "1250000.00".'),
    CURRENCY_PATTERN: ("bad_currency", 'A currency is three capital letters: "EUR".'),
    SHA256_PATTERN: ("bad_digest", "A SHA-256 digest is 64 hexadecimal digits, in lower case."),
    FINDING_PATTERN: ("bad_value", "The code of a finding is letters and two digits: SCOPE01."),
}
_BY_TYPE: Mapping[str, str] = {
    "extra_forbidden": "unknown_field",
    "missing": "missing_field",
    "literal_error": "not_one_of",
    "string_too_long": "too_long",
    "string_too_short": "missing_value",
    "too_long": "too_long",
    "too_short": "missing_value",
    "greater_than_equal": "bad_value",
    "less_than_equal": "bad_value",
}
_EXPECTED: Mapping[str, str] = {
    "bool_type": "True or false",
    "dict_type": "An object",
    "int_type": "A whole number",
    "model_type": "An object",
    "string_type": "A string",
    "tuple_type": "A list",
}


def faults_of(error: ValidationError, pointer: str = "") -> tuple[Fault, ...]:
    """The faults that pydantic found, pointing below `pointer`."""
    found = error.errors(include_url=False)[:MOST_FAULTS]
    paths = [each["loc"] for each in found]
    return tuple(_fault(each, pointer) for each in found if not _follows(each, paths))


def _follows(found: ErrorDetails, paths: list[tuple[int | str, ...]]) -> bool:
    """Whether a list is called too short only because pydantic left its faulty members out."""
    where = found["loc"]
    return found["type"] == "too_short" and any(
        path[: len(where)] == where and len(path) > len(where) for path in paths
    )


def _fault(found: ErrorDetails, pointer: str) -> Fault:
    kind, context = found["type"], found.get("ctx", {})
    where = pointer + _pointer(found["loc"], named_by_sender=kind == "extra_forbidden")
    if kind in _OWN:
        return Fault(kind, where, found["msg"])
    if kind == "string_pattern_mismatch":
        code, message = _BY_PATTERN[context["pattern"]]
        return Fault(code, where, message)
    return Fault(_BY_TYPE.get(kind, "wrong_type"), where, _sentence(found, context))


def _pointer(location: tuple[int | str, ...], *, named_by_sender: bool) -> str:
    """The path as the sender wrote it; a field that we do not know may have any name."""
    ours, theirs = (location[:-1], location[-1:]) if named_by_sender else (location, ())
    steps = [*(step for step in ours if not _is_tag(step)), *theirs]
    return "".join(f"/{escaped(str(step))}" for step in steps)


def _is_tag(step: int | str) -> bool:
    """Members of a union are tagged <Like This>: a tag is no step of the sender's own path."""
    return isinstance(step, str) and step.startswith("<") and step.endswith(">")


def _sentence(found: ErrorDetails, context: Mapping[str, Any]) -> str:
    name = str(found["loc"][-1])[:60] if found["loc"] else ""
    match found["type"]:
        case "extra_forbidden":
            return f"There is no field {name!r} here."
        case "missing":
            return f"The field {name!r} is required."
        case "literal_error":
            return f"One of: {context['expected']}."
        case "too_short" | "string_too_short":
            return "At least one is needed here."
        case kind if kind in _EXPECTED:
            return f"{_EXPECTED[kind]} is expected here."
        case _:
            return f"{found['msg']}."
