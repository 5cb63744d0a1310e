"""Small words for tests of the stress test: terms, scenarios, and what becomes of one."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.stress import stress
from tests.projections.given import given
from tests.records import a_clause, a_record

BEGIN = "2026-01-31"
SERVICES = (
    a_record("catalogue.item_defined", id="i1", item="suite", name="Care suite", at="2025-01-01"),
    a_record(
        "catalogue.item_defined",
        id="i2",
        item="plan",
        name="Planner",
        parent="suite",
        at="2025-01-01",
    ),
    a_record("catalogue.item_defined", id="i3", item="lab", name="Laboratory", at="2025-01-01"),
)


def a_term(*scope: str, kind: str = "discount", percent: str | None = "22", **more: Any) -> Any:
    """A term with statements as `axis:item` (in) or `-axis:item` (out)."""
    statements = [
        {"axis": axis, "item": item, "state": "out" if each.startswith("-") else "in"}
        for each in scope
        for axis, item in [each.removeprefix("-").split(":")]
    ]
    value = {} if percent is None else {"value": {"percent": percent}}
    return {"kind": kind, "scope": statements, **value, **more}


def priced(
    clause: str, *scope: str, document: str = "order", text: str = "", **term: Any
) -> Record:
    """A clause with a pricing term."""
    words = text or f"Words of {clause}."
    stated = a_term(*scope, **term)
    return a_clause(clause, id=clause, text=words, term=stated, document=document, at="2025-05-01")


def a_scenario(**given_: Any) -> Record:
    """A scenario of the organisation, `tried` unless it says otherwise."""
    fields = {"scenario": "tried", "name": "It is tried.", "order_type": "expansion", **given_}
    return a_record("scenario.defined", **{"at": "2025-01-01", **fields})


def tried(*records: Record, effective_at: str = BEGIN, **scenario: Any) -> dict[str, Any]:
    """What becomes of one scenario, tried against the drafts."""
    deal = given(*SERVICES, a_scenario(**scenario), *records).known(effective_at=effective_at)
    [found] = stress(deal, None, ["tried"])["scenarios"]
    assert isinstance(found, dict)
    return found


def outcome(*records: Record, **scenario: Any) -> tuple[str, str | None]:
    """What the terms say, and the finding."""
    found = tried(*records, **scenario)
    return found["says"], found["finding"]


def stands(found: dict[str, Any]) -> tuple[str, str]:
    """How the readings in and out stand."""
    first, second = found["readings"]
    return first["stands"], second["stands"]


def price(found: dict[str, Any], reading: str = "in") -> dict[str, Any]:
    """What a reading comes to."""
    [one] = [each for each in found["readings"] if each["reading"] == reading]
    return dict(one["price"])
