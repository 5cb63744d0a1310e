"""The clocks of communication and of formation."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.clocks import clocks_of
from tests.projections.given import given, scope
from tests.projections.offers import clock, executed, ids, offer, ordered, person, sealed
from tests.records import a_record

SENT = offer("sent", "2025-05-04", id="sent")
ACCEPTED = offer("accepted", "2025-05-06", id="yes")
RETRACTED = offer("retracted", "2025-05-08", id="gone")


@pytest.mark.parametrize(
    ("then", "state", "made_by"),
    [
        ((), "not_sent", []),
        ((SENT,), "sent", ["sent"]),
        ((SENT, offer("received", "2025-05-05", id="in")), "received", ["in"]),
        (
            (SENT, offer("received", "2025-05-05"), offer("opened", "2025-05-06", id="open")),
            "opened",
            ["open"],
        ),
        (
            (SENT, offer("received", "2025-05-06"), offer("received", "2025-05-05", id="first")),
            "received",
            ["first"],
        ),
    ],
)
def test_the_clock_of_communication_shows_how_far_it_came(
    then: tuple[Record, ...], state: str, made_by: list[str]
) -> None:
    found = clock(sealed(*then), "communication")
    assert (found["state"], ids(found["made_by"])) == (state, made_by)
    assert len(found["steps"]) == len(then)


def test_a_state_that_was_passed_without_a_record_is_not_added() -> None:
    found = clock(sealed(offer("opened", "2025-05-05", id="open")), "communication")
    assert (found["state"], ids(found["steps"])) == ("opened", ["open"])
    assert "No sending of it is on record." in found["sentence"]
    unsent = clock(sealed(), "communication")
    assert unsent["sentence"] == "No sending of P1 is on record."


def test_what_only_the_partner_received_is_told_apart() -> None:
    with_partner = offer("received", "2025-05-05", by="paul", id="partner")
    found = clock(sealed(SENT, with_partner), "communication")
    assert (found["state"], found["with_addressees"]["state"]) == ("received", "sent")
    assert ids(found["elsewhere"]) == ["partner"]
    assert "Not among those it was sent to, nor of the client: paul." in found["sentence"]
    later = clock(sealed(SENT, with_partner, offer("received", "2025-05-06", id="in")))
    assert later["communication"]["with_addressees"] == {"state": "received", "made_by": ["in"]}
    assert "it was received: carla (2025-05-06, record in)" in later["communication"]["sentence"]


def test_who_left_the_client_later_had_received_it_for_the_client() -> None:
    moved = person("carla", "agent", "partner_contact", id="moved", at="2025-06-10")
    arrived = offer("received", "2025-05-05", by="carla", id="in")
    for times in ({}, {"effective_at": "2025-05-30"}):
        found = clock(sealed(SENT, arrived, moved), "communication", **times)
        assert found["with_addressees"] == {"state": "received", "made_by": ["in"]}
    again = clock(sealed(SENT, moved, offer("received", "2025-06-11", by="carla")), "communication")
    assert again["with_addressees"]["state"] == "sent"


@pytest.mark.parametrize(
    ("then", "state", "made_by"),
    [
        ((), "none", []),
        ((SENT,), "offered", ["sent"]),
        ((SENT, offer("countered", "2025-05-05", id="but")), "countered", ["but"]),
        (
            (SENT, offer("accepted", "2025-05-05", id="if", qualifications=["if"])),
            "countered",
            ["if"],
        ),
        ((SENT, offer("rejected", "2025-05-05", id="no")), "rejected", ["no"]),
        ((SENT, offer("lapsed", "2025-05-05", id="over")), "lapsed", ["over"]),
        ((SENT, RETRACTED), "retracted", ["gone"]),
        ((SENT, offer("retracted", "2025-05-05", clauses=["4.2"])), "offered", ["sent"]),
        ((SENT, ACCEPTED), "accepted", ["yes"]),
        ((SENT, ACCEPTED, RETRACTED), "accepted", ["yes"]),
        ((SENT, offer("accepted", "2025-05-09"), RETRACTED), "retracted", ["gone"]),
        ((SENT, ACCEPTED, offer("retracted", "2025-05-06", id="g")), "undetermined", ["yes", "g"]),
        ((SENT, ACCEPTED, executed("2025-05-07", id="deed")), "executed", ["deed"]),
        (
            (SENT, ACCEPTED, executed("2025-05-07"), ordered("2025-05-09", proposal="P1", id="o")),
            "ordered",
            ["o"],
        ),
    ],
)
def test_the_clock_of_formation_shows_the_state_and_the_records_that_made_it(
    then: tuple[Record, ...], state: str, made_by: list[str]
) -> None:
    found = clock(sealed(*then), "formation")
    assert (found["state"], ids(found["made_by"])) == (state, made_by)
    assert all(record in found["sentence"] for record in made_by)


def test_the_steps_of_formation_are_all_shown_in_their_order() -> None:
    deal = sealed(
        ordered("2025-05-10", proposal="P1", id="order"),
        offer("retracted", "2025-05-09", clauses=["4.2"], id="part"),
        executed("2025-05-07", id="deed"),
        ACCEPTED,
        offer("countered", "2025-05-05", id="but"),
        SENT,
    )
    steps = clock(deal, "formation")["steps"]
    assert [(each["step"], each["record"]) for each in steps] == [
        ("offered", "sent"),
        ("countered", "but"),
        ("accepted", "yes"),
        ("executed", "deed"),
        ("retracted_in_part", "part"),
        ("ordered", "order"),
    ]


def test_an_acceptance_after_a_retraction_stays_on_record_as_such() -> None:
    found = clock(sealed(SENT, offer("accepted", "2025-05-09", id="late"), RETRACTED), "formation")
    assert ids(found["acceptances"]) == ["late"]
    accepted = "before it was accepted by acme, with ana as actor (2025-05-09, record late)"
    assert accepted in found["sentence"]


def test_a_retraction_after_the_acceptance_is_said_beside_it() -> None:
    found = clock(sealed(SENT, ACCEPTED, RETRACTED), "formation")
    assert (
        "It was also retracted (2025-05-08, record gone), after it was accepted."
        in (found["sentence"])
    )


def test_who_accepted_is_said_at_every_stage_that_follows() -> None:
    by_carla = offer("accepted", "2025-05-06", id="yes", by="carla", actor="carla")
    said = "was accepted by carla (2025-05-06, record yes)"
    deed, order = executed("2025-05-07"), ordered("2025-05-09", proposal="P1")
    for then in ((), (deed,), (deed, order)):
        assert said in clock(sealed(SENT, by_carla, *then), "formation")["sentence"]
    same_day = clock(sealed(SENT, by_carla, offer("retracted", "2025-05-06")), "formation")
    assert "P1 was accepted by carla, and retracted" in same_day["sentence"]
    qualified = offer("accepted", "2025-05-05", by="carla", actor="carla", qualifications=["if"])
    assert (
        "An acceptance with qualifications by carla ("
        in (clock(sealed(SENT, qualified), "formation")["sentence"])
    )


@pytest.mark.parametrize(
    ("at", "order", "unknown", "said"),
    [
        (
            "2025-05-05",
            "ended_first",
            False,
            "It had been rejected by carla (",
        ),
        (
            "2025-05-07",
            "acceptance_first",
            False,
            "It was rejected by carla (",
        ),
        ("2025-05-06", "undetermined", True, "order unknown: the two overlap"),
    ],
)
def test_an_acceptance_of_what_was_rejected_is_said_with_the_order_of_both(
    at: str, order: str, unknown: bool, said: str
) -> None:
    no = offer("rejected", at, id="no", by="carla", actor="carla")
    found = clock(sealed(SENT, ACCEPTED, no), "formation")
    assert found["state"] == "accepted"
    [ended] = found["ended_too"]
    assert (ended["ended"], ended["record"], ended["order"], ended["order_unknown"]) == (
        "rejected",
        "no",
        order,
        unknown,
    )
    assert ended["interval"]["from"] == f"{at}T00:00:00.000000Z"
    assert ended["acceptance"]["receipt"]["interval"]["from"] == "2025-05-06T00:00:00.000000Z"
    assert said in found["sentence"]
    assert "accepted (2025-05-06, record yes)" in found["sentence"]


def test_an_acceptance_after_a_lapse_is_said_in_the_clock_and_in_the_standing() -> None:
    deal = sealed(SENT, offer("lapsed", "2025-05-05", id="over"), ACCEPTED)
    said = (
        "It had lapsed (2025-05-05, record over) before it was accepted (2025-05-06, record yes)."
    )
    assert said in clock(deal, "formation")["sentence"]
    now = deal.ask(scope("orders:expansion"))["now"]
    assert (now["standing"], said in now["sentence"]) == ("in_force", True)
    assert [each["record"] for each in now["ended_too"]] == ["over"]
    open_ = sealed(SENT, offer("lapsed", "2025-05-05")).ask(scope("orders:expansion"))["now"]
    assert (open_["standing"], open_["ended_too"]) == ("lapsed", [])


def test_a_rejection_between_dispatch_and_receipt_of_the_acceptance_is_undetermined() -> None:
    times = {"dispatched_at": "2025-05-04", "received_at": "2025-05-08"}
    yes = offer("accepted", "2025-05-08", id="yes", **times)
    found = clock(sealed(SENT, yes, offer("rejected", "2025-05-06", id="no")), "formation")
    [ended] = found["ended_too"]
    assert (ended["order"], ended["order_unknown"]) == ("undetermined", False)
    assert "the two rules differ" in found["sentence"]
    assert "accepted (dispatched 2025-05-04, received 2025-05-08, record yes)" in found["sentence"]


def test_an_order_is_no_acceptance_of_an_offer_that_ended() -> None:
    order = ordered("2025-05-09", proposal="P1", id="order")
    found = clock(sealed(SENT, RETRACTED, order), "formation")
    assert found["state"] == "retracted"
    assert "an order is no acceptance" in found["sentence"]
    open_ = clock(sealed(SENT, order), "formation")
    assert open_["state"] == "ordered"
    assert "No acceptance without qualifications is on record." in open_["sentence"]
    assert "No executed agreement is on record." in open_["sentence"]


def test_an_order_claimed_under_a_clause_does_not_move_the_clock() -> None:
    found = clock(sealed(SENT, ordered("2025-05-09", claimed_under="4.2", id="claim")))
    assert found["formation"]["state"] == "offered"
    assert ids(found["orders"]) == ["claim"]


def test_counter_offers_rejections_and_lapses_are_shown_with_their_words() -> None:
    deal = sealed(
        SENT,
        offer("accepted", "2025-05-05", id="if", qualifications=["if it is cheaper"]),
        offer("countered", "2025-05-06", id="but", text="Ten percent.", clauses=["4.2"]),
        offer("rejected", "2025-05-07", id="no", by="carla", reason="Too dear."),
        offer("lapsed", "2025-05-08", id="over", reason="Thirty days."),
    )
    found = clock(deal, "formation")
    qualified, countered = found["counter_offers"]
    assert qualified["accepts_with_qualifications"] is True
    assert qualified["qualifications"] == ["if it is cheaper"]
    assert countered["accepts_with_qualifications"] is False
    assert (countered["text"], countered["clauses"]) == ("Ten percent.", ["4.2"])
    assert [(each["by"], each["reason"]) for each in found["rejections"]] == [
        ("carla", "Too dear.")
    ]
    assert [each["reason"] for each in found["lapses"]] == ["Thirty days."]


@pytest.mark.parametrize(
    ("then", "standing"),
    [
        ((SENT,), "offered"),
        ((SENT, RETRACTED), "retracted"),
        ((SENT, ACCEPTED, offer("retracted", "2025-05-06")), "contested"),
        ((SENT, RETRACTED, offer("countered", "2025-05-09")), "retracted"),
        ((SENT, ACCEPTED, RETRACTED), "in_force"),
        ((SENT, offer("retracted", "2025-05-09"), offer("retracted", "2025-05-04")), "retracted"),
    ],
)
def test_the_clock_and_the_standing_say_the_same(then: tuple[Record, ...], standing: str) -> None:
    names = {"contested": "undetermined", "in_force": "accepted"}
    deal = sealed(*then).known()
    assert deal.standing == standing
    state = clocks_of(deal).by_proposal["P1"].formation.clock.state
    assert state == names.get(standing, standing)


def test_of_several_retractions_one_that_certainly_came_first_is_enough() -> None:
    late = offer("retracted", "2025-05-09", id="late")
    early = offer("retracted", "2025-05-05", id="early")
    deal = sealed(SENT, late, early, ACCEPTED)
    assert deal.terms()["standing"] == "retracted"
    found = clock(deal, "formation")
    assert (found["state"], ids(found["made_by"])) == ("retracted", ["early"])


def test_each_proposal_has_its_own_clocks_in_the_order_of_first_naming() -> None:
    deal = given(
        offer("sent", "2025-05-04", proposal="P2"),
        offer("sent", "2025-05-03", proposal="P1"),
        offer("rejected", "2025-05-05", proposal="P1"),
    )
    found = clocks_of(deal.known())
    assert [(id_, each.formation.clock.state) for id_, each in found.by_proposal.items()] == [
        ("P2", "offered"),
        ("P1", "rejected"),
    ]


def test_a_proposal_that_is_not_named_yet_is_not_shown() -> None:
    deal = sealed(SENT)
    assert list(clocks_of(deal.known(effective_at="2025-05-02")).by_proposal) == []
    assert clock(deal, "formation", effective_at="2025-05-03")["state"] == "none"


def test_steps_that_overlap_are_marked_and_what_one_source_refers_to_is_not() -> None:
    def steps(**more: Any) -> list[object]:
        deal = sealed(offer("sent", "2025-05-04", **more), offer("countered", "2025-05-04", **more))
        return [each["after_previous"] for each in clock(deal, "formation")["steps"]]

    assert steps() == [True, None]
    crm = {"source": {"system": "crm"}}
    assert steps(**crm) == [True, None]
    sealing = a_record("proposal.sealed", proposal="P2", at="2025-05-04", **crm)
    asked = a_record("sign_off.requested", proposal="P2", at="2025-05-04", **crm)
    internal = clock(given(sealing, asked), "internal", proposal="P2")["steps"]
    assert [each["after_previous"] for each in internal] == [True, True]
