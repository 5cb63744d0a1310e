"""Expressions (JMESPath), compiled when a mapping is loaded: what can be wrong is said then."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any

import jmespath
from jmespath.exceptions import (
    IncompleteExpressionError,
    JMESPathError,
    LexerError,
    ParseError,
)
from jmespath.visitor import Options

from api.webhooks.mapping.functions import (
    ARGUMENTS,
    LOOKUP,
    OF_A_FIELD,
    OF_A_MEMBER,
    THE,
    Callables,
    Seen,
)

Json = Any
LONGEST = 2000
_MADE_OF_NOTHING = "to_string"
# What the interpreter and the functions raise on values that they were not meant for.
_FAILURES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class BadExpressionError(ValueError):
    """An expression that cannot be used, and why."""


class FailedError(Exception):
    """An expression makes nothing of this payload: `expression` says which, the message why."""

    def __init__(self, expression: Expression, message: str) -> None:
        super().__init__(message)
        self.expression = expression


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name: which tables and shared ones, whether members and fields."""

    tables: Set[str] = frozenset()
    the: Set[str] = frozenset()
    members: bool = False
    fields: bool = False

    def refuses(self, function: str) -> str | None:
        """Why a function that exists cannot be called here."""
        if function in OF_A_MEMBER and not self.members:
            return f"{function}() needs a rule with `each`"
        if function in OF_A_FIELD and not self.fields:
            return f"{function}() needs a rule with `fields`"
        if function == _MADE_OF_NOTHING:
            return "to_string() makes the text 'null' of what is absent: use text()"
        return None


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression, with its text as it stands in the file."""

    text: str
    parsed: Any = field(repr=False, compare=False)

    def of(self, seen: Seen) -> Json:
        """What it makes of the payload. Raises FailedError."""
        return self.within(seen.payload, seen)

    def within(self, value: Json, seen: Seen) -> Json:
        """What it makes of a part of the payload. Raises FailedError."""
        try:
            return self.parsed.search(value, Options(custom_functions=Callables(seen)))
        except _FAILURES as error:
            raise FailedError(self, _short(error)) from None

    def holds(self, seen: Seen) -> bool:
        """Whether it is true: not null, false, or empty."""
        found = self.of(seen)
        return found is not None and found is not False and found not in ("", [], {})

    @property
    def constant(self) -> Json:
        """Its value where it says the same of every payload; else None."""
        tree = self.parsed.parsed
        return tree["value"] if tree["type"] == "literal" else None


def compiled(text: str, scope: Scope) -> Expression:
    """The expression in a text. Raises BadExpressionError, whose message says what is wrong."""
    if len(text) > LONGEST:
        raise BadExpressionError(f"it has more than {LONGEST} characters")
    try:
        parsed = jmespath.compile(text)
    except (JMESPathError, ValueError, RecursionError) as error:
        raise BadExpressionError(_short(error)) from None
    for node in _nodes(parsed.parsed):
        if node["type"] == "slice" and node["children"][2] == 0:
            raise BadExpressionError("a slice has no step 0")
        if node["type"] == "subexpression" and node["children"][0]["type"] == "not_expression":
            # The library reads it as (!a).b, which is never true.
            raise BadExpressionError("of what is negated, write the whole in brackets: !(a.b)")
        if node["type"] == "function_expression":
            _check_call(node["value"], node["children"], scope)
    return Expression(text, parsed)


def _check_call(name: str, arguments: list[Any], scope: Scope) -> None:
    if name not in ARGUMENTS:
        raise BadExpressionError(f"there is no function {name}()")
    if refused := scope.refuses(name):
        raise BadExpressionError(refused)
    least, more = ARGUMENTS[name]
    if len(arguments) != least and not (more and len(arguments) > least):
        few = f"at least {least}" if more else str(least)
        raise BadExpressionError(f"{name}() takes {few} argument(s), not {len(arguments)}")
    if name in (LOOKUP, THE):
        _check_name(name, arguments[0], scope)


def _check_name(function: str, node: Any, scope: Scope) -> None:
    """What is looked up, or used, is named by a constant that the file has."""
    names = scope.tables if function == LOOKUP else scope.the
    if node["type"] != "literal" or node["value"] not in names:
        where = (
            f"[tables.{node.get('value')}]" if function == LOOKUP else f"[the] {node.get('value')}"
        )
        raise BadExpressionError(f"{function}() names what the file has not: {where}")


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for child in node.get("children", ()):
            yield from _nodes(child)


def _short(error: BaseException) -> str:
    """What is wrong, in one line and without the expression, which is told beside it."""
    match error:
        case RecursionError():
            return "it is nested too deeply"
        case IncompleteExpressionError():
            return "it ends too early"
        case LexerError(message=message, lexer_position=position):
            return f"{message} (at character {position + 1})"
        case ParseError(msg=message, lex_position=position):
            return f"{message} (at character {position + 1})"
        case _:
            return " ".join(str(error).split())[:300] or type(error).__name__
