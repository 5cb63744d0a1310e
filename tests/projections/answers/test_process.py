"""The kind `process`: policy in force, who was asked, what was bypassed, and engagement gaps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.record import Record
from projections.answers.answering import answer
from projections.answers.known import Known
from projections.answers.parameters import from_parameters
from tests.projections.answers.packs import each_in_one_list, on_story
from tests.projections.given import given, records
from tests.projections.signing import (
    asked,
    assigned,
    clause,
    declined,
    delegated,
    granted,
    percent,
    policy,
    revised,
    sealed,
    sent,
    signed,
    usd,
    withdrawn,
)
from tests.records import a_record

PEOPLE = (
    a_record("deal.opened", at="2025-01-01"),
    a_record("party.joined", at="2025-01-01"),
    a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
    assigned("vera", "sales_leadership"),
    assigned("desk", "deal_desk"),
    assigned("rep", "sales"),
    assigned("carla", "client_contact", party="acme"),
)
DESK = policy("rules", "2025-01-01", ({"kind": "discount"}, "deal_desk"))
TEXT = (
    *PEOPLE,
    clause(id="c", text="Twenty percent.", actor="rep"),
    sealed("P1", "2025-05-02", id="seal"),
)
OUT = sent("P1", "2025-05-10T12:00Z", id="sent", to=["acme"])


def ask(*then: Record, **more: Any) -> dict[str, Any]:
    """How did the text leave the house, after these records?"""
    times = {n: more.pop(n) for n in ("effective_at", "known_at", "role") if n in more}
    found = given(*TEXT, *then).ask({"kind": "process"} | more, **times)
    assert each_in_one_list(found)
    return found


def bypassed(*then: Record, **more: Any) -> list[tuple[str, list[str]]]:
    found = ask(*then, **more)["details"]["bypassed"]
    return [(each["kind"], each["people"]) for each in found]


def engaged(said: dict[str, Any], person: str) -> dict[str, Any]:
    found = said["details"]["engagement"]
    one: dict[str, Any] = next(each for each in found if each["person"] == person)
    return one


def test_nothing_on_record_at_all_is_silent_and_anything_is_stated() -> None:
    assert given(*PEOPLE).ask({"kind": "process"})["verdict"] == "silent"
    assert ask()["verdict"] == "stated"
    assert "not on record that P1 was sent" in ask()["sentence"]


def test_the_policy_in_force_its_rules_and_that_none_is_about_scope() -> None:
    found = ask(DESK, OUT)
    assert "Rule 1: a discount requires deal desk." in found["sentence"]
    assert "No rule of it is about scope." in found["sentence"]
    assert found["details"]["policies"] == [found["supports"][0]["record"]]
    scoped = policy("new", "2025-01-01", ({"axis": "orders", "item": "expansion"}, "legal"))
    said = ask(scoped, OUT)["sentence"]
    assert "anything with expansion in scope requires legal" in said
    assert "No rule of it is about scope." not in said
    assert "No policy was in force when the proposal was sent" in ask(OUT)["sentence"]


def test_a_required_sign_off_that_was_not_there_when_it_was_sent_was_bypassed() -> None:
    assert bypassed(DESK, OUT) == [("not_signed", ["desk"])]
    assert bypassed(DESK, granted("G", "desk"), signed("S1", "desk"), OUT) == []
    assert bypassed(asked("S1", "vera"), OUT) == [("not_signed", ["vera"])]
    refused = (asked("S1", "vera"), declined("S1", "vera", "2025-05-07"))
    assert bypassed(*refused, OUT) == [("not_signed", ["vera"])]


def test_what_was_signed_only_afterwards_was_bypassed_all_the_same_and_it_is_said() -> None:
    late = signed("S1", "desk", "2025-05-11")
    assert bypassed(DESK, OUT, late) == [("not_signed", ["desk"])]
    assert "It was signed only afterwards" in ask(DESK, OUT, late)["sentence"]


def test_what_was_withdrawn_only_afterwards_was_not_bypassed() -> None:
    then = (asked("S1", "vera"), signed("S1", "vera"), granted("G", "vera"), OUT)
    assert bypassed(*then, withdrawn("S1", "vera", "2025-05-11")) == []


def test_an_older_wording_signed_does_not_do_for_the_one_that_was_sent() -> None:
    older = (granted("G", "desk"), signed("S1", "desk"), revised("Thirty.", "2025-05-08"))
    later = (sealed("P2", "2025-05-09"), sent("P2", "2025-05-10T12:00Z"))
    assert bypassed(DESK, *older, *later) == [("not_signed", ["desk"])]


def test_a_signature_beyond_authority_passed_by_whoever_would_have_been_within() -> None:
    grants = (granted("G1", "desk", limit=percent("10")), granted("G2", "vera"))
    then = (DESK, *grants, signed("S1", "desk"), OUT)
    assert bypassed(*then) == [("authority", ["vera"])]
    assert "Within authority in the own name: Vera." in ask(*then)["sentence"]
    wide = (granted("G1", "desk", limit=percent("30")), granted("G2", "vera"))
    assert bypassed(DESK, *wide, signed("S1", "desk"), OUT) == []


def test_whoever_a_deputy_signed_for_was_passed_by_in_person() -> None:
    then = (granted("G", "vera"), delegated("D1", "vera", "desk"))
    deputy = signed("S1", "desk", on_behalf_of="vera")
    assert bypassed(*then, deputy, OUT) == [("in_person", ["vera"])]
    assert bypassed(*then, deputy, signed("S2", "vera"), OUT) == []


def test_who_is_named_and_was_not_asked_is_said_to_be_so_and_not_bypassed() -> None:
    found = ask(DESK, OUT, persons=["rep"])
    assert ("not_asked", ["rep"]) in [
        (each["kind"], each["people"]) for each in found["details"]["bypassed"]
    ]
    said = "Not asked: it is not on record that Rep was asked to sign off; no policy in force asked"
    assert said in found["sentence"]
    asked_too = ask(asked("S1", "rep"), OUT, persons=["rep"])
    assert "Not asked" not in asked_too["sentence"]


SHOWN = a_record(
    "clause.displayed", id="shown", clause="4.2", version=1, to="vera", at="2025-05-03T12:00Z"
)


def test_the_gap_since_somebody_last_saw_the_terms_and_what_changed_since() -> None:
    changed = (
        revised("Thirty.", "2025-05-08", id="c2"),
        sealed("P2", "2025-05-09"),
        sent("P2", "2025-05-10T12:00Z"),
    )
    found = ask(SHOWN, *changed, persons=["vera"])
    gap = engaged(found, "vera")
    assert (gap["last_seen"], gap["changed_since"], gap["days_before_sending"]) == (
        "shown",
        ["c2"],
        7,
    )
    assert gap["unseen"] == [{"clause": "4.2", "version": 2}]
    assert "Vera had last seen the terms on 2025-05-03T12:00Z, 7 days" in found["sentence"]
    assert "Its words: “Thirty.”." in found["sentence"]
    assert {"shown", "c2"} <= set(records(found["supports"]))


def test_without_a_change_there_is_no_gap_and_it_is_said() -> None:
    found = ask(SHOWN, OUT, persons=["vera"])
    assert engaged(found, "vera")["unseen"] == []
    assert "Nothing of what was sent had changed since." in found["sentence"]


def test_who_never_saw_it_and_what_reached_them_all_the_same_opposes() -> None:
    mail = a_record("message.sent", id="m", to=["vera"], about=[{"clause": "4.2"}], at="2025-05-04")
    found = ask(mail, OUT, persons=["vera"])
    assert "no record says that Vera had ever opened, been shown or written" in found["sentence"]
    assert records(found["opposes"]) == ["m"]
    assert any(each["looked_for"] == "seeing" for each in found["not_shown"])


def test_signed_is_not_seen() -> None:
    then = (granted("G", "vera"), signed("S1", "vera", id="g"), OUT)
    gap = engaged(ask(*then, persons=["vera"]), "vera")
    assert (gap["last_seen"], [each["record"] for each in gap["reached"]]) == (None, ["g"])


def test_when_somebody_dealt_with_it_again_afterwards() -> None:
    after = a_record(
        "clause.displayed", id="again", clause="4.2", version=1, to="vera", at="2025-05-12"
    )
    assert engaged(ask(OUT, after, persons=["vera"]), "vera")["again"] == "again"


def test_it_is_judged_as_it_stood_when_it_was_first_sent() -> None:
    again = sent("P1", "2025-05-20", id="again")
    late = (granted("G", "desk"), signed("S1", "desk", "2025-05-15"))
    found = ask(DESK, OUT, *late, again)
    assert found["details"]["sent"] == "sent"
    assert [each["kind"] for each in found["details"]["bypassed"]] == ["not_signed"]


def test_that_it_reached_the_client_is_shown_by_a_person_of_the_client_only() -> None:
    assert "That it reached a person of the client is not on record." in ask(OUT)["sentence"]
    arrived = a_record("proposal.received", id="in", proposal="P1", by="carla", at="2025-05-11")
    assert ask(OUT, arrived)["details"]["arrived"] == ["in"]


def test_a_policy_that_this_reader_may_not_see_is_not_told() -> None:
    secret = a_record(
        "sign_off.requested", id="q", proposal="P1", at="2025-05-05", privilege="work_product"
    )
    found = ask(secret, OUT, role="reader")
    assert (found["details"]["requests"], found["withheld"]) == ([], 1)


def test_a_record_that_is_left_out_is_left_out_of_what_stood_when_it_was_sent() -> None:
    deal = given(*TEXT, asked("S1", "vera", id="q"), OUT)
    hypothesis = replace(deal.known(), without=frozenset({"q"}))
    question = from_parameters({"kind": "process"}, Known(hypothesis))
    assert answer(hypothesis, question, deal.root, deal)["details"]["requests"] == []
    assert answer(deal.known(), question, deal.root, deal)["details"]["requests"] == ["q"]


def test_a_clause_that_is_not_in_the_proposal_named_is_said() -> None:
    found = ask(clause("5", at="2025-05-04"), OUT, clauses=["5"], proposal="P1")
    assert "The seal of P1 does not hold clause 5." in found["sentence"]


def test_why_did_the_storys_offer_reach_the_client_without_the_vp() -> None:
    found = on_story({"kind": "process", "persons": ["vp-sales"]})
    assert found["verdict"] == "stated"
    for said in (
        "Rule 1: a discount above 20 % requires deal desk.",
        "No rule of it is about scope.",
        "S1 was requested of Hanneke Brouwerquist",
        "S2 was requested of Dashiell Okonjo",
        "Bypassed: Marguerite Oyelaran in person; Dashiell Okonjo signed as deputy.",
        "which held up to 500000.00 USD",
        "Marguerite Oyelaran had last seen the terms on 2025-04-15T08:52:00Z, 27 days",
        "No record says that Marguerite Oyelaran saw by then: clause 4.2 (wording 1).",
    ):
        assert said in found["sentence"]
    cited = set(records(found["supports"]))
    assert {"story-03", "story-09", "story-11", "story-15c", "story-17a", "story-18a"} <= cited
    assert {"story-15d", "story-16", "story-17b", "story-20b", "story-22"} <= cited
    assert records(found["opposes"]) == ["story-12a", "story-12b"]
    gap = engaged(found, "vp-sales")
    assert (gap["last_seen"], gap["changed_since"], gap["again"]) == (
        "story-09",
        ["story-11"],
        "story-22",
    )


def test_money_on_a_signature_is_what_the_authority_is_measured_by() -> None:
    grants = (granted("G1", "desk", limit=usd("5")), granted("G2", "vera", limit=usd("50")))
    then = (DESK, *grants, signed("S1", "desk", value=usd("10")), OUT)
    assert bypassed(*then) == [("authority", ["vera"])]


def test_who_saw_the_very_wording_that_was_sent_speaks_against_it() -> None:
    found = ask(SHOWN, OUT, persons=["vera"])
    assert "shown" in records(found["opposes"])
    changed = (revised("Thirty.", "2025-05-05", id="c2"), sealed("P2", "2025-05-06"))
    gone = sent("P2", "2025-05-10T12:00Z", to=["acme"])
    found = ask(SHOWN, *changed, gone, persons=["vera"])
    assert "shown" in records(found["supports"])


def test_a_policy_that_came_after_the_sending_is_not_the_one_in_force() -> None:
    later = policy("later", "2025-05-20", ({"kind": "discount"}, "finance"))
    found = ask(OUT, later)
    assert later.envelope.id not in records(found["supports"])
    assert records(found["also_said"]) == [later.envelope.id]
    assert found["details"]["policies"] == []
    assert "In force only since: " in found["sentence"]
    found = ask(later)
    assert later.envelope.id in records(found["supports"])


def test_that_a_signature_may_have_come_only_after_the_sending_is_said() -> None:
    desk = (granted("G", "desk"), asked("S1", "desk"))
    unsure = "Whether that was before it was sent is not known: Desk signed off on proposal P1"
    same_day = ask(*desk, signed("S1", "desk", "2025-05-10"), OUT)
    assert unsure in same_day["sentence"]
    before = ask(*desk, signed("S1", "desk", "2025-05-09"), OUT)
    assert unsure not in before["sentence"]
