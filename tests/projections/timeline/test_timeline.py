"""What a moment says: differences, corrections, strikes, what is late, what is withheld."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Credential
from domain.refusals import Refusal
from projections.basis import BadBasis
from projections.timeline import state, timeline
from tests.projections.given import Given, given
from tests.projections.known import CLAUSE, SEALED, displayed, message, person
from tests.projections.timeline.reading import clocks, ids, moments, of, rungs
from tests.records import a_clause, a_record

PRIVATE = {"privilege": "attorney_client"}


def test_a_revision_shows_its_difference_word_by_word() -> None:
    deal = given(
        a_clause(text="Twenty percent."),
        a_record("clause.revised", id="r", text="Twenty percent, for a year.", at="2025-05-20"),
    )
    shown = of(moments(deal), "r")["difference"]
    assert (shown["clause"], shown["from"], shown["to"]) == ("4.2", 1, 2)
    assert shown["words"] == [
        {"kept": "Twenty percent"}, {"added": ", for a year"}, {"kept": "."},
    ]  # fmt: skip


def test_a_late_revision_differs_from_what_stood_before_it_in_time() -> None:
    deal = given(
        a_clause(text="One.", at="2025-05-01"),
        a_record("clause.revised", text="Three.", at="2025-05-09"),
        a_record("clause.revised", id="late", text="Two.", at="2025-05-05"),
    )
    shown = of(moments(deal), "late")["difference"]
    assert (shown["from"], shown["to"]) == (1, 3)
    assert shown["words"] == [{"removed": "One"}, {"added": "Two"}, {"kept": "."}]


def test_what_is_removed_is_shown_as_removed() -> None:
    deal = given(a_clause(text="Ten."), a_record("clause.removed", id="gone", at="2025-06-01"))
    assert of(moments(deal), "gone")["difference"]["words"] == [{"removed": "Ten."}]


def corrected() -> Given:
    return given(
        CLAUSE,
        displayed("vera", id="shown"),
        a_record("record.corrected", id="right", corrects="shown", at="2025-05-07",
                 data={"clause": "4.2", "to": "carla"}),
    )  # fmt: skip


def test_a_corrected_record_says_what_is_right_in_its_old_place_and_what_was_said_first() -> None:
    shown = of(moments(corrected()), "shown")
    assert "carla" in shown["sentence"]
    assert "vera" in shown["first_recorded"]
    assert shown["corrected_by"] == "right"
    assert "corrected" in shown["marks"]
    before = of(moments(corrected(), known_at="record:shown"), "shown")
    assert "vera" in before["sentence"]
    assert "corrected" not in before["marks"]


def test_only_the_correction_takes_a_rung_back_and_its_moment_says_so() -> None:
    found = moments(corrected())
    assert rungs(of(found, "shown")) == {("vera", "4.2", "displayed")}
    fell = {
        (e["person"], e["from"], e["to"], e["fell"]) for e in of(found, "right")["moved"]["rungs"]
    }
    assert fell == {("vera", "displayed", None, True), ("carla", None, "displayed", False)}


def test_the_correction_of_a_wording_shows_what_it_made_of_the_words() -> None:
    right = {"clause": "4.2", "heading": "H", "text": "Thirty percent."}
    deal = given(
        a_clause(id="c", text="Twenty percent."),
        a_record("record.corrected", id="right", corrects="c", data=right),
    )
    words = of(moments(deal), "right")["difference"]["words"]
    assert words == [{"removed": "Twenty"}, {"added": "Thirty"}, {"kept": " percent."}]


def test_a_struck_record_stays_as_a_moment_and_what_it_moved_is_taken_back() -> None:
    deal = given(
        CLAUSE,
        SEALED,
        a_record("proposal.sent", id="sent", at="2025-05-03"),
        a_record("record.struck", id="strike", record="sent", at="2025-05-04"),
    )
    found = moments(deal)
    assert of(found, "sent")["struck_by"] == "strike"
    assert "struck" in of(found, "sent")["marks"]
    assert clocks(of(found, "sent")) == {
        ("P1", "communication", "sent"),
        ("P1", "formation", "offered"),
    }
    assert clocks(of(found, "strike")) == {
        ("P1", "communication", "not_sent"), ("P1", "formation", "none"),
    }  # fmt: skip
    assert state(deal.known(), 3)["standing"] == "offered"
    assert state(deal.known(), 4)["standing"] == "draft"


def test_a_failed_message_counts_until_its_failure_was_recorded() -> None:
    deal = given(
        CLAUSE,
        message(id="m"),
        a_record(
            "message.failed", id="f", message="M1", to=["carla"], reason="Full.", at="2025-05-05"
        ),
    )
    assert ("carla", "4.2", "sent") in rungs(of(moments(deal), "m"))
    assert rungs(of(moments(deal), "f")) == {("carla", "4.2", "addressed")}


def test_what_came_late_or_after_a_dispute_is_marked_and_can_be_left_out() -> None:
    def recorded(day: str) -> dict[str, Any]:
        return {"source": {"system": "crm", "recorded_at": f"2025-05-{day}"}}

    deal = given(
        a_clause(id="c", at="2025-05-01", **recorded("01")),
        displayed("vera", id="in-time", at="2025-05-02", **recorded("03")),
        displayed("carla", id="late", at="2025-05-02", **recorded("08")),
        a_record("dispute.opened", id="d", at="2025-05-09", **recorded("09")),
        displayed("ana", id="after", at="2025-05-10", **recorded("10")),
    )
    found = moments(deal)
    assert {each["record"]: each["marks"] for each in found if each["marks"]} == {
        "late": ["late"], "after": ["after_dispute"],
    }  # fmt: skip
    assert ids(moments(deal, contemporaneous_only=True)) == ["c", "in-time", "d"]


def test_what_a_sender_brought_that_signs_nothing_is_marked_as_unverified() -> None:
    unsigned = Credential("connection:crm", "unverified_connection")
    deal = given(CLAUSE, message(id="m"), by=unsigned)
    assert of(moments(deal), "m")["marks"] == ["late", "unverified"]
    signed = given(CLAUSE, message(id="m"), by=Credential("connection:crm", "connection"))
    assert of(moments(signed), "m")["marks"] == ["late"]


def test_a_source_that_says_it_recorded_it_after_the_ledger_did_is_not_believed() -> None:
    ahead = {"system": "crm", "ref": "7", "recorded_at": "2031-01-01T00:00Z"}
    deal = given(CLAUSE, message(id="m", at="2025-05-02", source=ahead))
    found = of(moments(deal), "m")
    assert found["recorded_at"]["the_sender_says"] == "2031-01-01T00:00Z"
    assert deal.ask({"kind": "integrity"})["details"]["said_by_sender"] == ["m"]


def privileged() -> Given:
    return given(
        CLAUSE,
        SEALED,
        a_record("statement.made", id="secret", statement="ST1", to=["vera"], words="Beware.",
                 about=[{"clause": "4.2"}], form="written", actor="counsel", **PRIVATE),
    )  # fmt: skip


def test_privileged_records_are_counted_for_a_reader_and_shown_to_legal() -> None:
    read = timeline(privileged().known(role="reader"))
    assert ids(read["moments"]) == ["c", "seal"]
    assert read["withheld"] == 1
    assert "'vera'" not in str(read)
    by_legal = timeline(privileged().known(role="legal"))
    assert ids(by_legal["moments"]) == ["c", "seal", "secret"]
    assert by_legal["withheld"] == 0


def test_the_state_counts_what_is_withheld_from_when_it_was_recorded() -> None:
    known = privileged().known(role="reader")
    assert [state(known, at)["withheld"] for at in range(4)] == [0, 0, 0, 1]
    assert "'vera'" not in str(state(known, 3))


@pytest.mark.parametrize(
    ("chosen", "code", "pointer"),
    [
        ({"person": "nobody"}, "not_in_timeline", "/person"),
        ({"clause": "9.9"}, "not_in_timeline", "/clause"),
        ({"proposal": "P9"}, "not_in_timeline", "/proposal"),
        ({"kinds": ("clause.forgotten",)}, "kind_not_known", "/kind"),
        ({"person": "counsel", "role": "reader"}, "not_in_timeline", "/person"),
    ],
)
def test_what_is_not_on_record_for_this_reader_is_refused(
    chosen: dict[str, Any], code: str, pointer: str
) -> None:
    with pytest.raises(Refusal) as refused:
        moments(privileged(), **chosen)
    assert (refused.value.code, refused.value.pointer) == (code, pointer)


@pytest.mark.parametrize("position", [-1, 4])
def test_a_position_that_the_basis_does_not_know_is_refused(position: int) -> None:
    with pytest.raises(BadBasis):
        state(privileged().known(), position)
    with pytest.raises(BadBasis):
        timeline(privileged().known(), at=position)


def test_a_person_is_found_by_any_id_and_the_identification_is_a_moment() -> None:
    deal = given(
        CLAUSE,
        person("ana", "Ana Weber", id="p"),
        displayed("a.weber", id="shown"),
        a_record("person.identified", id="one", at="2025-05-06"),
    )
    assert ids(moments(deal, person="a.weber", kinds=("clause.displayed",))) == ["shown"]
    assert ids(moments(deal, person="ana", kinds=("clause.displayed",))) == ["shown"]
    joined = of(moments(deal), "one")
    assert joined["of"] == "organisation"
    assert ("ana", "4.2", "displayed") in rungs(joined)


def test_a_record_of_the_organisation_that_changes_nothing_here_is_no_moment() -> None:
    deal = given(CLAUSE, a_record("authority.granted", id="g"))
    assert ids(moments(deal)) == ["c"]


def test_the_policy_that_changed_under_an_open_deal_is_a_moment() -> None:
    rule = {"when": {}, "requires": "legal"}
    policy = {"policy": "2025", "rules": [rule], "from": "2025-05-10"}
    deal = given(CLAUSE, a_record("policy.published", id="policy", at="2025-05-10", **policy))
    [changed] = of(moments(deal), "policy")["moved"]["sign_offs"]
    assert (changed["clause"], changed["function"], changed["to"]) == ("4.2", "legal", "open")
