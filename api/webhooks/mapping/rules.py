"""A mapping once it is loaded: every expression compiled, every name checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from api.webhooks.mapping.expressions import Expression
from api.webhooks.mapping.file import Observed
from api.webhooks.mapping.templates import Template
from domain.values import Privilege


@dataclass(frozen=True, slots=True)
class DealOf:
    """Which deal a CRM object is: `known` before `id`."""

    object: Expression
    id: Expression
    known: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fields:
    """One record for each of these fields: where it stands in `values`, and its label here."""

    labels: Mapping[str, str]
    values: Expression
    previous: Expression | None
    cleared: Expression | None
    report_empty: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """When the payload is so, a record like this comes of it.

    `envelope` has the expressions of fields that a record must have or may have; `required` are the
    fields of `data` without which there is no record. `settled_by` are codes of refusals that mean
    that what it says is on record already.
    """

    name: str
    type: str
    of_a_deal: bool
    when: Expression
    each: Expression | None
    key: Expression | None
    fields: Fields | None
    object: Expression | None
    occurred_at: Expression
    recorded_at: Expression
    actor: Expression
    on_behalf_of: Expression | None
    evidence: Observed
    signed_when: Expression | None
    privilege: Privilege
    data: Mapping[str, Template]
    required: frozenset[str]
    settled_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class People:
    """Which address or id of the provider is which person, as somebody stated on a day."""

    stated_on: date
    stated_by: str
    method: str
    known: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProviderMapping:
    """What one provider tells, and the records that come of it."""

    provider: str
    system: str
    channel: str
    deal: DealOf | None
    people: People | None
    tables: Mapping[str, Mapping[str, str]]
    hints: Mapping[str, str]
    rules: tuple[Rule, ...]
    the: Mapping[str, Expression] = field(default_factory=dict)
