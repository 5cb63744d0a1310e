"""JSON as records may be written: what the hashed form cannot hold is refused while reading.

No floats, no integers beyond 2^53 - 1, no duplicate keys, no NUL and no lone surrogates, at most 32
levels deep (RFC 8785 on the subset that every language reads alike).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from domain.refusals import Fault, Malformed

DEEPEST = 32
LARGEST_INTEGER = 2**53 - 1
MOST_FAULTS = 100
"""More than these are not listed: a record that has as many is read by nobody."""
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")


def read(text: bytes | str) -> Any:
    """The value of a JSON text. Raises Malformed with a code and, where one is known, a pointer."""
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    _check_depth(raw)
    try:
        value = _decode(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _refused("bad_text", "", f"Not UTF-8 at byte {error.start}.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refused("not_json", "", f"Not JSON: {error.msg} at {where}.") from None
    check(value)
    return value


def check(value: Any) -> None:
    """Refuse, with pointers to it, a value that the hashed form cannot hold."""
    faults: list[Fault] = []
    _check(value, [], faults)
    if faults:
        raise Malformed(tuple(faults))


_Path = list[str | int]
"""The steps to a value. A pointer is written for a fault only: to each of many it would be dear."""


def _check(value: Any, path: _Path, faults: list[Fault]) -> None:
    if len(faults) >= MOST_FAULTS:
        return
    if isinstance(value, dict | list):
        if len(path) >= DEEPEST:
            faults.append(_too_deep(_pointer(path)))
        else:
            _check_members(value, path, faults)
    elif isinstance(value, str):
        _check_text(value, path, faults)
    else:
        _check_number(value, path, faults)


def _check_members(holder: dict[str, Any] | list[Any], path: _Path, faults: list[Fault]) -> None:
    if isinstance(holder, _Doubled):
        message = f"The key {_printable(holder.twice)[:60]!r} stands twice in one object."
        faults.append(Fault("duplicate_key", _pointer([*path, holder.twice]), message))
    members = holder.items() if isinstance(holder, dict) else enumerate(holder)
    for step, member in members:
        # Most of what a record holds is plain text under a plain name.
        if member.__class__ is str and member.isprintable() and str(step).isprintable():
            continue
        path.append(step)
        if isinstance(step, str):
            _check_text(step, path, faults)
        _check(member, path, faults)
        path.pop()


def _check_text(text: str, path: _Path, faults: list[Fault]) -> None:
    if not text.isprintable() and _UNPRINTABLE.search(text):
        message = "Text may hold neither NUL nor half a surrogate pair."
        faults.append(Fault("bad_text", _pointer(path), message))


def _check_number(value: Any, path: _Path, faults: list[Fault]) -> None:
    if isinstance(value, float):
        message = f"{value!r} is a float: write money and percentages as decimal strings."
        faults.append(Fault("float_not_allowed", _pointer(path), message))
    elif isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        message = "A whole number is at most 2^53 - 1: write a larger one as a string."
        faults.append(Fault("integer_too_large", _pointer(path), message))


def _check_depth(raw: bytes) -> None:
    if raw.count(b"[") + raw.count(b"{") <= DEEPEST:
        return
    depth = 0
    for byte in _STRING.sub(b"", raw):
        if byte in b"[{":
            depth += 1
            if depth > DEEPEST:
                raise Malformed((_too_deep(""),))
        elif byte in b"]}":
            depth -= 1


def _too_deep(pointer: str) -> Fault:
    return Fault("too_deep", pointer, f"A record is at most {DEEPEST} levels deep.")


class _Doubled(dict[str, Any]):
    """An object in which the key `twice` stands twice: refused once its pointer is known."""

    twice: str


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled = _Doubled(made)
    counts = Counter(name for name, _ in pairs)
    doubled.twice = next(name for name in made if counts[name] > 1)
    return doubled


def _integer(digits: str) -> int:
    # Longer ones are refused with their pointer later; reading them in full would be costly.
    return int(digits) if len(digits) <= 17 else 10**17


# Made once: made for each text it takes as long as reading a small one.
_decode = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer).decode


def _refused(code: str, pointer: str, message: str) -> Malformed:
    return Malformed((Fault(code, pointer, message),))


def _pointer(path: _Path) -> str:
    return _printable("".join(f"/{escaped(str(step))}" for step in path))


def escaped(name: str) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
