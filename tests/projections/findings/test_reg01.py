"""REG01: a regulated buyer, and a discount across different services."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.records import a_clause, a_record

REGULATED = a_record("deal.opened", regulated_buyer=True, at="2025-04-01")
CATALOGUE = (
    a_record("catalogue.item_defined", item="suite", name="Suite", at="2025-01-01"),
    a_record("catalogue.item_defined", item="one", name="One", parent="suite", at="2025-01-01"),
    a_record("catalogue.item_defined", item="two", name="Two", parent="suite", at="2025-01-01"),
    a_record("catalogue.item_defined", item="else", name="Else", at="2025-01-01"),
)
TOLD = (REGULATED, *CATALOGUE)


def term(*items: str, kind: str = "discount") -> dict[str, Any]:
    scope = []
    for each in items:
        state, item = each.split()
        axis, name = item.split(":")
        scope.append({"axis": axis, "item": name, "state": state})
    return {"kind": kind, "value": {"percent": "22"}, "scope": scope}


def priced(*items: str, kind: str = "discount", **more: Any) -> Record:
    given = {"id": "c", "at": "2025-05-01", **more}
    return a_clause("4.2", term=term(*items, kind=kind), **given)


def test_a_discount_across_services_is_a_finding() -> None:
    [one] = found("REG01", *TOLD, priced("in services:one", "in services:else"))
    assert one.severity == "medium"
    about = [each.json for each in one.about]
    assert about == [{"clause": "4.2", "version": 1}, {"record": "c"}]
    assert one.sentence.endswith("goes across different services: One and Else.")


@pytest.mark.parametrize(
    "items",
    [("in services:suite",), ("in services:one", "in orders:expansion")],
    ids=["several below one", "expansion"],
)
def test_so_is_one_for_several_below_it_or_for_expansion(items: tuple[str, ...]) -> None:
    assert len(found("REG01", *TOLD, priced(*items))) == 1


@pytest.mark.parametrize(
    "items",
    [
        (),
        ("in services:one",),
        ("in services:one", "out services:else"),
        ("in services:suite", "out services:two"),
        ("in services:one", "out orders:expansion"),
        ("in services:one", "in orders:initial"),
    ],
)
def test_one_service_alone_is_none(items: tuple[str, ...]) -> None:
    assert found("REG01", *TOLD, priced(*items)) == []


def test_an_unregulated_buyer_or_another_kind_of_term_is_none() -> None:
    both = ("in services:one", "in services:else")
    for regulated in (False, None):
        opening = a_record("deal.opened", regulated_buyer=regulated, at="2025-04-01")
        assert found("REG01", opening, *CATALOGUE, priced(*both)) == []
    assert found("REG01", *TOLD, priced(*both, kind="price")) == []


def test_before_it_and_of_a_struck_or_withheld_one_it_is_none() -> None:
    told = (*TOLD, priced("in services:suite"))
    assert found("REG01", *told, effective_at="2025-04-30") == []
    assert found("REG01", *told, a_record("record.struck", record="c")) == []
    hidden = priced("in services:suite", privilege="attorney_client")
    assert found("REG01", *TOLD, hidden, role="reader") == []


def test_it_is_settled_until_the_next_wording() -> None:
    told = (*TOLD, priced("in services:suite"))
    [one] = opened("REG01", *told)
    closing = settling(one, at="2025-05-02")
    assert opened("REG01", *told, closing) == []
    assert len(settled("REG01", *told, closing)) == 1
    again = a_record(
        "clause.revised", clause="4.2", text="So.", term=term("in services:suite"), at="2025-05-03"
    )
    assert len(opened("REG01", *told, closing, again)) == 1
