"""A mapping file into a mapping: every expression compiled, every fault found and placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from api.errors import TITLES
from api.refusals import BadMapping, mapping_fault
from api.webhooks.mapping.checking import (
    faults_in,
    faults_of_envelope,
    is_of_a_deal,
    kind_of,
    required_of,
)
from api.webhooks.mapping.expressions import BadExpressionError, Expression, Scope, compiled
from api.webhooks.mapping.file import DealTable, MappingFile, PeopleTable, RuleTable
from api.webhooks.mapping.rules import DealOf, Fields, People, ProviderMapping, Rule
from api.webhooks.mapping.templates import Constant, Template
from domain.refusals import Fault

DEEPEST = 8
_NOTHING = "`null`"
"""Stands for an expression that cannot be compiled, so that the other faults are found too."""


def mapping_of(file: MappingFile) -> ProviderMapping:
    """The mapping in a file. Raises BadMapping with every fault found."""
    compiling = _Compiling(file)
    mapping = compiling.mapping()
    if compiling.faults:
        raise BadMapping(tuple(compiling.faults))
    return mapping


class _Compiling:
    def __init__(self, file: MappingFile) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._tables = frozenset(file.tables)

    def mapping(self) -> ProviderMapping:
        file = self._file
        self._check_names()
        self._check_hints()
        return ProviderMapping(
            file.provider,
            file.system,
            file.channel,
            self._deal(file.deal) if file.deal else None,
            _people(file.people) if file.people else None,
            file.tables,
            file.hints,
            tuple(self._rule(rule, f"/record/{at}") for at, rule in enumerate(file.record)),
        )

    def _check_names(self) -> None:
        seen: set[str] = set()
        for at, rule in enumerate(self._file.record):
            if rule.name in seen:
                message = "The name of a rule stands in the ids of its records: no two share one."
                self.faults.append(mapping_fault(f"/record/{at}/name", message))
            seen.add(rule.name)

    def _check_hints(self) -> None:
        fields = {f"data.{name}" for rule in self._file.record for name in rule.data}
        for field in self._file.hints.keys() - fields - {"deal", "occurred_at", "actor"}:
            message = f"No rule has a field {field!r}: a hint is for deal, actor or data.<field>."
            self.faults.append(mapping_fault(f"/hints/{field}", message))

    def _deal(self, deal: DealTable) -> DealOf:
        scope = Scope(self._tables, members=True)
        object_ = self._compiled(deal.object, "/deal/object", "deal.object", scope)
        id_ = self._compiled(deal.id, "/deal/id", "deal.id", scope)
        return DealOf(object_, id_, deal.known)

    def _rule(self, rule: RuleTable, place: str) -> Rule:
        scope = Scope(self._tables, rule.each is not None, rule.fields is not None)
        here = _Here(self, rule, place, scope)
        kind = kind_of(rule.type)
        of_a_deal = isinstance(kind, str) or is_of_a_deal(kind)
        here.refuse(_misfits(rule))
        if of_a_deal and self._file.deal is None:
            here.refuse([("type", "its deal is not said: the file needs a table [deal]")])
        data = {name: here.template(each, f"data/{name}") for name, each in rule.data.items()}
        made = Rule(
            rule.name,
            rule.type,
            of_a_deal,
            here.expression("when"),
            here.optional("each"),
            here.optional("key"),
            here.fields(),
            here.optional("object"),
            here.of_all("occurred_at", "at()"),
            here.of_all("recorded_at", "at()"),
            here.of_all("actor", f"'system:{self._file.system}'"),
            here.optional_of_all("on_behalf_of"),
            rule.evidence or self._file.defaults.evidence or "system_observed",
            here.optional("signed_when"),
            rule.privilege or self._file.defaults.privilege or "none",
            data,
            frozenset() if isinstance(kind, str) else required_of(kind),
            frozenset(rule.unless_refused_as),
        )
        if isinstance(kind, str):
            here.refuse([("type", kind)])
        else:
            here.judged(faults_in(kind, data), "data")
            envelope = {"occurred_at": made.occurred_at, "actor": made.actor}
            here.judged(faults_of_envelope(rule.type, envelope), "")
        return made

    def _compiled(self, text: str, place: str, field: str, scope: Scope) -> Expression:
        try:
            return compiled(text, scope)
        except BadExpressionError as error:
            message = f"{field}, expression {text[:200]!r}: {error}."
            self.faults.append(mapping_fault(place, message))
            return compiled(_NOTHING, scope)


class _Here:
    """One rule while it is compiled: what is wrong is said with its name and the place."""

    def __init__(self, within: _Compiling, rule: RuleTable, place: str, scope: Scope) -> None:
        self._within = within
        self._rule = rule
        self._place = place
        self._scope = scope

    def refuse(self, found: list[tuple[str, str]]) -> None:
        for field, message in found:
            told = f"Rule {self._rule.name!r}, {field.replace('/', '.')}: {message}."
            self._within.faults.append(mapping_fault(f"{self._place}/{field}", told))

    def judged(self, faults: Iterator[Fault], below: str) -> None:
        for fault in faults:
            field = f"{below}{fault.pointer}".strip("/")
            self.refuse([(field, fault.message.rstrip("."))])

    def expression(self, field: str, text: str | None = None) -> Expression:
        found = getattr(self._rule, field) if text is None else text
        named = f"Rule {self._rule.name!r}, {field.replace('/', '.')}"
        return self._within._compiled(found, f"{self._place}/{field}", named, self._scope)

    def optional(self, field: str) -> Expression | None:
        return None if getattr(self._rule, field) is None else self.expression(field)

    def optional_of_all(self, field: str) -> Expression | None:
        text = self._said(field)
        return None if text is None else self.expression(field, text)

    def of_all(self, field: str, otherwise: str) -> Expression:
        return self.expression(field, self._said(field) or otherwise)

    def fields(self) -> Fields | None:
        labels = self._rule.fields
        if labels is None:
            return None
        values = self.optional("values") or self.expression("values", _NOTHING)
        return Fields(labels, values, self.optional("previous"), self.optional("cleared"))

    def template(self, value: Any, field: str, depth: int = 0) -> Template:
        if depth == DEEPEST:
            self.refuse([(field, "it is nested too deeply")])
            return Constant(None)
        match value:
            case str():
                return self.expression(field, value)
            case bool() | int():
                return Constant(value)
            case dict():
                return {n: self.template(v, f"{field}/{n}", depth + 1) for n, v in value.items()}
            case list():
                each = enumerate(value)
                return tuple(self.template(v, f"{field}/{n}", depth + 1) for n, v in each)
            case date() if not isinstance(value, datetime) or value.tzinfo is not None:
                return Constant(value.isoformat())
            case _:
                message = "write a text with an expression, a whole number, true, false or a date"
                self.refuse([(field, message)])
                return Constant(None)

    def _said(self, field: str) -> str | None:
        found: str | None = getattr(self._rule, field)
        everywhere: str | None = getattr(self._within._file.defaults, field)
        return everywhere if found is None else found


def _misfits(rule: RuleTable) -> list[tuple[str, str]]:
    """Keys that do not go together, and codes that no refusal has."""
    found = []
    if rule.key is not None and rule.each is None:
        found.append(("key", "it goes with `each`"))
    if (rule.fields is None) != (rule.values is None):
        found.append(("fields", "`fields` and `values` go together"))
    for name in ("previous", "cleared"):
        if getattr(rule, name) is not None and rule.fields is None:
            found.append((name, "it goes with `fields`"))
    for code in rule.unless_refused_as:
        if code not in TITLES:
            found.append(("unless_refused_as", f"no refusal has the code {code[:60]!r}"))
    return found


def _people(people: PeopleTable) -> People:
    known: Mapping[str, str] = {
        address.lower() if "@" in address else address: person
        for address, person in people.known.items()
    }
    return People(people.stated_on, people.stated_by, people.method, known)
