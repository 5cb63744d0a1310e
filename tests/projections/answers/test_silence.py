"""The kind `silence`: yes with the words or the stated scope, or silent with what was searched."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.given import Given, given, records
from tests.projections.test_scope import CATALOGUE, clause, says
from tests.records import a_record

Answer = dict[str, Any]


def asked(deal: Given, times: Any = None, **parameters: Any) -> Answer:
    return deal.ask({"kind": "silence", **parameters}, **(times or {}))


def ask(*text: Record, times: Any = None, **parameters: Any) -> Answer:
    return asked(given(*CATALOGUE, *text), times, **parameters)


def item(*names: str) -> list[dict[str, str]]:
    return [{"axis": axis, "item": name} for axis, name in (each.split(":") for each in names)]


PLAN = item("services:plan")


@pytest.mark.parametrize("state", ["in", "out"])
def test_a_stated_scope_says_something_whichever_way(state: str) -> None:
    answer = ask(clause("4", says(f"{state} services:plan")), items=PLAN)
    assert answer["verdict"] == "yes"
    assert f"states Planner {state}: “As agreed.”" in answer["sentence"]
    assert records(answer["supports"]) == ["c4"]


def test_what_is_stated_above_or_below_an_item_says_something_of_it_and_where_it_stands() -> None:
    above = ask(clause("4", says("in services:suite")), items=PLAN)
    assert (above["verdict"], above["details"]["found"][0]["places"][0]["how"]) == ("yes", "above")
    assert "Care suite, which stands above it, in" in above["sentence"]
    below = ask(clause("4", says("out services:shift")), items=PLAN)
    assert (below["verdict"], below["details"]["found"][0]["places"][0]["how"]) == ("yes", "below")
    assert ask(clause("4", says("in services:files")), items=PLAN)["verdict"] == "silent"


def test_a_name_or_a_synonym_in_heading_or_words_says_something() -> None:
    named = ask(clause("4", None, text="Fees. Swap desk: monthly."), items=item("services:shift"))
    assert named["verdict"] == "yes"
    assert named["supports"][0]["words"] == "Swap desk: monthly."
    assert (
        ask(clause("4", None, heading="Laboratory"), items=item("services:lab"))["verdict"] == "yes"
    )
    assert (
        ask(clause("4", None, text="Laboratorys."), items=item("services:lab"))["verdict"]
        == "silent"
    )


def test_silence_is_said_with_what_was_searched_and_is_neither_yes_nor_no() -> None:
    answer = ask(clause("4", says("in services:lab")), clause("A", document="annex"), items=PLAN)
    assert answer["verdict"] == "silent"
    assert "silence is neither yes nor no" in answer["sentence"]
    assert "(clauses: 4 and A)" in answer["sentence"]
    [not_shown] = answer["not_shown"]
    assert (not_shown["looked_for"], not_shown["searched"]) == ("item", 2)
    assert answer["details"]["searched"]["documents"] == ["annex", "order"]
    assert answer["supports"] == answer["opposes"] == []


def test_the_other_current_wordings_are_searched_beside_the_governing_text() -> None:
    seal = a_record("proposal.sealed", clauses=["4"], at="2025-05-02")
    draft = clause("5", says("in services:plan"), at="2025-05-03")
    answer = ask(clause("4"), seal, draft, items=PLAN)
    assert answer["verdict"] == "yes"
    assert "Clause 5 (wording 1, order), a draft that does not govern" in answer["sentence"]
    assert answer["details"]["found"][0]["places"][0]["governs"] is False
    revised = a_record("clause.revised", clause="4", text="The Planner.", at="2025-05-04")
    assert ask(clause("4"), seal, revised, items=PLAN)["verdict"] == "yes"


def test_a_wording_that_stands_no_more_is_no_document_and_is_named() -> None:
    removed = a_record("clause.removed", clause="4", at="2025-05-02")
    answer = ask(clause("4", says("in services:plan")), removed, items=PLAN)
    assert answer["verdict"] == "silent"
    assert "Clause 4 (wording 1, order) said so and stands no more" in answer["sentence"]
    assert records(answer["also_said"]) == ["c4"]
    before = ask(
        clause("4", says("in services:plan")),
        removed,
        items=PLAN,
        times={"effective_at": "2025-05-01"},
    )
    assert before["verdict"] == "yes"


def test_only_the_documents_that_are_named_are_searched() -> None:
    text = (clause("4", says("in services:plan")), clause("A", None, document="annex"))
    assert ask(*text, items=PLAN, documents=["order"])["verdict"] == "yes"
    annex = ask(*text, items=PLAN, documents=["annex"])
    assert annex["verdict"] == "silent"
    assert "Searched in annex: " in annex["sentence"]


def test_of_several_things_only_some_are_partly() -> None:
    text = clause("4", says("in services:plan"))
    both = ask(text, items=[*PLAN, *item("services:lab")])
    assert both["verdict"] == "partly"
    assert both["sentence"].startswith("Partly: nothing is said about Laboratory (services).")
    words = ask(text, items=PLAN, words="as agreed")
    assert words["verdict"] == "yes"


def test_free_words_are_quoted_where_they_stand() -> None:
    text = clause("4", None, text="Fees are due. Late deliveries are credited.")
    answer = ask(text, words="late delivery")
    assert answer["verdict"] == "yes"
    assert answer["supports"][0]["words"] == "Late deliveries are credited."
    near = ask(text, words="late fees")
    assert near["verdict"] == "silent"
    assert "All of the words, but in no one sentence: clause 4 (wording 1" in near["sentence"]


def test_words_that_name_an_item_are_the_item() -> None:
    answer = ask(clause("4", says("in services:shift")), words="Swap desk")
    assert answer["verdict"] == "yes"
    assert "states Shift swaps in" in answer["sentence"]


def test_what_was_said_elsewhere_never_decides_and_stands_by_its_direction() -> None:
    said = a_record(
        "statement.made",
        id="st",
        statement="ST1",
        words="The Planner is in.",
        about=[{"topic": "planner"}],
        form="written",
        scope=[{"axis": "services", "item": "plan", "state": "in"}],
    )
    silent = ask(clause("4", None), said, items=PLAN)
    assert (silent["verdict"], records(silent["supports"])) == ("silent", ["st"])
    assert "In no document, and deciding nothing, ana" in silent["sentence"]
    spoken = ask(clause("4", says("in services:plan")), said, items=PLAN)
    assert (records(spoken["supports"]), records(spoken["also_said"])) == (["c4"], ["st"])
    words = ask(clause("4", None), said, words="planner is in")
    assert (words["verdict"], records(words["also_said"])) == ("silent", ["st"])


def test_a_clarification_in_effect_says_something_and_one_of_the_client_alone_does_not() -> None:
    people = (
        a_record("party.joined", party="acme", role="client", at="2025-01-01"),
        a_record("party.joined", party="us", name="Us", role="seller", at="2025-01-01"),
    )
    for agreed, verdict in ((["us", "acme"], "yes"), (["acme"], "silent")):
        clarified = a_record(
            "terms.clarified",
            id="cl",
            clauses=["4"],
            agreed_by=agreed,
            text="The Planner too.",
            at="2025-05-10",
        )
        assert ask(*people, clause("4", None), clarified, items=PLAN)["verdict"] == verdict


def test_filed_documents_were_not_searched_and_that_is_said() -> None:
    filed = a_record(
        "document.filed",
        id="f",
        document="D1",
        name="planner.pdf",
        media_type="application/pdf",
        sha256="0" * 64,
        bytes=10,
    )
    answer = ask(clause("4", None), filed, items=PLAN)
    assert answer["verdict"] == "silent"
    assert [each["looked_for"] for each in answer["not_shown"]] == ["item", "file"]
    assert "planner.pdf" in answer["not_shown"][1]["sentence"]


def test_a_deal_without_clauses_is_silent() -> None:
    answer = given(a_record("deal.opened")).ask({"kind": "silence", "words": "anything at all"})
    assert answer["verdict"] == "silent"
    assert "(clauses: none)" in answer["sentence"]


@pytest.mark.parametrize(("role", "verdict"), [("reader", "silent"), ("legal", "yes")])
def test_a_withheld_clause_is_found_only_by_whom_may_see_it(role: str, verdict: str) -> None:
    hidden = clause("4", says("in services:plan"), privilege="work_product")
    answer = ask(hidden, clause("5", None), items=PLAN, times={"role": role})
    assert answer["verdict"] == verdict
    assert ("1 record is withheld" in answer["sentence"]) == (role == "reader")
