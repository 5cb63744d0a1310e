"""SEEN01: somebody signs a wording, and no record shows it displayed to them."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.findings.rules import found, opened, reading, settled, settling
from tests.projections.signing import FIRST, asked, clause, revised, sealed, sent, signed, withdrawn
from tests.records import a_record

SIGNED = signed("S1", "vera", id="sig")


def displayed(at: str = "2025-05-06", to: str = "vera", **more: Any) -> Record:
    return a_record("clause.displayed", clause="4.2", to=to, at=at, **more)


def about(type_: str, at: str, actor: str = "vera", **more: Any) -> Record:
    return a_record(type_, at=at, actor=actor, about=[{"clause": "4.2", "version": 1}], **more)


def test_a_signature_without_a_display_before_is_grave() -> None:
    [one] = found("SEEN01", *FIRST, SIGNED)
    assert one.severity == "high"
    assert [each.json for each in one.about] == [
        {"record": "sig"},
        {"clause": "4.2", "version": 1},
    ]
    assert one.persons == ("vera",)
    assert [each.id for each in one.records] == ["c", "sig"]
    assert one.sentence.endswith("had been displayed to them is not on record.")
    [missing] = one.not_shown
    assert missing.startswith("What vera had of clause 4.2 before: nothing is on record. No system")
    assert "before the offer is sent" in one.to_do
    [after] = found("SEEN01", *FIRST, SIGNED, sent("P1", "2025-05-10"))
    assert "before the offer is sent" not in after.to_do


def test_an_opened_message_is_no_display_and_is_told() -> None:
    mail = a_record(
        "message.sent", to=["vera"], message="M", about=[{"clause": "4.2"}], at="2025-05-05"
    )
    opening = a_record("message.opened", message="M", by="vera", at="2025-05-06")
    [one] = found("SEEN01", *FIRST, mail, opening, SIGNED)
    assert "the record shows opened" in one.not_shown[0]


@pytest.mark.parametrize(
    "shown",
    [
        displayed(id="d"),
        about("acknowledgement.given", "2025-05-06", id="a"),
        about("objection.raised", "2025-05-06", words="Why?", id="o"),
        a_record(
            "meeting.held",
            meeting="K",
            attendees=["vera"],
            about=[{"clause": "4.2"}],
            at="2025-05-06",
            id="m",
        ),
    ],
    ids=["displayed", "acknowledged", "objected", "met"],
)
def test_what_shows_the_words_before_them_is_none(shown: Record) -> None:
    assert found("SEEN01", *FIRST, shown, SIGNED) == []


def test_a_display_afterwards_or_to_another_or_of_another_wording_does_not() -> None:
    assert len(found("SEEN01", *FIRST, SIGNED, displayed("2025-05-08"))) == 1
    assert len(found("SEEN01", *FIRST, displayed(to="otto"), SIGNED)) == 1
    again = (revised("Now so.", "2025-05-03"), sealed("P2", "2025-05-04"))
    old = displayed(version=1)
    newer = signed("S2", "vera", proposal="P2")
    assert len(found("SEEN01", *FIRST, *again, old, newer)) == 1


def test_one_whose_order_is_unknown_counts_for_them() -> None:
    assert found("SEEN01", *FIRST, displayed("2025-05-07"), SIGNED) == []


def test_what_they_acknowledge_afterwards_counts_from_then_on() -> None:
    told = (*FIRST, SIGNED, about("acknowledgement.given", "2025-05-08"))
    assert found("SEEN01", *told) == []
    assert len(found("SEEN01", *told, effective_at="2025-05-07")) == 1


def test_signing_again_after_it_was_shown_mends_it() -> None:
    told = (*FIRST, SIGNED, displayed("2025-05-08"), signed("S2", "vera", "2025-05-09"))
    assert found("SEEN01", *told) == []
    other = (*FIRST, SIGNED, displayed("2025-05-08", "otto"), signed("S2", "otto", "2025-05-09"))
    assert [each.persons for each in found("SEEN01", *other)] == [("vera",)]


def test_who_is_asked_and_was_not_shown_it_is_told_less_gravely() -> None:
    [one] = found("SEEN01", *FIRST, asked("S1", "vera", id="ask"))
    assert one.severity == "medium"
    assert one.about[0].json == {"record": "ask"}
    assert one.to_do == "Show vera clause 4.2 (wording 1) before they sign."
    assert found("SEEN01", *FIRST, displayed("2025-05-05"), asked("S1", "vera")) == []


def waived(**more: Any) -> Record:
    given = {"proposal": "P1", "clauses": ["4.2"], "reason": "In a hurry.", **more}
    return a_record("review.waived", **{"actor": "vera", "at": "2025-05-07T09:00Z", **given})


def test_what_they_waived_is_less_grave_and_said() -> None:
    [one] = found("SEEN01", *FIRST, waived(id="w"), SIGNED)
    assert one.severity == "medium"
    assert "They put on record that they go on without looking (w)." in one.sentence
    assert "w" in {each.id for each in one.records}


@pytest.mark.parametrize(
    "other",
    [
        *({"actor": "otto"}, {"clauses": ["3.1"]}, {"proposal": "P2"}, {"sign_off": "S2"}),
        {"reason": " "},
    ],
)
def test_another_waiver_does_not_count(other: dict[str, Any]) -> None:
    [one] = found("SEEN01", *FIRST, clause("3.1"), waived(**other), SIGNED)
    assert one.severity == "high"


def test_a_display_to_another_id_of_the_same_human_counts() -> None:
    told = (*FIRST, displayed(to="v.vera"), SIGNED)
    assert len(found("SEEN01", *told)) == 1
    one = a_record("person.identified", person="v.vera", same_as="vera")
    assert found("SEEN01", *told, one) == []


def test_a_signature_taken_back_or_struck_is_none_and_a_struck_display_shows_nothing() -> None:
    assert found("SEEN01", *FIRST, SIGNED, withdrawn("S1", "vera", "2025-05-08")) == []
    assert found("SEEN01", *FIRST, SIGNED, a_record("record.struck", record="sig")) == []
    struck = a_record("record.struck", record="d")
    assert len(found("SEEN01", *FIRST, displayed(id="d"), SIGNED, struck)) == 1


def test_a_display_corrected_to_another_person_shows_nothing() -> None:
    data = {"clause": "4.2", "to": "otto"}
    right = a_record("record.corrected", corrects="d", data=data)
    assert len(found("SEEN01", *FIRST, displayed(id="d"), SIGNED, right)) == 1
    assert found("SEEN01", *FIRST, displayed(id="d"), SIGNED, right, known_at=4) == []


def test_it_is_there_from_when_it_was_signed() -> None:
    assert found("SEEN01", *FIRST, SIGNED, effective_at="2025-05-06") == []


def test_a_reader_is_told_of_no_withheld_signature_and_that_records_are_withheld() -> None:
    hidden = signed("S1", "vera", privilege="attorney_client")
    assert found("SEEN01", *FIRST, hidden, role="reader") == []
    told = (*FIRST, displayed(privilege="attorney_client"), SIGNED)
    read = reading(*told, role="reader")
    assert [each["code"] for each in read["findings"]].count("SEEN01") == 1
    assert read["withheld"] == 1


def test_it_is_settled_until_they_sign_the_next_wording_unseen() -> None:
    told = (*FIRST, SIGNED)
    [one] = opened("SEEN01", *told)
    closing = settling(one, at="2025-05-08")
    assert opened("SEEN01", *told, closing) == []
    assert len(settled("SEEN01", *told, closing)) == 1
    again = (
        revised("Now so.", "2025-05-09"),
        sealed("P2", "2025-05-10"),
        signed("S2", "vera", "2025-05-11", proposal="P2", id="sig-2"),
    )
    [other] = opened("SEEN01", *told, closing, *again)
    assert other["about"] == [{"record": "sig-2"}, {"clause": "4.2", "version": 2}]


def test_a_settlement_under_another_id_of_the_same_human_settles_it() -> None:
    [one] = opened("SEEN01", *FIRST, SIGNED)
    closing = settling(one, at="2025-05-08", persons=["v.vera"])
    assert len(opened("SEEN01", *FIRST, SIGNED, closing)) == 1
    same = a_record("person.identified", person="v.vera", same_as="vera")
    assert opened("SEEN01", *FIRST, SIGNED, closing, same) == []
