"""What changed: the words, the terms, by which records, and whose sign-off that left behind."""

from __future__ import annotations

import sys

import pytest

from projections.changes import BadEnd, changes
from tests.projections.changes.reading import read, row, rows, steps, versions
from tests.projections.given import Given, given
from tests.projections.signing import (
    asked,
    assigned,
    clause,
    declined,
    percent,
    revised,
    sealed,
    sent,
    signed,
    term,
    withdrawn,
)
from tests.records import a_clause, a_record

OLD = clause(
    id="c1",
    text="Twenty percent on orders.",
    term=term("discount", percent("20"), "in orders:initial", "in orders:expansion"),
)
NEW = a_record(
    "clause.revised",
    id="c2",
    at="2025-05-10",
    actor="drafter",
    text="Ten percent on orders.",
    term=term("discount", percent("10"), "in orders:initial", "out orders:expansion"),
    drafted_by="lawyer",
    requested_by="carla",
    reason="Asked for on the phone.",
)
P1, P2 = sealed("P1", "2025-05-02", id="p1"), sealed("P2", "2025-05-11", id="p2")


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


def test_an_amendment_lies_over_what_it_amends() -> None:
    deal = given(a_clause("3.1", at="2025-05-01"), OLD, P1, NEW, sealed(
        "P2", "2025-05-11", clauses=["4.2"], amends="P1"
    ))  # fmt: skip
    found = read(deal, "proposal:P1", "proposal:P2")
    assert ([each["clause"] for each in found["clauses"]], found["unchanged"]) == (["4.2"], ["3.1"])


def test_one_wording_is_compared_with_another_of_its_clause_and_nothing_else() -> None:
    deal = given(a_clause("3.1", at="2025-05-01"), OLD, P1, NEW, a_clause("5", at="2025-05-12"))
    assert versions(rows(deal, "wording:4.2@1", "wording:4.2@2")) == {"4.2": (1, 2)}
    assert versions(rows(deal, "wording:4.2@1")) == {"4.2": (1, 2)}


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


def test_positions_compare_what_was_known_and_times_what_had_happened() -> None:
    """c2 happened on 10 May and was recorded last: it was not known before."""
    deal = given(OLD, P1, a_record("value.reported", id="v", at="2025-05-20"), NEW)
    assert versions(rows(deal, "2025-05-09", "2025-05-10")) == {"4.2": (1, 2)}
    assert versions(rows(deal, "record:v", "4")) == {"4.2": (1, 2)}
    assert rows(deal, "record:p1", "record:v") == {}


def test_a_struck_wording_is_a_change_of_what_is_known() -> None:
    struck = a_record("record.struck", id="strike", record="c2", at="2025-05-20", actor="drafter")
    found = row(OLD, P1, NEW, struck, from_="3", to="4")
    assert (found["from"]["version"], found["to"]["version"]) == (2, 1)
    assert [(each["record"], each["of"]) for each in found["mended_by"]] == [("strike", "c2")]


SIGNED = (OLD, P1, asked("S1", "vera"), signed("S1", "vera", id="sig"))


def test_a_sign_off_on_the_old_wording_went_stale() -> None:
    [left] = row(*SIGNED, NEW, P2, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["record"], left["state"], left["version"]) == ("sig", "stale", 1)
    assert (left["given"], left["answer"]) == ("before", None)


def test_a_sign_off_went_stale_by_a_draft_too_before_anything_is_sealed() -> None:
    [left] = row(*SIGNED, NEW, from_="2025-05-09", to="2025-05-10")["sign_offs"]
    assert (left["record"], left["state"]) == ("sig", "stale")


def test_whoever_signed_the_new_wording_too_is_shown_as_signed_and_not_as_stale() -> None:
    again = signed("S2", "vera", at="2025-05-12", proposal="P2", id="again")
    [left] = row(*SIGNED, NEW, P2, again, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["record"], left["state"], left["answer"]) == ("sig", "signed", "again")


def test_that_another_person_signed_the_new_wording_leaves_the_sign_off_stale() -> None:
    other = signed("S2", "otto", at="2025-05-12", proposal="P2")
    [left] = row(*SIGNED, NEW, P2, other, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["record"], left["state"]) == ("sig", "stale")


def test_a_refusal_of_the_new_wording_stands_beside_the_old_signature() -> None:
    refused = declined("S2", "vera", "2025-05-12", proposal="P2", id="no")
    request = asked("S2", "vera", at="2025-05-11", proposal="P2")
    deal = (*SIGNED, NEW, P2, request, refused)
    [left] = row(*deal, from_="proposal:P1", to="proposal:P2")["sign_offs"]
    assert (left["state"], left["answer"]) == ("declined", "no")


def test_a_sign_off_that_had_been_withdrawn_did_not_go_stale() -> None:
    back = withdrawn("S1", "vera", "2025-05-08")
    assert row(*SIGNED, back, NEW, from_="2025-05-09")["sign_offs"] == []


def test_a_sign_off_on_a_clause_that_is_gone_covers_what_is_there_no_more() -> None:
    gone = a_record("clause.removed", at="2025-05-10")
    [left] = row(*SIGNED, gone, from_="2025-05-09")["sign_offs"]
    assert (left["record"], left["state"], left["given"]) == ("sig", "left_out", None)


def test_a_correction_changes_no_sign_off() -> None:
    right = a_record(
        "record.corrected",
        corrects="c1",
        at="2025-05-08",
        data={"clause": "4.2", "heading": "Discount", "text": "Twelve percent on orders."},
    )
    assert row(*SIGNED, right, from_="proposal:P1")["sign_offs"] == []


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


@pytest.mark.parametrize(
    ("from_", "to", "pointer"),
    [
        ("proposal:P9", None, "/from"),
        ("proposal:P1", "proposal:P9", "/to"),
        ("wording:4.2", None, "/from"),
        ("wording:4.2@9", None, "/from"),
        ("wording:4.2@0", None, "/from"),
        ("wording:9@1", None, "/from"),
        ("wording:4.2@1", "wording:3.1@1", "/to"),
        ("record:nowhere", None, "/from"),
        ("99", None, "/from"),
        ("yesterday", None, "/from"),
        ("2025-13-01", None, "/from"),
        ("", None, "/from"),
        ("proposal:", None, "/from"),
        ("proposal:P2", "proposal:P1", "/from"),
        ("4", "3", "/from"),
        ("2025-05-12", "2025-05-11", "/from"),
    ],
)
def test_what_cannot_be_an_end_is_refused_with_a_pointer(
    from_: str, to: str | None, pointer: str
) -> None:
    deal = given(a_clause("3.1", at="2025-05-01"), OLD, P1, NEW, P2)
    with pytest.raises(BadEnd) as refused:
        read(deal, from_, to)
    assert (refused.value.code, refused.value.pointer) == ("bad_end", pointer)


def test_a_seal_that_had_not_happened_by_then_is_no_end() -> None:
    with pytest.raises(BadEnd):
        read(given(OLD, P1, NEW, P2), "proposal:P1", "proposal:P2", effective_at="2025-05-10")


def test_a_record_withheld_from_a_reader_is_no_end_and_not_told_apart_from_none() -> None:
    secret = a_record("value.reported", id="secret", privilege="work_product")
    said = []
    for record in ("secret", "nowhere"):
        with pytest.raises(BadEnd) as refused:
            read(given(OLD, secret), f"record:{record}", role="reader")
        said.append(refused.value.message.replace(record, "…"))
    assert said[0] == said[1]


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
