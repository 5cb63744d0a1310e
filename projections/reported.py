"""What other systems report of a deal: shown beside its terms, evidence only and never a term."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.events.told import ValueReported
from projections.deal import KnownDeal
from projections.facts import Fact


def reported(deal: KnownDeal) -> list[dict[str, Any]]:
    """The latest value of every field of every object, in the order of their names, as JSON.

    Latest by occurrence, then position. Values whose occurrences overlap that of the latest have no
    known order with it: they stand under `or`, unless they say the same.
    """
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in deal.facts.counted:
        event = fact.event
        if isinstance(event, ValueReported) and fact.interval.begin <= deal.basis.effective_at:
            found.setdefault((event.system, event.object, event.field), []).append(fact)
    return [_shown(deal, facts) for _, facts in sorted(found.items())]


def _shown(deal: KnownDeal, facts: list[Fact]) -> dict[str, Any]:
    latest = max(facts, key=lambda each: (each.interval.begin, each.place))
    event = _event(latest)
    others = {
        _event(each).value: each.id
        for each in facts
        if each.interval.end > latest.interval.begin and _event(each).value != event.value
    }
    return {
        "system": event.system,
        "object": event.object,
        "field": event.field,
        "value": event.value,
        "previous": event.previous,
        "record": latest.id,
        "occurred_at": latest.occurred.json,
        "order_unknown": latest.interval.end > deal.basis.effective_at,
        "class": latest.entry.envelope.evidence.class_,
        "recorded_by": latest.entry.recorded_by.kind,
        "or": _others(others.items()),
    }


def _event(fact: Fact) -> ValueReported:
    assert isinstance(fact.event, ValueReported)
    return fact.event


def _others(others: Iterable[tuple[Any, str]]) -> list[dict[str, Any]]:
    return [{"value": value, "record": record} for value, record in others]
