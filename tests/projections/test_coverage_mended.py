"""Grants and policies that were corrected or struck: read as they are right, and said so."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.given import given
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    granted,
    percent,
    policy,
    revoked,
    row,
    signed,
)
from tests.projections.timeline.reading import moments, of
from tests.records import a_record

GRANT = granted("G1", "vera", limit=percent("10"))
POLICY = policy("Q", "2025-01-01", ({}, "legal"))
SIGNED = (assigned("vera", "legal"), *FIRST, asked("S1", "vera"), signed("S1", "vera"))


def corrected(record: Record, **right: Any) -> Record:
    """A correction of a record of the organisation: what is given is right."""
    data = record.as_sent()["data"] | right
    said = {"corrects": record.id, "data": data, "reason": "Typed wrong."}
    return a_record("record.corrected", deal=None, id="mend", at="2025-06-01", **said)


def struck(record: Record) -> Record:
    said = {"record": record.id, "reason": "A test."}
    return a_record("record.struck", deal=None, id="mend", at="2025-06-01", **said)


def authority(*records: Record, **times: Any) -> dict[str, Any]:
    [own] = row(given(*records), **times)["signatures"]
    found: dict[str, Any] = own["authority"]
    return found


def test_a_corrected_grant_is_read_as_it_is_right_and_what_it_was_at_first_is_said() -> None:
    """VOCABULARY 2.6: the right data in the old place; that it was not so is no secret."""
    found = authority(GRANT, *SIGNED, corrected(GRANT, limit=percent("50")))
    assert (found["state"], found["mended_by"]) == ("within", ["mend"])
    assert found["first_recorded"]["state"] == "exceeded"
    assert found["first_recorded"]["limit"] == percent("10")
    assert f"Record {GRANT.id} was corrected (record mend)." in found["sentence"]
    assert "As first recorded: Vera: exceeded." in found["sentence"]


def test_who_does_not_know_of_the_correction_reads_the_grant_as_it_was() -> None:
    records = (GRANT, *SIGNED, corrected(GRANT, limit=percent("50")))
    found = authority(*records, known_at=len(records) - 1)
    assert found["state"] == "exceeded"
    assert "mended_by" not in found
    assert "first" not in found["sentence"]


def test_a_struck_grant_counts_for_nothing_and_that_it_was_there_is_said() -> None:
    found = authority(GRANT, *SIGNED, struck(GRANT))
    assert (found["state"], found["rests_on"]) == ("unknown", [])
    assert (found["first_recorded"]["state"], found["mended_by"]) == ("exceeded", ["mend"])
    assert f"Record {GRANT.id} was struck (record mend)." in found["sentence"]


def test_a_struck_revocation_that_had_ended_the_grant_is_said() -> None:
    grant, ended = granted("G1", "vera"), revoked("2025-05-01", grant="G1")
    found = authority(grant, ended, *SIGNED, struck(ended))
    assert (found["state"], found["first_recorded"]["state"]) == ("within", "expired")


def test_what_was_mended_and_bears_on_no_signature_is_not_said() -> None:
    other = granted("G2", "otto", limit=percent("10"))
    assert "mended_by" not in authority(GRANT, other, *SIGNED, struck(other))


def test_a_corrected_policy_asks_for_what_is_right_and_what_it_asked_at_first_is_said() -> None:
    right = [{"when": {}, "requires": "finance"}]
    found = row(given(POLICY, *SIGNED, corrected(POLICY, rules=right)))["policy"]
    assert [each["function"] for each in found["asks"]] == ["finance"]
    assert found["mended_by"] == ["mend"]
    assert [each["function"] for each in found["first_recorded"]["asks"]] == ["legal"]
    assert "policy Q was in force, and it would ask for legal (rule 1)." in found["sentence"]


def test_a_struck_policy_asks_for_nobody_and_that_it_was_in_force_is_said() -> None:
    found = row(given(POLICY, *SIGNED, struck(POLICY)))["policy"]
    assert (found["policy"], found["asks"]) == (None, [])
    assert (found["first_recorded"]["policy"], found["mended_by"]) == ("Q", ["mend"])
    assert f"Record {POLICY.id} was struck (record mend)." in found["sentence"]


def test_an_answer_on_authority_says_that_the_grant_was_corrected() -> None:
    deal = given(GRANT, *SIGNED, corrected(GRANT, limit=percent("50")))
    answer = deal.ask({"kind": "sign_off", "ask": "allowed", "clauses": ["4.2"]})
    assert answer["verdict"] == "yes"
    assert "As first recorded: Vera: exceeded." in answer["sentence"]


def test_the_timeline_shows_a_struck_policy_struck_through() -> None:
    deal = given(*SIGNED, POLICY, struck(POLICY))
    found = of(moments(deal), POLICY.id)
    assert (found["of"], found["struck_by"]) == ("organisation", "mend")
    assert "struck" in found["marks"]
    assert [each["to"] for each in found["moved"]["sign_offs"]] == ["signed"]
