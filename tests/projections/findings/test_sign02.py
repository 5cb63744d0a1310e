"""SIGN02: somebody signed beyond, outside or without their authority."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    delegated,
    granted,
    percent,
    revised,
    revoked,
    sealed,
    sent,
    signed,
    term,
    usd,
    withdrawn,
)
from tests.records import a_record

LIMIT = granted("G1", "vera", limit=usd("500000.00"))


def by(person: str = "vera", value: str = "640000.00", sign_off: str = "S1", **more: Any) -> Record:
    return signed(sign_off, person, **{"id": f"sig-{sign_off}", "value": usd(value), **more})


def test_beyond_a_limit_is_grave() -> None:
    [one] = found("SIGN02", LIMIT, *FIRST, by())
    assert one.severity == "high"
    about = [each.json for each in one.about]
    assert about == [{"record": "sig-S1"}, {"clause": "4.2", "version": 1}]
    assert one.persons == ("vera",)
    assert [each.id for each in one.records][1:] == ["c", "sig-S1"]
    assert "vera signed off clause 4.2 of P1 beyond their authority." in one.sentence
    assert one.to_do.startswith("Have clause 4.2 signed off by somebody whose authority reaches")
    assert "before the offer is sent" in one.to_do


def test_up_to_the_limit_is_none() -> None:
    assert found("SIGN02", LIMIT, *FIRST, by(value="500000.00")) == []


def test_after_the_authority_ended_and_without_one_are_said_so() -> None:
    gone = revoked("2025-05-03", grant="G1")
    [ended] = found("SIGN02", LIMIT, *FIRST, gone, by())
    assert "after their authority had ended" in ended.sentence
    other = granted("G2", "vera", "price_hold")
    [outside] = found("SIGN02", other, *FIRST, by())
    assert "without authority over it" in outside.sentence
    assert "beyond" not in outside.sentence


def test_unknown_authority_is_none() -> None:
    assert found("SIGN02", *FIRST, by()) == []
    measure = granted("G1", "vera", limit={"months": 3})
    assert found("SIGN02", measure, *FIRST, by()) == []


def test_an_end_whose_order_is_unknown_is_never_asserted() -> None:
    gone = revoked("2025-05-07", grant="G1")
    assert found("SIGN02", LIMIT, *FIRST, gone, by(value="400000.00", at="2025-05-07")) == []


def test_a_deputy_is_judged_by_the_delegation() -> None:
    own = (granted("G1", "dora"), granted("G2", "vera"))
    lent = delegated("D1", "vera", "dora", limit=usd("500000.00"))
    deputy = by("dora", on_behalf_of="vera")
    [one] = found("SIGN02", *own, lent, *FIRST, deputy)
    assert one.persons == ("dora",)
    enough = delegated("D1", "vera", "dora", limit=usd("700000.00"))
    assert found("SIGN02", *own, enough, *FIRST, deputy) == []


def test_who_signs_the_same_wording_with_authority_mends_it() -> None:
    boss = granted("G2", "bea")
    told = (LIMIT, boss, *FIRST, by())
    assert len(found("SIGN02", *told)) == 1
    mending = by("bea", sign_off="S2", at="2025-05-08")
    assert found("SIGN02", *told, mending) == []
    assert len(found("SIGN02", *told, mending, effective_at="2025-05-07")) == 1
    gone = withdrawn("S2", "bea", "2025-05-09")
    assert len(found("SIGN02", *told, mending, gone)) == 1


def test_two_that_are_beyond_do_not_mend_each_other() -> None:
    second = by("bea", sign_off="S2")
    told = (LIMIT, granted("G2", "bea", limit=usd("1.00")), *FIRST, by(), second)
    assert [each.persons for each in found("SIGN02", *told)] == [("vera",), ("bea",)]


def test_an_authority_of_another_id_of_the_same_human_counts() -> None:
    told = (granted("G1", "v.vera"), granted("G2", "vera", "price_hold"), *FIRST, by())
    assert len(found("SIGN02", *told)) == 1
    one = a_record("person.identified", person="v.vera", same_as="vera")
    assert found("SIGN02", *told, one) == []


def test_a_signature_taken_back_or_struck_is_none() -> None:
    gone = withdrawn("S1", "vera", "2025-05-08")
    assert found("SIGN02", LIMIT, *FIRST, by(), gone) == []
    assert len(found("SIGN02", LIMIT, *FIRST, by(), gone, effective_at="2025-05-07")) == 1
    assert found("SIGN02", LIMIT, *FIRST, by(), a_record("record.struck", record="sig-S1")) == []


def test_a_value_corrected_since_counts_for_whoever_knows_of_the_correction() -> None:
    data = {"sign_off": "S1", "proposal": "P1", "value": usd("400000.00")}
    right = a_record("record.corrected", corrects="sig-S1", data=data)
    assert found("SIGN02", LIMIT, *FIRST, by(), right) == []
    assert len(found("SIGN02", LIMIT, *FIRST, by(), right, known_at=4)) == 1


def test_a_wording_corrected_since_changes_no_sign_off_and_is_said() -> None:
    limit, ten = granted("G1", "vera", limit=percent("15")), term("discount", percent("10"))
    data = {"clause": "4.2", "heading": "Discount", "text": "Ten percent.", "term": ten}
    right = a_record("record.corrected", corrects="c", data=data)
    [one] = found("SIGN02", limit, *FIRST, signed("S1", "vera"), right)
    assert "As corrected since: vera: within." in one.sentence
    [then] = found("SIGN02", limit, *FIRST, signed("S1", "vera"), right, known_at=4)
    assert "As corrected" not in then.sentence


def test_after_the_sending_nothing_is_asked_for_before_it() -> None:
    [one] = found("SIGN02", LIMIT, *FIRST, by(), sent("P1", "2025-05-10"))
    assert "before the offer is sent" not in one.to_do


def test_a_reader_sees_none_of_a_withheld_signature() -> None:
    told = (LIMIT, *FIRST, by(privilege="attorney_client"))
    assert len(found("SIGN02", *told)) == 1
    assert found("SIGN02", *told, role="reader") == []


def test_it_is_settled_for_this_signature_on_this_wording() -> None:
    told = (LIMIT, assigned("vera", "sales"), *FIRST, asked("S1", "vera"), by())
    [one] = opened("SIGN02", *told)
    closing = settling(one, at="2025-05-08", accepted_by="bea", authority="G9")
    assert opened("SIGN02", *told, closing) == []
    [kept] = settled("SIGN02", *told, closing)
    assert kept["settled_by"]["accepted_by"]["person"] == "bea"
    again = (
        revised("Now so.", "2025-05-09"),
        sealed("P2", "2025-05-10"),
        by(sign_off="S2", proposal="P2", at="2025-05-11"),
    )
    [other] = opened("SIGN02", *told, closing, *again)
    assert other["about"] == [{"record": "sig-S2"}, {"clause": "4.2", "version": 2}]
