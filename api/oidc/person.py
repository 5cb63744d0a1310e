"""What follows here from what an organisation says of a person: roles, and who it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from api.oidc.organisation import Organisation
from api.oidc.refusals import EmailNotVerified, NoRoleGiven
from api.oidc.roles import MAPPED, MappedRole
from domain.values import ID_PATTERN


def roles_of(claims: Mapping[str, Any], organisation: Organisation) -> list[MappedRole]:
    """The roles that the groups give together. Raises NoRoleGiven, EmailNotVerified."""
    said = claimed(claims, organisation.roles_claim)
    listed = said if isinstance(said, list) else [said]
    groups = [each for each in listed if isinstance(each, str)]
    given = {role for group in groups for role in organisation.roles.get(group, ())}
    if not given:
        raise NoRoleGiven(organisation.roles_claim, groups)
    return [role for role in MAPPED if role in given]


def person_of(claims: Mapping[str, Any], organisation: Organisation) -> str | None:
    """The id that a claim names, when it can be one. Raises EmailNotVerified."""
    if organisation.person_claim is None:
        return None
    said = claimed(claims, organisation.person_claim)
    return said if isinstance(said, str) and re.fullmatch(ID_PATTERN, said) else None


def claimed(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of this name, or the one that its parts between dots lead to; None without it.

    Raises EmailNotVerified for an address that nobody verified.
    """
    if name == "email" and "email" in claims and claims.get("email_verified") is not True:
        raise EmailNotVerified
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found
