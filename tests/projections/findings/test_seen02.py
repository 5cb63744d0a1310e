"""SEEN02: no record shows the terms as they are now to somebody whose authority is needed."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    clause,
    delegated,
    granted,
    percent,
    policy,
    revised,
    sealed,
    sent,
    signed,
    term,
    usd,
)
from tests.records import a_record

OPENED = a_record("deal.opened", at="2025-04-01")
VERA = assigned("vera", "sales_leadership")
DORA = assigned("dora", "sales")
LENT = (granted("G1", "vera"), delegated("D1", "vera", "dora"))
DEPUTY = signed("S1", "dora", on_behalf_of="vera", id="sig")
DEPUTISED = (*LENT, OPENED, VERA, DORA, *FIRST, DEPUTY)


def displayed(to: str = "vera", at: str = "2025-05-06", **more: Any) -> Record:
    return a_record("clause.displayed", **{"clause": "4.2", "to": to, "at": at, **more})


def test_for_whom_a_deputy_signed_is_grave() -> None:
    [one] = found("SEEN02", *DEPUTISED)
    assert one.severity == "high"
    assert [each.json for each in one.about] == [{"clause": "4.2", "version": 1}]
    assert one.persons == ("vera",)
    assert [each.id for each in one.records] == ["c", "sig"]
    assert "That they ever had terms of this deal before them is not on record." in one.sentence
    assert one.not_shown == ("No system is on record as reporting on this person.",)


def test_one_not_about_prices_is_less_grave() -> None:
    other = (clause(id="c", term=term("liability")), sealed("P1", "2025-05-02"))
    [one] = found("SEEN02", *LENT, OPENED, VERA, DORA, *other, DEPUTY)
    assert one.severity == "medium"


def test_a_principal_who_was_shown_it_or_opened_it_is_none() -> None:
    assert found("SEEN02", *DEPUTISED, displayed()) == []
    mail = a_record(
        "message.sent", message="M", to=["vera"], about=[{"clause": "4.2"}], at="2025-05-05"
    )
    assert len(found("SEEN02", *DEPUTISED, mail)) == 1
    opening = a_record("message.opened", message="M", by="vera", at="2025-05-06")
    assert found("SEEN02", *DEPUTISED, mail, opening) == []


def test_a_principal_who_signed_too_is_none() -> None:
    assert found("SEEN02", *DEPUTISED, signed("S2", "vera")) == []


BEYOND = (
    granted("G1", "dan", limit=usd("500000.00")),
    granted("G2", "vera", limit=usd("900000.00")),
    OPENED,
    VERA,
    assigned("dan", "deal_desk"),
    *FIRST,
    signed("S1", "dan", value=usd("640000.00"), id="sig"),
)


def test_whose_authority_would_have_reached_is_grave() -> None:
    [one] = found("SEEN02", *BEYOND)
    assert (one.severity, one.persons) == ("high", ("vera",))


def test_whose_authority_would_not_reach_or_who_left_is_none() -> None:
    low = (BEYOND[0], granted("G2", "vera", limit=usd("600000.00")), *BEYOND[2:])
    assert found("SEEN02", *low) == []
    gone = assigned("vera", "sales_leadership", until="2025-03-31")
    assert found("SEEN02", *BEYOND[:3], gone, *BEYOND[4:]) == []


def test_beyond_authority_is_past_when_another_signed_with_it() -> None:
    boss = (granted("G3", "bea"), assigned("bea", "executive"))
    assert {each.persons for each in found("SEEN02", *BEYOND, *boss)} == {("vera",), ("bea",)}
    assert found("SEEN02", *BEYOND, *boss, signed("S2", "bea", value=usd("640000.00"))) == []


ASKED = (OPENED, VERA, *FIRST, displayed(at="2025-05-03"), revised("Now so.", "2025-05-04"))
AGAIN = (sealed("P2", "2025-05-05"), asked("S1", "vera", proposal="P2", id="ask"))


def test_who_is_asked_and_saw_an_older_wording_is_told_what_changed() -> None:
    [one] = found("SEEN02", *ASKED, *AGAIN)
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [{"clause": "4.2", "version": 2}]
    said = "They last had terms before them 2025-05-03; since then: clause 4.2."
    assert one.sentence.endswith(said)
    [grave] = found("SEEN02", *ASKED, *AGAIN, sent("P2", "2025-05-10"))
    assert grave.severity == "high"


def test_who_never_saw_any_or_since_when_nothing_changed_is_not_told_before_being_passed_by() -> (
    None
):
    assert found("SEEN02", OPENED, VERA, *FIRST, asked("S1", "vera")) == []
    two = (OPENED, VERA, clause("3.1"), clause("4.2"), sealed("P1", "2025-05-02"))
    shown = displayed(clause="3.1", at="2025-05-03")
    assert found("SEEN02", *two, shown, asked("S1", "vera")) == []


def test_a_function_that_the_policy_asks_for_is_needed() -> None:
    rule = policy("P", "2025-01-01", ({"kind": "discount", "above": percent("20")}, "deal_desk"))
    desk = assigned("dan", "deal_desk")
    old = displayed("dan", "2025-05-03")
    told = (rule, OPENED, desk, *FIRST, old, revised("Now so.", "2025-05-04"))
    assert [each.persons for each in found("SEEN02", *told)] == [("dan",)]
    client = assigned("dan", "deal_desk", party="acme")
    joined = a_record("party.joined", at="2025-01-01")
    others = (rule, OPENED, joined, client, *FIRST, old, revised("Now so.", "2025-05-04"))
    assert found("SEEN02", *others) == []


def test_another_id_of_the_same_human_was_shown_it() -> None:
    told = (*DEPUTISED, displayed("v.vera"))
    assert len(found("SEEN02", *told)) == 1
    same = a_record("person.identified", person="v.vera", same_as="vera")
    assert found("SEEN02", *told, same) == []


def test_it_is_there_from_when_it_was_signed_and_not_of_a_struck_signature() -> None:
    assert found("SEEN02", *DEPUTISED, effective_at="2025-05-06") == []
    assert found("SEEN02", *DEPUTISED, a_record("record.struck", record="sig")) == []


def test_a_reader_sees_none_that_rests_on_what_is_withheld() -> None:
    hidden = signed("S1", "dora", on_behalf_of="vera", privilege="attorney_client")
    assert found("SEEN02", *DEPUTISED[:-1], hidden, role="reader") == []


def test_it_is_settled_for_this_person_and_these_wordings() -> None:
    [one] = opened("SEEN02", *DEPUTISED)
    closing = settling(one, at="2025-05-08")
    assert opened("SEEN02", *DEPUTISED, closing) == []
    assert len(settled("SEEN02", *DEPUTISED, closing)) == 1
    again = (
        revised("Now so.", "2025-05-09"),
        sealed("P2", "2025-05-10"),
        signed("S2", "dora", "2025-05-11", proposal="P2", on_behalf_of="vera"),
    )
    [other] = opened("SEEN02", *DEPUTISED, closing, *again)
    assert other["about"] == [{"clause": "4.2", "version": 2}]
