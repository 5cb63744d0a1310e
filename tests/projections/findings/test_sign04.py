"""SIGN04: the policy changed under an open request."""

from __future__ import annotations

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import asked, clause, percent, policy, sealed, sent, signed
from tests.records import a_record


def rules(name: str, day: str, above: str, function: str = "legal") -> Record:
    return policy(name, day, ({"kind": "discount", "above": percent(above)}, function))


OPENED = a_record("deal.opened", at="2025-04-01")
TOLD = (
    rules("old", "2025-01-01", "50"),
    OPENED,
    clause(),
    sealed("P1", "2025-05-02"),
    asked("S1", "vera", "2025-05-03", id="ask"),
)
NEW = rules("new", "2025-05-05", "15")


def test_another_policy_while_a_request_is_open_is_a_finding() -> None:
    [one] = found("SIGN04", *TOLD, NEW)
    assert one.severity == "medium"
    assert one.about[0].kind == "record"
    assert one.about[1].json == {"sign_off": "S1"}
    assert one.persons == ("vera",)
    assert "ask" in {each.id for each in one.records}


def test_one_before_the_request_or_after_the_answer_is_none() -> None:
    assert found("SIGN04", *TOLD, rules("new", "2025-05-02", "15")) == []
    given = signed("S1", "vera", "2025-05-04")
    assert found("SIGN04", *TOLD, given, NEW) == []


def test_one_that_asks_for_the_same_is_told_while_the_request_is_open() -> None:
    same = rules("new", "2025-05-05", "40")
    assert len(found("SIGN04", *TOLD, same)) == 1
    assert found("SIGN04", *TOLD, same, signed("S1", "vera", "2025-05-06")) == []


def test_one_that_asks_for_something_else_is_told_after_the_answer_too() -> None:
    given = signed("S1", "vera", "2025-05-06")
    assert len(found("SIGN04", *TOLD, NEW, given)) == 1


def test_asking_anew_under_the_policy_mends_it() -> None:
    anew = asked("S2", "vera", "2025-05-06")
    assert found("SIGN04", *TOLD, NEW, anew) == []
    assert len(found("SIGN04", *TOLD, NEW, asked("S2", "otto", "2025-05-06"))) == 1
    assert len(found("SIGN04", *TOLD, NEW, anew, effective_at="2025-05-05")) == 1


def test_it_is_there_from_when_the_policy_is_in_force() -> None:
    assert found("SIGN04", *TOLD, NEW, effective_at="2025-05-04") == []


def test_a_struck_request_met_no_policy_and_a_withheld_one_is_not_told() -> None:
    assert found("SIGN04", *TOLD, NEW, a_record("record.struck", record="ask")) == []
    hidden = (*TOLD[:4], asked("S1", "vera", "2025-05-03", privilege="attorney_client"), NEW)
    assert found("SIGN04", *hidden, role="reader") == []
    assert len(found("SIGN04", *hidden)) == 1


def test_what_was_sent_before_is_judged_by_the_policy_before() -> None:
    given = signed("S1", "vera", "2025-05-04")
    assert found("SIGN04", *TOLD, given, sent("P1", "2025-05-04"), NEW) == []


def test_it_is_settled_for_this_policy_and_these_requests() -> None:
    [one] = opened("SIGN04", *TOLD, NEW)
    closing = settling(one, at="2025-05-06")
    assert opened("SIGN04", *TOLD, NEW, closing) == []
    assert len(settled("SIGN04", *TOLD, NEW, closing)) == 1
    third = rules("third", "2025-05-07", "10", "finance")
    assert len(opened("SIGN04", *TOLD, NEW, closing, third)) == 1
