"""The closed registry: every stored name, its class, its schema version and its upcasts."""

from __future__ import annotations

from domain.events import (
    clauses,
    deal,
    disputes,
    evidence,
    holds,
    organisation,
    proposals,
    sign_off,
    told,
)
from domain.events.base import DealEvent, EitherEvent, Event, OrganisationEvent
from domain.events.registry import Registry

_MODULES = (deal, clauses, proposals, sign_off, told, disputes, organisation, evidence, holds)

EVENTS: tuple[type[Event], ...] = tuple(
    kind
    for module in _MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event) and "stored_as" in vars(kind)
)
REGISTRY = Registry(EVENTS)
WRITTEN_BY_THE_LEDGER = frozenset(
    {
        disputes.AnswerIssued.stored_as,
        evidence.EvidenceExported.stored_as,
        holds.ErasureDone.stored_as,
    }
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
