"""The kind `precedence`: stated with the rule, or ambiguous, on both sides of each boundary."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.given import Given, given, records
from tests.projections.test_scope import CATALOGUE, DIFFERING, clause, precedence, says
from tests.records import a_record

Answer = dict[str, Any]


def ask(*text: Record, times: Any = None, **parameters: Any) -> Answer:
    return asked(given(*CATALOGUE, *text), times, **parameters)


def asked(deal: Given, times: Any = None, **parameters: Any) -> Answer:
    return deal.ask({"kind": "precedence", **parameters}, **(times or {}))


def item(name: str) -> list[dict[str, str]]:
    return [{"axis": "services", "item": name}]


def test_the_stated_precedence_decides_and_is_cited_with_who_stated_it_and_when() -> None:
    answer = ask(*DIFFERING, precedence("annex", "order"), documents=["annex"], clauses=["4"])
    assert answer["verdict"] == "stated"
    assert answer["sentence"].startswith("Stated: annex prevails over order.")
    assert "annex before order (record order, 2025-05-02, ana)" in answer["sentence"]
    assert records(answer["supports"]) == ["order", "cA"]
    assert records(answer["opposes"]) == ["c4"]
    assert answer["details"]["prevails"] == "annex"


def test_without_a_stated_precedence_it_is_ambiguous_with_both_readings() -> None:
    answer = ask(*DIFFERING, documents=["annex", "order"])
    assert answer["verdict"] == "ambiguous"
    assert [each["reading"] for each in answer["readings"]] == ["annex", "order"]
    assert (records(answer["supports"]), records(answer["opposes"])) == (["c4"], ["cA"])
    assert [each["looked_for"] for each in answer["not_shown"]] == ["precedence.stated"]


def test_before_it_was_stated_it_is_ambiguous_and_afterwards_it_is_stated() -> None:
    deal = given(*CATALOGUE, *DIFFERING, precedence("annex", "order"))
    named = {"documents": ["annex", "order"]}
    assert asked(deal, {"effective_at": "2025-05-01"}, **named)["verdict"] == "ambiguous"
    assert asked(deal, {"effective_at": "2025-05-02"}, **named)["verdict"] == "stated"


def test_a_document_that_is_not_listed_is_not_ranked() -> None:
    master = clause("9", None, document="master")
    order = precedence("annex", "order")
    both = ask(*DIFFERING, master, order, documents=["annex", "master"])
    assert both["verdict"] == "ambiguous"
    assert "does not list master" in both["sentence"]
    assert records(both["also_said"]) == ["order"]
    every = ask(*DIFFERING, master, order)
    assert every["verdict"] == "stated"
    assert "Not ranked by it: master." in every["sentence"]


def test_a_document_that_only_the_precedence_names_can_be_asked_about() -> None:
    answer = ask(*DIFFERING, precedence("master", "order"), documents=["order", "master"])
    assert answer["sentence"].startswith("Stated: master prevails over order.")


def test_a_precedence_by_a_clause_counts_while_that_clause_governs() -> None:
    rule = clause("1", None, text="The annex prevails.")
    stated = precedence("annex", "order", clause="1")
    named = {"documents": ["annex", "order"]}
    held = ask(*DIFFERING, rule, stated, **named)
    assert held["verdict"] == "stated"
    assert "by clause 1): “The annex prevails.”" in held["sentence"]
    assert records(held["supports"]) == ["order", "c1", "cA"]
    removed = ask(*DIFFERING, rule, stated, a_record("clause.removed", clause="1"), **named)
    assert removed["verdict"] == "ambiguous"
    assert "does not count" in removed["not_shown"][1]["sentence"]


def test_the_latest_counts_and_an_earlier_one_that_said_the_opposite_opposes() -> None:
    earlier = a_record("precedence.stated", id="old", order=["order", "annex"], at="2025-05-01")
    answer = ask(*DIFFERING, earlier, precedence("annex", "order"), documents=["annex", "order"])
    assert answer["details"]["prevails"] == "annex"
    assert records(answer["opposes"]) == ["old", "c4"]


def test_precedence_of_documents_does_not_rank_clauses_of_one_document() -> None:
    text = (clause("4", says("in services:plan")), clause("5", says("out services:plan")))
    answer = ask(*text, precedence("order", "annex"), clauses=["4", "5"])
    assert answer["verdict"] == "ambiguous"
    assert [each["reading"] for each in answer["readings"]] == ["clause 4", "clause 5"]
    alike = (clause("4", says("in services:plan")), clause("5", says("in services:plan")))
    assert ask(*alike, clauses=["4", "5"])["verdict"] == "ambiguous"


def test_in_one_document_the_nearer_statement_decides_and_the_rule_is_said() -> None:
    text = (clause("4", says("in services:suite")), clause("5", says("out services:plan")))
    answer = ask(*text, clauses=["4", "5"])
    assert answer["verdict"] == "stated"
    assert "the nearest statement decides" in answer["sentence"]
    assert (records(answer["supports"]), records(answer["opposes"])) == (["c5"], ["c4"])
    assert ask(*text, clauses=["4", "5"], items=item("files"))["verdict"] == "ambiguous"
    assert ask(*text, clauses=["4", "5"], items=item("shift"))["verdict"] == "stated"


def test_a_document_at_odds_with_itself_on_the_item_is_ambiguous_whatever_is_ranked() -> None:
    at_odds = (*DIFFERING, clause("5", says("out services:plan")), precedence("annex", "order"))
    named = {"documents": ["annex", "order"]}
    assert ask(*at_odds, **named)["verdict"] == "stated"
    assert ask(*at_odds, **named, items=item("plan"))["verdict"] == "ambiguous"


def test_a_clause_that_the_governing_text_does_not_hold_is_a_draft_and_that_is_said() -> None:
    seal = a_record("proposal.sealed", clauses=["4"], at="2025-05-03")
    answer = ask(*DIFFERING, precedence("annex", "order"), seal, clauses=["4", "A"])
    assert answer["verdict"] == "stated"
    assert "does not hold clause A (wording 1, annex): it is a draft." in answer["sentence"]
    gone = a_record("clause.removed", clause="A", at="2025-05-02")
    removed = ask(*DIFFERING, gone, clauses=["4", "A"])
    assert "Clause A has no wording that governs or is current by then." in removed["sentence"]


def test_words_about_precedence_that_nobody_stated_as_an_order_decide_nothing() -> None:
    words = clause("1", None, text="The annex prevails over the order.")
    answer = ask(*DIFFERING, words, documents=["annex", "order"])
    assert answer["verdict"] == "ambiguous"
    assert records(answer["also_said"]) == ["c1"]


def test_where_there_is_nothing_to_rank_it_is_silent() -> None:
    assert given(a_record("deal.opened")).ask({"kind": "precedence"})["verdict"] == "silent"
    assert ask(clause("4"), clauses=["4"])["verdict"] == "silent"
    assert ask(*DIFFERING)["verdict"] == "ambiguous"


@pytest.mark.parametrize("role", ["reader", "legal"])
def test_a_withheld_precedence_decides_only_for_whom_may_see_it(role: str) -> None:
    hidden = precedence("annex", "order", privilege="attorney_client")
    answer = ask(*DIFFERING, hidden, times={"role": role}, documents=["annex", "order"])
    expected = {"reader": ("ambiguous", 1), "legal": ("stated", 0)}[role]
    assert (answer["verdict"], answer["withheld"]) == expected


def test_how_it_was_read_is_one_plain_sentence() -> None:
    answer = ask(*DIFFERING, documents=["annex"], clauses=["4"], items=item("plan"))
    assert answer["question"]["read_as"] == "Which prevails on Planner: annex or clause 4?"
    assert ask(*DIFFERING)["question"]["read_as"].startswith("Which order of precedence")
