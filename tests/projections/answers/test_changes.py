"""The kind `changes`: what, whether, who and why, between any two moments."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.given import Given, given, records
from tests.projections.signing import percent, term
from tests.records import a_clause, a_record

Answer = dict[str, Any]
TWENTY = term("discount", percent("20"))
FIRST = a_clause("4.2", id="c1", at="2025-05-01", text="Twenty.", term=TWENTY)
SECOND = a_record(
    "clause.revised",
    id="c2",
    at="2025-05-10",
    actor="drafter",
    text="Ten.",
    drafted_by="lawyer",
    requested_by="carla",
    reason="Asked for on the phone.",
)
OTHER = a_clause("9", id="o", at="2025-05-01", text="Thirty days.")
P1 = a_record("proposal.sealed", id="p1", at="2025-05-02")
P2 = a_record("proposal.sealed", id="p2", proposal="P2", at="2025-05-11")
SIGNED = a_record("sign_off.granted", id="s1", actor="vera", at="2025-05-05")
DEAL = given(FIRST, OTHER, P1, SIGNED, SECOND, P2)
SIGN_OFF = {"event": "sign_off.granted"}
BOTH: dict[str, Any] = {"from_": {"proposal": "P1"}, "to": {"proposal": "P2"}}


def asked(deal: Given, ask: str = "what", times: Any = None, **parameters: Any) -> Answer:
    named = {name.removesuffix("_"): value for name, value in parameters.items()}
    return deal.ask({"kind": "changes", "ask": ask, **named}, **(times or {}))


def ask(*text: Record, **parameters: Any) -> Answer:
    return asked(given(FIRST, OTHER, P1, SIGNED, *text), "whether", **parameters)


def at(time: str) -> dict[str, str]:
    return {"at": time}


def test_between_two_proposals_what_they_hold_is_compared_word_for_word() -> None:
    answer = asked(DEAL, from_={"proposal": "P1"}, to={"proposal": "P2"})
    assert answer["verdict"] == "stated"
    assert answer["sentence"].startswith("Stated: between P1 and P2, clause 4.2 changed.")
    assert "It said: “Twenty.” It says now: “Ten.”" in answer["sentence"]
    assert (
        "by drafter, drafted by lawyer, at the request of carla (record c2)" in (answer["sentence"])
    )
    assert records(answer["supports"]) == ["c2", "p1", "p2"]
    [changed] = answer["details"]["clauses"]
    assert (changed["clause"], changed["change"]) == ("4.2", "reworded")


def test_a_sign_off_that_a_change_left_behind_is_said() -> None:
    answer = asked(DEAL, from_={"proposal": "P1"}, to={"proposal": "P2"})
    assert "vera signed wording 1, and not this one." in answer["sentence"]
    [left] = answer["details"]["sign_offs"]
    assert (left["record"], left["state"]) == ("s1", "stale")


def test_two_proposals_that_hold_the_same_are_stated_to() -> None:
    same = a_record("proposal.sealed", id="p2", proposal="P2", at="2025-05-03")
    deal = given(FIRST, P1, same)
    assert asked(deal, **BOTH)["verdict"] == "stated"
    assert "nothing certainly changed" in asked(deal, **BOTH)["sentence"]
    assert asked(deal, "whether", **BOTH)["verdict"] == "no"
    assert asked(DEAL, "whether", **BOTH)["verdict"] == "yes"


def test_ends_named_the_other_way_round_are_read_in_the_order_of_time() -> None:
    answer = asked(DEAL, from_={"proposal": "P2"}, to={"proposal": "P1"})
    assert answer["sentence"].startswith("Stated: between P1 and P2, clause 4.2 changed.")
    assert "named first" in answer["sentence"]


def test_a_proposal_alone_is_compared_with_the_one_before_it() -> None:
    assert asked(DEAL, proposal="P2")["sentence"].startswith("Stated: between P1 and P2,")
    first = asked(DEAL, proposal="P1")
    assert [each["clause"] for each in first["details"]["clauses"]] == ["4.2", "9"]


def test_a_proposal_without_a_seal_by_then_holds_what_is_not_known() -> None:
    answer = asked(DEAL, times={"effective_at": "2025-05-10"}, **BOTH)
    assert answer["verdict"] == "silent"
    assert answer["not_shown"][0]["moment"] == {"proposal": "P2"}


def test_whether_anything_changed_after_the_sign_off() -> None:
    yes = ask(SECOND, after=SIGN_OFF)
    assert (yes["verdict"], records(yes["supports"])) == ("yes", ["c2", "s1"])
    no = ask(after=SIGN_OFF)
    assert no["verdict"] == "no"
    assert "The last change before: Clause 9 was added on 2025-05-01" in no["sentence"]
    assert [each["looked_for"] for each in no["not_shown"]] == ["change"]


def test_before_and_after_the_sign_off_are_two_sides() -> None:
    assert ask(SECOND, after=at("2025-05-02"), before=SIGN_OFF)["verdict"] == "no"
    early = a_record("clause.revised", id="e", at="2025-05-04", text="Nineteen.")
    assert ask(early, after=at("2025-05-02"), before=SIGN_OFF)["verdict"] == "yes"
    assert ask(early, after=SIGN_OFF)["verdict"] == "no"


def test_a_change_of_unknown_order_to_the_moment_leaves_it_undetermined() -> None:
    same_day = a_record("clause.revised", id="e", at="2025-05-05", text="Nineteen.")
    answer = ask(same_day, after=SIGN_OFF)
    assert answer["verdict"] == "undetermined"
    assert records(answer["supports"]) == ["e"]
    assert "is not known" in answer["sentence"]
    assert ask(same_day, SECOND, after=SIGN_OFF)["verdict"] == "yes"


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [
        ({"after": at("2025-05-09")}, "yes"),
        ({"after": at("2025-05-10")}, "no"),
        ({"from_": at("2025-05-10")}, "yes"),
        ({"from_": at("2025-05-11")}, "no"),
        ({"from_": at("2025-05-02"), "to": at("2025-05-10")}, "yes"),
        ({"from_": at("2025-05-02"), "to": at("2025-05-09")}, "no"),
        ({"from_": at("2025-05-02"), "before": at("2025-05-10")}, "no"),
        ({"from_": at("2025-05-02"), "before": at("2025-05-11")}, "yes"),
        ({"from_": {"proposal": "P1"}, "to": at("2025-05-10")}, "yes"),
        ({"after": {"record": "c2"}}, "no"),
        ({"to": {"record": "c2"}, "clauses": ["4.2"]}, "no"),
        ({"after": at("2025-05-02"), "clauses": ["9"]}, "no"),
        ({"after": at("2025-05-02"), "clauses": ["4.2"]}, "yes"),
        ({"clauses": ["4.2"]}, "yes"),
        ({"clauses": ["9"]}, "no"),
        ({}, "yes"),
    ],
)
def test_days_belong_to_from_and_to_and_not_to_after_and_before(
    ends: dict[str, Any], verdict: str
) -> None:
    assert ask(SECOND, **ends)["verdict"] == verdict


def test_a_moment_that_is_not_on_record_leaves_the_question_silent() -> None:
    answer = ask(SECOND, after={"event": "proposal.accepted"})
    assert answer["verdict"] == "silent"
    assert "proposal.accepted, is not on record by then" in answer["sentence"]
    assert answer["supports"] == []


def test_what_was_changed_and_changed_back_did_change_and_that_is_said() -> None:
    back = a_record("clause.revised", id="c3", at="2025-05-12", text="Twenty.", term=TWENTY)
    added = a_clause("7", id="c7", at="2025-05-12")
    gone = a_record("clause.removed", id="g7", clause="7", at="2025-05-13")
    answer = ask(SECOND, back, added, gone, after=SIGN_OFF)
    assert answer["verdict"] == "yes"
    assert "Clause 7 is again as it was." in answer["sentence"]


def test_a_seal_that_leaves_a_clause_out_changes_what_is_offered() -> None:
    less = a_record("proposal.sealed", id="p2", proposal="P2", clauses=["4.2"], at="2025-05-11")
    answer = ask(less, after=SIGN_OFF)
    assert (answer["verdict"], records(answer["supports"])) == ("yes", ["p2", "s1"])
    assert "P2, sealed 2025-05-11 (record p2), leaves it out." in answer["sentence"]
    assert ask(less, after=SIGN_OFF, clauses=["4.2"])["verdict"] == "no"
    same = a_record("proposal.sealed", id="p2", proposal="P2", at="2025-05-11")
    assert ask(same, after=SIGN_OFF)["verdict"] == "no"


def test_a_sign_off_of_an_older_wording_than_the_drafts_had_is_said() -> None:
    early = a_record("clause.revised", id="e", at="2025-05-04", text="Nineteen.")
    answer = ask(early, after=SIGN_OFF)
    assert answer["verdict"] == "no"
    assert "What was signed is wording 1 of clause 4.2, as sealed in P1" in answer["sentence"]


def test_a_first_term_is_no_change_and_another_term_of_the_same_wording_is() -> None:
    stated = {"clause": "9", "method": "human", "at": "2025-05-12"}
    first = a_record("term.stated", id="t1", term=term("payment"), **stated)
    answer = ask(first, after=SIGN_OFF)
    assert (answer["verdict"], records(answer["also_said"])) == ("no", ["t1"])
    other = a_record(
        "term.stated", id="t2", term=term("payment", {"days": 30}), **stated | {"at": "2025-05-13"}
    )
    assert records(ask(first, other, after=SIGN_OFF)["supports"]) == ["t2", "s1"]


def test_a_correction_is_named_beside_and_decides_nothing() -> None:
    right = {"clause": "9", "heading": "Discount", "text": "Forty days."}
    corrected = a_record("record.corrected", id="k", corrects="o", data=right, at="2025-05-12")
    answer = ask(corrected, after=SIGN_OFF)
    assert (answer["verdict"], records(answer["also_said"])) == ("no", ["k"])


def test_a_clarification_of_both_sides_is_a_change_and_of_one_side_is_none() -> None:
    people = (
        a_record("party.joined", party="acme", role="client", at="2025-01-01"),
        a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
    )
    for agreed, verdict in ((["us", "acme"], "yes"), (["us"], "no")):
        clarified = a_record(
            "terms.clarified", clauses=["9"], agreed_by=agreed, text="Days.", at="2025-05-12"
        )
        assert ask(*people, clarified, after=SIGN_OFF)["verdict"] == verdict


def test_of_several_sign_offs_the_first_counts_and_the_last_is_answered_too() -> None:
    again = a_record("sign_off.granted", id="s2", sign_off="S2", actor="vera", at="2025-05-20")
    answer = ask(SECOND, again, after=SIGN_OFF)
    assert answer["verdict"] == "yes"
    assert (
        "After the last of these, 2025-05-20 (record s2), nothing changed it."
        in (answer["sentence"])
    )


def test_who_changed_it_and_at_whose_request() -> None:
    answer = asked(DEAL, "who", clauses=["4.2"])
    assert answer["verdict"] == "stated"
    assert "drafted by lawyer, at the request of carla (record c2)" in answer["sentence"]
    assert records(answer["supports"]) == ["c1", "c2"]
    [unsaid] = answer["not_shown"]
    assert (unsaid["looked_for"], unsaid["records"]) == ("requested_by", ["c1"])
    assert asked(DEAL, "who", after=at("2025-05-20"))["verdict"] == "silent"


def test_why_gives_the_reasons_recorded_and_infers_none() -> None:
    answer = asked(DEAL, "why", clauses=["4.2"])
    assert answer["verdict"] == "stated"
    assert "the reason given: “Asked for on the phone.”" in answer["sentence"]
    unsaid = asked(DEAL, "why", clauses=["9"])
    assert (unsaid["verdict"], unsaid["supports"]) == ("silent", [])
    assert records(unsaid["also_said"]) == ["o"]
    assert [each["looked_for"] for each in unsaid["not_shown"]] == ["reason"]


def test_who_was_shown_the_new_wording_and_who_was_not() -> None:
    people = [
        a_record("participant.assigned", person=each, name=each, at="2025-04-01")
        for each in ("vera", "ben")
    ]
    shown = a_record("clause.displayed", id="d", clause="4.2", to="ben", at="2025-05-12")
    deal = given(*people, FIRST, P1, SECOND, P2, shown)
    answer = asked(deal, from_={"proposal": "P1"}, to={"proposal": "P2"})
    assert "Opened or shown, as records say: ben." in answer["sentence"]
    assert "d" in records(answer["supports"])
    [unseen] = answer["not_shown"]
    assert (unseen["looked_for"], unseen["persons"]) == ("seen", ["vera"])


def test_a_deal_without_clauses_has_nothing_to_state() -> None:
    deal = given(a_record("deal.opened"))
    assert asked(deal)["verdict"] == "silent"
    assert asked(deal, "whether")["verdict"] == "silent"
    assert asked(deal, "why")["verdict"] == "silent"


@pytest.mark.parametrize(("role", "verdict"), [("reader", "no"), ("legal", "yes")])
def test_a_withheld_change_counts_only_for_whom_may_see_it(role: str, verdict: str) -> None:
    hidden = a_record("clause.revised", at="2025-05-12", text="Ten.", privilege="work_product")
    answer = ask(hidden, after=SIGN_OFF, times={"role": role})
    assert answer["verdict"] == verdict
    assert ("1 record is withheld." in answer["sentence"]) == (role == "reader")


def test_how_it_was_read_is_one_plain_sentence() -> None:
    read = ask(SECOND, after=SIGN_OFF, clauses=["4.2"])["question"]["read_as"]
    assert read == "Did clause 4.2 change after the first sign_off.granted?"
    assert asked(DEAL, "why", clauses=["4.2"])["question"]["read_as"].startswith("Why was clause")


def test_of_many_changes_the_sentence_has_the_last_and_the_details_have_all() -> None:
    many = [
        a_record("clause.revised", id=f"m{day}", text=f"{day}.", at=f"2025-05-{day}")
        for day in range(10, 20)
    ]
    answer = ask(*many, after=SIGN_OFF)
    assert "5 earlier records of clause 4.2 are in the details." in answer["sentence"]
    assert "m19" in answer["sentence"]
    assert "m10" not in answer["sentence"]
    assert len(answer["details"]["records"]) == 10


def test_what_was_recorded_too_late_for_the_seal_is_no_change_and_is_named() -> None:
    answer = asked(given(FIRST, OTHER, P1, P2, SECOND), "whether", **BOTH)
    assert (answer["verdict"], records(answer["also_said"])) == ("no", ["c2"])
    assert (
        "It stood before P2 was sealed, was recorded later, and is not in it: Clause 4.2"
        in (answer["sentence"])
    )
    assert [each["record"] for each in answer["details"]["not_in_it"]] == ["c2"]
    only = asked(given(FIRST, OTHER, P1, P2, SECOND), "whether", clauses=["9"], **BOTH)
    assert only["details"]["not_in_it"] == []
    assert asked(DEAL, "whether", **BOTH)["details"]["not_in_it"] == []


def test_that_no_draft_changed_it_is_not_said_where_one_is_withheld() -> None:
    secret = a_record("clause.revised", text="Ten.", at="2025-05-10", privilege="work_product")
    deal = given(FIRST, OTHER, P1, secret, P2)
    answer = asked(deal, "whether", {"role": "reader"}, **BOTH)
    assert answer["verdict"] == "yes"
    assert "1 record is withheld of its drafts in between." in answer["sentence"]
    assert "No draft changed" not in answer["sentence"]
    seal = a_record("proposal.sealed", proposal="P2", clauses=["9"], at="2025-05-11")
    left_out = asked(given(FIRST, OTHER, P1, seal), "whether", **BOTH)
    assert "No draft changed clause 4.2: a seal took it in, or left it out." in left_out["sentence"]
