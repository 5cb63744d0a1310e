"""The closed registry: every stored name, its class, its schema version and its upcasts."""

from __future__ import annotations

from domain.events import (
    clauses,
    deal,
    disputes,
    evidence,
    findings,
    holds,
    organisation,
    privilege,
    proposals,
    scenarios,
    sign_off,
    time_stamps,
    told,
)
from domain.events.base import DealEvent, EitherEvent, Event, OrganisationEvent
from domain.events.registry import Registry, Upcast

_MODULES = (
    *(deal, clauses, proposals, sign_off, told),
    *(disputes, privilege, organisation, evidence, time_stamps, holds, findings, scenarios),
)

EVENTS: tuple[type[Event], ...] = tuple(
    kind
    for module in _MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event) and "stored_as" in vars(kind)
)
UPCASTS: dict[str, tuple[Upcast, ...]] = {
    # Since 2 `scope` is committed; until then it stood in the hashed bytes, and reads the same.
    told.StatementMade.stored_as: (lambda data: data,),
}
REGISTRY = Registry(EVENTS, UPCASTS)
WRITTEN_BY_THE_LEDGER = frozenset(
    each.stored_as
    for each in (
        *(disputes.AnswerIssued, evidence.EvidenceExported),
        *(time_stamps.TimeStampReceived, holds.ErasureDone),
    )
)
"""Types that nobody can send."""

__all__ = [
    "EVENTS",
    "REGISTRY",
    "WRITTEN_BY_THE_LEDGER",
    "DealEvent",
    "EitherEvent",
    "Event",
    "OrganisationEvent",
    "Registry",
]
