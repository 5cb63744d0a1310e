"""The bodies of answers about what is withheld, and about who looked."""

from __future__ import annotations

from typing import Literal

from api.schemas import Basis, Body, When
from domain.values import Privilege


class Recipient(Body):
    """A person or a party that a record went to."""

    id: str
    name: str


class WithheldRecord(Body):
    """A record that readers may not see: which, of whom, why; never what is in it.

    `basis` is `recorded` when it was privileged from the start, else `marked`; then `marked_by` is
    the record of the mark, with its actor, its reason and when it was recorded.
    """

    position: int
    version: int
    of: Literal["deal", "organisation"]
    record: str
    type: str
    occurred_at: When
    recorded_at: str
    author: str
    author_name: str
    on_behalf_of: str | None
    recipients: list[Recipient]
    privilege: Privilege
    basis: Literal["recorded", "marked"]
    reason: str | None
    marked_by: str | None
    marked_by_actor: str | None
    marked_at: str | None


class PrivilegeLog(Body):
    """A page of the privilege log of a deal, by position."""

    deal: str
    version: int
    basis: Basis
    rows: list[WithheldRecord]
    next: int | None
    notes: list[str]
    withheld: int


class AccessRow(Body):
    """One reading: when, in which request, with which token, of what, on which position.

    `name` and `person` are the token's. `privileged`: it could show what readers may not see.
    """

    number: int
    read_at: str
    request: str
    token: str
    name: str | None
    person: str | None
    action: str
    deal: str | None
    position: int
    privileged: bool


class AccessPage(Body):
    """A page of the access log, the latest first."""

    rows: list[AccessRow]
    next: int | None
