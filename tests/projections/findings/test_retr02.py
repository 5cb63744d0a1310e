"""RETR02: a retraction without an instruction, or by somebody who is not on record as a signer."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import FIRST, sent, signed
from tests.records import a_record

OFFERED = (*FIRST, sent("P1", "2025-05-03"))


def retracted(at: str = "2025-05-10", **more: Any) -> Record:
    given = {"proposal": "P1", "to": ["acme"], "reason_class": "commercial", "reason": "No."}
    return a_record(
        "proposal.retracted", **{"id": "back", "at": at, "actor": "rep", **given, **more}
    )


def instructed(by: str = "vera", at: str = "2025-05-09", **more: Any) -> Record:
    given = {"target": {"proposal": "P1"}, "reason_class": "commercial", "reason": "No."}
    return a_record(
        "retraction.instructed",
        **{"to": "rep", "actor": by, "at": at, "id": "told", **given, **more},
    )


def test_without_an_instruction_it_is_a_finding() -> None:
    [one] = found("RETR02", *OFFERED, retracted())
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [{"proposal": "P1"}, {"record": "back"}]
    assert one.persons == ("rep",)
    assert one.sentence.endswith("that anybody instructed it is not on record.")


def test_who_signed_it_needs_none_and_neither_does_what_was_not_sent() -> None:
    assert found("RETR02", *OFFERED, signed("S1", "rep"), retracted()) == []
    assert found("RETR02", *FIRST, retracted()) == []
    assert found("RETR02", *OFFERED, retracted("2025-05-02")) == []


def test_an_instruction_by_who_did_not_sign_is_a_finding() -> None:
    for told in ((instructed(), retracted()), (retracted(instructed_by="vera"),)):
        [one] = found("RETR02", *OFFERED, signed("S1", "otto", id="sig"), *told)
        assert one.persons == ("vera",)
        assert "a sign-off of it by vera is not on record. Signed by: otto." in one.sentence
        assert {"sig", "back"} <= {each.id for each in one.records}


def test_a_deputys_signature_gives_the_principal_nothing_and_is_told() -> None:
    deputy = signed("S1", "dora", on_behalf_of="vera")
    [one] = found("RETR02", *OFFERED, deputy, instructed(), retracted())
    assert one.sentence.endswith("Signed by: dora (a deputy signed for them).")


def test_an_instruction_by_who_signed_is_none() -> None:
    assert found("RETR02", *OFFERED, signed("S1", "vera"), instructed(), retracted()) == []
    assert found("RETR02", *OFFERED, signed("S1", "vera"), retracted(instructed_by="vera")) == []


def test_a_signature_on_another_proposal_is_no_sign_off_of_it() -> None:
    other = (a_record("proposal.sealed", proposal="P2", at="2025-05-03"),)
    on_other = signed("S1", "vera", proposal="P2")
    assert len(found("RETR02", *OFFERED, *other, on_other, instructed(), retracted())) == 1


def test_another_id_of_the_same_human_signed() -> None:
    told = (*OFFERED, signed("S1", "v.vera"), instructed(), retracted())
    assert len(found("RETR02", *told)) == 1
    same = a_record("person.identified", person="v.vera", same_as="vera")
    assert found("RETR02", *told, same) == []


def test_before_it_and_of_a_struck_or_withheld_one_it_is_none() -> None:
    told = (*OFFERED, retracted())
    assert found("RETR02", *told, effective_at="2025-05-09") == []
    assert found("RETR02", *told, a_record("record.struck", record="back")) == []
    assert found("RETR02", *OFFERED, retracted(privilege="work_product"), role="reader") == []


def test_it_is_settled_for_this_retraction_and_who_instructed_it() -> None:
    told = (*OFFERED, retracted())
    [one] = opened("RETR02", *told)
    closing = settling(one, at="2025-05-12")
    assert opened("RETR02", *told, closing) == []
    assert len(settled("RETR02", *told, closing)) == 1
    [other] = opened("RETR02", *told, closing, instructed())
    assert [each["person"] for each in other["persons"]] == ["vera"]
