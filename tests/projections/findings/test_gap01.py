"""GAP01: what the record does not show of somebody may lie in a time without coverage."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import FIRST, asked, assigned, sent
from tests.records import a_record

MAIL = a_record("source.connected", system="mail", channel="email", at="2025-04-01")
TOLD = (
    a_record("deal.opened", at="2025-04-01"),
    assigned("vera", "sales_leadership"),
    *FIRST,
    asked("S1", "vera", id="ask"),
)


def gap(at: str = "2025-05-05", **more: Any) -> Record:
    given = {"id": "gap", "system": "mail", "until": at, "cause": "It stood still."}
    return a_record("coverage_gap.recorded", **{"at": at, **given, **more})


def displayed(at: str = "2025-05-06", to: str = "vera", **more: Any) -> Record:
    return a_record("clause.displayed", clause="4.2", to=to, at=at, **more)


def test_a_gap_between_the_wording_and_now_is_a_finding() -> None:
    [one] = found("GAP01", MAIL, *TOLD, gap())
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [
        {"clause": "4.2", "version": 1},
        {"record": "gap"},
    ]
    assert one.persons == ("vera",)
    assert [each.id for each in one.records] == ["c", "ask", "gap"]
    assert one.sentence.startswith(
        "Whether Vera was shown clause 4.2 would rest on a time that is not covered."
    )


def test_no_system_at_all_is_a_lesser_one() -> None:
    [one] = found("GAP01", *TOLD)
    assert one.severity == "low"
    assert [each.json for each in one.about] == [{"clause": "4.2", "version": 1}]


def test_without_a_gap_or_with_one_before_the_wording_or_after_the_sending_it_is_none() -> None:
    assert found("GAP01", MAIL, *TOLD) == []
    assert found("GAP01", MAIL, *TOLD, gap("2025-04-20")) == []
    went = sent("P1", "2025-05-10")
    assert found("GAP01", MAIL, *TOLD, went, gap("2025-05-12")) == []
    [one] = found("GAP01", MAIL, *TOLD, went, gap("2025-05-09"))
    assert "shown clause 4.2 before the offer was sent would rest" in one.sentence


def test_who_was_shown_it_is_none_unless_only_after_the_sending() -> None:
    assert found("GAP01", MAIL, *TOLD, gap(), displayed()) == []
    went = sent("P1", "2025-05-10")
    assert len(found("GAP01", MAIL, *TOLD, gap(), went, displayed("2025-05-12"))) == 1
    assert found("GAP01", MAIL, *TOLD, gap(), went, displayed("2025-05-10")) == []


def test_a_gap_of_a_system_that_reports_on_others_is_none() -> None:
    other = a_record("source.connected", system="chat", channel="chat", persons=["otto"])
    assert found("GAP01", MAIL, other, *TOLD, gap(system="chat")) == []


def test_nobody_whose_authority_is_not_needed() -> None:
    assert found("GAP01", MAIL, *TOLD[:-1], gap()) == []


def test_another_id_of_the_same_human_was_shown_it() -> None:
    told = (MAIL, *TOLD, gap(), displayed(to="v.vera"))
    assert len(found("GAP01", *told)) == 1
    assert (
        found("GAP01", *told, a_record("person.identified", person="v.vera", same_as="vera")) == []
    )


def test_before_the_gap_and_of_a_struck_or_a_withheld_one_it_is_none() -> None:
    assert found("GAP01", MAIL, *TOLD, gap("2025-05-08"), effective_at="2025-05-07") == []
    assert found("GAP01", MAIL, *TOLD, gap(), a_record("record.struck", record="gap")) == []
    assert found("GAP01", MAIL, *TOLD, gap(privilege="attorney_client"), role="reader") == []


def test_it_is_settled_until_there_is_another_gap() -> None:
    told = (MAIL, *TOLD, gap())
    [one] = opened("GAP01", *told)
    closing = settling(one, at="2025-05-07")
    assert opened("GAP01", *told, closing) == []
    assert len(settled("GAP01", *told, closing)) == 1
    assert len(opened("GAP01", *told, closing, gap("2025-05-08", id="gap-2"))) == 1
