"""Corrected words are cited with who corrected them, and believed no further than that."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Credential, Record
from tests.projections.given import Given
from tests.records import BY, a_record

IMPORT, FORM = BY, Credential("token:7", "token", "dana")
ABOUT = [{"topic": "price"}]


def source(at: str) -> dict[str, Any]:
    return {"system": "crm", "ref": "x", "recorded_at": at}


def objected(**more: Any) -> Record:
    given_ = {"actor": "ana", "at": "2025-05-02", "source": source("2025-05-02T15:00:00Z")}
    signed = {"evidence": {"class": "signed"}}
    return a_record(
        "objection.raised", id="o", about=ABOUT, words="Too dear.", **(given_ | signed | more)
    )


def corrected(**more: Any) -> Record:
    data = {"about": ABOUT, "words": "Not for expansion."}
    given_ = {"actor": "dana", "at": "2025-09-01T10:00:00Z", "reason": "Misread."}
    return a_record("record.corrected", id="c", corrects="o", data=data, **(given_ | more))


def disputed() -> Record:
    recorded = source("2025-06-02T09:00:00Z")
    return a_record("dispute.opened", id="d", at="2025-06-02T09:00:00Z", source=recorded)


def cited(*told: tuple[Record, Credential], **times: Any) -> dict[str, Any]:
    """The objection, as an answer cites it."""
    opened = a_record("deal.opened", id="open", at="2025-05-01", source=source("2025-05-01"))
    deal = Given([opened], IMPORT)
    for record, by in told:
        deal.add([record], by)
    answer = deal.ask({"kind": "objection"}, **times)
    every = [*answer["supports"], *answer["opposes"], *answer["also_said"]]
    [found] = [each for each in every if each["record"] == "o"]
    return {**found, "sentence": answer["sentence"]}


def test_corrected_words_say_who_corrected_them_when_by_which_credentials_and_on_what() -> None:
    found = cited((objected(), IMPORT), (corrected(source=source("2025-09-01T10:00:00Z")), FORM))
    assert found["words"] == "Not for expansion."
    assert found["class"] == "signed"
    assert found["corrected_by"] == "c"
    correction = found["correction"]
    assert correction["recorded_by"] == {"name": "token:7", "kind": "token"}
    assert correction["recorded_at"] == {
        "ledger": "2026-01-01T00:00:03.000000Z",
        "the_sender_says": "2025-09-01T10:00:00Z",
    }
    assert (correction["actor"], correction["class"]) == ("dana", "asserted")
    assert (correction["record"], correction["position"]) == ("c", 3)
    assert "record o, late, corrected by record c]" in found["sentence"]


def test_a_late_correction_makes_timely_evidence_late() -> None:
    assert cited((objected(), IMPORT))["marks"] == []
    assert cited((objected(), IMPORT), (corrected(), FORM))["marks"] == ["late"]


def test_readers_before_the_correction_see_the_first_words_with_the_first_marks() -> None:
    found = cited((objected(), IMPORT), (corrected(), FORM), known_at="record:o")
    assert (found["words"], found["marks"]) == ("Too dear.", [])
    assert "correction" not in found


def test_a_correction_made_in_time_marks_nothing() -> None:
    at = {"at": "2025-05-02T16:00:00Z", "source": source("2025-05-02T16:00:00Z")}
    found = cited((objected(), IMPORT), (corrected(**at), IMPORT))
    assert found["marks"] == []
    assert found["correction"]["recorded_at"]["source"] == "2025-05-02T16:00:00Z"


def test_a_late_record_stays_late_however_soon_it_is_corrected() -> None:
    late = objected(source=source("2025-05-09"))
    soon = corrected(source=source("2025-05-03T09:00:00Z"))
    assert cited((late, IMPORT), (soon, IMPORT))["marks"] == ["late"]


def test_what_was_corrected_after_a_dispute_is_marked_so() -> None:
    found = cited((objected(), IMPORT), (disputed(), IMPORT), (corrected(), FORM))
    assert found["marks"] == ["late", "after_dispute"]
    before = cited((objected(), IMPORT), (corrected(), FORM), (disputed(), IMPORT))
    assert before["marks"] == ["late"]


@pytest.mark.parametrize(
    ("by", "class_", "mark"),
    [
        (FORM, "signed", "the_sender_says"),
        (Credential("connection:x", "unverified_connection"), "asserted", "unverified"),
    ],
)
def test_a_correction_is_believed_no_further_than_its_sender(
    by: Credential, class_: str, mark: str
) -> None:
    claimed = corrected(evidence={"class": class_})
    assert cited((objected(), IMPORT), (claimed, by))["marks"] == ["late", mark]


def test_by_self_is_whether_the_actor_corrected_it() -> None:
    ana = Credential("token:1", "token", "ana")
    said = objected(evidence=None)
    assert cited((said, ana))["by_self"] is True
    assert cited((said, ana), (corrected(), FORM))["by_self"] is False
    assert cited((said, IMPORT), (corrected(actor="ana"), ana))["by_self"] is True


def test_integrity_lists_the_correction_and_calls_the_record_what_it_is() -> None:
    deal = Given([objected(), corrected()], IMPORT)
    details = deal.ask({"kind": "integrity"})["details"]
    assert [each["record"] for each in details["corrections"]] == ["c"]
    assert details["late"] == []
