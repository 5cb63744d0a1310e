"""The moment of a retraction: what the intervals show, and what they leave open."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.given import given
from tests.projections.offers import (
    DAY,
    PEOPLE,
    SEALED,
    clock,
    executed,
    moment,
    offer,
    party,
    person,
    sealed,
)
from tests.records import a_record

SENT = offer("sent", "2025-05-04T10:00Z", id="sent")
ARRIVED = offer("received", "2025-05-05T10:00Z", id="arrived")


def retracted(received: str, **more: Any) -> Record:
    return offer("retracted", received, received_at=received, **{"id": "gone", **more})


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ((retracted("2025-05-03T12:00Z"),), "before_sending"),
        ((SENT, retracted("2025-05-04T09:00Z")), "before_sending"),
        ((SENT, ARRIVED, retracted("2025-05-04T20:00Z")), "withdrawal"),
        ((SENT, ARRIVED, retracted("2025-05-05T11:00Z")), "revocation"),
        (
            (SENT, ARRIVED, offer("accepted", "2025-05-06"), retracted("2025-05-07")),
            "after_acceptance",
        ),
        (
            (SENT, ARRIVED, offer("accepted", "2025-05-08"), retracted("2025-05-07")),
            "revocation",
        ),
    ],
)
def test_the_moment_is_what_the_intervals_show(then: tuple[Record, ...], expected: str) -> None:
    found = moment(*then)
    assert found["moment"] == expected
    assert found["possible"] == [expected]


@pytest.mark.parametrize(
    ("then", "possible"),
    [
        ((SENT, retracted("2025-05-04")), ["before_sending", "withdrawal", "revocation"]),
        ((SENT, ARRIVED, retracted("2025-05-05")), ["withdrawal", "revocation"]),
        ((SENT, ARRIVED, retracted("2025-05-05T10:00Z")), ["withdrawal", "revocation"]),
        (
            (SENT, ARRIVED, offer("accepted", "2025-05-06"), retracted("2025-05-06")),
            ["revocation", "after_acceptance"],
        ),
        (
            (SENT, ARRIVED, offer("accepted", "2025-05-05"), retracted("2025-05-05")),
            ["withdrawal", "revocation", "after_acceptance"],
        ),
    ],
)
def test_what_overlaps_is_undetermined_and_what_is_possible_is_named(
    then: tuple[Record, ...], possible: list[str]
) -> None:
    found = moment(*then)
    assert (found["moment"], found["possible"]) == ("undetermined", possible)
    assert "undetermined" in found["sentence"]


def test_a_retraction_that_arrives_at_the_same_instant_is_a_withdrawal() -> None:
    instant = "2025-05-05T10:00:00.000000Z"
    found = moment(SENT, offer("received", instant), retracted(instant))
    assert found["moment"] == "withdrawal"


def test_a_retraction_at_the_instant_of_the_sending_is_not_before_it() -> None:
    instant = "2025-05-04T10:00:00.000000Z"
    found = moment(offer("sent", instant), offer("received", "2025-05-05"), retracted(instant))
    assert found["moment"] == "withdrawal"


def test_an_arrival_that_is_not_on_record_is_not_supplied() -> None:
    found = moment(SENT, retracted("2025-05-06"))
    assert found["possible"] == ["withdrawal", "revocation"]
    assert "No arrival of it" in found["sentence"]
    assert found["arrived"] is None


def test_an_opening_without_a_receipt_shows_that_it_had_arrived_by_then() -> None:
    opened = offer("opened", "2025-05-05T10:00Z", id="opened-it")
    assert moment(SENT, opened, retracted("2025-05-05T11:00Z"))["moment"] == "revocation"
    before = moment(SENT, opened, retracted("2025-05-05T09:00Z"))
    assert before["arrived"]["interval"]["from"] == "2025-05-04T10:00:00.000000Z"
    unsent = moment(opened, retracted("2025-05-05T11:00Z"))
    assert unsent["arrived"]["interval"]["from"] is None
    assert before["possible"] == ["withdrawal", "revocation"]
    assert "had arrived by its opening by carla" in before["sentence"]


def test_an_opening_by_one_does_not_put_back_when_it_arrived_with_her() -> None:
    opened = offer("opened", "2025-05-06T10:00Z")
    assert moment(SENT, ARRIVED, opened, retracted("2025-05-04T20:00Z"))["moment"] == "withdrawal"


def test_the_first_arrival_counts() -> None:
    later = offer("received", "2025-05-06T10:00Z", by="otto")
    assert moment(SENT, later, ARRIVED, retracted("2025-05-05T20:00Z"))["moment"] == "revocation"


def test_the_first_sending_counts() -> None:
    again = offer("sent", "2025-05-09")
    assert moment(SENT, ARRIVED, again, retracted("2025-05-08"))["moment"] == "revocation"


def test_what_arrived_with_the_partner_only_has_not_arrived_with_the_client() -> None:
    with_partner = offer("received", "2025-05-04T12:00Z", by="paul", id="partner")
    found = moment(SENT, with_partner, ARRIVED, retracted("2025-05-04T20:00Z"))
    assert found["moment"] == "withdrawal"
    assert "paul" in found["sentence"]
    alone = moment(SENT, with_partner, retracted("2025-05-04T20:00Z"))
    assert alone["possible"] == ["withdrawal", "revocation"]


def test_a_partner_it_was_sent_to_is_one_of_those_with_whom_it_arrives() -> None:
    to_partner = offer("sent", "2025-05-04T10:00Z", to=["brightlink"])
    arrived = offer("received", "2025-05-04T12:00Z", by="paul")
    assert moment(to_partner, arrived, retracted("2025-05-04T20:00Z"))["moment"] == "revocation"


def test_a_receiver_without_a_party_on_record_counts_and_that_is_said() -> None:
    unknown = offer("received", "2025-05-05T10:00Z", by="somebody")
    found = moment(SENT, unknown, retracted("2025-05-06"))
    assert found["moment"] == "revocation"
    assert "The party of somebody is not on record." in found["sentence"]


def test_another_id_of_the_buyer_is_the_buyer() -> None:
    same = a_record("person.identified", person="c.lang", same_as="carla", method="directory")
    arrived = offer("received", "2025-05-05T10:00Z", by="c.lang")
    deal = given(same, *SEALED, SENT, arrived, retracted("2025-05-06"))
    found = clock(deal)["retractions"][0]
    assert found["moment"] == "revocation"
    assert "The party of" not in found["sentence"]


def test_without_a_sending_but_with_an_answer_from_outside_nothing_is_supplied() -> None:
    found = moment(offer("accepted", "2025-05-08"), retracted("2025-05-06"))
    assert found["possible"] == ["before_sending", "withdrawal", "revocation"]
    assert "No sending of the proposal is on record." in found["sentence"]


def test_what_was_opened_in_the_house_only_was_not_sent() -> None:
    in_house = offer("opened", "2025-05-04", by="vera")
    assert moment(in_house, retracted("2025-05-06"))["moment"] == "before_sending"


def test_the_two_rules_are_shown_apart_and_where_they_differ_it_is_undetermined() -> None:
    found = moment(
        SENT,
        ARRIVED,
        offer(
            "accepted",
            f"{DAY}16:29Z",
            id="yes",
            dispatched_at=f"{DAY}16:29Z",
            received_at=f"{DAY}16:33Z",
        ),
        retracted(f"{DAY}16:31Z", dispatched_at=f"{DAY}16:30Z"),
    )
    assert (found["moment"], found["possible"]) == (
        "undetermined",
        ["revocation", "after_acceptance"],
    )
    dispatch, receipt = found["rules"]["dispatch"], found["rules"]["receipt"]
    assert (dispatch["order"], dispatch["moment"]) == ("acceptance_first", "after_acceptance")
    assert (receipt["order"], receipt["moment"]) == ("retraction_first", "revocation")
    assert dispatch["accepted"]["at"] == f"{DAY}16:29Z"
    assert receipt["accepted"]["at"] == f"{DAY}16:33Z"
    assert "dispatched" in dispatch["sentence"]
    assert "received" in receipt["sentence"]
    assert found["counts"]["at"] == f"{DAY}16:31Z"
    assert found["dispatched_at"] == f"{DAY}16:30Z"


def test_a_time_that_is_not_given_is_taken_as_the_occurrence_and_the_sentence_says_so() -> None:
    found = moment(
        SENT, ARRIVED, offer("accepted", "2025-05-08"), offer("retracted", "2025-05-07", id="gone")
    )
    assert found["moment"] == "revocation"
    assert found["counts"]["given"] is False
    assert "that is not given, so its occurrence, 2025-05-07, is taken" in found["sentence"]
    for name, how in (("dispatch", "dispatched"), ("receipt", "received")):
        rule = found["rules"][name]
        assert rule["accepted"]["given"] is False
        assert f"was {how} is not given" in rule["sentence"]


def test_a_retraction_counts_when_received_however_early_it_was_dispatched() -> None:
    found = moment(
        SENT,
        ARRIVED,
        offer("accepted", f"{DAY}12:00Z"),
        offer(
            "retracted",
            f"{DAY}09:00Z",
            dispatched_at=f"{DAY}09:00Z",
            received_at=f"{DAY}15:00Z",
        ),
    )
    assert found["moment"] == "after_acceptance"


def test_an_acceptance_with_qualifications_is_none() -> None:
    found = moment(
        SENT,
        ARRIVED,
        offer("accepted", "2025-05-05T12:00Z", qualifications=["but"]),
        retracted("2025-05-06"),
    )
    assert found["moment"] == "revocation"
    assert "No acceptance without qualifications is on record." in found["sentence"]


def test_the_first_acceptance_without_qualifications_counts() -> None:
    found = moment(
        SENT,
        ARRIVED,
        offer("accepted", "2025-05-05T12:00Z", qualifications=["but"]),
        offer("accepted", "2025-05-09", id="late"),
        offer("accepted", "2025-05-06", id="first"),
        retracted("2025-05-07"),
    )
    assert found["moment"] == "after_acceptance"
    assert found["rules"]["receipt"]["accepted"]["record"] == "first"


def test_an_executed_agreement_shows_an_acceptance_that_is_not_on_record() -> None:
    found = moment(SENT, ARRIVED, executed("2025-05-06", id="deed"), retracted("2025-05-07"))
    assert found["moment"] == "after_acceptance"
    assert "no acceptance is on record, so the agreement executed" in found["sentence"]


def test_a_retraction_of_some_clauses_is_kept_apart_from_one_of_the_whole() -> None:
    found = clock(sealed(SENT, ARRIVED, retracted("2025-05-06", clauses=["4.2"], id="part")))
    assert found["retractions"] == []
    [part] = found["clause_retractions"]
    assert (part["record"], part["clauses"], part["moment"]) == ("part", ["4.2"], "revocation")
    assert "Clauses 4.2 of P1" in part["sentence"]
    assert found["formation"]["state"] == "offered"


def test_a_clause_that_the_proposal_does_not_hold_is_said_not_to_be_held() -> None:
    later = a_record("clause.added", clause="7", heading="Late", text="Late.", at="2025-05-04")
    deal = sealed(later, SENT, retracted("2025-05-06", clauses=["7", "4.2"]))
    assert clock(deal)["clause_retractions"][0]["not_held"] == ["7"]


def test_every_retraction_has_its_own_moment() -> None:
    deal = sealed(
        SENT,
        ARRIVED,
        retracted("2025-05-04T20:00Z"),
        offer("accepted", "2025-05-06"),
        retracted("2025-05-07", id="again"),
    )
    found = clock(deal)["retractions"]
    assert [(each["record"], each["moment"]) for each in found] == [
        ("gone", "withdrawal"),
        ("again", "after_acceptance"),
    ]


def test_what_had_not_happened_yet_does_not_count() -> None:
    then = (SENT, ARRIVED, retracted("2025-05-06"), offer("accepted", "2025-05-06"))
    assert moment(*then)["moment"] == "undetermined"
    known = moment(*then, known_at="record:gone")
    assert (known["moment"], known["rules"]["receipt"]["order"]) == ("revocation", None)


def test_a_retraction_not_received_by_the_moment_asked_says_so() -> None:
    late = offer("retracted", "2025-05-06", received_at="2025-05-09")
    found = moment(SENT, ARRIVED, late, effective_at="2025-05-07")
    assert "That is after the moment asked." in found["sentence"]


def test_a_corrected_time_counts_for_those_who_know_of_it() -> None:
    right = {"proposal": "P1", "by": "acme"} | dict.fromkeys(
        ("dispatched_at", "received_at"), "2025-05-09"
    )
    why = {"corrects": "yes", "reason": "The clock was wrong.", "at": "2025-05-10"}
    deal = sealed(
        SENT,
        ARRIVED,
        offer("accepted", "2025-05-06", id="yes"),
        retracted("2025-05-07"),
        a_record("record.corrected", data=right, **why),
    )
    assert clock(deal)["retractions"][0]["moment"] == "revocation"
    before = clock(deal, known_at="record:gone")["retractions"][0]
    assert before["moment"] == "after_acceptance"


def test_a_struck_retraction_counts_for_nothing() -> None:
    deal = sealed(SENT, retracted("2025-05-06"), a_record("record.struck", record="gone"))
    assert clock(deal)["retractions"] == []


def test_a_deal_that_introduces_nobody_still_has_its_moments() -> None:
    deal = given(SENT, ARRIVED, retracted("2025-05-06"))
    assert clock(deal)["retractions"][0]["moment"] == "revocation"


def test_the_dates_are_days_in_the_zone_of_the_deal() -> None:
    opened = a_record("deal.opened", id="zone", time_zone="Asia/Tokyo")
    deal = given(
        opened,
        party("acme", "client"),
        person("carla", "acme"),
        SENT,
        offer("received", "2025-05-05"),
        retracted("2025-05-05T16:00Z"),
    )
    # In Tokyo 5 May is over at 15:00 UTC.
    assert clock(deal)["retractions"][0]["moment"] == "revocation"
    assert moment(SENT, offer("received", "2025-05-05"), retracted("2025-05-05T16:00Z"))[
        "moment"
    ] == ("undetermined")


def test_the_people_of_the_house_are_not_the_client() -> None:
    received = offer("received", "2025-05-04T12:00Z", by="vera")
    deal = given(*PEOPLE, SENT, received, retracted("2025-05-06"))
    assert clock(deal)["retractions"][0]["possible"] == ["withdrawal", "revocation"]
