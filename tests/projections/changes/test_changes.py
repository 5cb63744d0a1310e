"""What changed: the words, the terms, by which records, and who was told of it."""

from __future__ import annotations

import sys

from projections.changes import changes
from tests.projections.changes.reading import NEW, OLD, P1, P2, read, row, rows, steps
from tests.projections.given import Given, given
from tests.projections.signing import (
    assigned,
    percent,
    revised,
    sealed,
    sent,
    term,
)
from tests.records import a_clause, a_record


def test_the_words_are_compared_word_by_word() -> None:
    found = row(OLD, P1, NEW, P2, from_="proposal:P1", to="proposal:P2")
    assert (found["change"], found["from"]["version"], found["to"]["version"]) == ("reworded", 1, 2)
    assert found["words"] == [
        {"removed": "Twenty"},
        {"added": "Ten"},
        {"kept": " percent on orders."},
    ]


def test_who_acted_who_drafted_and_who_asked_are_kept_apart() -> None:
    [step] = row(OLD, P1, NEW, P2, from_="proposal:P1", to="proposal:P2")["steps"]
    assert (step["actor"], step["drafted_by"], step["requested_by"]) == (
        "drafter",
        "lawyer",
        "carla",
    )
    assert step["reason"] == "Asked for on the phone."


def test_a_request_that_nobody_recorded_is_not_on_record_and_is_said_so() -> None:
    found = row(OLD, P1, revised("Ten.", "2025-05-10"), from_="proposal:P1")
    assert found["steps"][0]["requested_by"] is None
    assert "who asked for it is not on record" in found["sentence"]


def test_a_term_moves_axis_by_axis() -> None:
    stated = row(OLD, P1, NEW, P2, from_="proposal:P1", to="proposal:P2")["term"]
    assert stated["axes"] == {"orders": [{"item": "expansion", "from": "in", "to": "out"}]}
    assert stated["differs"] == ["value"]
    assert stated["lost"] is False
    assert stated["stated_by"] == {"from": "c1", "to": "c2"}


def test_a_term_that_was_not_stated_again_is_lost_and_all_of_it_is_silent() -> None:
    bare = a_record("clause.revised", id="c2", at="2025-05-10", text="Twenty percent, as ever.")
    stated = row(OLD, P1, bare, P2, from_="proposal:P1", to="proposal:P2")["term"]
    assert (stated["lost"], stated["to"], stated["stated_by"]["to"]) == (True, None, None)
    assert stated["axes"] == {
        "orders": [
            {"item": "initial", "from": "in", "to": "silent"},
            {"item": "expansion", "from": "in", "to": "silent"},
        ]
    }


def test_a_parsers_term_that_nobody_confirmed_states_nothing() -> None:
    bare = a_record("clause.revised", id="c2", at="2025-05-10", text="Twenty percent, as ever.")
    parsed = {"method": "parser", "term": term("discount", percent("20")), "at": "2025-05-10"}
    guess = a_record("term.stated", id="t", clause="4.2", version=2, **parsed)
    stated = row(OLD, P1, bare, guess, P2, from_="proposal:P1", to="proposal:P2")["term"]
    assert stated["lost"] is True


def test_a_term_stated_later_for_the_same_words_is_a_change_of_meaning_alone() -> None:
    narrower = term("discount", percent("20"), "in orders:initial")
    later = a_record(
        "term.stated", id="t", clause="4.2", term=narrower, method="human", at="2025-05-12"
    )
    found = row(OLD, later, from_="2025-05-11", to="2025-05-12")
    assert (found["change"], found["words"]) == (
        "restated",
        [{"kept": "Twenty percent on orders."}],
    )
    assert found["term"]["axes"] == {
        "orders": [{"item": "expansion", "from": "in", "to": "silent"}]
    }
    assert found["told"] is None


def test_a_clarification_that_takes_effect_in_between_is_a_change() -> None:
    parties = [
        a_record("party.joined", party="acme", role="client", name="Acme"),
        a_record("party.joined", party="us", role="seller", name="Us"),
    ]
    agreed = a_record(
        "terms.clarified",
        id="agreed",
        clauses=["4.2"],
        text="Expansion too.",
        agreed_by=["acme", "us"],
        at="2025-05-12",
    )
    found = row(*parties, OLD, agreed, from_="2025-05-11", to="2025-05-12")
    assert [each["record"] for each in found["clarified_by"]] == ["agreed"]
    assert rows(given(*parties, OLD, agreed), "2025-05-12", "2025-05-13") == {}


def test_a_clause_that_was_removed_is_gone_with_who_removed_it() -> None:
    gone = a_record(
        "clause.removed", id="gone", at="2025-05-10", actor="drafter", requested_by="carla"
    )
    other = a_clause("3.1", at="2025-05-01")
    found = row(other, OLD, P1, gone, P2, from_="proposal:P1", to="proposal:P2")
    assert (found["change"], found["to"], steps(found)) == ("removed", None, ["gone"])
    assert found["steps"][0]["requested_by"] == "carla"
    assert found["told"] is None
    assert "Who was told that it is gone is not on record" in found["sentence"]


def test_a_clause_that_a_seal_left_out_was_removed_by_nobody() -> None:
    other = a_clause("3.1", at="2025-05-01")
    without = sealed("P2", "2025-05-11", clauses=["3.1"])
    found = row(other, OLD, P1, without, from_="proposal:P1", to="proposal:P2")
    assert (found["change"], steps(found)) == ("removed", [])
    assert "No draft changed it" in found["sentence"]


def test_every_wording_in_between_is_a_step_in_the_order_of_time() -> None:
    late = a_record("clause.revised", id="c3", at="2025-05-05", text="Fifteen percent.")
    found = row(OLD, P1, NEW, late, P2, from_="proposal:P1", to="proposal:P2")
    assert (found["to"]["version"], steps(found)) == (2, ["c3", "c2"])


def test_a_correction_changes_no_seal_and_both_wordings_are_shown() -> None:
    right = a_record(
        "record.corrected",
        id="fix",
        corrects="c1",
        at="2025-05-05",
        actor="drafter",
        data={"clause": "4.2", "heading": "Discount", "text": "Twelve percent on orders."},
    )
    found = row(OLD, P1, right, P2, from_="proposal:P1", to="proposal:P2")
    assert (found["change"], found["from"]["version"], found["to"]["version"]) == (
        "corrected",
        1,
        1,
    )
    assert (found["from"]["text"], found["to"]["text"]) == (
        "Twenty percent on orders.",
        "Twelve percent on orders.",
    )
    assert found["from"]["corrected"] == {"by": "fix", "right": "Twelve percent on orders."}
    assert [(each["record"], each["actor"]) for each in found["mended_by"]] == [("fix", "drafter")]
    assert rows(given(OLD, P1, right), "proposal:P1") != {}
    assert rows(given(OLD, P1, right), "2025-05-02") == {}, "effective_at does not matter to it"


def test_a_struck_wording_is_a_change_of_what_is_known() -> None:
    struck = a_record("record.struck", id="strike", record="c2", at="2025-05-20", actor="drafter")
    found = row(OLD, P1, NEW, struck, from_="3", to="4")
    assert (found["from"]["version"], found["to"]["version"]) == (2, 1)
    assert [(each["record"], each["of"]) for each in found["mended_by"]] == [("strike", "c2")]


def test_what_a_side_was_told_of_the_old_wording_tells_it_nothing_of_the_new() -> None:
    joined = a_record("party.joined", party="acme", role="client", name="Acme")
    carla = assigned("carla", "client_contact", party="acme")
    deal = (joined, carla, OLD, P1, sent("P1", "2025-05-03"), NEW, P2)
    assert row(*deal, from_="proposal:P1")["told"].get("client") is None
    told = row(*deal, sent("P2", "2025-05-12", id="s2"), from_="proposal:P1")["told"]
    assert told["client"]["records"] == ["s2"]
    assert told["client"]["people"] == [
        {
            "person": "carla",
            "rung": "sent",
            "record": "s2",
            "first_exposure": "s2",
            "first_seen": None,
        }
    ]


def test_whether_the_new_wording_was_meant_is_said_beside_every_rung_on_it() -> None:
    joined = a_record("party.joined", party="acme", role="client", name="Acme")
    carla = assigned("carla", "client_contact", party="acme")
    shown = a_record("clause.displayed", id="d", clause="4.2", to="carla", at="2025-05-10")
    found = row(joined, carla, OLD, P1, NEW, P2, shown, from_="proposal:P1")
    [person] = found["told"]["client"]["people"]
    assert (person["rung"], person["marks"]) == ("displayed", ["wording_unsure"])
    assert person["first_marks"]["first_seen"] == ["wording_unsure"]
    assert "Opened or shown, as records say: Carla (wording unsure)." in found["sentence"]


def test_who_may_have_met_the_new_wording_before_it_was_recorded_is_told_apart() -> None:
    joined = a_record("party.joined", party="acme", role="client", name="Acme")
    carla = assigned("carla", "client_contact", party="acme")
    shown = a_record("clause.displayed", id="d", clause="4.2", to="carla", at="2025-05-12")
    found = read(given(joined, carla, OLD, P1, shown, NEW), "proposal:P1")
    [clause] = found["clauses"]
    client = clause["told"]["client"]
    assert client["people"] == []
    assert client["people_undetermined"] == [
        {
            "person": "carla",
            "rung": "undetermined",
            "would_be": "displayed",
            "record": "d",
            "late_change": "c2",
        }
    ]
    assert found["records"]["d"]["type"] == "clause.displayed"
    assert "Whether it is what d meant" in clause["sentence"]


def test_privileged_words_are_withheld_from_a_reader_and_counted() -> None:
    secret = a_record("clause.revised", id="c2", text="Nine.", privilege="attorney_client",
                      at="2025-05-10")  # fmt: skip
    deal = given(OLD, P1, secret, P2)
    found = rows(deal, "proposal:P1", "proposal:P2", role="reader")["4.2"]
    assert found["to"] == {"version": 2, "missing": "withheld"}
    assert (found["words"], found["term"], steps(found)) == (None, None, [])
    assert "cannot be shown here" in found["sentence"]
    assert read(deal, "proposal:P1", "proposal:P2", role="reader")["withheld"] == 1
    assert "Nine." not in str(read(deal, "proposal:P1", "proposal:P2", role="reader"))
    assert rows(deal, "proposal:P1", "proposal:P2", role="legal")["4.2"]["to"]["text"] == "Nine."


def test_a_privileged_draft_in_between_is_kept_from_a_reader_and_counted() -> None:
    secret = a_record(
        "clause.revised", id="s", text="Nine.", privilege="work_product", at="2025-05-08"
    )
    deal = given(OLD, P1, secret, NEW, P2)
    found = rows(deal, "proposal:P1", "proposal:P2", role="reader")["4.2"]
    assert (steps(found), found["steps_withheld"]) == (["c2"], 1)
    assert "1 of its drafts in between are kept from this reader." in found["sentence"]
    found = rows(deal, "proposal:P1", "proposal:P2", role="legal")["4.2"]
    assert (steps(found), found["steps_withheld"]) == (["s", "c2"], 0)
    assert rows(deal, "2025-05-09", "2025-05-10", role="reader")["4.2"]["steps_withheld"] == 0


def test_a_wording_that_is_struck_after_it_was_sealed_is_named_and_why_it_cannot_be_shown() -> None:
    struck = a_record("record.struck", id="strike", record="c2", at="2025-05-20", actor="drafter")
    found = row(OLD, P1, NEW, P2, struck, from_="proposal:P1", to="proposal:P2")
    assert found["to"] == {"version": 2, "missing": "struck"}
    assert found["words"] is None


def test_the_cost_grows_no_faster_than_the_entries() -> None:
    def calls(many: int) -> int:
        known = _long_deal(many).known()
        made = 0

        def count(*_: object) -> None:
            nonlocal made
            made += 1

        sys.setprofile(count)
        try:
            changes(known, "proposal:P1")
        finally:
            sys.setprofile(None)
        return made

    assert calls(800) < 4.4 * calls(200)


def _long_deal(many: int) -> Given:
    """Many clauses that are sealed, signed, revised, corrected and told of, over and over."""
    clauses = [f"c-{n}" for n in range(many // 8)]
    told = [a_record("clause.added", clause=each, id=each, at="2025-05-01") for each in clauses]
    told.append(a_record("proposal.sealed", at="2025-05-02"))
    said = {"channel": "email", "to": ["carla"], "at": "2025-05-05"}
    spoken = {"words": "So.", "form": "written"}
    for n, each in enumerate(clauses):
        right = {"clause": each, "heading": "H", "text": "Eleven percent."}
        told += (
            a_record("clause.revised", clause=each, id=f"r{n}", text="Ten.", at="2025-05-04"),
            a_record("message.sent", message=f"M{n}", about=[{"clause": each}], **said),
            a_record("sign_off.granted", sign_off=f"S{n}", clauses=[each], at="2025-05-03"),
            a_record("record.corrected", corrects=each, data=right),
            a_record("message.received", message=f"M{n}", by="carla", at="2025-05-06"),
            a_record("statement.made", statement=f"T{n}", about=[{"clause": each}], **spoken),
            a_record("clause.displayed", clause=each, to="carla", at="2025-05-05"),
        )
    return given(*told)
