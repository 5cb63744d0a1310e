"""The kind `objection`: each rule on both sides of its boundary."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.answers.packs import each_in_one_list, on_story, pack
from tests.projections.given import given, records
from tests.projections.offers import PEOPLE, executed, offer
from tests.records import a_clause, a_record

TEXT = (
    *PEOPLE,
    a_clause("3.1", id="c3", at="2025-05-01"),
    a_clause("4.2", id="c4", at="2025-05-02"),
    a_record("proposal.sealed", id="seal", proposal="P1", at="2025-05-03"),
    offer("sent", "2025-05-04", id="sent"),
)
ACCEPTED = offer("accepted", "2025-05-10T12:00Z", id="accepted")
P1 = {"proposal": "P1"}
CLAUSE = {"clause": "4.2"}


def objection(at: str = "2025-05-06", id_: str = "no", **more: Any) -> Record:
    given_ = {"about": [P1], "words": "We do not agree.", "actor": "carla", **more}
    return a_record("objection.raised", id=id_, at=at, **given_)


def period(until: str = "2025-05-08", id_: str = "m", **more: Any) -> Record:
    given_ = {"message": id_, "to": ["carla"], "about": [P1], "at": "2025-05-05", **more}
    return a_record("message.sent", id=id_, objection_until=until, **given_)


def ask(*then: Record, **more: Any) -> dict[str, Any]:
    """Did anybody object, after these records?"""
    times = {n: more.pop(n) for n in ("effective_at", "known_at", "role") if n in more}
    answer = given(*TEXT, *then).ask({"kind": "objection"} | more, **times)
    assert each_in_one_list(answer)
    return answer


def verdict(*then: Record, **more: Any) -> str:
    return str(ask(*then, **more)["verdict"])


def test_no_objection_is_silent_and_not_consent_and_says_that_no_period_was_set() -> None:
    answer = ask(ACCEPTED)
    assert answer["verdict"] == "silent"
    assert "no objection is not consent" in answer["sentence"]
    assert "No period to object was ever set" in answer["sentence"]
    assert answer["supports"] == answer["opposes"] == []
    assert {"objection", "period", "coverage"} <= {e["looked_for"] for e in answer["not_shown"]}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-05-10T11:59Z", "yes"),
        ("2025-05-10T12:00Z", "undetermined"),
        ("2025-05-10", "undetermined"),
        ("2025-05-10T12:01Z", "silent"),
    ],
)
def test_it_must_certainly_have_come_before_the_acceptance(at: str, expected: str) -> None:
    assert verdict(objection(at), ACCEPTED) == expected


def test_what_lies_between_dispatch_and_receipt_of_the_acceptance_is_undetermined() -> None:
    accepted = offer(
        "accepted",
        "2025-05-10",
        dispatched_at="2025-05-10T12:00Z",
        received_at="2025-05-10T12:30Z",
    )
    assert verdict(objection("2025-05-10T12:10Z"), accepted) == "undetermined"
    assert verdict(objection("2025-05-10T11:59Z"), accepted) == "yes"
    assert verdict(objection("2025-05-10T12:31Z"), accepted) == "silent"


def test_an_acceptance_with_qualifications_is_none_and_an_execution_is_one() -> None:
    qualified = offer("accepted", "2025-05-05", qualifications=["Only for a year."])
    answer = ask(qualified, objection())
    assert answer["verdict"] == "yes"
    assert "it is not on record that it was accepted" in answer["sentence"]
    assert verdict(executed("2025-05-05"), objection()) == "silent"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-05-08T23:59Z", "yes"),
        ("2025-05-08", "yes"),
        ({"from": "2025-05-08", "to": "2025-05-09"}, "undetermined"),
        ("2025-05-09", "silent"),
    ],
)
def test_the_last_day_of_the_stated_period_is_within_it(at: Any, expected: str) -> None:
    answer = ask(period(), objection(at), ACCEPTED)
    assert answer["verdict"] == expected
    assert "A period to object was set until 2025-05-08" in answer["sentence"]
    assert "No period" not in answer["sentence"]


def test_of_several_periods_the_one_stated_last_counts_and_one_that_failed_does_not() -> None:
    longer = period("2025-05-12", "m2", at="2025-05-07")
    assert verdict(period(), longer, objection("2025-05-09")) == "yes"
    failed = a_record("message.failed", message="m2", to=["carla"], reason="Full.", at="2025-05-07")
    answer = ask(period(), longer, failed, objection("2025-05-09"))
    assert answer["verdict"] == "silent"
    assert "That message arrived with nobody." in answer["sentence"]


def test_a_period_for_something_else_sets_no_limit() -> None:
    other = period(about=[{"topic": "weather"}])
    assert verdict(other, objection("2025-05-09")) == "yes"


def test_a_late_objection_opposes_and_one_in_time_is_not_hidden_by_it() -> None:
    late = ask(objection("2025-05-11"), ACCEPTED)
    assert records(late["opposes"]) == ["no"]
    assert "it was late" in late["sentence"]
    assert "It came after the acceptance." in late["sentence"]
    both = ask(objection(), objection("2025-05-11", "later"), ACCEPTED)
    assert (both["verdict"], records(both["supports"])) == ("yes", ["no"])


def test_who_objected_and_accepted_all_the_same_is_shown_against_it() -> None:
    assert records(ask(objection(), ACCEPTED)["opposes"]) == ["accepted"]
    other = objection(actor="paul")
    assert records(ask(other, ACCEPTED)["opposes"]) == []


def test_an_objection_to_something_else_is_also_said() -> None:
    answer = ask(objection(about=[{"topic": "weather"}]))
    assert answer["verdict"] == "silent"
    assert records(answer["also_said"]) == ["no"]
    assert "It was to something else." in answer["sentence"]


def test_an_objection_to_a_message_about_it_is_one_to_it() -> None:
    message = a_record("message.sent", message="M1", about=[CLAUSE], at="2025-05-05")
    assert verdict(message, objection(about=[{"message": "M1"}])) == "yes"


def test_of_a_clause_the_objection_must_be_to_it_or_to_the_proposal_that_holds_it() -> None:
    assert verdict(objection(), clauses=["4.2"]) == "yes"
    assert verdict(objection(about=[CLAUSE]), clauses=["4.2"]) == "yes"
    assert verdict(objection(about=[{"clause": "3.1"}]), clauses=["4.2"]) == "silent"


SECOND = (
    a_record("clause.revised", text="Thirty.", at="2025-05-07"),
    a_record("proposal.sealed", id="seal2", proposal="P2", at="2025-05-08"),
    offer("sent", "2025-05-09", proposal="P2"),
)


def test_of_several_clauses_each_that_nobody_objected_to_is_named() -> None:
    answer = ask(objection(about=[CLAUSE]), clauses=["4.2", "3.1"])
    assert answer["verdict"] == "partly"
    assert "objected to clause 4.2 (wording 1 of P1)" in answer["sentence"]
    assert (
        "No objection in time to clause 3.1 (wording 1 of P1) is on record." in answer["sentence"]
    )
    both = ask(objection(about=[CLAUSE, {"clause": "3.1"}]), clauses=["4.2", "3.1"])
    assert both["verdict"] == "yes"
    assert "is on record." not in both["sentence"].split("“")[0]
    who = ask(objection(about=[CLAUSE]), clauses=["4.2", "3.1"], ask="who")
    assert "No objection to clause 3.1 (wording 1 of P1) is on record." in who["sentence"]
    assert verdict(clauses=["4.2", "3.1"]) == "silent"


def test_an_objection_to_an_older_wording_is_not_one_to_what_came_of_it() -> None:
    answer = ask(objection(about=[CLAUSE]), *SECOND, clauses=["4.2"])
    assert answer["verdict"] == "silent"
    assert "It was to another wording of the clause." in answer["sentence"]
    assert verdict(objection(about=[CLAUSE]), *SECOND, clauses=["4.2"], proposal="P1") == "yes"
    assert verdict(objection(), *SECOND) == "silent"
    assert verdict(objection(), *SECOND, proposal="P1") == "yes"


def test_what_was_proposed_after_the_accepted_text_is_on_the_table_too() -> None:
    later = (offer("accepted", "2025-05-05"), *SECOND)
    against = objection("2025-05-10", about=[CLAUSE])
    answer = ask(*later, against)
    assert answer["verdict"] == "yes"
    assert "clause 4.2 (wording 2 of P2)" in answer["sentence"]
    assert verdict(*later, against, clauses=["4.2"]) == "yes"
    assert verdict(*later, against, proposal="P1") == "silent"
    assert verdict(*later, objection("2025-05-10", about=[{"clause": "3.1"}])) == "silent"


def test_of_people_and_parties_only_theirs_count() -> None:
    assert verdict(objection(), persons=["carla"]) == "yes"
    assert verdict(objection(), persons=["otto"]) == "silent"
    assert verdict(objection(), persons=["otto", "carla"]) == "yes"
    assert verdict(objection(), parties=["acme"]) == "yes"
    assert verdict(objection(), parties=["brightlink"]) == "silent"
    behalf = objection(actor="paul", on_behalf_of="carla")
    assert verdict(behalf, persons=["carla"]) == "yes"


def test_a_moment_that_is_named_is_a_limit_too() -> None:
    before = {"before": {"at": "2025-05-06"}}
    assert verdict(objection("2025-05-05"), **before) == "yes"
    assert verdict(objection("2025-05-06"), **before) == "silent"
    accepted = {"before": {"event": "proposal.accepted"}}
    assert verdict(objection(), ACCEPTED, **accepted) == "yes"
    absent = ask(objection(), **accepted)
    assert absent["verdict"] == "yes"
    assert "moment" in {each["looked_for"] for each in absent["not_shown"]}


def test_who_is_stated_with_everybody_in_time_or_not() -> None:
    answer = ask(objection(), objection("2025-05-11", "late", actor="otto"), ACCEPTED, ask="who")
    assert answer["verdict"] == "stated"
    assert records(answer["supports"]) == ["no", "late"]
    assert "Stated: carla and otto objected." in answer["sentence"]
    assert verdict(ask="who") == "silent"


def test_a_refusal_or_a_rejection_is_no_objection() -> None:
    assert verdict(a_record("proposal.rejected", proposal="P1", by="carla")) == "silent"


def test_a_proposal_without_a_seal_can_be_objected_to() -> None:
    loose = offer("sent", "2025-05-09", proposal="P9")
    answer = ask(loose, objection("2025-05-10", about=[{"proposal": "P9"}]), proposal="P9")
    assert answer["verdict"] == "yes"
    assert "no seal of it is on record" in answer["sentence"]


def test_drafts_alone_can_be_objected_to() -> None:
    deal = given(*PEOPLE, a_clause("4.2", at="2025-05-02"), objection(about=[CLAUSE]))
    assert deal.ask({"kind": "objection"})["verdict"] == "yes"
    assert given(*PEOPLE).ask({"kind": "objection"})["verdict"] == "silent"


def test_an_objection_that_is_withheld_counts_for_nothing_for_this_reader() -> None:
    answer = ask(objection(privilege="attorney_client"), role="reader")
    assert (answer["verdict"], answer["withheld"]) == ("silent", 1)


def test_did_anybody_in_the_story_object_in_time() -> None:
    answer = on_story({"kind": "objection"})
    assert answer["verdict"] == "silent"
    assert answer["supports"] == answer["opposes"] == []
    for said in (
        "no objection to P7 is on record; no objection is not consent",
        "No period to object was ever set",
    ):
        assert said in answer["sentence"]


def test_what_was_said_against_a_statement_after_the_acceptance_is_late() -> None:
    answer = pack("20-solar-relay").ask({"kind": "objection"})
    assert (answer["verdict"], records(answer["opposes"])) == ("silent", ["s20.obj"])
