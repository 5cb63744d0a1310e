"""One minimal and one full record of every type that can be sent, whole, by its type.

They are acceptable to a deal on which `BEFORE` is recorded, each by itself.
"""

from __future__ import annotations

from typing import Any

from domain.events import REGISTRY, OrganisationEvent
from domain.events.base import EitherEvent
from tests.domain.example_data import (
    clauses,
    deal,
    disputes,
    findings,
    holds,
    organisation,
    privilege,
    proposals,
    scenarios,
    sign_off,
    told,
)

_MODULES = (
    *(deal, clauses, proposals, sign_off, told, disputes, privilege, organisation, holds),
    *(findings, scenarios),
)
DEAL = "D-1"


def _names_no_deal(type_: str) -> bool:
    kind = REGISTRY.kind(type_)
    return issubclass(kind, OrganisationEvent) and not issubclass(kind, EitherEvent)


def _minimal(type_: str, data: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "id": f"{type_}-minimal",
        "type": type_,
        "occurred_at": "2025-05-16",
        "actor": "ana",
        "data": data,
    }
    return sent if _names_no_deal(type_) else sent | {"deal": DEAL}


def _full(type_: str, data: dict[str, Any]) -> dict[str, Any]:
    return _minimal(type_, data) | {
        "id": f"{type_}-full",
        "occurred_at": {"from": "2025-05-16T16:29Z", "to": "2025-05-16T18:29:07.250+02:00"},
        "actor": "ana",
        "on_behalf_of": "vera",
        "instructed_by": "dana",
        "source": {
            "system": "hubspot",
            "ref": "engagement 4711",
            "recorded_at": "2025-05-16T16:31:02Z",
        },
        "evidence": {
            "class": "system_observed",
            "uri": "https://crm.example/engagements/4711",
            "sha256": told.DIGEST,
            "quote": "as it was written down",
        },
        "privilege": "none",
    }


SAID_OF_OTHERS = {"record.struck", "record.corrected", "privilege.marked"}
"""Types of records that are about another record, which must be there."""

MINIMAL: dict[str, dict[str, Any]] = {
    type_: _minimal(type_, data) for module in _MODULES for type_, data in module.MINIMAL.items()
}
FULL: dict[str, dict[str, Any]] = {
    type_: _full(type_, data) for module in _MODULES for type_, data in module.FULL.items()
}

BEFORE: tuple[dict[str, Any], ...] = tuple(
    {"id": id_, "deal": DEAL, "type": type_, "occurred_at": day, "actor": "ana", "data": data}
    for id_, type_, day, data in (
        ("r-3.1", "clause.added", "2025-05-01", {"clause": "3.1", "heading": "Fees", "text": "A."}),
        ("r-4.2", "clause.added", "2025-05-02", {"clause": "4.2", "heading": "Cut", "text": "20."}),
        ("r-wrong", "clause.revised", "2025-05-03", {"clause": "4.2", "text": "12 percent."}),
    )
)
"""Clause 3.1 with one wording and clause 4.2 with two, the second by the record `r-wrong`."""
