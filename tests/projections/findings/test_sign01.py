"""SIGN01: somebody signed an older wording, and not the one that stands now."""

from __future__ import annotations

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import asked, assigned, clause, policy, revised, sealed, sent, signed
from tests.records import a_record

AGAIN = "2025-05-08"


def first() -> list[Record]:
    """Vera was asked for P1 and signed it."""
    return [
        clause(id="c"),
        sealed("P1", "2025-05-02"),
        asked("S1", "vera"),
        signed("S1", "vera", id="sig"),
    ]


def anew(**more: object) -> list[Record]:
    """Then clause 4.2 is worded anew, sealed and sent as P2."""
    return [
        revised("Now so.", AGAIN, id="again", **more),
        sealed("P2", "2025-05-09"),
        sent("P2", "2025-05-10"),
    ]


def test_a_required_one_on_an_older_wording_that_governs_is_grave() -> None:
    again = asked("S2", "vera", AGAIN, proposal="P2")
    [one] = found("SIGN01", *first(), *anew(), again)
    assert one.severity == "high"
    assert [each.json for each in one.about] == [
        {"clause": "4.2", "version": 2},
        {"sign_off": "S1"},
    ]
    assert one.persons == ("vera",)
    assert [each.id for each in one.records] == ["c", "sig", "again"]
    assert one.sentence == (
        "vera signed off wording 1 of clause 4.2, and clause 4.2 (wording 2) governs: no sign-off "
        "of it by vera is on record."
    )


def test_in_the_drafts_or_unrequired_it_is_less_grave_and_both_least() -> None:
    desk = policy("P", "2025-01-01", ({"kind": "discount"}, "deal_desk"))
    by_policy = (desk, assigned("vera", "deal_desk"), *first(), anew()[0])
    assert [each.severity for each in found("SIGN01", *by_policy)] == ["medium"]
    unasked = [clause(), sealed("P1", "2025-05-02"), signed("S1", "vera")]
    assert [each.severity for each in found("SIGN01", *unasked, *anew())] == ["medium"]
    assert [each.severity for each in found("SIGN01", *unasked, anew()[0])] == ["low"]


def test_a_sign_off_of_the_wording_that_stands_is_none() -> None:
    assert found("SIGN01", *first()) == []
    again = [
        asked("S2", "vera", AGAIN, proposal="P2"),
        signed("S2", "vera", "2025-05-11", proposal="P2"),
    ]
    assert found("SIGN01", *first(), *anew(), *again) == []


def test_another_id_of_the_same_human_counts() -> None:
    again = signed("S2", "v.vera", "2025-05-11", proposal="P2")
    assert len(found("SIGN01", *first(), *anew(), again)) == 1
    one = a_record("person.identified", person="v.vera", same_as="vera")
    assert found("SIGN01", *first(), *anew(), again, one) == []


def test_it_is_there_from_when_the_wording_is_and_not_of_a_struck_one() -> None:
    assert found("SIGN01", *first(), *anew(), effective_at="2025-05-07") == []
    struck = [a_record("record.struck", record="again")]
    assert found("SIGN01", *first(), anew()[0], *struck) == []
    assert found("SIGN01", *first(), *anew(), a_record("record.struck", record="sig")) == []


def test_a_reader_sees_none_of_a_withheld_signature() -> None:
    told = [*first()[:3], signed("S1", "vera", privilege="attorney_client"), *anew()]
    assert len(found("SIGN01", *told)) == 1
    assert found("SIGN01", *told, role="reader") == []


def test_it_is_settled_until_the_next_wording() -> None:
    told = [*first(), *anew()]
    [one] = opened("SIGN01", *told)
    closing = settling(one, at="2025-05-11")
    assert opened("SIGN01", *told, closing) == []
    assert len(settled("SIGN01", *told, closing)) == 1
    third = revised("Once more.", "2025-05-12")
    [again] = opened("SIGN01", *told, closing, third)
    assert again["about"][0] == {"clause": "4.2", "version": 3}
