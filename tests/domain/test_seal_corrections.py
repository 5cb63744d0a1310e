"""What arrives later never changes a seal: only a correction of the seal itself does."""

from __future__ import annotations

from typing import Any

from tests.domain.cases import Case, given
from tests.domain.test_corrections import corrected, decided
from tests.records import a_clause, a_record

SEAL = {"proposal": "P1"}


def sealed_at(at: str = "2025-05-16", **given_: Any) -> Case:
    return given(
        a_clause("4.2", at="2025-05-01", text="Twenty."),
        a_clause("3.1", at="2025-05-02", text="Fees."),
        a_record("clause.revised", id="later", at="2025-05-10", clause="4.2", text="Thirty."),
        a_record("proposal.sealed", id="seal", at=at, **given_),
    )


def held(case: Case) -> tuple[Any, Any]:
    event = case.entries["seal"].event.model_dump(mode="json")
    return event["contents"], event["digest"]


def correction(
    case: Case, data: dict[str, Any], **given_: Any
) -> tuple[list[tuple[str, int]], Any]:
    event = decided(case, corrected("seal", data, **given_))
    contents = [(each["clause"], each["version"]) for each in event.data["contents"]]
    return contents, event.data


def test_a_correction_that_says_the_same_keeps_the_seal() -> None:
    case = sealed_at()
    _, right = correction(case, SEAL | {"amends": "P0"})
    assert (right["contents"], right["digest"]) == held(case)
    assert right["amends"] == "P0"


def test_a_wording_struck_since_stays_in_the_seal() -> None:
    case = sealed_at()
    case.record(a_record("record.struck", record="later", reason="A double."))
    _, right = correction(case, SEAL | {"amends": "P0"})
    assert (right["contents"], right["digest"]) == held(case)


def test_a_wording_corrected_since_stays_in_the_seal_as_it_was_sealed() -> None:
    case = sealed_at()
    case.record(corrected("later", {"clause": "4.2", "text": "Thirteen."}))
    _, right = correction(case, SEAL | {"contents": [{"clause": "4.2", "version": 2}]})
    assert right["contents"] == held(case)[0][:1]


def test_a_wording_that_arrived_since_is_not_in_the_corrected_seal() -> None:
    case = sealed_at(clauses=["3.1"])
    case.record(a_record("clause.revised", at="2025-05-12", clause="4.2", text="Forty."))
    contents, _ = correction(case, SEAL)
    assert contents == [("4.2", 2), ("3.1", 1)]


def test_a_seal_corrected_to_other_clauses_holds_what_stood_then() -> None:
    assert correction(sealed_at(), SEAL | {"clauses": ["4.2"]})[0] == [("4.2", 2)]


def test_a_seal_corrected_to_another_time_holds_what_stood_at_that_time() -> None:
    found, _ = correction(sealed_at(), SEAL, occurred_at="2025-05-05")
    assert found == [("4.2", 1), ("3.1", 1)]


def test_a_seal_corrected_to_the_same_time_holds_what_it_held() -> None:
    case = sealed_at("2025-05-16")
    case.record(a_record("clause.removed", at="2025-05-11", clause="4.2"))
    found, _ = correction(case, SEAL, occurred_at="2025-05-16")
    assert found == [("4.2", 2), ("3.1", 1)]


def test_a_wording_that_arrived_after_the_seal_is_not_in_it_whenever_it_was_made() -> None:
    case = sealed_at("2025-05-16")
    case.record(a_record("clause.revised", at="2025-05-12", clause="4.2", text="Forty."))
    found, _ = correction(case, SEAL, occurred_at="2025-05-17")
    assert found == [("4.2", 2), ("3.1", 1)]
