"""Scope: clarifications, what a parser read, corrected wordings, and what would change it."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.given import given, records, scope
from tests.projections.test_scope import CATALOGUE, DIFFERING, clause, says, verdict
from tests.records import a_record


def test_a_later_clarification_prevails_where_it_speaks() -> None:
    people = (
        a_record("party.joined", party="acme", role="client", at="2025-01-01"),
        a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
    )
    clarified = a_record(
        "terms.clarified",
        clauses=["4"],
        agreed_by=["us", "acme"],
        at="2025-05-10",
        term=says("out services:plan"),
    )
    text = clause("4", says("in services:plan", "in services:lab"))
    assert verdict(*people, text, clarified, effective_at="2025-05-09") == "yes"
    assert verdict(*people, text, clarified) == "no"
    assert verdict(*people, text, clarified, on="services:lab") == "yes"


AGREEING = (
    a_record("party.joined", party="acme", role="client", at="2025-01-01"),
    a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
)


def clarified(**more: Any) -> Record:
    given = {"clauses": ["4"], "agreed_by": ["us", "acme"], "at": "2025-05-10", **more}
    return a_record("terms.clarified", id="agreed", **given)


def test_a_clarification_ends_with_the_wording_that_governed_then() -> None:
    text = clause("4", says("in services:plan"))
    revised = a_record(
        "clause.revised", clause="4", text="Anew.", term=says("in services:plan"), at="2025-05-20"
    )
    given_before = (*AGREEING, text, clarified(term=says("out services:plan")))
    assert verdict(*given_before, revised, effective_at="2025-05-19") == "no"
    assert verdict(*given_before, revised) == "yes"


def test_a_clarification_is_about_what_governed_not_about_the_drafts() -> None:
    text = clause("4", says("in services:plan"))
    sealed = a_record("proposal.sealed", proposal="P1", at="2025-05-02")
    sent = a_record("proposal.sent", proposal="P1", to=["acme"], channel="email", at="2025-05-03")
    drafted = a_record(
        "clause.revised", clause="4", text="Anew.", term=says("in services:plan"), at="2025-05-05"
    )
    sealed_anew = a_record("proposal.sealed", proposal="P2", at="2025-05-12")
    sent_anew = a_record(
        "proposal.sent", proposal="P2", to=["acme"], channel="email", at="2025-05-13"
    )
    records = (*AGREEING, text, sealed, sent, drafted, clarified(term=says("out services:plan")))
    assert verdict(*records, sealed_anew, sent_anew, effective_at="2025-05-11") == "no"
    assert verdict(*records, sealed_anew, sent_anew) == "yes"


def test_what_a_clarification_decides_is_cited_in_its_own_words() -> None:
    text = clause("4", says("in services:plan"), text="The planner is in.")
    by_text = clarified(text="The planner is out.", term=says("out services:plan"))
    answer = given(*CATALOGUE, *AGREEING, text, by_text).ask(scope("services:plan"))
    [cited] = answer["supports"]
    assert (answer["verdict"], cited["record"], cited["words"]) == (
        "no",
        "agreed",
        "The planner is out.",
    )
    assert "A clarification of clause 4" in answer["sentence"]
    assert "agreed by Us and Acme GmbH" in answer["sentence"]
    assert "“The planner is out.”" in answer["sentence"]
    assert "The planner is in." not in answer["sentence"]
    without = clarified(term=says("out services:plan"))
    answer = given(*CATALOGUE, *AGREEING, text, without).ask(scope("services:plan"))
    assert [each["words"] for each in answer["supports"]] == [None]
    assert "without words of its own" in answer["sentence"]


def test_what_a_clarification_states_is_not_called_silent_beside_the_answer() -> None:
    text = clause("4", says("in services:plan"))
    more = clarified(term=says("in orders:expansion"))
    answer = given(*CATALOGUE, *AGREEING, text, more).ask(scope("services:plan"))
    [orders] = [each for each in answer["not_shown"] if each.get("axis") == "orders"]
    assert "expansion" not in orders["items"]


def test_words_of_a_clarification_that_only_name_the_item_are_quoted_and_do_not_decide() -> None:
    named = clarified(text="This is not about seats. It is about the laboratory.")
    answer = given(*CATALOGUE, *AGREEING, clause("4"), named).ask(scope("services:lab"))
    assert answer["verdict"] == "undetermined"
    [cited] = answer["also_said"]
    assert (cited["record"], cited["words"]) == ("agreed", "It is about the laboratory.")
    assert "A clarification of clause 4" in answer["sentence"]


def test_what_a_clarification_prevails_over_opposes_and_is_named() -> None:
    text = clause("4", says("in services:plan", "in services:lab"), text="The planner is in.")
    records_ = (*AGREEING, text, clarified(term=says("out services:plan")))
    answer = given(*CATALOGUE, *records_).ask(scope("services:plan"))
    assert (records(answer["supports"]), records(answer["opposes"])) == (["agreed"], ["c4"])
    assert "(record c4, clause 4, wording 1) states that Planner is in" in answer["sentence"]
    # On what the clarification does not speak, the clause alone decides.
    answer = given(*CATALOGUE, *records_).ask(scope("services:lab"))
    assert (answer["verdict"], answer["opposes"]) == ("yes", [])
    assert "prevails" not in answer["sentence"]


def test_a_wording_that_was_corrected_is_told_as_it_was_sealed_too() -> None:
    text = clause("4", says("in services:plan"), text="The planner is in.")
    seal = a_record("proposal.sealed", proposal="P1", at="2025-05-02")
    right = {"clause": "4", "heading": "", "text": "The planner is out."}
    corrected = a_record(
        "record.corrected",
        id="right",
        corrects="c4",
        data=right | {"term": says("out services:plan")},
        at="2025-05-09",
    )
    answer = given(*CATALOGUE, text, seal, corrected).ask(scope("services:plan"))
    assert answer["verdict"] == "no"
    assert "Record right corrected it; as P1 sealed it: “The planner is in.”" in answer["sentence"]
    drafted = given(*CATALOGUE, text, corrected, seal).ask(scope("services:plan"))
    assert "corrected it" not in drafted["sentence"]


def test_a_clarification_that_is_not_in_effect_is_no_text_and_speaks_by_its_scope() -> None:
    text = clause("4", says("in services:plan"))
    alone = clarified(agreed_by=["us"], term=says("out services:plan"))
    answer = given(*CATALOGUE, *AGREEING, text, alone).ask(scope("services:plan"))
    assert (answer["verdict"], records(answer["opposes"])) == ("yes", ["agreed"])
    sentence = "A clarification (record agreed, agreed by Us) was not in effect."
    assert sentence in [each["sentence"] for each in answer["not_shown"]]
    later = clarified(effective_from="2025-05-20", term=says("out services:plan"))
    deal = given(*CATALOGUE, *AGREEING, text, later)
    before = deal.ask(scope("services:plan"), effective_at="2025-05-19")
    assert (before["verdict"], records(before["opposes"])) == ("yes", ["agreed"])
    after = deal.ask(scope("services:plan"), effective_at="2025-05-20")
    assert (after["verdict"], records(after["supports"])) == ("no", ["agreed"])
    in_words = clarified(agreed_by=["us"], text="The planner is no part of it.")
    answer = given(*CATALOGUE, *AGREEING, text, in_words).ask(scope("services:plan"))
    assert (answer["verdict"], records(answer["also_said"])) == ("yes", ["agreed"])


def test_what_a_parser_read_and_nobody_confirmed_is_named_and_speaks_for_neither_side() -> None:
    def read(**more: Any) -> dict[str, Any]:
        fields = {"clause": "4", "term": says("in services:plan"), "method": "parser", **more}
        parsed = a_record("term.stated", id="parsed", at="2025-05-02", **fields)
        return given(*CATALOGUE, clause("4"), parsed).ask(scope("services:plan"))

    answer = read()
    assert (answer["verdict"], answer["supports"]) == ("silent", [])
    assert records(answer["also_said"]) == ["parsed"]
    assert "confirmation" in [each["looked_for"] for each in answer["not_shown"]]
    answer = read(confirmed_by="ana")
    assert (answer["verdict"], answer["also_said"]) == ("yes", [])
    assert "confirmation" not in [each["looked_for"] for each in answer["not_shown"]]


def test_what_would_change_it_is_what_could() -> None:
    def would_change(*text: Record, on: Any = ("services:plan",), **times: Any) -> str:
        return str(given(*CATALOGUE, *text).ask(scope(*on), **times)["would_change"])

    both = clause("4", says("in services:plan", "out services:plan"))
    assert would_change(both).startswith("A clarification agreed by client and seller")
    assert would_change(*DIFFERING).startswith("A stated precedence")
    ended = clause("4", says("in services:plan", until="2025-05-02"))
    assert would_change(ended) == "A term on this item that speaks at that moment."
    apart = (clause("4", says("in services:plan")), clause("5", says("in orders:expansion")))
    on = ("services:plan", "orders:expansion")
    assert would_change(*apart, on=on).startswith("A single term")
    assert would_change(apart[0], on=on).startswith("A statement of scope")
