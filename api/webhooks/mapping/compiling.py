"""A mapping file into a mapping: every expression compiled, every fault found and placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from api.refusals import BadMapping
from api.webhooks.mapping.compiling_rule import RuleCompiling
from api.webhooks.mapping.expressions import Expression, Scope
from api.webhooks.mapping.file import DealTable, MappingFile, PeopleTable
from api.webhooks.mapping.findings import Findings
from api.webhooks.mapping.rules import DealOf, People, ProviderMapping

_OF_THE_ENVELOPE = frozenset({"deal", "occurred_at", "actor"})


def mapping_of(file: MappingFile) -> ProviderMapping:
    """The mapping in a file. Raises BadMapping with every fault found."""
    found = Findings()
    scope = Scope(frozenset(file.tables), frozenset(file.the))
    _check_names(file, found)
    _check_hints(file, found)
    mapping = ProviderMapping(
        file.provider,
        file.system,
        file.channel,
        _deal(file.deal, scope, found) if file.deal else None,
        _people(file.people) if file.people else None,
        file.tables,
        file.hints,
        tuple(
            RuleCompiling(file, rule, f"/record/{at}", scope, found).rule()
            for at, rule in enumerate(file.record)
        ),
        _the(file, scope, found),
    )
    if found.faults:
        raise BadMapping(tuple(found.faults))
    return mapping


def _check_names(file: MappingFile, found: Findings) -> None:
    seen: set[str] = set()
    for at, rule in enumerate(file.record):
        if rule.name in seen:
            message = f"Rule {rule.name!r}: its name stands in the ids of records, so it is one's."
            found.add(f"/record/{at}/name", message)
        seen.add(rule.name)


def _check_hints(file: MappingFile, found: Findings) -> None:
    fields = {f"data.{name}" for rule in file.record for name in rule.data}
    for field in sorted(file.hints.keys() - fields - _OF_THE_ENVELOPE):
        named = "deal, occurred_at, actor or data.<field>"
        found.add(f"/hints/{field}", f"No rule has a field {field!r}: a hint is for {named}.")


def _deal(deal: DealTable, scope: Scope, found: Findings) -> DealOf:
    object_ = found.expression(deal.object, "/deal/object", "deal.object", scope)
    id_ = found.expression(deal.id, "/deal/id", "deal.id", scope)
    return DealOf(object_, id_, deal.known)


def _the(file: MappingFile, scope: Scope, found: Findings) -> Mapping[str, Expression]:
    # They do not use each other, so that none can go round in circles.
    alone = replace(scope, the=frozenset())
    return {
        name: found.expression(text, f"/the/{name}", f"the.{name}", alone)
        for name, text in file.the.items()
    }


def _people(people: PeopleTable) -> People:
    known = {
        address.lower() if "@" in address else address: person
        for address, person in people.known.items()
    }
    return People(people.stated_on, people.stated_by, people.method, known)
