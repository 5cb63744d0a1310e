"""SEEN03: a notice failed, or no record shows it opened."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.signing import FIRST, assigned
from tests.records import a_record

TOLD = (a_record("deal.opened", at="2025-04-01"), assigned("vera", "sales_leadership"), *FIRST)


def mail(**more: Any) -> Record:
    given = {"message": "M", "to": ["vera"], "about": [{"clause": "4.2"}], "actor": "rep"}
    return a_record("message.sent", **{"id": "mail", "at": "2025-05-05T10:00Z", **given, **more})


def failed(**more: Any) -> Record:
    given = {"message": "M", "to": ["vera"], "reason": "No such box.", "at": "2025-05-05T10:01Z"}
    return a_record("message.failed", **{"id": "fail", **given, **more})


def test_a_notice_that_failed_is_told_at_once() -> None:
    [one] = found("SEEN03", *TOLD, mail(), failed(), effective_at="2025-05-05T12:00Z")
    assert one.severity == "medium"
    about = [each.json for each in one.about]
    assert about == [{"record": "mail"}, {"clause": "4.2", "version": 1}]
    assert one.persons == ("vera",)
    assert [each.id for each in one.records] == ["c", "mail", "fail"]
    assert "failed: “No such box.”" in one.sentence


def test_one_without_an_opening_is_told_after_a_day_and_less_gravely() -> None:
    assert found("SEEN03", *TOLD, mail(), effective_at="2025-05-06T09:00Z") == []
    [one] = found("SEEN03", *TOLD, mail(), effective_at="2025-05-06T10:02Z")
    assert one.severity == "low"
    assert one.sentence.endswith("that it was opened is not on record.")
    assert one.not_shown == ("No system is on record as reporting on this person.",)


def test_one_that_was_opened_or_whose_words_were_shown_another_way_is_none() -> None:
    opening = a_record("message.opened", message="M", by="vera", at="2025-05-05T11:00Z")
    assert found("SEEN03", *TOLD, mail(), opening) == []
    shown = a_record("clause.displayed", clause="4.2", to="vera", at="2025-05-07")
    assert found("SEEN03", *TOLD, mail(), failed(), shown) == []


def test_one_that_was_only_received_is() -> None:
    arrived = a_record("message.received", message="M", by="vera", at="2025-05-05T11:00Z")
    assert len(found("SEEN03", *TOLD, mail(), arrived)) == 1


def test_one_to_the_client_or_about_nothing_in_the_text_is_none() -> None:
    assert found("SEEN03", *TOLD, mail(to=["carla"])) == []
    assert found("SEEN03", *TOLD, mail(about=[{"topic": "lunch"}])) == []


def test_what_they_wrote_themselves_is_none() -> None:
    assert found("SEEN03", *TOLD, mail(actor="vera", to=["vera"])) == []


def test_a_failure_with_another_id_of_the_same_human_counts() -> None:
    other = failed(to=["v.vera"])
    [one] = found("SEEN03", *TOLD, mail(), other)
    assert one.severity == "low"
    same = a_record("person.identified", person="v.vera", same_as="vera")
    [one] = found("SEEN03", *TOLD, mail(), other, same)
    assert one.severity == "medium"


def test_a_struck_notice_is_none_and_a_withheld_one_is_not_told() -> None:
    assert found("SEEN03", *TOLD, mail(), a_record("record.struck", record="mail")) == []
    assert found("SEEN03", *TOLD, mail(privilege="attorney_client"), role="reader") == []


def test_it_is_settled_for_this_notice_and_the_next_opens_another() -> None:
    [one] = opened("SEEN03", *TOLD, mail())
    closing = settling(one, at="2025-05-07")
    assert opened("SEEN03", *TOLD, mail(), closing) == []
    assert len(settled("SEEN03", *TOLD, mail(), closing)) == 1
    second = mail(id="mail-2", message="M2", at="2025-05-08")
    [other] = opened("SEEN03", *TOLD, mail(), closing, second)
    assert other["about"][0] == {"record": "mail-2"}
