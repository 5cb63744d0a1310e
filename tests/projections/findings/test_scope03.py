"""SCOPE03: words of a clause about prices name what no term states."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.findings.rules import found, opened, reading, settled, settling
from tests.records import a_clause, a_record

WORDS = "Twenty percent; add-ons by arrangement."


def term(*items: str, kind: str = "discount") -> dict[str, Any]:
    pairs = [item.split(":") for item in items]
    scope = [{"axis": axis, "item": item, "state": "in"} for axis, item in pairs]
    return {"kind": kind, "value": {"percent": "22"}, "scope": scope}


def priced(text: str = WORDS, /, **more: Any) -> Record:
    given = {"id": "c", "at": "2025-05-01", "heading": "Discount", **more}
    return a_clause("4.2", text=text, **{"term": term(), **given})


def test_a_name_without_a_statement_is_a_finding() -> None:
    [one] = found("SCOPE03", priced())
    assert one.severity == "medium"
    about = [each.json for each in one.about]
    assert about == [{"clause": "4.2", "version": 1}, {"topic": "expansion"}]
    assert [each.id for each in one.records] == ["c"]
    assert "“add ons”" in one.sentence or "“add-ons”" in one.sentence


def test_what_a_term_states_is_none() -> None:
    assert found("SCOPE03", priced(term=term("orders:expansion"))) == []


def test_what_another_term_of_prices_states_is_none() -> None:
    other = a_clause("3.1", text="As agreed.", term=term("orders:expansion", kind="price"))
    assert found("SCOPE03", priced(), other) == []


def test_what_a_term_of_another_kind_states_is() -> None:
    other = a_clause("3.1", text="As agreed.", term=term("orders:expansion", kind="payment"))
    assert len(found("SCOPE03", priced(), other)) == 1


def test_words_without_a_name_are_none() -> None:
    assert found("SCOPE03", priced("Twenty percent.")) == []
    assert found("SCOPE03", priced("Twenty percent on addons2.")) == []


@pytest.mark.parametrize("text", ["Twenty percent for the client.", "On the initial order."])
def test_what_nearly_every_clause_names_is_none(text: str) -> None:
    assert found("SCOPE03", priced(text)) == []


def test_a_clause_of_another_kind_of_term_is_not_about_prices() -> None:
    assert found("SCOPE03", priced(term=term(kind="liability"))) == []


def test_without_a_stated_term_the_heading_decides_how_grave_it_is() -> None:
    [by_heading] = found("SCOPE03", priced(term=None, heading="Fees"))
    assert by_heading.severity == "medium"
    text = "Fees fall due on renewal."
    [by_text] = found("SCOPE03", priced(text, term=None, heading="Termination"))
    assert by_text.severity == "low"
    assert found("SCOPE03", priced("It ends on renewal.", term=None, heading="Termination")) == []


def test_without_either_only_a_paragraph_about_prices_is_looked_at() -> None:
    text = "Prepaid fees are refunded.\nAffiliates may claim nothing."
    assert found("SCOPE03", priced(text, term=None, heading="Indemnification")) == []
    [by_heading] = found("SCOPE03", priced(text, term=None, heading="Fees"))
    assert by_heading.about[1].json == {"topic": "affiliates"}
    same = "Prepaid fees are refunded. Affiliates pay half of them."
    [one] = found("SCOPE03", priced(same, term=None, heading="Indemnification"))
    assert one.severity == "low"
    lawyers = "Affiliates are held harmless, with reasonable attorneys’ fees and court fees."
    assert found("SCOPE03", priced(lawyers, term=None, heading="Indemnification")) == []


def test_a_name_within_the_longer_name_of_another_item_is_none_of_its_own() -> None:
    def item(name: str) -> Record:
        return a_record("catalogue.item_defined", item=name, name=name, at="2025-01-01")

    items = item("scheduling"), item("yard-scheduling")
    stated = term("services:yard-scheduling")
    for text in ("Yard scheduling.", "Yard scheduling, yard scheduling yard scheduling."):
        assert found("SCOPE03", *items, priced(text, term=stated)) == []
    [one] = found("SCOPE03", *items, priced("Yard scheduling, and scheduling.", term=stated))
    assert one.about[1].json == {"topic": "scheduling"}


def test_an_item_of_the_catalogue_is_found_by_its_synonyms() -> None:
    item = a_record(
        "catalogue.item_defined", item="analytics", synonyms=["dashboards"], at="2025-01-01"
    )
    [one] = found("SCOPE03", item, priced("Also for dashboards."))
    assert one.about[1].json == {"topic": "analytics"}


def test_it_is_there_from_when_the_wording_is() -> None:
    assert found("SCOPE03", priced(), effective_at="2025-04-30") == []


def test_a_reader_sees_none_of_a_withheld_wording() -> None:
    assert found("SCOPE03", priced(privilege="work_product"), role="reader") == []


def test_a_struck_wording_has_none_and_a_corrected_one_has_what_it_says_now() -> None:
    assert found("SCOPE03", priced(), a_record("record.struck", record="c")) == []
    data = {"clause": "4.2", "heading": "Discount", "text": "Twenty percent.", "term": term()}
    corrected = a_record("record.corrected", corrects="c", data=data)
    assert found("SCOPE03", priced(), corrected) == []
    assert len(found("SCOPE03", priced(), corrected, known_at=1)) == 1


@pytest.mark.parametrize("reason", ["", " \n"])
def test_without_a_reason_it_is_not_settled(reason: str) -> None:
    [one] = opened("SCOPE03", priced())
    closing = settling(one, id="s", at="2025-05-02", reason=reason)
    assert len(opened("SCOPE03", priced(), closing)) == 1
    assert [each["record"] for each in reading(priced(), closing)["unfit"]] == ["s"]


def test_it_is_settled_for_these_items_of_this_wording() -> None:
    [one] = opened("SCOPE03", priced())
    closing = settling(one, at="2025-05-02")
    assert opened("SCOPE03", priced(), closing) == []
    assert len(settled("SCOPE03", priced(), closing)) == 1
    same = a_record("clause.revised", clause="4.2", text=WORDS, term=term(), at="2025-05-03")
    assert len(opened("SCOPE03", priced(), closing, same)) == 1
