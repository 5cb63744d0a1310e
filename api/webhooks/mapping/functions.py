"""What an expression may call: JMESPath's own functions, and those that a mapping needs.

| function | gives |
|---|---|
| `payload()` | the whole payload, also where another value is at hand (`map`, a filter) |
| `at()` | when it happened by the sender's clock (RFC 3339); null when the sender says no time |
| `arrived()` | when it was received here |
| `system()` | the system's id in records, as the mapping names it |
| `object()` | the CRM object that this record is about, as `deal.object` gives it |
| `member()` | in a rule with `each`: the member that this record is about |
| `field()` `label()` | in a rule with `fields`: the field's name there, and in the ledger |
| `value()` `previous()` | … and its value, and the one before |
| `text(x)` | a text, a whole number, true or false as text; null stays null |
| `lower(x)` | a text in small letters; null stays null |
| `after(x, start)` | what follows `start` in a text that begins with it, else null |
| `named(kind, x)` | the id `kind:x`; null when `x` is null or empty |
| `person(address, otherwise)` | the e-mail address in small letters; `otherwise` when it is none |
| `pair(name, value)` | an object with this one member |
| `the(name)` | what the expression of this name in `[the]` gives |
| `lookup(table, key)` | what `[tables.…]` has for a key, else null |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from jmespath.functions import Functions

from api.webhooks.mapping.ids import as_id

Json = Any


class Shared(Protocol):
    """An expression of `[the]`."""

    def of(self, seen: Seen) -> Json:
        """What it makes of the payload."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What an expression can see while one record is made."""

    payload: Json
    at: str | None
    arrived: str
    system: str
    tables: Mapping[str, Mapping[str, str]]
    the: Mapping[str, Shared]
    object: str | None = None
    member: Json = None
    field: str | None = None
    label: str | None = None
    value: Json = None
    previous: Json = None


class NotApplicableError(ValueError):
    """A function was given something that it makes nothing of."""


def _text(value: Json) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    raise NotApplicableError(f"text() takes a text, a number, true or false, not {_kind(value)}")


def _lower(value: Json) -> str | None:
    return None if value is None else _a_text("lower", value).lower()


def _after(value: Json, start: Json) -> str | None:
    if not isinstance(value, str) or not value.startswith(_a_text("after", start)):
        return None
    return value[len(start) :]


def _named(kind: Json, value: Json) -> str | None:
    last = _text(value)
    return as_id(f"{_a_text('named', kind)}:{last}") if last else None


def _person(address: Json, otherwise: Json) -> Json:
    if isinstance(address, str) and "@" in address.strip()[1:-1]:
        return as_id(address.strip().lower())
    return otherwise


def _pair(name: Json, value: Json) -> dict[str, Json]:
    return {_a_text("pair", name): value}


def _a_text(function: str, value: Json) -> str:
    if not isinstance(value, str):
        raise NotApplicableError(f"{function}() takes a text here, not {_kind(value)}")
    return value


def _kind(value: Json) -> str:
    if value is None:
        return "null"
    kinds = {bool: "true or false", str: "this text", int: "a number", list: "a list"}
    return kinds.get(type(value), "an object")


LOOKUP = "lookup"
THE = "the"
_OF_A_VALUE: Mapping[str, tuple[int, Callable[..., Json]]] = {
    "text": (1, _text),
    "lower": (1, _lower),
    "after": (2, _after),
    "named": (2, _named),
    "person": (2, _person),
    "pair": (2, _pair),
}
OF_A_MEMBER = frozenset({"member"})
OF_A_FIELD = frozenset({"field", "label", "value", "previous"})
_AT_HAND = frozenset({"payload", "at", "arrived", "system", "object", *OF_A_MEMBER, *OF_A_FIELD})
"""Functions without arguments: each gives what `Seen` has under its name."""

ARGUMENTS: Mapping[str, tuple[int, bool]] = {
    **{
        name: (len(known["signature"]), bool(known["signature"][-1].get("variadic")))
        for name, known in Functions.FUNCTION_TABLE.items()
    },
    **{name: (arity, False) for name, (arity, _) in _OF_A_VALUE.items()},
    **dict.fromkeys(_AT_HAND, (0, False)),
    LOOKUP: (2, False),
    THE: (1, False),
}
"""Every function that can be called: how many arguments it takes, and whether it takes more."""


class Callables:
    """The functions of one evaluation, as the interpreter of JMESPath calls them."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._standard = Functions()

    def call_function(self, name: str, arguments: list[Json]) -> Json:
        """The names, here and in the file, were checked when the expression was compiled."""
        if name in _AT_HAND:
            return getattr(self._seen, name)
        if name == LOOKUP:
            table, key = arguments
            written = _text(key)
            return None if written is None else self._seen.tables[table].get(written)
        if name == THE:
            return self._seen.the[arguments[0]].of(self._seen)
        if name in _OF_A_VALUE:
            return _OF_A_VALUE[name][1](*arguments)
        return self._standard.call_function(name, arguments)
