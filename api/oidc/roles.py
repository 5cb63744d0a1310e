"""Which groups of an organisation have which roles here: a mapping in a setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from domain.refusals import Refusal
from domain.strict_json import read

MappedRole = Literal["recorder", "reader", "legal"]
"""Not `admin`: what an admin records counts as an import, and nobody imports by signing in."""
MAPPED: tuple[MappedRole, ...] = get_args(MappedRole)
_EXAMPLE = '{"legal-team": ["legal", "recorder"], "sales": ["reader"]}'


def roles_in(text: str) -> Mapping[str, tuple[MappedRole, ...]]:
    """The roles of each group. Raises ValueError."""
    try:
        given = read(text)
    except Refusal:
        raise ValueError(f"It is not JSON. Write it like this: {_EXAMPLE}") from None
    if not isinstance(given, dict):
        raise ValueError(f"Write it like this: {_EXAMPLE}")
    return {group: _roles(group, names) for group, names in given.items()}


def _roles(group: str, names: object) -> tuple[MappedRole, ...]:
    if not isinstance(names, list) or not names or set(map(str, names)) - {*MAPPED}:
        raise ValueError(
            f"{group!r} may have a list of {', '.join(MAPPED)}. What an admin records counts as "
            "an import: that needs a token (deal-ledger token create)."
        )
    return tuple(role for role in MAPPED if role in names)
