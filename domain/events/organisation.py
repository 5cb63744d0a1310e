"""The organisation (VOCABULARY 2.7): catalogue, authority, identity, policy."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain.events.base import OrganisationEvent
from domain.occurrence import Occurrence
from domain.values import (
    Axis,
    Function,
    Id,
    Limit,
    Many,
    PersonId,
    TermKind,
    TermValue,
    Value,
    Words,
)


class CatalogueItemDefined(OrganisationEvent):
    """An item of the `services` axis; redefinition replaces from then on."""

    stored_as: ClassVar[str] = "catalogue.item_defined"
    item: Id
    name: Words
    parent: Id | None = None
    synonyms: Many[Words] = ()


class AuthorityGranted(OrganisationEvent):
    """Who may sign, over what, up to where, from when to when."""

    stored_as: ClassVar[str] = "authority.granted"
    grant: Id
    person: PersonId | None = None
    function: Function | None = None
    over: Literal["discount", "price_hold", "value", "scope", "any"]
    limit: Limit | None = None
    from_: Occurrence | None = Field(default=None, alias="from")
    until: Occurrence | None = None

    @model_validator(mode="after")
    def _to_one(self) -> Self:
        if (self.person is None) == (self.function is None):
            raise PydanticCustomError(
                "bad_value", "Authority is granted to a person or to a function, one of the two."
            )
        return self


class AuthorityDelegated(OrganisationEvent):
    """A deputy for a time, within the own limit and the delegator's."""

    stored_as: ClassVar[str] = "authority.delegated"
    delegation: Id
    delegator: PersonId
    delegate: PersonId
    limit: Limit | None = None
    from_: Occurrence = Field(alias="from")
    until: Occurrence


class AuthorityRevoked(OrganisationEvent):
    """A grant or a delegation ends."""

    stored_as: ClassVar[str] = "authority.revoked"
    grant: Id | None = None
    delegation: Id | None = None

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if (self.grant is None) == (self.delegation is None):
            raise PydanticCustomError(
                "bad_value", "Name the grant or the delegation that is revoked, one of the two."
            )
        return self


class PersonIdentified(OrganisationEvent):
    """Two ids are one human, in every reading that knows it."""

    stored_as: ClassVar[str] = "person.identified"
    person: PersonId
    same_as: PersonId
    method: Words
    confirmed_by: PersonId | None = None


class RuleCondition(Value):
    """When a rule applies; what is left out applies to all."""

    kind: TermKind | None = None
    axis: Axis | None = None
    item: Id | None = None
    above: TermValue | None = None


class PolicyRule(Value):
    """What then needs which function's sign-off."""

    when: RuleCondition
    requires: Function


class PolicyPublished(OrganisationEvent):
    """The sign-off policy from a day on; it replaces the ones before, also when it has no rules."""

    stored_as: ClassVar[str] = "policy.published"
    policy: Id
    rules: Many[PolicyRule]
    from_: Occurrence = Field(alias="from")
