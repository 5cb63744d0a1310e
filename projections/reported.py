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
    known order with it: they stand under `or`, unless they say the same, or the latest names their
    value as the one before it: a difference that an export showed begins with the report before.
    """
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in deal.facts.counted:
        event = fact.event
        if isinstance(event, ValueReported) and fact.interval.begin <= deal.basis.effective_at:
            found.setdefault((event.system, event.object, event.field), []).append(fact)
    return [_shown(deal, facts) for _, facts in sorted(found.items())]


def _shown(deal: KnownDeal, facts: list[Fact]) -> dict[str, Any]:
    latest = max(facts, key=lambda each: (each.interval.begin, each.place))
    event, before = _event(latest), _before(latest, facts)
    others = {
        _event(each).value: each.id
        for each in facts
        if each.interval.end > latest.interval.begin
        and _event(each).value != event.value
        and each not in before
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


def _before(latest: Fact, facts: list[Fact]) -> list[Fact]:
    """What came before the latest by what is said in it, and before that; the latest itself, too.

    Of what begins at the same moment: anything else has an order by its time, or has none.
    """
    together = [each for each in facts if each.interval.begin == latest.interval.begin]
    found = [latest]
    for each in sorted(together, key=lambda fact: fact.place, reverse=True):
        if any(_follows(one, each) for one in found):
            found.append(each)
    return found


def _follows(fact: Fact, before: Fact) -> bool:
    """Whether it says that its value replaced that one, and that one does not say the contrary."""
    new, old = _event(fact), _event(before)
    said = new.previous is not None and new.previous == old.value
    return said and fact.place > before.place and old.previous != new.value


def _event(fact: Fact) -> ValueReported:
    assert isinstance(fact.event, ValueReported)
    return fact.event


def _others(others: Iterable[tuple[Any, str]]) -> list[dict[str, Any]]:
    return [{"value": value, "record": record} for value, record in others]
