"""The kind `sign_off`: each rule on both sides of its boundary."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.answers.packs import each_in_one_list, meets, on_story
from tests.projections.given import given, records
from tests.projections.signing import (
    FIRST,
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
    withdrawn,
)


def ask(*then: Record, question: str = "whether", **more: Any) -> dict[str, Any]:
    """What is said of clause 4.2, in wording 1 of P1, after these records."""
    parameters = {"clauses": ["4.2"]} | {k: v for k, v in more.items() if k in _PARAMETERS}
    times = {name: value for name, value in more.items() if name not in _PARAMETERS}
    parameters = {name: value for name, value in parameters.items() if value is not None}
    answer = given(*FIRST, *then).ask({"kind": "sign_off", "ask": question} | parameters, **times)
    assert each_in_one_list(answer)
    return answer


_PARAMETERS = {"clauses", "version", "persons", "proposal"}


def verdict(*then: Record, **more: Any) -> str:
    return str(ask(*then, **more)["verdict"])


def test_silent_when_nobody_signed_naming_who_was_asked() -> None:
    answer = ask(asked("S1", "vera", id="q"))
    assert answer["verdict"] == "silent"
    assert "vera was asked" in answer["sentence"]
    assert answer["supports"] == answer["opposes"] == []
    assert records(answer["also_said"]) == ["q"]
    assert "it is not on record that anybody was asked" in ask()["sentence"]


def test_yes_when_every_required_one_covers_the_wording_and_partly_when_one_is_open() -> None:
    both = (asked("S1", "vera"), asked("S2", "otto", id="q2"), signed("S1", "vera", id="g1"))
    assert verdict(*both, signed("S2", "otto")) == "yes"
    answer = ask(*both)
    assert answer["verdict"] == "partly"
    assert "g1" in records(answer["supports"])
    assert records(answer["opposes"]) == ["q2"]
    assert any("S2" in each["sentence"] for each in answer["not_shown"])


def test_yes_when_nobody_was_asked_and_somebody_signed_and_it_says_so() -> None:
    answer = ask(signed("S1", "vera", id="g"))
    assert answer["verdict"] == "yes"
    assert "nobody was asked, and vera signed off" in answer["sentence"]
    assert records(answer["supports"]) == ["g"]


def test_an_older_wording_is_partly_and_the_later_wording_opposes() -> None:
    older = (
        signed("S1", "vera", id="g"),
        revised("Thirty percent.", "2025-05-08", id="c2"),
        sealed("P2", "2025-05-09"),
    )
    answer = ask(*older)
    assert answer["verdict"] == "partly"
    assert (records(answer["supports"]), records(answer["opposes"])) == (["g"], ["c2"])
    assert "an older one" in answer["sentence"]
    assert verdict(*older, signed("S2", "vera", "2025-05-10", proposal="P2")) == "yes"


def test_declined_or_withdrawn_is_no_until_it_is_granted_again() -> None:
    against = (asked("S1", "vera"), declined("S1", "vera", "2025-05-07", id="d"))
    answer = ask(*against)
    assert answer["verdict"] == "no"
    assert "“Too cheap.”" in answer["sentence"]
    assert records(answer["supports"])[0] == "d"
    again = ask(*against, signed("S1", "vera", "2025-05-08", id="g"))
    assert again["verdict"] == "yes"
    assert records(again["opposes"]) == ["d"]
    taken = (asked("S1", "vera"), signed("S1", "vera", id="g"))
    back = ask(*taken, withdrawn("S1", "vera", "2025-05-09", id="w"))
    assert back["verdict"] == "no"
    assert (records(back["supports"])[0], records(back["opposes"])) == ("w", ["g"])


def test_a_refusal_by_somebody_who_was_not_required_leaves_the_verdict() -> None:
    answer = ask(
        asked("S1", "vera"), signed("S1", "vera"), declined("S9", "otto", "2025-05-07", id="d")
    )
    assert answer["verdict"] == "yes"
    assert records(answer["opposes"]) == ["d"]


def test_what_a_policy_asks_for_is_required_too() -> None:
    rule = policy("rules", "2025-01-01", ({"kind": "discount"}, "deal_desk"))
    people = (assigned("vera", "sales"), assigned("desk", "deal_desk"))
    assert verdict(rule, *people, signed("S1", "vera")) == "partly"
    assert verdict(rule, *people, signed("S1", "desk")) == "yes"


@pytest.mark.parametrize(
    ("limit", "expected"), [(None, "yes"), (percent("22"), "yes"), (percent("21"), "no")]
)
def test_allowed_within_the_limit_and_not_beyond_it(limit: Any, expected: str) -> None:
    given_ = (granted("G1", "vera", limit=limit), signed("S1", "vera", id="g"))
    answer = ask(*given_, question="allowed", persons=["vera"])
    assert answer["verdict"] == expected
    assert "g" in records(answer["supports"])
    assert ("exceeded" if expected == "no" else "within") in answer["sentence"]


def test_authority_never_changes_whether_it_was_signed_off_and_is_always_said() -> None:
    beyond = (granted("G1", "vera", limit=percent("5")), signed("S1", "vera"))
    answer = ask(*beyond)
    assert answer["verdict"] == "yes"
    assert "vera: exceeded. 22 % is beyond grant G1 to vera" in answer["sentence"]


def test_without_any_grant_nobody_can_say_and_with_one_over_something_else_the_answer_is_no() -> (
    None
):
    assert verdict(signed("S1", "vera"), question="allowed") == "undetermined"
    other = granted("G1", "vera", over="price_hold")
    assert verdict(other, signed("S1", "vera"), question="allowed") == "no"


def test_allowed_is_silent_without_a_signature_and_partly_when_one_of_two_was() -> None:
    unasked = (assigned("vera", "sales"), granted("G1", "vera"))
    assert verdict(*unasked, question="allowed", persons=["vera"]) == "silent"
    two = (granted("G1", "vera"), granted("G2", "otto", limit=percent("5")))
    both = (*two, signed("S1", "vera"), signed("S2", "otto"))
    assert verdict(*both, question="allowed") == "partly"
    assert verdict(*both, question="allowed", persons=["otto"]) == "no"


def test_a_deputy_is_judged_by_the_delegation_and_what_the_own_grant_allows_opposes() -> None:
    deputy = (
        granted("G1", "vera"),
        granted("G2", "dora"),
        delegated("D1", "vera", "dora", limit=percent("10")),
        signed("S1", "dora", id="g", on_behalf_of="vera"),
    )
    answer = ask(*deputy, question="allowed", persons=["dora"])
    assert answer["verdict"] == "no"
    assert "The delegation itself held at that moment." in answer["sentence"]
    assert len(answer["opposes"]) == 1


def test_of_a_person_the_own_signature_counts_and_a_deputys_is_partly() -> None:
    deputy = signed("S1", "dora", on_behalf_of="vera")
    assert verdict(deputy, persons=["dora"]) == "yes"
    answer = ask(deputy, persons=["vera"])
    assert answer["verdict"] == "partly"
    assert "No signature by vera in person is on record." in answer["sentence"]
    assert verdict(signed("S1", "otto"), asked("S1", "vera"), persons=["vera"]) == "silent"
    assert verdict(declined("S1", "vera", "2025-05-07"), persons=["vera"]) == "no"


def test_who_is_stated_with_everybody_and_silent_without_a_signature() -> None:
    answer = ask(signed("S1", "vera"), signed("S2", "otto"), question="who")
    assert answer["verdict"] == "stated"
    assert "signed off by vera and otto" in answer["sentence"]
    assert verdict(asked("S1", "vera"), question="who") == "silent"


def test_of_a_whole_text_all_that_was_required_must_be_there() -> None:
    two = (clause("5", id="c5", text="Five."), sealed("P2", "2025-05-03"))
    first = asked("S1", "vera", proposal="P2", clauses=["4.2"])
    grant = signed("S1", "vera", proposal="P2", clauses=["4.2"])
    assert verdict(*two, first, grant, clauses=None) == "yes"
    assert verdict(*two, grant, clauses=None) == "partly"
    assert verdict(*two, grant, clauses=["5"]) == "silent"
    other = asked("S2", "otto", proposal="P2", clauses=["5"])
    assert verdict(*two, first, grant, other, clauses=None) == "partly"


def test_the_wording_named_is_asked_about_whatever_governs() -> None:
    later = (
        signed("S1", "vera"),
        revised("Thirty percent.", "2025-05-08"),
        sealed("P2", "2025-05-09"),
    )
    assert verdict(*later, version=1) == "yes"
    assert verdict(*later, version=2) == "partly"
    assert verdict(*later, proposal="P1") == "yes"
    assert verdict(*later, effective_at="2025-05-07T12:00Z") == "yes"


def test_a_clause_that_the_proposal_named_does_not_hold_is_silent_and_says_so() -> None:
    answer = ask(clause("5"), signed("S1", "vera"), clauses=["5"], proposal="P1")
    assert answer["verdict"] == "silent"
    assert "The seal of P1 does not hold clause 5." in answer["sentence"]


def test_what_was_signed_without_a_seal_on_record_binds_to_nobody_knows_what() -> None:
    loose = (sent("P9", "2025-05-09"), signed("S1", "vera", "2025-05-08", proposal="P9", id="g"))
    answer = ask(*loose, proposal="P9", clauses=None)
    assert answer["verdict"] == "undetermined"
    assert "no seal of it is on record" in answer["sentence"]
    assert records(answer["supports"]) == ["g"]
    assert verdict(sent("P9", "2025-05-09"), proposal="P9", clauses=None) == "silent"


def test_a_clause_that_came_only_later_has_no_wording_to_sign() -> None:
    answer = ask(effective_at="2025-04-01")
    assert answer["verdict"] == "silent"
    assert "No wording of clause 4.2 had begun by then." in answer["sentence"]


def test_a_signature_that_is_withheld_decides_nothing_for_this_reader() -> None:
    private = signed("S1", "vera", privilege="attorney_client")
    answer = ask(private, role="reader")
    assert (answer["verdict"], answer["withheld"]) == ("silent", 1)


def test_who_signed_off_on_4_2_of_the_story_and_were_they_allowed_to() -> None:
    answer = on_story({"kind": "sign_off", "ask": "who", "clauses": ["4.2"]})
    assert answer["verdict"] == "stated"
    assert {"story-15d", "story-17b"} <= set(records(answer["supports"]))
    for said in (
        "Hanneke Brouwerquist: exceeded. 640000.00 USD is beyond grant grant-deal-desk",
        "Dashiell Okonjo (on behalf of Marguerite Oyelaran): exceeded.",
        "judged by the delegation alone",
        "The delegation itself held at that moment.",
        "No rule of it is about scope.",
    ):
        assert said in answer["sentence"]
    assert answer["now"]["standing"] == "contested"


def test_the_packs_questions_of_sign_off() -> None:
    name = "02-logistics-precedence"
    meets(
        name,
        {"kind": "sign_off", "clauses": ["11.2"], "ask": "whether"},
        "Was clause 11.2 signed off?",
    )
    meets(
        name,
        {"kind": "sign_off", "clauses": ["6.1"], "ask": "whether"},
        "and 6.1, did anybody sign it off?",
    )


ANEW = (
    revised("Thirty percent.", "2025-05-20", id="v2"),
    sealed("P2", "2025-05-21"),
    sent("P2", "2025-05-23", to=["acme"]),
)


def test_a_new_request_that_nobody_answered_opposes_where_an_older_wording_was_signed() -> None:
    first = (asked("S1", "vera"), signed("S1", "vera", id="g"), *ANEW)
    again = asked("S2", "vera", "2025-05-22", id="q2", proposal="P2")
    answer = ask(*first, again)
    assert (answer["verdict"], records(answer["supports"])) == ("partly", ["g"])
    assert records(answer["opposes"]) == ["q2", "v2"]
    answered = signed("S2", "vera", "2025-05-22T12:00Z", id="g2", proposal="P2")
    answer = ask(*first, again, answered)
    assert (answer["verdict"], answer["opposes"]) == ("yes", [])


def test_a_refusal_of_an_older_wording_is_named_and_decides_nothing() -> None:
    first = (asked("S1", "vera"), declined("S1", "vera", "2025-05-07", id="d"))
    answer = ask(*first)
    assert (answer["verdict"], records(answer["supports"])[0]) == ("no", "d")
    assert "older than this one" not in answer["sentence"]
    answer = ask(*first, *ANEW)
    assert (answer["verdict"], records(answer["also_said"])) == ("silent", ["d"])
    said = "Clause 4.2, wording 1, older than this one: Declined by vera, 2025-05-07: “Too cheap.”."
    assert said in answer["sentence"]
    assert "older than this one" not in ask(*first, *ANEW, persons=["ana"])["sentence"]
