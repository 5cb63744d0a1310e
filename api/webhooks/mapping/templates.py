"""The `data` of a record with expressions in it, and what it becomes for one payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.webhooks.mapping.expressions import Expression
from api.webhooks.mapping.functions import Seen

Json = Any


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, true, false or a date, as it stands in the file."""

    value: Json


Template = Expression | Constant | Mapping[str, "Template"] | tuple["Template", ...]


class AbsentError(Exception):
    """An expression that has to give something gives null."""

    def __init__(self, expression: Expression) -> None:
        super().__init__(expression.text)
        self.expression = expression


def filled(template: Template, seen: Seen) -> Json:
    """What the template says of this payload. Raises AbsentError, and FailedError."""
    match template:
        case Expression():
            found = template.of(seen)
            if found is None:
                raise AbsentError(template)
            return found
        case Constant(value=value):
            return value
        case Mapping():
            return {name: filled(each, seen) for name, each in template.items()}
        case _:
            return [filled(each, seen) for each in template]


def written(template: Template) -> str:
    """The template as a message shows it."""
    match template:
        case Expression(text=text):
            return text
        case Constant(value=value):
            return str(value)
        case Mapping():
            return ", ".join(f"{name} = {written(each)}" for name, each in template.items())
        case _:
            return ", ".join(written(each) for each in template)
