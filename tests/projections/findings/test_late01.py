"""LATE01: a verdict rests on a record that was recorded late, or after the dispute."""

from __future__ import annotations

from typing import Any

from domain.record import Credential, Record
from projections.findings import Finding, findings
from projections.findings.looked import Looked
from projections.findings.rules import late01
from tests.projections.findings.rules import settling
from tests.projections.given import Given, given
from tests.records import a_clause, a_record

PERSON = Credential("rep", "token", "rep")


def by(recorded_at: str, system: str = "crm") -> dict[str, str]:
    return {"system": system, "ref": "1", "recorded_at": recorded_at}


def found(deal: Given, **times: Any) -> list[Finding]:
    return list(late01.find(Looked(deal.known(**times))))


def clause(at: str = "2025-05-01", recorded_at: str = "2025-05-01", **more: Any) -> Record:
    return a_clause("4.2", **{"id": "c", "at": at, "source": by(recorded_at), **more})


def accepted(at: str, recorded_at: str, **more: Any) -> Record:
    given_ = {"id": "yes", "proposal": "P1", "by": "acme", "at": at, "source": by(recorded_at)}
    return a_record("proposal.accepted", **{**given_, **more})


SEALED = a_record("proposal.sealed", at="2025-05-02", source=by("2025-05-02"))
DISPUTE = a_record("dispute.opened", at="2025-06-02", source=by("2025-06-02"))


def test_a_wording_recorded_more_than_a_day_later_is_a_finding() -> None:
    [one] = found(given(clause(recorded_at="2025-05-04")))
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [{"record": "c"}]
    assert "was recorded more than a day later" in one.sentence
    assert found(given(clause(recorded_at="2025-05-02"))) == []


def test_one_recorded_after_the_dispute_of_what_came_before_it_is_grave() -> None:
    told = (clause(), SEALED, DISPUTE, accepted("2025-05-16", "2025-06-09"))
    [one] = found(given(*told))
    assert one.severity == "high"
    assert "was recorded after the dispute was opened" in one.sentence


def test_what_happened_after_the_dispute_is_none() -> None:
    assert found(given(clause(), SEALED, DISPUTE, accepted("2025-06-10", "2025-06-10"))) == []
    overlapping = accepted("2025-06-02", "2025-06-03")
    assert found(given(clause(), SEALED, DISPUTE, overlapping)) == []


def test_what_carries_no_verdict_is_none() -> None:
    value = a_record("value.reported", at="2025-05-01", source=by("2025-05-09"))
    assert found(given(clause(), value)) == []
    old = a_record("clause.revised", text="Now so.", at="2025-05-02", source=by("2025-05-02"))
    assert found(given(clause(recorded_at="2025-05-04"), old)) == []


def test_an_import_without_a_sources_time_is_none_and_a_persons_own_word_is_judged_here() -> None:
    bare = clause(source=None)
    assert found(given(bare)) == []
    assert len(found(given(bare, by=PERSON))) == 1
    assert len(found(given(clause(recorded_at="2025-05-01"), by=PERSON))) == 1


def test_such_an_import_after_the_dispute_is_one_all_the_same() -> None:
    told = (clause(source=None), SEALED, a_record("dispute.opened", at="2025-06-02"))
    later = accepted("2025-05-16", "", source=None)
    assert [each.severity for each in found(given(*told, later))] == ["high"]


def test_before_it_and_of_a_struck_or_withheld_one_it_is_none() -> None:
    told = (clause(), SEALED, accepted("2025-05-16", "2025-05-20"))
    assert len(found(given(*told))) == 1
    assert found(given(*told), effective_at="2025-05-15") == []
    assert found(given(*told, a_record("record.struck", record="yes"))) == []
    hidden = accepted("2025-05-16", "2025-05-20", privilege="attorney_client")
    assert found(given(*told[:2], hidden), role="reader") == []


def test_it_is_settled_for_this_record() -> None:
    told = (clause(recorded_at="2025-05-04"),)
    codes = [
        each for each in findings(given(*told).known())["findings"] if each["code"] == "LATE01"
    ]
    closing = settling(codes[0], at="2025-05-06", source=by("2025-05-06"))
    read = findings(given(*told, closing).known())
    assert [each["code"] for each in read["settled"]] == ["LATE01"]
    second = a_clause("4.3", at="2025-05-05", source=by("2025-05-09"))
    read = findings(given(*told, closing, second).known())
    assert [each["code"] for each in read["findings"] if each["code"] == "LATE01"] == ["LATE01"]


def test_a_wording_that_was_corrected_late_is_one_and_names_the_correction() -> None:
    right = {"clause": "4.2", "heading": "H", "text": "Twenty."}
    late = {"at": "2025-05-09", "source": by("2025-05-09")}
    correction = a_record("record.corrected", id="fix", corrects="c", data=right, **late)
    [one] = found(given(clause(), correction))
    assert [each.json for each in one.about] == [{"record": "c"}]
    assert "what corrected it (record fix) was recorded more than a day later" in one.sentence
    [grave] = found(given(clause(), SEALED, DISPUTE, correction))
    assert grave.severity == "medium"
