"""Which policy was in force when, and whose sign-off it asked for."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.coverage import coverage
from tests.projections.given import Given, given
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    clause,
    declined,
    percent,
    policy,
    revised,
    row,
    sealed,
    sent,
    signed,
    term,
    usd,
    withdrawn,
)
from tests.records import a_record

ABOVE_20 = {"kind": "discount", "above": percent("20")}
EXPANSION = {"axis": "orders", "item": "expansion"}


def required(deal: Given, name: str = "4.2", **times: Any) -> list[str]:
    cells = row(deal, name, **times)["required"]
    return [cell["function"] for cell in cells if cell["by"] == "policy"]


def asks(when: dict[str, Any], of: Any, *more: Record) -> tuple[list[str], list[str]]:
    """Of whom a rule asks a sign-off for a term, and of whom it may ask one."""
    found = row(given(*more, clause(term=of), policy("PO1", "2025-01-01", (when, "legal"))))
    surely, perhaps = (
        [each["function"] for each in found["policy"][name]] for name in ("asks", "may_ask")
    )
    return surely, perhaps


Expected = tuple[list[str], list[str]]
SURELY: Expected = (["legal"], [])
PERHAPS: Expected = ([], ["legal"])
NOT: Expected = ([], [])


@pytest.mark.parametrize(
    ("when", "of", "expected"),
    [
        ({}, term("discount", percent("22")), SURELY),
        ({}, None, SURELY),
        ({"kind": "discount"}, term("discount"), SURELY),
        ({"kind": "discount"}, term("price"), NOT),
        ({"kind": "discount"}, None, PERHAPS),
        (ABOVE_20, term("discount", percent("22")), SURELY),
        (ABOVE_20, term("discount", percent("20")), NOT),
        (ABOVE_20, term("discount", percent("20.1")), SURELY),
        (ABOVE_20, term("discount"), PERHAPS),
        (ABOVE_20, term("discount", {"text": "a lot"}), PERHAPS),
        (ABOVE_20, term("discount", usd("30.00")), PERHAPS),
        (ABOVE_20, term("price", percent("22")), NOT),
        ({"above": usd("1.00")}, term("price", {"amount": "9.00", "currency": "EUR"}), PERHAPS),
    ],
)
def test_a_rule_applies_by_the_kind_and_the_value_of_the_stated_term(
    when: dict[str, Any], of: Any, expected: Expected
) -> None:
    assert asks(when, of) == expected


@pytest.mark.parametrize(
    ("when", "scope", "expected"),
    [
        (EXPANSION, "in orders:expansion", SURELY),
        (EXPANSION, "out orders:expansion", NOT),
        (EXPANSION, "in orders:initial", NOT),
        ({"axis": "orders"}, "in orders:initial", SURELY),
        ({"axis": "orders"}, "out orders:initial", NOT),
        ({"item": "expansion"}, "in orders:expansion", SURELY),
        ({"axis": "services", "item": "suite"}, "in services:plan", SURELY),
        ({"axis": "services", "item": "plan"}, "in services:suite", SURELY),
        ({"axis": "services", "item": "plan"}, "in services:files", NOT),
    ],
)
def test_a_rule_about_scope_asks_by_what_is_stated_in_on_the_item_above_it_or_below_it(
    when: dict[str, Any], scope: str, expected: Expected
) -> None:
    catalogue = (
        a_record("catalogue.item_defined", item="suite", name="Suite", at="2025-01-01"),
        a_record("catalogue.item_defined", item="plan", name="P", parent="suite", at="2025-01-01"),
        a_record("catalogue.item_defined", item="files", name="F", parent="suite", at="2025-01-01"),
    )
    assert asks(when, term("discount", None, scope), *catalogue) == expected


def test_what_is_nearer_decides_whether_an_item_is_in() -> None:
    catalogue = (
        a_record("catalogue.item_defined", item="suite", name="Suite", at="2025-01-01"),
        a_record("catalogue.item_defined", item="plan", name="P", parent="suite", at="2025-01-01"),
    )
    apart = term("discount", None, "in services:suite", "out services:plan")
    assert asks({"axis": "services", "item": "plan"}, apart, *catalogue) == NOT
    assert asks({"axis": "services", "item": "suite"}, apart, *catalogue) == SURELY


def test_several_rules_for_one_function_are_one_sign_off() -> None:
    both = policy("PO1", "2025-01-01", (ABOVE_20, "legal"), ({}, "finance"), ({}, "legal"))
    found = row(given(clause(), both))["required"]
    assert [(cell["function"], cell["rules"]) for cell in found] == [
        ("legal", [1, 3]),
        ("finance", [2]),
    ]


def test_the_latest_by_from_replaces_the_ones_before_whatever_was_recorded_last() -> None:
    deal = given(
        clause(),
        policy("June", "2025-06-01", ({}, "finance"), at="2025-01-02"),
        policy("April", "2025-04-01", ({}, "legal"), at="2025-01-03"),
    )
    assert required(deal, effective_at="2025-05-02") == ["legal"]
    assert required(deal, effective_at="2025-05-31") == ["legal"]
    assert required(deal, effective_at="2025-06-01") == ["finance"]


def test_of_two_from_the_same_day_the_later_position_replaces() -> None:
    deal = given(
        clause(),
        policy("A", "2025-04-01", ({}, "legal"), at="2025-01-03"),
        policy("B", "2025-04-01", ({}, "finance"), at="2025-01-02"),
    )
    assert required(deal) == ["finance"]


def test_a_policy_published_late_with_an_earlier_from_does_not_replace_a_later_one() -> None:
    deal = given(
        clause(),
        policy("April", "2025-04-01", ({}, "legal")),
        policy("March", "2025-03-01", ({}, "finance"), at="2025-05-10"),
    )
    assert required(deal) == ["legal"]


def test_a_policy_without_rules_ends_what_was_required() -> None:
    deal = given(clause(), policy("A", "2025-01-01", ({}, "legal")), policy("B", "2025-06-01"))
    assert required(deal, effective_at="2025-05-31") == ["legal"]
    assert required(deal) == []


def test_no_policy_holds_before_it_was_published() -> None:
    deal = given(clause(), policy("A", "2025-01-01", ({}, "legal"), at="2025-05-20"))
    assert required(deal, effective_at="2025-05-19") == []
    assert required(deal, effective_at="2025-05-20") == ["legal"]
    sent_before = given(
        *FIRST,
        sent("P1", "2025-05-12"),
        policy("A", "2025-01-01", ({}, "legal"), at="2025-05-20"),
    )
    assert required(sent_before) == []


def test_what_was_sent_is_judged_by_the_policy_of_that_day_and_drafts_by_todays() -> None:
    policies = (
        policy("A", "2025-01-01", ({}, "legal")),
        policy("B", "2025-05-20", ({}, "finance")),
    )
    deal = given(*policies, *FIRST, sent("P1", "2025-05-12T13:58Z"), clause("5", at="2025-05-13"))
    assert required(deal) == ["legal"]
    assert row(deal)["policy"]["sent"] is not None
    assert required(deal, "5") == ["finance"]
    assert required(given(*policies, *FIRST)) == ["finance"]


def test_a_proposal_sent_again_is_judged_by_the_policy_when_it_was_sent_last() -> None:
    deal = given(
        policy("A", "2025-01-01", ({}, "legal")),
        policy("B", "2025-05-20", ({}, "finance")),
        *FIRST,
        sent("P1", "2025-05-12"),
        sent("P1", "2025-05-21"),
    )
    assert required(deal, effective_at="2025-05-20") == ["legal"]
    assert required(deal) == ["finance"]


def test_a_policy_that_began_within_the_time_of_the_sending_says_that_the_order_is_unknown() -> (
    None
):
    noon = policy("A", "2025-05-12T12:00Z", ({}, "legal"), at="2025-01-01")
    [day] = coverage(given(noon, *FIRST, sent("P1", "2025-05-12")).known())["clauses"]
    assert (day["policy"]["order_unknown"], day["policy"]["policy"]) == (True, "A")
    [minute] = coverage(given(noon, *FIRST, sent("P1", "2025-05-12T12:00Z")).known())["clauses"]
    assert minute["policy"]["order_unknown"] is False


def test_that_no_policy_asked_anybody_about_scope_is_said() -> None:
    found = row(given(policy("A", "2025-01-01", (ABOVE_20, "deal_desk")), *FIRST))["policy"]
    assert found["about_scope"] is False
    assert "No rule of it is about scope." in found["sentence"]
    about = row(given(policy("A", "2025-01-01", (EXPANSION, "deal_desk")), *FIRST))["policy"]
    assert about["about_scope"] is True


def test_where_no_policy_was_in_force_that_is_said() -> None:
    found = row(given(*FIRST))["policy"]
    assert (found["policy"], found["record"]) == (None, None)
    assert found["sentence"].startswith("No policy was in force")


def test_a_term_that_is_not_stated_leaves_open_whether_a_rule_applies() -> None:
    found = row(given(policy("A", "2025-01-01", (ABOVE_20, "legal")), clause(term=None)))
    assert found["required"] == []
    assert "Whether it asks for legal (rule 1) is not shown." in found["policy"]["sentence"]
    assert "nobody" not in found["policy"]["sentence"]
    assert "whether a policy asks for anybody is not shown" in found["sentence"]


def changes(*records: Record, **times: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = coverage(given(*records).known(**times))["policy_changes"]
    return found


A, B = policy("A", "2025-01-01", ({}, "legal")), policy("B", "2025-05-08", ({}, "finance"))
OPEN = asked("S1", "vera", "2025-05-06")


def test_what_changed_when_the_policy_changed_while_a_request_was_open() -> None:
    [change] = changes(*FIRST, A, B, OPEN)
    assert (change["policy"], change["replaces"], change["open"]) == ("B", A.id, [OPEN.id])
    assert [(each["function"], each["change"]) for each in change["differs"]] == [
        ("finance", "added"),
        ("legal", "dropped"),
    ]
    assert "came into force on 2025-05-08 while S1 was open" in change["sentence"]


@pytest.mark.parametrize(
    "answer",
    [
        signed("S1", "vera", "2025-05-07"),
        declined("S1", "vera", "2025-05-07"),
        withdrawn("S1", "vera", "2025-05-07"),
    ],
)
def test_a_request_that_was_answered_before_was_not_open(answer: Record) -> None:
    """The policy changed what is required of the draft all the same."""
    [change] = changes(*FIRST, A, B, OPEN, answer)
    assert (change["open"], len(change["differs"])) == ([], 2)
    assert "while no sign-off was open" in change["sentence"]
    [change] = changes(*FIRST, A, B, OPEN, signed("S1", "vera", "2025-05-09"))
    assert change["open"] == [OPEN.id]


def test_a_request_made_under_the_new_policy_was_not_open_when_it_changed() -> None:
    [change] = changes(*FIRST, A, B, asked("S1", "vera", "2025-05-08T09:00Z"))
    assert change["open"] == []
    assert changes(*FIRST, A, B, OPEN, effective_at="2025-05-07") == []


def test_a_policy_that_changes_under_an_open_deal_is_shown_though_nobody_was_asked() -> None:
    [change] = changes(*FIRST, A, B)
    assert (change["policy"], change["open"]) == ("B", [])
    assert {each["function"] for each in change["differs"]} == {"finance", "legal"}


def test_what_was_sent_before_is_not_changed_by_a_policy_that_came_after() -> None:
    assert changes(*FIRST, A, B, sent("P1", "2025-05-07")) == []
    assert len(changes(*FIRST, A, B, sent("P1", "2025-05-09"))) == 1
    [change] = changes(*FIRST, A, B, OPEN, sent("P1", "2025-05-07"))
    assert (change["open"], change["differs"]) == ([OPEN.id], [])


STRICT = policy("C", "2025-05-08", (ABOVE_20, "finance"), ({}, "legal"))
"""In force while wording 1 stood; wording 2 came on 10 May."""


def concerned(*records: Record, **times: Any) -> list[tuple[str, int, str, str]]:
    return [
        (each["clause"], each["version"], each["function"], each["change"])
        for change in changes(*records, **times)
        for each in change["differs"]
    ]


def test_a_policy_change_concerns_the_wording_that_was_there_and_no_later_one() -> None:
    mild = clause(term=term("discount", percent("10"))), sealed("P1", "2025-05-02")
    second = (
        revised("Thirty percent.", "2025-05-10", term=term("discount", percent("30"))),
        sealed("P2", "2025-05-11"),
    )
    assert concerned(A, STRICT, *mild, OPEN, *second) == []
    [change] = changes(A, STRICT, *mild, OPEN, *second)
    assert change["open"] == [OPEN.id]
    steep = clause(term=term("discount", percent("30"))), sealed("P1", "2025-05-02")
    lowered = (
        revised("Ten percent.", "2025-05-10", term=term("discount", percent("10"))),
        sealed("P2", "2025-05-11"),
    )
    assert concerned(A, STRICT, *steep, OPEN, *lowered) == [("4.2", 1, "finance", "added")]
    assert concerned(A, STRICT, *steep, OPEN, *lowered, effective_at="2025-05-09") == [
        ("4.2", 1, "finance", "added")
    ]


def test_a_policy_change_concerns_the_draft_beside_what_had_been_sent() -> None:
    second = revised("Thirty percent.", "2025-05-07"), sealed("P2", "2025-05-07T12:00Z")
    drafted = (A, STRICT, *FIRST, sent("P1", "2025-05-03"), *second)
    for more in ((), (sent("P2", "2025-05-09"),)):
        assert concerned(*drafted, *more) == [("4.2", 2, "finance", "added")]
    assert concerned(*drafted, sent("P2", "2025-05-07T15:00Z")) == []


def test_a_policy_change_concerns_what_was_sent_before_and_is_sent_again_under_it() -> None:
    twice = sent("P1", "2025-05-03"), sent("P1", "2025-05-09")
    assert concerned(A, STRICT, *FIRST, *twice, effective_at="2025-05-08") == []
    assert concerned(A, STRICT, *FIRST, *twice) == [("4.2", 1, "finance", "added")]


def test_a_clause_that_is_removed_since_was_concerned_all_the_same() -> None:
    gone = a_record("clause.removed", clause="4.2", at="2025-05-09")
    found = concerned(A, STRICT, clause(), gone)
    assert found == [("4.2", 1, "finance", "added")]


def test_a_policy_from_before_the_deal_or_after_its_end_changed_nothing_under_it() -> None:
    opened = a_record("deal.opened", at="2025-05-09")
    closed = a_record("deal.closed", at="2025-05-07", outcome="lost")
    assert changes(*FIRST, opened, A, B) == []
    assert changes(*FIRST, closed, A, B) == []


def test_a_person_of_the_function_who_was_asked_is_named_with_what_the_policy_asks() -> None:
    deal = given(*FIRST, A, assigned("vera", "legal"), OPEN, asked("S2", "otto"))
    [cell] = [each for each in row(deal)["required"] if each["by"] == "policy"]
    assert cell["asked"] == [OPEN.id]
    nobody = given(*FIRST, A, asked("S2", "otto"))
    [cell] = [each for each in row(nobody)["required"] if each["by"] == "policy"]
    assert (cell["asked"], cell["state"]) == ([], "open")


def test_an_amendment_is_judged_by_the_policy_when_it_was_sent_itself() -> None:
    deal = given(
        A,
        B,
        clause("3.1", at="2025-05-01"),
        *FIRST,
        sent("P1", "2025-05-03"),
        a_record("agreement.executed", agreement="X", proposal="P1", at="2025-05-04"),
        a_record("clause.revised", text="Amended.", at="2025-05-05"),
        sealed("A1", "2025-05-06", clauses=["4.2"], amends="P1"),
        sent("A1", "2025-05-09"),
        a_record("proposal.accepted", proposal="A1", by="acme", at="2025-05-10"),
    )
    assert required(deal, "3.1") == ["legal"]
    assert required(deal, "4.2") == ["finance"]
    assert row(deal)["proposal"] == "A1"
