"""The kind `retraction`: what was retracted, by whom, and whether before it was accepted."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.answers.told import cited, mentions, told
from tests.projections.given import given, records
from tests.projections.offers import DAY, PEOPLE, executed, instructed, offer, ordered, sealed
from tests.records import a_clause, a_record

ACCEPTED = {"event": "proposal.accepted"}
SENT = offer("sent", f"{DAY}09:00Z", id="sent")


def asked(*then: Record, times: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    named = {name.removesuffix("_"): value for name, value in more.items()}
    return sealed(SENT, *then).ask({"kind": "retraction", **named}, **(times or {}))


def retracted(at: str = f"{DAY}12:00Z", **more: Any) -> Record:
    return offer("retracted", at, **({"id": "ret"} | more))


def accepted(at: str, **more: Any) -> Record:
    return offer("accepted", at, **({"id": "acc"} | more))


# What was struck.


def test_a_struck_acceptance_is_said_and_counts_for_nothing() -> None:
    late = accepted(f"{DAY}11:00Z")
    strike = a_record("record.struck", id="strike", record="acc", reason="Another deal's.")
    before = asked(retracted(), late, before=ACCEPTED)
    assert before["verdict"] == "no"
    answer = asked(retracted(), late, strike, before=ACCEPTED)
    assert answer["verdict"] == "yes"
    assert "It was never accepted" in answer["sentence"]
    assert "Struck, and counting for nothing: " in answer["sentence"]
    assert "record acc), struck by ana (record strike): “Another deal's.”" in answer["sentence"]
    assert cited(answer, "also_said")[-1] == "strike"
    assert answer["also_said"][-1]["words"] == "Another deal's."
    assert answer["details"]["struck"] == [
        {
            "record": "strike",
            "of": "acc",
            "type": "proposal.accepted",
            "by": "ana",
            "reason": "Another deal's.",
        }
    ]


def test_a_struck_retraction_is_said_where_none_is_on_record() -> None:
    answer = asked(retracted(), a_record("record.struck", id="strike", record="ret"))
    assert answer["verdict"] == "silent"
    assert "record ret), struck by" in answer["sentence"]


def test_what_was_struck_and_is_not_asked_about_is_not_said() -> None:
    elsewhere = offer("accepted", f"{DAY}11:00Z", id="acc", proposal="P2")
    note = a_record("value.reported", id="note")
    strikes = [a_record("record.struck", record=each) for each in ("acc", "note")]
    answer = asked(retracted(), elsewhere, note, *strikes)
    assert "Struck" not in answer["sentence"]
    assert "struck" not in answer["details"]
    assert answer["also_said"] == asked(retracted())["also_said"]


def test_what_was_struck_is_said_only_of_what_had_happened_by_then() -> None:
    acceptance = accepted(f"{DAY}15:00Z")
    strike = a_record("record.struck", record="acc")
    answer = asked(retracted(), acceptance, strike, times={"effective_at": f"{DAY}13:00Z"})
    assert "Struck" not in answer["sentence"]


# The story.


def test_the_rules_differ_so_the_story_is_undetermined() -> None:
    answer = told().ask("retraction", before=ACCEPTED | {"record": "story-24"})
    assert answer["verdict"] == "undetermined"
    assert cited(answer, "supports") == ["story-23", "story-22"]
    assert cited(answer, "opposes") == ["story-24"]
    assert cited(answer, "also_said") == ["story-21", "story-18a", "story-20b"]
    words = ("dispatched 2025-05-16T16:29Z: accepted first", "16:33Z: retracted first",
             "It was dispatched 2025-05-16T16:30Z", "received, 2025-05-16T16:31Z", "Reliance: 1",
             "Governing law: not known")  # fmt: skip
    assert [each for each in words if each not in answer["sentence"]] == []
    assert "Which rule holds" in answer["would_change"]
    assert answer["now"]["standing"] == "contested"


def test_the_vp_decided_it_and_the_rep_executed_it() -> None:
    answer = told().ask("retraction", ask="who")
    assert answer["verdict"] == "stated"
    assert answer["sentence"].startswith(
        "Stated: Marguerite Oyelaran instructed it; it was executed by Tobias Wrenfield."
    )
    assert mentions(answer, ["we never intended additional services at that price"]) == []


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        ({"effective_at": "2025-05-16T16:29Z"}, "silent"),
        ({"known_at": "record:story-22"}, "silent"),
        ({"known_at": "record:story-23"}, "yes"),
        ({"known_at": "record:story-24"}, "undetermined"),
    ],
)
def test_the_answer_changes_with_what_was_known(times: dict[str, Any], verdict: str) -> None:
    answer = told().ask("retraction", times, before=ACCEPTED)
    assert answer["verdict"] == verdict
    assert answer["now"]["verdict"] == "undetermined"
    if verdict == "silent":
        assert cited(answer, "supports") == ["story-22"]
        assert "No retraction that followed it is on record." in answer["sentence"]


# Before the acceptance.


@pytest.mark.parametrize(
    ("acceptance", "verdict"),
    [
        ({}, "no"),
        ({"dispatched_at": f"{DAY}12:06Z", "received_at": f"{DAY}12:08Z"}, "yes"),
        ({"dispatched_at": f"{DAY}12:04Z", "received_at": f"{DAY}12:08Z"}, "undetermined"),
        ({"dispatched_at": f"{DAY}12:05Z", "received_at": f"{DAY}12:08Z"}, "undetermined"),
        ({"dispatched_at": f"{DAY}12:03Z", "received_at": f"{DAY}12:04Z"}, "no"),
    ],
)
def test_before_is_by_both_rules(acceptance: dict[str, Any], verdict: str) -> None:
    then = (retracted(received_at=f"{DAY}12:05Z"), accepted(f"{DAY}11:00Z", **acceptance))
    for before in (ACCEPTED, ACCEPTED | {"record": "acc"}, {"record": "acc"}):
        answer = asked(*then, before=before)
        assert answer["verdict"] == verdict
        first, second = ("acc", "ret") if verdict == "no" else ("ret", "acc")
        assert records(answer["supports"])[0] == first
        assert records(answer["opposes"])[0] == second


def test_never_accepted_is_a_yes_that_says_so() -> None:
    answer = asked(retracted(), before=ACCEPTED)
    assert answer["verdict"] == "yes"
    assert "It was never accepted" in answer["sentence"]
    qualified = accepted(f"{DAY}10:00Z", qualifications=["for two years"])
    answer = asked(qualified, retracted(), before=ACCEPTED)
    assert answer["verdict"] == "yes"
    assert records(answer["also_said"])[0] == "acc"
    assert mentions(answer, ["for two years"]) == []


def test_an_agreement_is_taken_for_the_acceptance_that_nobody_recorded() -> None:
    answer = asked(executed(f"{DAY}11:00Z", id="exec"), retracted(), before=ACCEPTED)
    assert answer["verdict"] == "no"
    assert records(answer["supports"]) == ["exec"]


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        ({"at": "2025-05-07"}, "yes"),
        ({"at": "2025-05-06"}, "no"),
        ({"at": f"{DAY}12:00:30Z"}, "undetermined"),
        ({"record": "order"}, "no"),
        ({"event": "order.placed"}, "no"),
        ({"event": "agreement.executed"}, "yes"),
        ({"proposal": "P1"}, "no"),
    ],
)
def test_before_any_other_moment(before: dict[str, str], verdict: str) -> None:
    order = ordered(f"{DAY}11:00Z", id="order")
    answer = asked(order, retracted(), before=before)
    assert answer["verdict"] == verdict
    assert records(answer["supports"]) == ["ret"]


@pytest.mark.parametrize(
    ("order", "decides"),
    [
        ({}, "acc"),
        ({"actor": "someone"}, "ret"),
        ({"at": f"{DAY}11:30Z"}, "ret"),
        ({"proposal": "P2"}, "ret"),
    ],
)
def test_an_order_that_accepts_the_offer_is_its_acceptance(
    order: dict[str, Any], decides: str
) -> None:
    at = f"{DAY}11:00Z"
    placed = ordered(**({"at": at, "id": "order", "proposal": "P1", "actor": "carla"} | order))
    yes = accepted(at, mode="order", actor="carla")
    answer = asked(yes, placed, retracted(), before={"record": "order"})
    assert answer["verdict"] == "no"
    assert records(answer["supports"]) == [decides]


# What was retracted.


def test_whether_without_before_asks_for_no_order() -> None:
    answer = asked(accepted(f"{DAY}11:00Z"), retracted())
    assert answer["verdict"] == "yes"
    assert (records(answer["supports"]), records(answer["opposes"])) == (["ret"], ["acc"])
    assert "after acceptance" in answer["sentence"]


def test_nothing_retracted_is_silent() -> None:
    answer = asked(before=ACCEPTED)
    assert answer["verdict"] == "silent"
    assert answer["not_shown"][0]["looked_for"] == "retraction"


def test_a_clause_goes_with_the_whole_and_the_whole_not_with_a_clause() -> None:
    assert asked(retracted(), clauses=["4.2"])["verdict"] == "yes"
    part = retracted(clauses=["4.2"])
    assert asked(part, clauses=["4.2"])["verdict"] == "yes"
    assert asked(part, clauses=["3.1"])["verdict"] == "silent"
    assert asked(part, clauses=["3.1", "4.2"])["verdict"] == "partly"
    answer = asked(part)
    assert answer["verdict"] == "partly"
    assert (
        "By part: clause 4.2 of P1: retracted; the rest of P1: no retraction is on record."
        in (answer["sentence"])
    )
    assert asked(retracted(clauses=["3.1", "4.2"]))["verdict"] == "yes"


@pytest.mark.parametrize(("at", "verdict"), [(f"{DAY}10:00Z", "yes"), (f"{DAY}12:00Z", "partly")])
def test_parts_may_differ_in_their_order(at: str, verdict: str) -> None:
    one = retracted(f"{DAY}10:00Z", clauses=["3.1"])
    other = retracted(at, clauses=["4.2"], id="ret2")
    answer = asked(one, other, accepted(f"{DAY}11:00Z"), before=ACCEPTED)
    assert answer["verdict"] == verdict


def test_a_part_in_time_that_is_unknown_leaves_all_undetermined() -> None:
    one = retracted(f"{DAY}10:00Z", clauses=["3.1"])
    other = retracted(f"{DAY}11:00Z", clauses=["4.2"], id="ret2")
    answer = asked(one, other, accepted(f"{DAY}11:00Z"), before=ACCEPTED)
    assert answer["verdict"] == "undetermined"
    assert "the times overlap" in answer["sentence"]


def test_a_clause_that_was_retracted_late_and_one_never_is_no() -> None:
    late = retracted(clauses=["4.2"])
    answer = asked(late, accepted(f"{DAY}11:00Z"), before=ACCEPTED, clauses=["3.1", "4.2"])
    assert answer["verdict"] == "no"


# Which proposal is asked about.


def with_a_second_offer(*then: Record) -> tuple[Record, ...]:
    return (
        retracted(),
        a_record("proposal.sealed", id="seal2", proposal="P2", at=f"{DAY}13:00Z"),
        offer("sent", f"{DAY}14:00Z", "P2", id="sent2"),
        *then,
    )


def test_the_offer_is_the_governing_one_and_another_is_named_apart() -> None:
    answer = asked(*with_a_second_offer())
    assert answer["verdict"] == "silent"
    assert records(answer["also_said"]) == ["ret"]
    assert "Not what is asked about: ana retracted proposal P1" in answer["sentence"]
    assert asked(*with_a_second_offer(), proposal="P1")["verdict"] == "yes"


def test_who_when_and_why_are_said_of_what_was_retracted() -> None:
    for ask in ("who", "when", "why"):
        answer = asked(*with_a_second_offer(), ask=ask)
        assert answer["verdict"] == "stated"
        assert records(answer["supports"]) == ["ret"]
    assert asked(ask="who")["verdict"] == "silent"


def test_a_clause_is_that_of_the_proposal_that_was_retracted() -> None:
    answer = asked(*with_a_second_offer(), clauses=["4.2"])
    assert answer["verdict"] == "yes"
    assert answer["details"]["parts"] == [
        {"proposal": "P1", "clause": "4.2", "outcome": "retracted"}
    ]
    again = retracted(f"{DAY}15:00Z", proposal="P2", id="ret2")
    answer = asked(*with_a_second_offer(again), clauses=["4.2"])
    assert records(answer["supports"]) == ["ret2"]


def test_an_instruction_that_was_followed_elsewhere_is_not_open_here() -> None:
    then = with_a_second_offer()
    instruction = instructed(f"{DAY}11:00Z", {"clause": "4.2"}, id="inst")
    answer = asked(instruction, *then)
    assert records(answer["supports"]) == []
    assert records(asked(instruction, *then, proposal="P1")["supports"]) == ["ret", "inst"]


def test_drafts_alone_have_nothing_to_retract_unless_it_was() -> None:
    drafts = given(*PEOPLE, a_clause("4.2"))
    assert drafts.ask({"kind": "retraction"})["verdict"] == "silent"
    assert drafts.ask({"kind": "retraction", "clauses": ["4.2"]})["verdict"] == "silent"
    taken = given(*PEOPLE, a_clause("4.2"), retracted())
    assert taken.ask({"kind": "retraction"})["verdict"] == "yes"
    assert given(PEOPLE[0]).ask({"kind": "retraction", "ask": "why"})["verdict"] == "silent"


def test_a_reader_is_answered_from_what_it_may_see() -> None:
    answer = asked(retracted(privilege="work_product"), times={"role": "reader"})
    assert (answer["verdict"], answer["withheld"]) == ("silent", 1)


def test_read_as_says_what_was_asked() -> None:
    read = [
        asked(before=ACCEPTED)["question"]["read_as"],
        asked(clauses=["4.2"], proposal="P1", before={"at": "2025-05-07"})["question"]["read_as"],
        asked(ask="who")["question"]["read_as"],
    ]
    assert read == [
        "Was the offer retracted before it was accepted?",
        "Was clause 4.2 of P1 retracted before 2025-05-07?",
        "Who decided that the offer be retracted, and who did it?",
    ]


def test_of_a_person_named_only_the_own_retractions_count() -> None:
    by_ana = retracted(actor="ana", instructed_by="vera")
    assert [asked(by_ana, persons=[who])["verdict"] for who in ("ana", "vera")] == ["yes", "yes"]
    answer = asked(by_ana, persons=["carla"])
    assert answer["verdict"] == "silent"
    assert cited(answer, "also_said") == ["ret"]
    assert answer["question"]["read_as"] == "Was the offer retracted by carla?"
    assert "instructed or executed by carla" in answer["sentence"]


def test_whoever_instructed_it_by_a_record_of_its_own_is_named_as_well() -> None:
    told_to = instructed(f"{DAY}11:00Z", {"proposal": "P1"}, id="inst")
    answer = asked(told_to, retracted(actor="ana", instructed_by="vera"), persons=["vera"])
    assert (answer["verdict"], cited(answer, "supports")) == ("yes", ["ret", "inst"])


def test_when_tells_when_it_was_instructed_too_and_who_whom_the_retraction_names() -> None:
    told_to = instructed(f"{DAY}11:00Z", {"proposal": "P1"}, id="inst")
    when = asked(told_to, retracted(actor="ana"), ask="when")["sentence"]
    assert f"; instructed by vera {DAY}11:00Z (record inst)." in when
    assert "instructed" not in asked(retracted(actor="ana"), ask="when")["sentence"].split(".")[0]
    who = asked(retracted(actor="ana", instructed_by="vera"), ask="who")["sentence"]
    assert who.startswith("Stated: vera instructed it; it was executed by ana.")


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (None, "is today in force. It was retracted, too (record ret)."),
        (["4.2"], "is today in force. Clause 4.2 of it was retracted, too (record ret)."),
        (["3.1", "4.2"], "Clauses 3.1 and 4.2 of it were retracted, too (record ret)."),
    ],
)
def test_that_what_is_in_force_was_retracted_afterwards_is_said(
    clauses: list[str] | None, said: str
) -> None:
    named = {"clauses": clauses} if clauses else {}
    after = retracted(f"{DAY}15:00Z", **named)
    assert said in asked(accepted(f"{DAY}11:00Z"), after)["now"]["sentence"]
    alone = asked(accepted(f"{DAY}11:00Z"))["now"]["sentence"]
    assert "retracted" not in alone
