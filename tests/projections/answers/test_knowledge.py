"""The kind `knowledge`: each rule on both sides of its boundary."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.answers.packs import each_in_one_list, meets, on_story
from tests.projections.answers.told import told
from tests.projections.given import given, records
from tests.projections.known import ABOUT, CLAUSE, SEALED, displayed, message, person, statement
from tests.records import a_record

CARLA = person("carla", "Carla Diaz", party="acme", id="carla")
OTTO = person("otto", "Otto Klein", party="acme", id="otto")
PARTIES = (
    a_record("deal.opened", id="opened", at="2025-04-01"),
    a_record("party.joined", id="acme", at="2025-04-01"),
)
TEXT = (*PARTIES, CARLA, OTTO, CLAUSE, SEALED)
SENT = a_record("proposal.sent", id="sent", to=["acme"], at="2025-05-10T12:00Z")
BEFORE_SENT = {"event": "proposal.sent"}
OPENED = a_record("message.opened", message="M1", id="open", by="carla", at="2025-05-06")
FAILED = a_record(
    "message.failed", message="M1", id="f", to=["carla"], reason="Full.", at="2025-05-05"
)


def ask(*then: Record, **more: Any) -> dict[str, Any]:
    """Did Carla know about clause 4.2, after these records?"""
    times = {n: more.pop(n) for n in ("effective_at", "known_at", "role") if n in more}
    asked = {"kind": "knowledge", "persons": ["carla"], "clauses": ["4.2"]} | more
    asked = {name: value for name, value in asked.items() if value is not None}
    answer = given(*TEXT, *then).ask(asked, **times)
    assert each_in_one_list(answer)
    return answer


def verdict(*then: Record, **more: Any) -> str:
    return str(ask(*then, **more)["verdict"])


def test_nothing_on_record_is_silent_and_never_did_not_know() -> None:
    answer = ask()
    assert answer["verdict"] == "silent"
    assert "that is not “did not know”" in answer["sentence"]
    assert {"seeing", "coverage"} <= {each["looked_for"] for each in answer["not_shown"]}


@pytest.mark.parametrize(
    ("then", "expected", "rung"),
    [
        ((message(),), "partly", "sent"),
        ((message(), FAILED), "partly", "addressed"),
        ((message(), a_record("message.received", at="2025-05-06")), "partly", "received"),
        ((message(), OPENED), "yes", "opened"),
        ((displayed("carla"),), "yes", "displayed"),
        ((statement(actor="carla", at="2025-05-06"),), "yes", "discussed"),
    ],
)  # fmt: skip
def test_yes_from_opened_on_and_partly_below(
    then: tuple[Record, ...], expected: str, rung: str
) -> None:
    answer = ask(*then)
    assert answer["verdict"] == expected
    assert f"the highest rung is {rung}" in answer["sentence"]
    assert answer["details"]["standings"][0]["rung"] == rung


def test_a_message_that_failed_opposes() -> None:
    answer = ask(message(id="m"), FAILED)
    assert (records(answer["supports"]), records(answer["opposes"])) == (["m"], ["f"])


def test_what_arrived_is_cited_with_the_words_of_the_message() -> None:
    answer = ask(message(id="m", words="See 4.2."), OPENED)
    assert records(answer["supports"]) == ["open", "m"]
    assert [each["words"] for each in answer["supports"]] == [None, "See 4.2."]
    assert "“See 4.2.”" in answer["sentence"]


def test_before_it_was_sent_only_what_certainly_came_before_gives_a_yes() -> None:
    def at(moment: str) -> str:
        return verdict(SENT, displayed("carla", at=moment), before=BEFORE_SENT)

    assert at("2025-05-10T11:59Z") == "yes"
    assert at("2025-05-10T12:00Z") == "undetermined"
    assert at("2025-05-10") == "undetermined"
    assert at("2025-05-10T12:01Z") == "silent"


def test_the_sending_itself_does_not_come_before_it() -> None:
    to_her = a_record("proposal.sent", to=["carla"], at="2025-05-10T12:00Z")
    assert verdict(to_her, before=BEFORE_SENT) == "silent"
    assert verdict(to_her) == "partly"


def test_before_a_day_that_was_written_the_day_itself_is_not_before() -> None:
    seen = displayed("carla", at="2025-05-09T08:00Z")
    assert verdict(seen, before={"at": "2025-05-09"}) == "silent"
    assert verdict(seen, before={"at": "2025-05-10"}) == "yes"


def test_it_went_out_with_the_first_proposal_that_holds_the_wording() -> None:
    revised = a_record("clause.revised", text="Thirty.", at="2025-05-11")
    second = (
        a_record("proposal.sealed", proposal="P2", at="2025-05-12"),
        a_record("proposal.sent", id="sent2", proposal="P2", to=["acme"], at="2025-05-14"),
    )
    seen = displayed("carla", at="2025-05-13", version=2)
    answer = ask(SENT, revised, *second, seen, before=BEFORE_SENT)
    assert answer["verdict"] == "yes"
    assert answer["details"]["moments"][0]["record"] == "sent2"


def test_a_moment_that_is_not_on_record_is_said_and_all_that_had_happened_counts() -> None:
    answer = ask(displayed("carla"), before=BEFORE_SENT)
    assert answer["verdict"] == "yes"
    assert "moment" in {each["looked_for"] for each in answer["not_shown"]}
    assert "not on record" in answer["sentence"]


def revised_on(day: str) -> tuple[Record, ...]:
    """Wording 2, and the proposal that holds it."""
    revised = a_record("clause.revised", text="Thirty.", at=day)
    return revised, a_record("proposal.sealed", proposal="P2", at="2025-05-08")


def test_only_an_earlier_wording_is_partly_and_less_than_that_is_not() -> None:
    revised = revised_on("2025-05-07")
    answer = ask(displayed("carla", id="seen"), *revised)
    assert answer["verdict"] == "partly"
    assert "only an earlier wording" in answer["sentence"]
    assert records(answer["supports"]) == ["seen"]
    assert verdict(message(), *revised) == "silent"
    assert verdict(displayed("carla"), *revised, version=1) == "yes"


def test_what_may_have_been_about_another_wording_is_undetermined() -> None:
    revised = revised_on("2025-05-05")
    assert verdict(*revised, displayed("carla")) == "undetermined"
    assert verdict(*revised, displayed("carla", version=2)) == "yes"


def test_a_denial_opposes_and_what_is_no_denial_of_knowing_does_not() -> None:
    late = {"actor": "carla", "at": "2025-05-20", "id": "said"}
    denied = ask(SENT, statement(words="I was never told.", **late), before=BEFORE_SENT)
    assert records(denied["opposes"]) == ["said"]
    assert "“I was never told.”" in denied["sentence"]
    other = ask(SENT, statement(words="We never agreed.", **late), before=BEFORE_SENT)
    assert (records(other["opposes"]), records(other["also_said"])) == ([], ["said"])


def test_a_denial_that_alone_proves_the_rung_supports_and_the_sentence_says_so() -> None:
    answer = ask(statement(words="I was never told.", actor="carla", at="2025-05-20", id="said"))
    assert (answer["verdict"], records(answer["supports"])) == ("yes", ["said"])
    assert "It is that very record in which Carla Diaz denies it" in answer["sentence"]


def test_what_a_deputy_signed_gives_the_principal_nothing_and_is_said() -> None:
    signed = a_record(
        "sign_off.granted", id="g", actor="otto", on_behalf_of="carla", at="2025-05-06"
    )
    answer = ask(signed)
    assert answer["verdict"] == "silent"
    assert records(answer["also_said"]) == ["g"]
    assert "gives Carla Diaz no rung" in answer["sentence"]


def test_of_two_people_both_must_have_seen_it_and_of_a_party_one_is_enough() -> None:
    seen = displayed("carla")
    assert verdict(seen, persons=["carla", "otto"]) == "partly"
    assert verdict(seen, displayed("otto"), persons=["carla", "otto"]) == "yes"
    answer = ask(seen, persons=None, parties=["acme"])
    assert answer["verdict"] == "yes"
    assert "Carla Diaz had clause 4.2" in answer["sentence"]
    assert verdict(seen, persons=None) == "yes"


def test_a_party_that_was_sent_it_gives_its_people_nothing() -> None:
    assert verdict(SENT, persons=None, parties=["acme"]) == "silent"


def test_who_is_stated_with_everybody_on_any_rung() -> None:
    answer = ask(
        message(id="m", to=["otto"]),
        displayed("carla", id="seen"),
        ask="who",
        persons=None,
        parties=["acme"],
    )
    assert answer["verdict"] == "stated"
    assert (
        "Carla Diaz had clause 4.2 (wording 1 of P1) at opened or above; below opened, Otto Klein"
        in answer["sentence"]
    )
    assert records(answer["supports"]) == ["seen", "m"]
    assert verdict(ask="who", persons=None, parties=["acme"]) == "silent"


def test_when_is_stated_with_the_first_at_opened_or_above() -> None:
    answer = ask(message(), displayed("carla", id="seen", at="2025-05-07"), ask="when")
    assert answer["verdict"] == "stated"
    assert "at 2025-05-07, displayed (record seen)" in answer["sentence"]
    assert verdict(message(), ask="when") == "silent"


def test_when_tells_of_an_earlier_wording_where_only_that_was_seen() -> None:
    seen, revised = displayed("carla", id="seen", at="2025-05-06"), revised_on("2025-05-07")
    answer = ask(seen, *revised, ask="when")
    assert answer["verdict"] == "stated"
    first = (
        "on an earlier wording than clause 4.2 (wording 2 of P2), 1 of clause 4.2, at 2025-05-06"
    )
    assert first in answer["sentence"]
    assert records(answer["supports"]) == ["seen"]
    again = ask(seen, *revised, displayed("carla", id="new", at="2025-05-09"), ask="when")
    assert "on clause 4.2 (wording 2 of P2) at 2025-05-09" in again["sentence"]
    assert "earlier" not in again["sentence"]


def test_a_clause_that_the_governing_text_does_not_hold_is_asked_in_its_current_wording() -> None:
    added = a_record("clause.added", clause="5", heading="New", text="New.", at="2025-05-08")
    answer = ask(added, displayed("carla", clause="5", at="2025-05-09"), clauses=["5"])
    assert answer["verdict"] == "yes"
    assert "the governing text does not hold the clause" in answer["sentence"]
    early = ask(added, clauses=["5"], effective_at="2025-05-07")
    assert "No wording of clause 5 had begun by then." in early["sentence"]


def test_what_was_shown_of_other_clauses_is_named_with_the_text_that_lacked_this_one() -> None:
    first = a_record("clause.added", clause="3", heading="Fees", text="Fees.", at="2025-04-20")
    old = a_record("proposal.sealed", proposal="P0", at="2025-04-21")
    shown = displayed("carla", clause="3", id="shown", at="2025-04-22")
    deal = given(*PARTIES, CARLA, OTTO, first, old, shown, CLAUSE, SEALED)
    answer = deal.ask({"kind": "knowledge", "persons": ["carla"], "clauses": ["4.2"]})
    assert "P0, which held it, did not hold clause 4.2." in answer["sentence"]
    assert records(answer["also_said"]) == ["shown"]


def test_look_alikes_that_nobody_identified_are_named_with_their_rung() -> None:
    other = displayed("c.diaz@acme.example")
    answer = ask(person("c.diaz", "Carla Diaz"), displayed("c.diaz"), other)
    assert answer["verdict"] == "silent"
    said = [each for each in answer["not_shown"] if each["looked_for"] == "identity"]
    assert any("displayed" in each["sentence"] for each in said)
    same = a_record("person.identified", person="carla", same_as="c.diaz")
    assert verdict(person("c.diaz", "Carla Diaz"), displayed("c.diaz"), same) == "yes"


def test_withheld_records_prove_nothing_to_this_reader() -> None:
    answer = ask(displayed("carla", privilege="attorney_client"), role="reader")
    assert (answer["verdict"], answer["withheld"]) == ("silent", 1)


def test_did_the_vp_of_the_story_know_about_4_2_before_it_was_sent() -> None:
    before = {"event": "proposal.sent", "record": "story-18a"}
    answer = on_story(
        {"kind": "knowledge", "persons": ["vp-sales"], "clauses": ["4.2"], "before": before}
    )
    assert answer["verdict"] == "partly"
    assert {"story-12a", "story-12b"} <= set(records(answer["supports"]))
    assert records(answer["opposes"]) == ["story-26"]
    assert "after_dispute" in answer["opposes"][0]["marks"]
    for said in (
        "is received, which is below opened",
        "P3, which held it, did not hold clause 4.2.",
        "Systems that reported: crm, mail, e-sign, chat.",
        "chat did not report from 2025-05-05 until 2025-05-06.",
    ):
        assert said in answer["sentence"]


ACCEPTED = {"event": "proposal.accepted", "record": "s20.acc"}


@pytest.mark.parametrize(
    ("who", "clause", "before", "asked", "which"),
    [
        ("s20.hugo", "4", None, "Did Hugo know about clause 4?", 0),
        ("s20.nico", "4", ACCEPTED, "Did Nicolás know about clause 4 before P1 was accepted?", 0),
        ("s20.elsa", "10", ACCEPTED, "Did Elsa know about clause 10 before she accepted?", 0),
        ("s20.elsa", "10", ACCEPTED, "Did Elsa know about clause 10 before she accepted?", 1),
    ],
)
def test_the_packs_questions_of_knowledge(
    who: str, clause: str, before: Any, asked: str, which: int
) -> None:
    question = {"kind": "knowledge", "persons": [who], "clauses": [clause], "before": before}
    meets("20-solar-relay", question, asked, which)


def test_what_leads_to_no_wording_proves_nothing() -> None:
    assert verdict(message(about=[{"topic": "weather"}])) == "silent"
    assert verdict(message(about=ABOUT)) == "partly"


def test_what_is_asked_of_a_proposal_says_so() -> None:
    answer = told().ask("knowledge", persons=["deputy"], proposal="P3")
    assert answer["question"]["read_as"] == "Did Dashiell Okonjo know about P3?"
    of_both = told().ask("knowledge", persons=["deputy"], proposal="P7", clauses=["4.2"])
    assert of_both["question"]["read_as"] == "Did Dashiell Okonjo know about clause 4.2 of P7?"


def test_a_corrected_wording_is_told_with_the_words_that_were_sealed() -> None:
    right = {"clause": "4.2", "heading": "Discount", "text": "Thirty percent."}
    corrected = a_record(
        "record.corrected", id="k", corrects=CLAUSE.envelope.id, data=right, at="2025-05-12"
    )
    answer = ask(displayed("carla"), corrected)
    assert answer["verdict"] == "yes"
    assert "“Thirty percent.”. Record k corrected it; as P1 sealed it: “" in answer["sentence"]
    assert "corrected it" not in ask(displayed("carla"))["sentence"]
