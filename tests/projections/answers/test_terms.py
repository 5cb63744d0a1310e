"""The kind `terms`: what stood in force, word for word, and how far the text had come."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.given import Given, given, records
from tests.projections.test_scope import CATALOGUE, clause, says
from tests.records import a_record

Answer = dict[str, Any]
PRICES = ["discount"]
DISCOUNT = clause(
    "4",
    says("in services:plan", value={"percent": "20"}),
    text="Twenty percent on the Planner.",
    heading="Rebate",
)
PAYMENT = clause("9", says(kind="payment", value={"days": 30}), text="Thirty days.")
PLAIN = clause("2", None, heading="Scope", text="We keep it running.")
P1 = a_record("proposal.sealed", id="p1", at="2025-05-02")


def asked(deal: Given, times: Any = None, **parameters: Any) -> Answer:
    return deal.ask({"kind": "terms", **parameters}, **(times or {}))


def ask(*text: Record, times: Any = None, **parameters: Any) -> Answer:
    return asked(given(*CATALOGUE, *text), times, **parameters)


def clauses(answer: Answer) -> list[tuple[str, int]]:
    return [(each["clause"], each["version"]) for each in answer["details"]["terms"]]


def test_the_terms_of_the_kinds_named_are_stated_with_their_words() -> None:
    answer = ask(DISCOUNT, PAYMENT, P1, terms=PRICES)
    assert (answer["verdict"], clauses(answer)) == ("stated", [("4", 1)])
    said = "Clause 4 (wording 1, order) “Rebate”: “Twenty percent on the Planner.”"
    assert said in answer["sentence"]
    assert "It states a discount of 20 %, with services: Planner in." in answer["sentence"]
    assert records(answer["supports"]) == ["c4", "p1"]


def test_no_kind_named_gives_every_wording_also_one_without_a_term() -> None:
    answer = ask(DISCOUNT, PAYMENT, PLAIN, terms="all")
    assert clauses(answer) == [("4", 1), ("9", 1), ("2", 1)]
    assert "What it means is not stated: no term of it is on record." in answer["sentence"]


def test_nothing_of_the_kind_is_silent_and_is_said_to_be_looked_for() -> None:
    answer = ask(PAYMENT, PLAIN, terms=["liability"])
    assert answer["verdict"] == "silent"
    assert answer["sentence"].startswith("Silent: ")
    looked = [each["looked_for"] for each in answer["not_shown"]]
    assert looked == ["terms", "term"]
    assert answer["supports"] == []


def test_a_clause_without_a_stated_term_that_names_the_kind_is_given_in_its_words() -> None:
    liability = clause("14", None, heading="Liability", text="Up to the yearly fees.")
    answer = ask(liability, PLAIN, terms=["liability"])
    assert (answer["verdict"], clauses(answer)) == ("stated", [("14", 1)])
    assert "What it means is not stated" in answer["sentence"]
    stated = clause("14", says(kind="payment"), heading="Liability", text="Up to the fees.")
    assert ask(stated, terms=["liability"])["verdict"] == "silent"


def test_the_governing_text_is_stated_and_a_newer_draft_is_named_beside_it() -> None:
    revised = a_record("clause.revised", id="c4b", clause="4", text="Ten percent.", at="2025-05-03")
    answer = ask(DISCOUNT, P1, revised, terms=PRICES)
    assert clauses(answer) == [("4", 1)]
    assert "The drafts have clause 4 (wording 2, order), which is not in it." in answer["sentence"]
    assert records(answer["also_said"]) == ["c4b"]


def test_what_stood_at_a_moment_is_what_governed_then() -> None:
    revised = a_record(
        "clause.revised", clause="4", text="Ten.", at="2025-05-03", term=says(kind="discount")
    )
    second = a_record("proposal.sealed", proposal="P2", at="2025-05-04")
    deal = given(*CATALOGUE, DISCOUNT, P1, revised, second)
    for at, number in (("2025-05-02", 1), ("2025-05-03", 1), ("2025-05-04", 2)):
        assert clauses(asked(deal, {"effective_at": at}, terms=PRICES)) == [("4", number)]
    assert clauses(asked(deal, proposal="P1")) == [("4", 1)]
    assert clauses(asked(deal, clauses=["4"], version=1)) == [("4", 1)]


def test_a_wording_that_does_not_govern_is_given_when_named_and_that_is_said() -> None:
    draft = clause("5", says("in services:lab"), at="2025-05-03")
    answer = ask(DISCOUNT, P1, draft, clauses=["5"])
    assert clauses(answer) == [("5", 1)]
    assert "It is not in the governing text." in answer["sentence"]
    missing = ask(DISCOUNT, P1, draft, clauses=["5"], times={"effective_at": "2025-05-02"})
    assert missing["verdict"] == "silent"
    assert "Clause 5 has no wording there by then." in missing["sentence"]


def test_of_a_proposal_that_is_not_sealed_by_then_nothing_is_known() -> None:
    answer = ask(DISCOUNT, P1, proposal="P1", times={"effective_at": "2025-05-01"})
    assert answer["verdict"] == "silent"
    assert "No seal of proposal P1 is on record by then" in answer["sentence"]


def test_a_named_amendment_lies_over_what_it_amends() -> None:
    revised = a_record("clause.revised", clause="4", text="Ten percent.", at="2025-05-03")
    amended = a_record(
        "proposal.sealed", proposal="P2", clauses=["4"], amends="P1", at="2025-05-04"
    )
    answer = ask(DISCOUNT, PAYMENT, P1, revised, amended, proposal="P2")
    assert sorted(clauses(answer)) == [("4", 2), ("9", 1)]


def test_a_term_outside_its_period_is_given_and_does_not_speak() -> None:
    held = clause("4", says("in services:plan", until="2025-05-31"))
    inside = ask(held, terms=PRICES, times={"effective_at": "2025-05-31"})
    outside = ask(held, terms=PRICES, times={"effective_at": "2025-06-01"})
    assert "does not speak" not in inside["sentence"]
    assert "At that moment it is outside its period, and does not speak." in outside["sentence"]
    assert outside["details"]["terms"][0]["terms"][0]["in_period"] is False


def test_a_term_that_a_parser_stated_counts_once_a_human_confirmed_it() -> None:
    stated = {"clause": "2", "term": says("in services:plan"), "method": "parser", "id": "ts"}
    alone = ask(PLAIN, a_record("term.stated", **stated), terms=PRICES)
    assert alone["verdict"] == "silent"
    confirmed = ask(PLAIN, a_record("term.stated", confirmed_by="vera", **stated), terms=PRICES)
    assert records(confirmed["supports"]) == ["c2", "ts"]
    assert "(term stated, 2025-05-16T10:00Z, record ts)" in confirmed["sentence"]


def test_what_became_of_the_text_is_said_and_what_took_it_back_opposes() -> None:
    why = {"reason_class": "commercial", "reason": "We cannot hold it.", "to": ["carla"]}
    sent = a_record("proposal.sent", id="sent", at="2025-05-03")
    retracted = a_record("proposal.retracted", id="ret", proposal="P1", at="2025-05-05", **why)
    deal = given(*CATALOGUE, DISCOUNT, P1, sent, retracted)
    before = asked(deal, {"effective_at": "2025-05-04"}, terms=PRICES)
    assert "Standing of P1 then: offered, neither accepted nor retracted." in before["sentence"]
    assert before["now"]["standing"] == "retracted"
    after = asked(deal, terms=PRICES)
    assert "Standing of P1 then: retracted." in after["sentence"]
    assert records(after["opposes"]) == ["ret"]


def test_what_another_system_reported_is_never_a_term() -> None:
    reported = a_record("value.reported", id="v", field="discount", value="25")
    answer = ask(PAYMENT, reported, terms=PRICES)
    assert (answer["verdict"], records(answer["also_said"])) == ("silent", ["v"])


def test_a_clarification_by_both_sides_is_stated_with_the_wording() -> None:
    people = (
        a_record("party.joined", party="acme", role="client", at="2025-01-01"),
        a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
    )
    clarified = a_record(
        "terms.clarified",
        id="cl",
        clauses=["4"],
        agreed_by=["us", "acme"],
        term=says("out services:lab"),
        at="2025-05-10",
    )
    answer = ask(*people, DISCOUNT, clarified, terms=PRICES)
    assert records(answer["supports"]) == ["c4", "cl"]
    assert "services: Laboratory out" in answer["sentence"]


def test_a_deal_without_a_text_is_silent() -> None:
    answer = given(a_record("deal.opened")).ask({"kind": "terms"})
    assert answer["verdict"] == "silent"
    assert "Standing then: a draft: nothing was sent." in answer["sentence"]


def test_what_was_struck_of_the_text_or_of_what_became_of_it_is_said() -> None:
    accepted = a_record("proposal.accepted", id="acc", at="2025-05-04", proposal="P1", by="acme")
    strike = a_record("record.struck", id="strike", record="acc", reason="A test.")
    answer = ask(DISCOUNT, P1, accepted, strike, terms=PRICES)
    assert answer["details"]["text"]["by"] == "sealed"
    assert "record acc), struck by ana (record strike): “A test.”" in answer["sentence"]
    assert records(answer["also_said"]) == ["strike"]
    [struck] = answer["details"]["struck"]
    assert (struck["of"], struck["type"]) == ("acc", "proposal.accepted")


def test_what_was_struck_elsewhere_is_not_said() -> None:
    strike = a_record("record.struck", record="c9")
    answer = ask(DISCOUNT, PAYMENT, P1, strike, terms=PRICES)
    assert "Struck" not in answer["sentence"]
    assert "struck" not in answer["details"]
    whole = ask(DISCOUNT, PAYMENT, P1, strike, terms="all")
    assert [each["of"] for each in whole["details"]["struck"]] == ["c9"]


def test_a_clause_outside_the_governing_text_is_not_said_to_stand_in_it() -> None:
    draft = clause("7", None, text="Seven.", at="2025-05-03")
    answer = ask(DISCOUNT, P1, draft, clauses=["4", "7"])
    assert (
        "stand in the proposal sealed last, P1, clause 4 and clause 7 outside"
        in (answer["sentence"])
    )
    assert "It is a draft. It is not in the governing text." in answer["sentence"]
    gone = a_record("clause.revised", clause="7", text="Anew.", at="2025-05-04")
    answer = ask(DISCOUNT, P1, draft, gone, clauses=["7"], version=1)
    assert "It stands no more in the drafts." in answer["sentence"]


def test_a_correction_of_what_was_sealed_is_told_with_the_words_that_were_sealed() -> None:
    right = {"clause": "4", "heading": "Rebate", "text": "Two percent on the Planner."}
    corrected = a_record("record.corrected", id="right", corrects="c4", data=right, at="2025-05-09")
    sealed = "as P1 sealed it: “Twenty percent on the Planner.” It states a discount of 20 %"
    assert sealed in ask(DISCOUNT, P1, corrected)["sentence"]
    first = "as it was recorded first: “Twenty percent on the Planner.”"
    assert first in ask(DISCOUNT, corrected)["sentence"]
    assert "corrected it" not in ask(DISCOUNT, corrected, P1)["sentence"]


def test_what_would_state_a_term_and_does_not_count_is_named_beside() -> None:
    parsed = a_record(
        "term.stated", id="parsed", clause="2", term=says(kind="liability"), method="parser"
    )
    answer = ask(PLAIN, parsed, terms=["liability"])
    assert (answer["verdict"], records(answer["also_said"])) == ("silent", ["parsed"])
    assert "confirmation" in [each["looked_for"] for each in answer["not_shown"]]
    assert ask(PLAIN, parsed, terms=["payment"])["also_said"] == []
    people = (
        a_record("party.joined", party="acme", role="client", at="2025-01-01"),
        a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
    )
    for agreed, cited in ((["us"], ["agreed"]), (["us", "acme"], [])):
        clarified = a_record(
            "terms.clarified", id="agreed", clauses=["4"], agreed_by=agreed, text="As it says."
        )
        answer = ask(*people, DISCOUNT, clarified, terms=PRICES)
        assert records(answer["also_said"]) == cited
