"""A mapping file as it is written (TOML): its tables, and what may stand in them.

Texts of rules are expressions (JMESPath): a constant text stands in single quotes within them.
What each table means is in docs/mapping.md, and taught by the comments of `defaults/hubspot.toml`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

from domain.values import DealId, Id, PersonId, Privilege

Text = Annotated[str, StringConstraints(max_length=2000)]


def _a_name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", value):
        raise PydanticCustomError(
            "bad_value", "A name is 1 to 40 characters of a-z 0-9 _ -, and begins with none of _ -"
        )
    return value


Name = Annotated[str, AfterValidator(_a_name)]
Observed = Literal["system_observed", "asserted"]
"""What a rule may call its evidence. That something is signed is said by `signed_when` alone."""


class Table(BaseModel):
    """A table of the file: strict, and nothing that is not known."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class DealTable(Table):
    """`[deal]`: which deal a CRM object is.

    `object` names the object in the CRM, `id` makes the deal's id of it (`object()`); `known` has
    the objects whose deal is in the ledger under another id.
    """

    object: Text
    id: Text
    known: dict[str, DealId] = {}


class PeopleTable(Table):
    """`[people]`: which address or id of the provider is which person in the ledger.

    Each is recorded as `person.identified`, stated by `stated_by` on that day.
    """

    stated_on: date
    stated_by: PersonId
    method: Text
    known: dict[str, PersonId]


class EnvelopeTable(Table):
    """What a rule may say of the envelope; `[defaults]` says it for all rules."""

    occurred_at: Text | None = None
    recorded_at: Text | None = None
    actor: Text | None = None
    on_behalf_of: Text | None = None
    evidence: Observed | None = None
    privilege: Privilege | None = None


class RuleTable(EnvelopeTable):
    """`[[record]]`: when the payload is so, a record like this comes of it.

    `each` gives a list: one record for each member, told apart by `key` (default: its place).
    `fields` names the provider's fields (`a.b` for a member of `a`) and what they are called in
    `value.reported`: one record for each that stands in the object that `values` gives, and that
    differs from `previous` when that gives an object too; `cleared` lists emptied fields. With
    `report_empty`, a field that stands there empty is reported, too.
    """

    name: Name
    when: Text
    each: Text | None = None
    key: Text | None = None
    fields: Annotated[dict[str, Text], Field(min_length=1, max_length=500)] | None = None
    values: Text | None = None
    previous: Text | None = None
    cleared: Text | None = None
    report_empty: bool = False
    object: Text | None = None
    type: str
    signed_when: Text | None = None
    unless_refused_as: Annotated[tuple[str, ...], Strict(False)] = ()
    data: dict[str, Any]


class MappingFile(Table):
    """The whole file. `the` has expressions that several rules use, as `the('name')`; `tables` what
    `lookup` finds. `hints` say what to do when a field (`deal`, `data.proposal`) is missing.
    """

    provider: Name
    system: Id
    channel: Text
    deal: DealTable | None = None
    defaults: EnvelopeTable = EnvelopeTable()
    people: PeopleTable | None = None
    the: dict[str, Text] = {}
    tables: dict[str, dict[str, str]] = {}
    hints: dict[str, Text] = {}
    record: Annotated[tuple[RuleTable, ...], Strict(False), Field(max_length=200)] = ()
