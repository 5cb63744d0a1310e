"""What stands beside the clocks: promises of time, reliance, orders, replacements …."""

from __future__ import annotations

from typing import Any

import pytest

from projections.clocks import clocks
from projections.terms import terms
from tests.projections.given import Given, given
from tests.projections.offers import clock, executed, ids, instructed, offer, ordered, sealed
from tests.records import a_clause, a_record

SENT = offer("sent", "2025-05-04", id="sent")


def relied(on: dict[str, Any], **more: Any) -> Any:
    fields = {"id": "relied", "at": "2025-05-06", "by": "acme", "act": "Staff hired."}
    return a_record("reliance.reported", on=on, **{**fields, **more})


@pytest.mark.parametrize(
    ("asked", "valid", "irrevocable"),
    [
        ("2025-05-10T23:59:59Z", True, True),
        ("2025-05-11T00:00Z", True, False),
        ("2025-05-20", True, False),
        ("2025-05-21", False, False),
    ],
)
def test_the_last_day_of_a_promise_lies_within_it(
    asked: str, valid: bool, irrevocable: bool
) -> None:
    promised = offer(
        "sent",
        "2025-05-04",
        valid_until="2025-05-20",
        irrevocable_until="2025-05-10",
        irrevocable_basis="Stated in the cover letter.",
    )
    [found] = clock(sealed(promised), effective_at=asked)["promises"]
    assert (found["within_validity"], found["within_irrevocability"]) == (valid, irrevocable)
    assert found["irrevocable_basis"] == "Stated in the cover letter."


def test_a_promise_that_is_not_stated_is_said_not_to_be() -> None:
    [found] = clock(sealed(SENT))["promises"]
    assert (found["within_validity"], found["within_irrevocability"]) == (None, None)
    assert "Until when it is irrevocable is not stated." in found["sentence"]


def test_an_offer_whose_validity_is_over_has_not_lapsed_by_itself() -> None:
    deal = sealed(offer("sent", "2025-05-04", valid_until="2025-05-05"))
    assert clock(deal)["promises"][0]["within_validity"] is False
    assert clock(deal, "formation")["state"] == "offered"


@pytest.mark.parametrize(
    ("received", "within"),
    [
        ("2025-05-10", "yes"),
        ("2025-05-11", "no"),
        ({"from": "2025-05-10", "to": "2025-05-11"}, "undetermined"),
    ],
)
def test_a_retraction_is_held_against_the_promise_that_was_made(
    received: object, within: str
) -> None:
    promised = offer("sent", "2025-05-04", irrevocable_until="2025-05-10")
    found = clock(sealed(promised, offer("retracted", "2025-05-09", received_at=received)))
    assert found["retractions"][0]["within_irrevocability"] == within
    assert found["retractions"][0]["within_validity"] == "not_stated"


def test_a_promise_made_only_afterwards_does_not_bind_backwards() -> None:
    deal = sealed(
        SENT,
        offer("retracted", "2025-05-09"),
        offer("sent", "2025-05-12", irrevocable_until="2025-05-30"),
    )
    assert clock(deal)["retractions"][0]["within_irrevocability"] == "not_stated"


@pytest.mark.parametrize(
    "on",
    [
        {"proposal": "P1"},
        {"clause": "4.2", "version": 1},
        {"clause": "4.2"},
        {"message": "M1"},
        {"message": "M2"},
        {"statement": "T1"},
        {"record": "sent"},
    ],
)
def test_reliance_on_the_proposal_its_clauses_or_what_is_about_it_is_shown(
    on: dict[str, Any],
) -> None:
    deal = sealed(
        SENT,
        a_record("message.sent", message="M1", about=[{"proposal": "P1"}], at="2025-05-04"),
        a_record("message.relayed", message="M2", of="M1", to=["carla"], at="2025-05-05"),
        a_record(
            "statement.made",
            statement="T1",
            words="It stands.",
            about=[{"clause": "4.2"}],
            form="written",
            at="2025-05-05",
        ),
        relied(on),
    )
    [found] = clock(deal)["reliance"]
    assert (found["record"], found["by"], found["act"]) == ("relied", "acme", "Staff hired.")
    assert found["on"] == on
    assert found["same_wording"] in {None, True}


def test_reliance_on_another_wording_of_a_clause_says_so() -> None:
    revised = a_record("clause.revised", clause="4.2", at="2025-05-05")
    [found] = clock(sealed(SENT, revised, relied({"clause": "4.2"})))["reliance"]
    assert found["same_wording"] is False
    named = sealed(SENT, revised, relied({"clause": "4.2", "version": 2}))
    assert clock(named)["reliance"] == []
    assert ids(clocks(named.known())["unplaced"]) == ["relied"]


def test_reliance_on_what_no_proposal_holds_is_shown_apart() -> None:
    deal = sealed(SENT, relied({"topic": "expansion services"}))
    assert clock(deal)["reliance"] == []
    assert ids(clocks(deal.known())["unplaced"]) == ["relied"]


def test_relays_of_each_other_end_somewhere() -> None:
    deal = sealed(
        a_record("message.relayed", message="M1", of="M2", to=["carla"]),
        a_record("message.relayed", message="M2", of="M1", to=["carla"]),
        relied({"message": "M1"}),
    )
    assert ids(clocks(deal.known())["unplaced"]) == ["relied"]


def test_a_proposal_that_is_only_instructed_about_is_shown_by_that() -> None:
    deal = given(instructed("2025-05-05", {"proposal": "P8"}, id="order"))
    found = clock(deal, proposal="P8")
    assert found["internal"]["state"] == "drafted"
    assert ids(found["instructions_not_followed"]) == ["order"]


def test_an_order_is_shown_beside_what_it_names_and_what_it_claims_under() -> None:
    second = a_record("proposal.sealed", proposal="P2", clauses=["3.1"], at="2025-05-05")
    claim = ordered("2025-05-09", proposal="P2", claimed_under="4.2", id="order")
    deal = sealed(SENT, second, claim)
    for proposal, named in (("P1", False), ("P2", True)):
        [found] = clock(deal, proposal=proposal)["orders"]
        assert (found["record"], found["names_this_proposal"]) == ("order", named)
        assert (found["order_type"], found["claimed_under"]) == ("expansion", "4.2")


def test_clarifications_of_its_clauses_are_shown_with_when_they_take_effect() -> None:
    def clarified(*agreed_by: str) -> dict[str, Any]:
        more = {"clauses": ["4.2"], "text": "Add-ons too.", "agreed_by": list(agreed_by)}
        deal = sealed(SENT, a_record("terms.clarified", at="2025-05-08", id="clear", **more))
        found: dict[str, Any] = clock(deal)["clarifications"][0]
        return found

    both = clarified("acme", "vendor")
    assert (both["in_effect"], both["effective"]) == (True, "2025-05-08T00:00:00.000000Z")
    one = clarified("acme")
    assert (one["in_effect"], one["effective"]) == (False, None)


def test_a_clarification_is_in_effect_only_for_the_wording_that_it_was_made_for() -> None:
    both = {"clauses": ["4.2"], "agreed_by": ["acme", "vendor"]}
    deal = sealed(
        SENT,
        a_record("terms.clarified", at="2025-05-08", **both),
        a_record("clause.revised", text="Another.", at="2025-05-09"),
        a_record("proposal.sealed", proposal="P2", at="2025-05-10"),
        offer("sent", "2025-05-11", proposal="P2"),
    )

    def in_effect(proposal: str, **times: Any) -> list[bool]:
        found = clock(deal, proposal=proposal, **times)["clarifications"]
        return [each["in_effect"] for each in found]

    assert in_effect("P1", effective_at="2025-05-10") == [True]
    assert in_effect("P2", effective_at="2025-05-10") == [False]
    assert in_effect("P1") == in_effect("P2") == [False]


def test_a_replacement_is_shown_on_both_proposals() -> None:
    deal = sealed(
        SENT,
        offer("retracted", "2025-05-06", id="gone", replacement="P2"),
        a_record("proposal.sealed", proposal="P2", id="seal-2", at="2025-05-07"),
        offer("sent", "2025-05-08", proposal="P2", id="sent-2"),
    )
    assert clock(deal)["replaced_by"] == [
        {"proposal": "P2", "record": "gone", "sealed": "seal-2", "sent": ["sent-2"]}
    ]
    assert clock(deal, proposal="P2")["replaces"] == [{"proposal": "P1", "record": "gone"}]
    before = clock(deal, effective_at="2025-05-06")["replaced_by"]
    assert before == [{"proposal": "P2", "record": "gone", "sealed": None, "sent": []}]


def test_the_governing_law_is_shown_as_far_as_it_is_known() -> None:
    assert clocks(sealed().known())["governing_law"] == "Norway"
    assert clocks(given(SENT).known())["governing_law"] is None


def test_what_a_reader_may_not_see_is_not_in_the_clocks_and_is_counted() -> None:
    secret = instructed("2025-05-05", {"proposal": "P1"}, privilege="attorney_client")
    deal: Given = sealed(SENT, secret, a_clause("9", id="nine", at="2025-05-06"))
    assert len(clock(deal)["instructions_not_followed"]) == 1
    withheld = clocks(deal.known(role="reader"))
    assert withheld["withheld"] == 1
    assert clock(deal, role="reader")["instructions_not_followed"] == []


def test_the_terms_say_which_clause_of_the_text_was_retracted_and_when() -> None:
    """It goes on governing, and the standing does not tell: so it is told beside."""
    sent = offer("sent", "2025-05-04")
    taken = offer("retracted", "2025-05-05", clauses=["4.2"], id="gone")
    found = terms(sealed(sent, taken).known())
    assert [each["clause"] for each in found["clauses"]] == ["3.1", "4.2"]
    assert found["standing"] == "offered"
    [retraction] = found["retractions"]
    assert (retraction["record"], retraction["proposal"]) == ("gone", "P1")
    assert (retraction["clauses"], retraction["governing"]) == (["4.2"], ["4.2"])
    assert retraction["moment"] == "undetermined"
    assert retraction["possible"] == ["withdrawal", "revocation"]
    assert found["notes"] == [retraction["sentence"]]
    assert "clause 4.2 stands all the same" in retraction["sentence"]


def test_the_terms_know_of_no_retraction_before_it_happened() -> None:
    taken = offer("retracted", "2025-05-05", clauses=["4.2"])
    found = terms(sealed(offer("sent", "2025-05-04"), taken).known(effective_at="2025-05-04"))
    assert (found["retractions"], found["notes"]) == ([], [])


def test_a_retraction_of_the_whole_proposal_stands_beside_the_terms_too() -> None:
    """An agreement is in force whatever was retracted afterwards: that must not hide it."""
    deal = sealed(
        offer("sent", "2025-05-04"), executed("2025-05-05"), offer("retracted", "2025-05-07")
    )
    found = terms(deal.known())
    assert found["standing"] == "in_force"
    assert [(e["clauses"], e["moment"]) for e in found["retractions"]] == [
        (None, "after_acceptance")
    ]


def test_an_answer_on_terms_says_which_of_its_clauses_was_retracted() -> None:
    taken = offer("retracted", "2025-05-05", clauses=["4.2"])
    deal = sealed(offer("sent", "2025-05-04"), taken)
    said = "Clauses 4.2 of P1 retracted"
    assert said in deal.ask({"kind": "terms"})["sentence"]
    assert said in deal.ask({"kind": "terms", "clauses": ["4.2"]})["sentence"]
    assert said in deal.ask({"kind": "terms", "proposal": "P1"})["sentence"]
    assert said not in deal.ask({"kind": "terms", "clauses": ["3.1"]})["sentence"]
