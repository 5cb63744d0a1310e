"""What the client's side and the partner's side were told."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.knowledge.told import told, told_of
from tests.projections.known import (
    CLAUSE,
    SEALED,
    WORDING,
    displayed,
    knowing,
    message,
    person,
    reading,
    statement,
)
from tests.records import a_clause, a_record

PARTIES = (
    a_record("party.joined", id="p1", party="acme", role="client"),
    a_record("party.joined", id="p2", party="agent", role="partner", name="Agent"),
    a_record("party.joined", id="p3", party="us", role="seller", name="Us"),
    a_record("party.joined", id="p4", party="sub", role="other", name="Sub", parent="acme"),
    person("ana", "Ana", id="p5", party="us"),
    person("carla", "Carla", id="p6", party="acme", function="client_contact"),
    person("paul", "Paul", id="p7", party="agent", function="partner_contact"),
)


def told_to(side: Any, *records: Record, **times: Any) -> list[str]:
    return [
        each.fact.id for each in told(knowing(*PARTIES, CLAUSE, SEALED, *records, **times)).to(side)
    ]


def test_messages_statements_relays_displays_and_proposals_tell() -> None:
    records = (
        message(id="m"),
        statement(id="s", to=["carla"]),
        a_record("message.relayed", id="r", message="M2", of="M1", to=["carla"], actor="paul"),
        displayed("carla", id="d", at="2025-05-17"),
        a_record("proposal.sent", id="p", to=["acme"], at="2025-05-18"),
        a_record("proposal.received", id="g", by="carla", proposal="P1", at="2025-05-19"),
        a_record("message.opened", id="o", by="carla", message="M1", at="2025-05-20"),
        a_record("objection.raised", about=[{"clause": "4.2"}], words="No."),
    )
    assert told_to("client", *records) == ["m", "s", "r", "d", "p", "g", "o"]
    assert told_to("client", *records, effective_at="2025-05-10") == ["m"]
    assert told_to("partner", *records) == []


def test_the_clients_affiliates_are_on_its_side_and_a_partner_never_is() -> None:
    assert told_to("client", message(id="m", to=["sub"])) == ["m"]
    adviser = a_record("party.joined", party="agent", role="partner", name="A", acts_for="acme")
    assert told_to("client", adviser, message(id="m", to=["agent"])) == []
    assert told_to("partner", adviser, message(id="m", to=["agent"])) == ["m"]


def test_a_contact_whose_party_is_unknown_stands_where_the_function_says() -> None:
    dora = person("dora", "Dora", party="elsewhere", function="client_contact")
    assert told_to("client", dora, message(id="m", to=["dora"])) == ["m"]


def test_the_side_follows_the_human_under_every_id() -> None:
    same = a_record("person.identified", person="carla", same_as="c.lang")
    assert told_to("client", same, message(id="m", to=["c.lang"])) == ["m"]


MOVED = person(
    "carla", "Carla", id="moved", at="2025-06-10", party="agent", function="partner_contact"
)
CAME = person(
    "carla", "Carla", id="came", at="2025-03-01", party="agent", function="partner_contact"
)


def test_who_changes_sides_later_was_told_as_what_they_were_then() -> None:
    """As of May nothing of June had happened; and in June, May stays what it was."""
    for times in ({}, {"effective_at": "2025-05-30"}):
        assert told_to("client", MOVED, message(id="m"), **times) == ["m"]
        assert told_to("partner", MOVED, message(id="m"), **times) == []
    assert told_to("partner", MOVED, message(id="m", at="2025-06-11")) == ["m"]


def test_an_assignment_that_is_recorded_late_takes_its_place_in_time() -> None:
    assert told_to("client", CAME, message(id="m")) == ["m"]
    assert told_to("partner", CAME, message(id="m", at="2025-03-15")) == ["m"]


def test_who_is_assigned_only_later_is_on_that_side_all_along() -> None:
    late = person("dora", "Dora", at="2025-06-10", party="acme", function="client_contact")
    assert told_to("client", late, message(id="m", to=["dora"])) == ["m"]


def test_what_a_side_says_to_itself_it_was_not_told() -> None:
    assert told_to("client", message(id="m", to=["acme"], actor="carla")) == []


def test_a_proposal_sent_through_a_partner_is_told_to_the_partner_too() -> None:
    sent = a_record("proposal.sent", id="p", to=["acme"], via="agent")
    assert told_to("partner", sent) == told_to("client", sent) == ["p"]


def test_a_relay_is_shown_with_what_it_added_and_left_out() -> None:
    relayed = a_record(
        "message.relayed",
        id="r",
        message="M2",
        of="M1",
        to=["carla"],
        actor="paul",
        adds="and for ever",
        omits="for twelve months",
    )
    found = reading(*PARTIES, CLAUSE, message(to=["paul"]), relayed)
    [shown] = found["told"]["client"]
    assert (shown["relays"], shown["adds"], shown["omits"]) == (
        "M1",
        "and for ever",
        "for twelve months",
    )
    assert (shown["actor"], shown["actor_side"]) == ("paul", "partner")
    assert shown["about"] == [{"clause": "4.2", "version": 1}]


def test_what_did_not_arrive_is_marked_with_whom() -> None:
    failed = a_record("message.failed", message="M1", to=["carla"], reason="No such box.")
    [shown] = reading(*PARTIES, CLAUSE, message(to=["carla", "acme"]), failed)["told"]["client"]
    assert (shown["to"], shown["failed"]) == (["carla", "acme"], ["carla"])


def test_what_arrived_with_nobody_of_a_side_told_it_nothing_and_is_named_apart() -> None:
    failed = a_record("message.failed", message="M1", to=["carla"], reason="No such box.")

    def told_(*records: Record) -> Any:
        [wording] = reading(*PARTIES, CLAUSE, *records)["wordings"]
        return wording["told"]

    for about in ([{"clause": "4.2"}], [{"topic": "discount"}]):
        sent = message(id="m", to=["carla", "paul"], about=about)
        assert told_(sent, failed)["client"] == {"records": [], "topics": [], "failed": ["m"]}
        assert "failed" not in told_(sent, failed)["partner"]
    both = message(id="m", to=["carla", "acme"])
    assert told_(both, failed) == {"client": {"records": ["m"], "topics": []}}


def test_whose_side_is_not_on_record_is_said() -> None:
    found = reading(*PARTIES, CLAUSE, message(to=["carla", "stranger", "system:crm"]))
    assert found["side_not_on_record"] == ["stranger"]


def test_per_wording_the_records_and_the_topics_are_named() -> None:
    other = a_clause("3.1", at="2025-05-01", heading="Fees", text="As listed.", actor="drafter")
    records = (
        message(id="m"),
        message(id="t", message="M2", about=[{"topic": "discount"}]),
        a_record("proposal.sent", id="p", to=["acme"], at="2025-05-18"),
    )
    found = reading(*PARTIES, CLAUSE, other, SEALED, *records)
    told_ = {each["clause"]: each["told"] for each in found["wordings"]}
    assert told_["4.2"] == {"client": {"records": ["m", "p"], "topics": ["discount"]}}
    assert told_["3.1"] == {"client": {"records": ["p"], "topics": []}}
    assert found["topics"] == [{"topic": "discount", "wordings": [{"clause": "4.2", "version": 1}]}]


def test_a_telling_knows_which_wordings_it_is_about() -> None:
    later = a_record("clause.revised", at="2025-05-10", actor="drafter")
    topic = message(id="t", at="2025-05-06", about=[{"topic": "discount"}])
    found = told(knowing(*PARTIES, CLAUSE, later, topic))
    [telling] = found.to("client")
    assert telling.about(WORDING)
    assert not telling.about(("4.2", 2))
    assert set(told_of([telling])) == {WORDING}
