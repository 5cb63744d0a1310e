"""What is found to be wrong with a mapping file while it is compiled."""

from __future__ import annotations

from api.refusals import mapping_fault
from api.webhooks.mapping.expressions import BadExpressionError, Expression, Scope, compiled
from domain.refusals import Fault

_NOTHING = "`null`"
"""Stands for an expression that cannot be compiled, so that the other faults are found too."""


class Findings:
    """Faults with their places, collected: whoever wrote the file mends them all at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, place: str, message: str) -> None:
        """One fault; `place` is a pointer into the file. What holds for all rules is said once."""
        fault = mapping_fault(place, message)
        if fault not in self.faults:
            self.faults.append(fault)

    def expression(self, text: str | None, place: str, named: str, scope: Scope) -> Expression:
        """The compiled text; where it cannot be compiled, a fault that names it as `named`."""
        if text is not None:
            try:
                return compiled(text, scope)
            except BadExpressionError as error:
                self.add(place, f"{named}, expression {text[:200]!r}: {error}.")
        return compiled(_NOTHING, scope)
