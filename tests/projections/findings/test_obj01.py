"""OBJ01: a notice without a period to object."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import FIRST, assigned
from tests.records import a_record

TOLD = (
    a_record("deal.opened", at="2025-04-01"),
    a_record("party.joined", party="us", name="We", role="seller", at="2025-04-01"),
    assigned("rep", "sales"),
    assigned("vera", "sales_leadership"),
    *FIRST,
)


def mail(**more: Any) -> Record:
    given = {"message": "M", "to": ["vera"], "about": [{"clause": "4.2"}], "actor": "rep"}
    return a_record("message.sent", **{"id": "mail", "at": "2025-05-05T10:00Z", **given, **more})


def test_a_message_to_who_approves_without_a_period_is_a_finding() -> None:
    [one] = found("OBJ01", *TOLD, mail())
    assert one.severity == "low"
    about = [each.json for each in one.about]
    assert about == [{"record": "mail"}, {"clause": "4.2", "version": 1}]
    assert one.persons == ("vera",)
    assert [each.id for each in one.records] == ["c", "mail"]
    assert one.sentence == (
        "The message of 2025-05-05T10:00Z to Vera about clause 4.2 sets no time until when to "
        "object, and no answer is on record. Silence is not consent."
    )


def test_one_with_a_period_or_followed_by_one_is_none() -> None:
    assert found("OBJ01", *TOLD, mail(objection_until="2025-05-09")) == []
    second = mail(id="m2", message="M2", at="2025-05-06", objection_until="2025-05-09")
    assert found("OBJ01", *TOLD, mail(), second) == []
    assert len(found("OBJ01", *TOLD, mail(), second, effective_at="2025-05-05")) == 1


@pytest.mark.parametrize(
    "other",
    [{"to": ["rita"]}, {"about": [{"topic": "lunch"}]}, {"actor": "carla"}],
    ids=["to who does not approve", "about nothing of the text", "from outside"],
)
def test_another_message_is_none(other: dict[str, Any]) -> None:
    assert found("OBJ01", *TOLD, assigned("rita", "engineering"), mail(**other)) == []


def test_one_that_failed_is_none() -> None:
    failed = a_record(
        "message.failed", message="M", to=["vera"], reason="No box.", at="2025-05-05T10:01Z"
    )
    assert found("OBJ01", *TOLD, mail(), failed) == []


@pytest.mark.parametrize("type_", ["acknowledgement.given", "objection.raised"])
def test_an_answer_makes_it_none(type_: str) -> None:
    words = {"words": "Not so."}
    answer = a_record(type_, actor="vera", about=[{"clause": "4.2"}], at="2025-05-06", **words)
    assert found("OBJ01", *TOLD, mail(), answer) == []
    same = a_record("person.identified", person="v.vera", same_as="vera")
    by_other = a_record(type_, actor="v.vera", about=[{"clause": "4.2"}], at="2025-05-06", **words)
    assert len(found("OBJ01", *TOLD, mail(), by_other)) == 1
    assert found("OBJ01", *TOLD, mail(), by_other, same) == []


def test_who_is_no_longer_of_the_house_is_not_asked() -> None:
    gone = assigned("vera", "engineering", at="2025-05-06")
    assert found("OBJ01", *TOLD, mail(), gone) == []


def test_before_it_and_of_a_struck_or_withheld_one_it_is_none() -> None:
    assert found("OBJ01", *TOLD, mail(), effective_at="2025-05-04") == []
    assert found("OBJ01", *TOLD, mail(), a_record("record.struck", record="mail")) == []
    assert found("OBJ01", *TOLD, mail(privilege="attorney_client"), role="reader") == []


def test_it_is_settled_until_the_next_notice() -> None:
    [one] = opened("OBJ01", *TOLD, mail())
    closing = settling(one, at="2025-05-07")
    assert opened("OBJ01", *TOLD, mail(), closing) == []
    assert len(settled("OBJ01", *TOLD, mail(), closing)) == 1
    second = mail(id="m2", message="M2", at="2025-05-08")
    [other] = opened("OBJ01", *TOLD, mail(), closing, second)
    assert other["about"][0] == {"record": "m2"}
