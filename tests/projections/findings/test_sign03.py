"""SIGN03: a required sign-off is missing while the offer is sent or about to be."""

from __future__ import annotations

from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    clause,
    declined,
    percent,
    policy,
    sent,
    signed,
    withdrawn,
)
from tests.records import a_record

ASKED = asked("S1", "vera", id="ask")
SENT = sent("P1", "2025-05-10", id="sent")
POLICY = policy("P", "2025-01-01", ({"kind": "discount", "above": percent("20")}, "deal_desk"))


def test_sealed_it_is_less_grave_and_sent_it_is_grave() -> None:
    [one] = found("SIGN03", *FIRST, ASKED)
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [
        {"clause": "4.2", "version": 1},
        {"proposal": "P1"},
        {"sign_off": "S1"},
    ]
    assert one.persons == ("vera",)
    assert one.sentence.startswith("P1 is sealed, and a required sign-off of clause 4.2")
    assert one.to_do.startswith("Get the sign-off of vera before the offer is sent")
    [after] = found("SIGN03", *FIRST, ASKED, SENT)
    assert after.severity == "high"
    assert after.about[3].json == {"record": "sent"}
    assert "before the offer is sent" not in after.to_do
    assert {"ask", "sent"} <= {each.id for each in after.records}


def test_what_is_neither_sealed_nor_required_is_none() -> None:
    assert found("SIGN03", clause(), ASKED) == []
    assert found("SIGN03", *FIRST, SENT) == []


def test_a_signature_is_none_and_a_refusal_or_a_withdrawal_is_one() -> None:
    given = signed("S1", "vera")
    assert found("SIGN03", *FIRST, ASKED, given) == []
    assert len(found("SIGN03", *FIRST, ASKED, given, effective_at="2025-05-06")) == 1
    [refused] = found("SIGN03", *FIRST, ASKED, declined("S1", "vera", "2025-05-08"))
    assert "is declined" in refused.sentence
    [taken] = found("SIGN03", *FIRST, ASKED, given, withdrawn("S1", "vera", "2025-05-08"))
    assert "is withdrawn" in taken.sentence


def test_what_a_policy_asks_for_is_bound_to_the_function() -> None:
    [one] = found("SIGN03", POLICY, *FIRST)
    assert one.persons == ()
    assert one.about[2].json == {"topic": "P: deal_desk"}
    assert "deal desk" in one.to_do
    desk = (assigned("dan", "deal_desk"), signed("S9", "dan"))
    assert found("SIGN03", POLICY, *FIRST, *desk) == []
    low = policy("P", "2025-01-01", ({"kind": "discount", "above": percent("30")}, "deal_desk"))
    assert found("SIGN03", low, *FIRST) == []


def test_another_id_of_the_human_who_was_asked_counts() -> None:
    given = signed("S2", "v.vera")
    assert len(found("SIGN03", *FIRST, ASKED, given)) == 1
    one = a_record("person.identified", person="v.vera", same_as="vera")
    assert found("SIGN03", *FIRST, ASKED, given, one) == []


def test_a_struck_request_is_none_and_a_withheld_one_is_not_told() -> None:
    assert found("SIGN03", *FIRST, ASKED, a_record("record.struck", record="ask")) == []
    hidden = asked("S1", "vera", privilege="attorney_client")
    assert found("SIGN03", *FIRST, hidden, role="reader") == []
    assert len(found("SIGN03", *FIRST, hidden)) == 1


def test_a_withheld_refusal_leaves_it_open_for_a_reader() -> None:
    refusal = declined("S1", "vera", "2025-05-08", id="no", privilege="attorney_client")
    [one] = found("SIGN03", *FIRST, ASKED, refusal, role="reader")
    assert "is open" in one.sentence
    assert "no" not in {each.id for each in one.records}


def test_before_the_sending_it_was_less_grave() -> None:
    [one] = found("SIGN03", *FIRST, ASKED, SENT, effective_at="2025-05-09")
    assert one.severity == "medium"


def test_it_is_settled_until_the_offer_is_sent_without_it() -> None:
    told = (*FIRST, ASKED)
    [one] = opened("SIGN03", *told)
    closing = settling(one, at="2025-05-07")
    assert opened("SIGN03", *told, closing) == []
    assert len(settled("SIGN03", *told, closing)) == 1
    [again] = opened("SIGN03", *told, closing, SENT)
    assert again["severity"] == "high"
