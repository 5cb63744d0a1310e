"""What a finding is: a rule, what it is bound to, and the records that show it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from domain.naming import Pointer
from projections.clauses import Wording
from projections.facts import Fact

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    `about` and `persons` are what it is bound to: a settlement holds for exactly these, so another
    wording, signature or person makes another finding. `records` show it, in the order of
    positions; `sentence` is built from them, and `to_do` says how to settle it on this deal.
    `not_shown` is what was looked for and is not on record.
    """

    code: str
    severity: Severity
    about: tuple[Pointer, ...]
    records: tuple[Fact, ...]
    sentence: str
    to_do: str
    persons: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its name: the code, and a digest of what it is bound to, whatever the order."""
        bound = [sorted(json.dumps(each.json) for each in self.about), sorted(self.persons)]
        return f"{self.code}-{sha256(json.dumps(bound).encode()).hexdigest()[:16]}"

    @property
    def place(self) -> int:
        """The position of the record that it begins with."""
        return min((fact.place for fact in self.records), default=0)


def wording_named(wording: Wording) -> Pointer:
    """One wording of a clause, as findings are bound to it."""
    return Pointer("clause", wording.clause, wording.number)


def record_named(fact: Fact) -> Pointer:
    """One record, as findings are bound to it."""
    return Pointer("record", fact.id)


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Records, each once, in the order of positions."""
    return tuple(sorted(dict.fromkeys(facts), key=lambda fact: fact.place))


def named(wording: Wording) -> str:
    """A wording in a sentence."""
    return f"clause {wording.clause} (wording {wording.number})"
