"""Corrections of what was sealed change no sign-off, those of a signature count: both are shown."""

from __future__ import annotations

from typing import Any

from domain.record import Record, record_of
from projections.signing.table import coverage_of
from tests.projections.given import Given, given
from tests.projections.signing import (
    FIRST,
    asked,
    clause,
    granted,
    percent,
    policy,
    revised,
    row,
    sealed,
    sent,
    signed,
    states,
    term,
    usd,
)
from tests.records import DEAL, a_record, a_sending

WORDS = {"clause": "4.2", "heading": "Discount", "text": "Twenty percent."}
LIMIT = granted("G1", "vera", limit=percent("15"))
ASKED = asked("S1", "vera")
SIGNED = signed("S1", "vera", id="yes")
ABOVE_20 = {"kind": "discount", "above": percent("20")}


def corrected(record: str, id_: str = "fix", **data: Any) -> Record:
    return a_record(
        "record.corrected", deal=DEAL, id=id_, at="2025-06-01", corrects=record, data=data
    )


def to(share: str, id_: str = "fix") -> Record:
    """The term of clause 4.2 as it was added is corrected."""
    return corrected("c", id_, **WORDS, term=term("discount", percent(share)))


def signature(deal: Given, **times: Any) -> dict[str, Any]:
    [found] = row(deal, **times)["signatures"]
    assert isinstance(found, dict)
    return found


def told(found: dict[str, Any]) -> tuple[str, Any]:
    return found["state"], found["value"]


def test_a_corrected_term_does_not_wash_clean_what_was_signed_beyond_authority() -> None:
    deal = given(LIMIT, *FIRST, ASKED, SIGNED, to("10"))
    found = signature(deal)
    assert told(found["authority"]) == ("exceeded", percent("22"))
    assert found["corrected"]["by"] == ["fix"]
    assert found["corrected"]["first_recorded"] is None
    assert told(found["corrected"]["authority"]) == ("within", percent("10"))
    assert "vera: within" in found["corrected"]["sentence"]
    [cell] = row(deal)["required"]
    assert told(cell["signed"]["authority"]) == ("exceeded", percent("22"))
    assert cell["signed"]["corrected"]["by"] == ["fix"]
    assert "corrected" not in signature(deal, known_at="record:yes")


def test_a_correction_makes_nobody_exceed_what_was_within() -> None:
    within = granted("G1", "vera", limit=percent("25"))
    found = signature(given(within, *FIRST, ASKED, SIGNED, to("30")))
    assert found["authority"]["state"] == "within"
    assert found["corrected"]["authority"]["state"] == "exceeded"


def test_what_was_corrected_before_it_was_sealed_was_signed_as_corrected() -> None:
    deal = given(LIMIT, FIRST[0], to("10"), sealed("P1", "2025-05-02"), ASKED, SIGNED)
    found = signature(deal)
    assert told(found["authority"]) == ("within", percent("10"))
    assert "corrected" not in found


def test_what_was_corrected_after_the_seal_and_before_the_signature_stays_as_sealed() -> None:
    found = signature(given(LIMIT, *FIRST, ASKED, to("10"), SIGNED))
    assert found["authority"]["state"] == "exceeded"
    assert found["corrected"]["authority"]["state"] == "within"


def test_each_signature_is_judged_by_the_seal_that_it_was_given_on() -> None:
    again = sealed("P2", "2025-05-08")
    on_it = signed("S2", "vera", "2025-05-09", proposal="P2", id="again")
    first, second = row(given(LIMIT, *FIRST, SIGNED, to("10"), again, on_it))["signatures"]
    assert (first["authority"]["state"], second["authority"]["state"]) == ("exceeded", "within")
    assert "corrected" in first
    assert "corrected" not in second


def test_of_several_corrections_the_last_before_the_seal_counts_and_the_last_is_shown() -> None:
    records = (FIRST[0], to("18", "one"), sealed("P1", "2025-05-02"), SIGNED)
    found = signature(given(LIMIT, *records, to("17", "two"), to("12", "three")))
    assert told(found["authority"]) == ("exceeded", percent("18"))
    assert found["corrected"]["by"] == ["three"]
    assert told(found["corrected"]["authority"]) == ("within", percent("12"))


def test_a_correction_that_adds_or_takes_away_a_term_changes_no_sign_off() -> None:
    taken = corrected("c", **WORDS)
    found = signature(given(LIMIT, *FIRST, SIGNED, taken))
    assert told(found["authority"]) == ("exceeded", percent("22"))
    assert found["corrected"]["authority"]["value"] is None
    bare = clause(id="c", text="Twenty percent.", term=None), sealed("P1", "2025-05-02")
    found = signature(given(LIMIT, *bare, SIGNED, to("10")))
    assert (found["authority"]["value"], found["authority"]["over"]) == (None, "scope")
    assert told(found["corrected"]["authority"]) == ("within", percent("10"))


def test_a_term_that_was_stated_after_the_seal_is_known_as_when_it_was_signed() -> None:
    bare = clause(id="c", text="Twenty percent.", term=None), sealed("P1", "2025-05-02")
    meaning = {"clause": "4.2", "method": "human"}
    stated = a_record(
        "term.stated", id="t", at="2025-05-03", **meaning, term=term("discount", percent("22"))
    )
    fix = corrected("t", **meaning, term=term("discount", percent("10")))
    found = signature(given(LIMIT, *bare, stated, SIGNED, fix))
    assert told(found["authority"]) == ("exceeded", percent("22"))
    assert told(found["corrected"]["authority"]) == ("within", percent("10"))
    found = signature(given(LIMIT, *bare, stated, fix, SIGNED))
    assert told(found["authority"]) == ("within", percent("10"))


def test_a_corrected_value_of_a_signature_counts_and_says_what_was_recorded_first() -> None:
    limit = granted("G1", "vera", limit=usd("500000.00"))
    worth = signed("S1", "vera", value=usd("640000.00"), id="yes")
    fix = corrected("yes", sign_off="S1", proposal="P1", value=usd("400000.00"))
    before = signature(given(limit, *FIRST, ASKED, worth))
    assert told(before["authority"]) == ("exceeded", usd("640000.00"))
    found = signature(given(limit, *FIRST, ASKED, worth, fix))
    assert told(found["authority"]) == ("within", usd("400000.00"))
    assert found["value"] == usd("400000.00")
    assert found["corrected"]["authority"] is None
    assert found["corrected"]["first_recorded"]["value"] == usd("640000.00")
    assert "640000.00 USD" in found["corrected"]["sentence"]


def test_a_signature_of_another_than_was_recorded_first_stands_in_its_place_and_says_so() -> None:
    fix = a_sending("record.corrected", deal=DEAL, id="fix", at="2025-06-01", corrects="yes")
    fix["data"] |= {"data": {"sign_off": "S1", "proposal": "P1"}, "actor": "otto"}
    found = signature(given(LIMIT, *FIRST, SIGNED, record_of(fix)))
    assert (found["by"], found["authority"]["state"]) == ("otto", "unknown")
    assert found["corrected"]["authority"] is None
    assert found["corrected"]["first_recorded"]["by"] == "vera"


def test_a_correction_that_judges_nothing_otherwise_leaves_the_authority_alone() -> None:
    reworded = WORDS | {"text": "Twenty-two percent."}
    fix = corrected("c", **reworded, term=term("discount", percent("22")))
    assert "corrected" not in signature(given(LIMIT, *FIRST, SIGNED, fix))


POLICY = policy("A", "2025-01-01", (ABOVE_20, "legal"))


def test_what_a_policy_required_is_not_undone_by_a_correction() -> None:
    for out in ((), (sent("P1", "2025-05-08"),)):
        deal = given(POLICY, *FIRST, *out, to("10"))
        assert states(deal) == ["open"]
        found = row(deal)["policy"]
        assert [each["function"] for each in found["asks"]] == ["legal"]
        assert (found["corrected"]["by"], found["corrected"]["asks"]) == (["fix"], [])
        assert "(fix) it would ask for nobody" in found["corrected"]["sentence"]


def test_what_a_policy_did_not_require_is_not_required_by_a_correction() -> None:
    mild = clause(id="c", text="Ten percent.", term=term("discount", percent("10")))
    deal = given(POLICY, mild, sealed("P1", "2025-05-02"), sent("P1", "2025-05-08"), to("30"))
    assert states(deal) == []
    assert [e["function"] for e in row(deal)["policy"]["corrected"]["asks"]] == ["legal"]


def test_a_draft_is_judged_by_what_is_right() -> None:
    found = row(given(POLICY, FIRST[0], to("10")))
    assert found["required"] == []
    assert "corrected" not in found["policy"]


def test_a_term_stated_after_the_sending_does_not_change_what_was_required() -> None:
    later = a_record(
        "term.stated", clause="4.2", method="human", at="2025-05-20",
        term=term("discount", percent("10")),
    )  # fmt: skip
    assert states(given(POLICY, *FIRST, sent("P1", "2025-05-08"), later)) == ["open"]
    assert states(given(POLICY, *FIRST, later)) == []


def test_the_verdict_rests_on_what_was_required_and_signed() -> None:
    deal = given(POLICY, LIMIT, *FIRST, sent("P1", "2025-05-08"), to("10"))
    found = coverage_of(deal.known()).row("4.2")
    assert found is not None
    assert found.verdict == "silent"


def test_the_difference_from_an_older_wording_leads_from_the_words_that_were_signed() -> None:
    fix = corrected("c", **WORDS | {"text": "Thirty percent."})
    second = revised("Thirty percent.", "2025-05-10"), sealed("P2", "2025-05-11")
    found = signature(given(*FIRST, SIGNED, *second, fix))
    assert found["difference"] == [
        {"removed": "Twenty"},
        {"added": "Thirty"},
        {"kept": " percent."},
    ]


def test_the_words_that_were_sealed_are_shown_against_what_is_right() -> None:
    early = corrected("c", "early", **WORDS | {"text": "Fifteen percent."})
    late = corrected("c", "late", **WORDS | {"text": "Ten percent."})
    found = row(given(FIRST[0], early, FIRST[1], SIGNED, late))["corrected"]
    assert found["by"] == "late"
    assert found["difference"][:2] == [{"removed": "Fifteen"}, {"added": "Ten"}]
    [draft] = [row(given(FIRST[0], early))["corrected"]]
    assert draft["difference"][:2] == [{"removed": "Twenty"}, {"added": "Fifteen"}]
