"""One rule of a mapping file, compiled and judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from api.errors import TITLES
from api.webhooks.mapping.checking import (
    faults_in,
    faults_of_envelope,
    is_of_a_deal,
    kind_of,
    required_of,
)
from api.webhooks.mapping.expressions import Expression, Scope
from api.webhooks.mapping.file import MappingFile, RuleTable
from api.webhooks.mapping.findings import Findings
from api.webhooks.mapping.rules import Fields, Rule
from api.webhooks.mapping.templates import Constant, Template
from domain.refusals import Fault

DEEPEST = 8


@dataclass(frozen=True, slots=True)
class RuleCompiling:
    """A rule while it is compiled: what is wrong is said with its name and its place."""

    file: MappingFile
    table: RuleTable
    place: str
    scope: Scope
    found: Findings

    def rule(self) -> Rule:
        """The rule; what cannot be used of it is among the findings."""
        table, defaults = self.table, self.file.defaults
        kind = kind_of(table.type)
        by_the_system = f"'system:{self.file.system}'"
        data = {name: self._template(each, f"data/{name}") for name, each in table.data.items()}
        rule = Rule(
            name=table.name,
            type=table.type,
            of_a_deal=isinstance(kind, str) or is_of_a_deal(kind),
            when=self._expression("when", table.when),
            each=self._optional("each"),
            key=self._optional("key"),
            fields=self._fields(),
            object=self._optional("object"),
            occurred_at=self._optional("occurred_at") or self._expression("occurred_at", "at()"),
            recorded_at=self._optional("recorded_at") or self._expression("recorded_at", "at()"),
            actor=self._optional("actor") or self._expression("actor", by_the_system),
            on_behalf_of=self._optional("on_behalf_of"),
            evidence=table.evidence or defaults.evidence or "system_observed",
            signed_when=self._optional("signed_when"),
            privilege=table.privilege or defaults.privilege or "none",
            data=data,
            required=frozenset() if isinstance(kind, str) else required_of(kind),
            settled_by=frozenset(table.unless_refused_as),
        )
        self._refuse(_misfits(table))
        if isinstance(kind, str):
            self._refuse([("type", kind)])
            return rule
        if rule.of_a_deal and self.file.deal is None:
            self._refuse([("type", "its deal is not said: the file needs a table [deal]")])
        self._judged(faults_in(kind, data), "data")
        envelope = {"occurred_at": rule.occurred_at, "actor": rule.actor}
        self._judged(faults_of_envelope(table.type, envelope), "")
        return rule

    def _refuse(self, faults: Iterable[tuple[str, str]]) -> None:
        for field, message in faults:
            self.found.add(f"{self.place}/{field}", f"{self._named(field)}: {message}.")

    def _judged(self, faults: Iterator[Fault], below: str) -> None:
        for fault in faults:
            field = f"{below}{fault.pointer}".strip("/")
            self._refuse([(field, fault.message.rstrip("."))])

    def _named(self, field: str) -> str:
        return f"Rule {self.table.name!r}, {field.replace('/', '.')}"

    def _expression(self, field: str, text: str | None) -> Expression:
        members, fields = self.table.each is not None, self.table.fields is not None
        # Members are what `each` gives, and fields what `values` gives: neither is there before.
        before = field in {"when", "each"}
        scope = replace(
            self.scope,
            members=members and not before,
            fields=fields and not before and field not in {"key", "values", "previous", "cleared"},
        )
        place, named = f"{self.place}/{field}", self._named(field)
        if text is not None and self._is_said_for_all(field):
            place, named = f"/defaults/{field}", f"defaults.{field}"
        return self.found.expression(text, place, named, scope)

    def _optional(self, field: str) -> Expression | None:
        said: str | None = getattr(self.table, field)
        if self._is_said_for_all(field):
            said = getattr(self.file.defaults, field)
        return None if said is None else self._expression(field, said)

    def _is_said_for_all(self, field: str) -> bool:
        own, for_all = getattr(self.table, field, None), getattr(self.file.defaults, field, None)
        return own is None and for_all is not None

    def _fields(self) -> Fields | None:
        if self.table.fields is None:
            return None
        return Fields(
            labels=self.table.fields,
            values=self._expression("values", self.table.values),
            previous=self._optional("previous"),
            cleared=self._optional("cleared"),
            report_empty=self.table.report_empty,
        )

    def _template(self, value: Any, field: str, depth: int = 0) -> Template:
        if depth == DEEPEST:
            return self._unusable(field, "it is nested too deeply")
        match value:
            case str():
                return self._expression(field, value)
            case bool() | int():
                return Constant(value)
            case dict():
                members = value.items()
                return {n: self._template(v, f"{field}/{n}", depth + 1) for n, v in members}
            case list():
                listed = enumerate(value)
                return tuple(self._template(v, f"{field}/{n}", depth + 1) for n, v in listed)
            case date() if not isinstance(value, datetime) or value.tzinfo is not None:
                return Constant(value.isoformat())
            case _:
                kinds = "an expression, a whole number, true, false, a date, or a time with offset"
                return self._unusable(field, f"what can stand here is {kinds}")

    def _unusable(self, field: str, message: str) -> Template:
        self._refuse([(field, message)])
        return self._expression(field, None)


def _misfits(table: RuleTable) -> Iterator[tuple[str, str]]:
    """Keys that do not go together, and codes that no refusal has."""
    if table.key is not None and table.each is None:
        yield "key", "it goes with `each`"
    if (table.fields is None) != (table.values is None):
        yield "fields", "`fields` and `values` go together"
    for name in ("previous", "cleared", "report_empty"):
        if getattr(table, name) and table.fields is None:
            yield name, "it goes with `fields`"
    for code in table.unless_refused_as:
        if code not in TITLES:
            yield "unless_refused_as", f"no refusal has the code {code[:60]!r}"
