"""The kind `scope`: each rule on both sides of its boundary."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.given import given, records, scope
from tests.records import a_clause, a_record

CATALOGUE = (
    a_record("catalogue.item_defined", item="suite", name="Care suite", at="2025-01-01"),
    a_record(
        "catalogue.item_defined", item="plan", name="Planner", parent="suite", at="2025-01-01"
    ),
    a_record(
        "catalogue.item_defined",
        item="shift",
        name="Shift swaps",
        parent="plan",
        synonyms=["swap desk"],
        at="2025-01-01",
    ),
    a_record("catalogue.item_defined", item="files", name="Files", parent="suite", at="2025-01-01"),
    a_record("catalogue.item_defined", item="lab", name="Laboratory", at="2025-01-01"),
)


def says(*statements: str, kind: str = "discount", **more: Any) -> dict[str, Any]:
    """A term; a statement is written `in services:plan`."""
    scope = []
    for statement in statements:
        state, item = statement.split(" ")
        axis, _, name = item.partition(":")
        scope.append({"axis": axis, "item": name, "state": state})
    return {"kind": kind, "scope": scope, **more}


def clause(name: str, term: dict[str, Any] | None = None, **more: Any) -> Record:
    given = {"at": "2025-05-01", "heading": f"Clause {name}", "text": "As agreed.", **more}
    return a_clause(name, id=f"c{name}", term=term, **given)


def precedence(*order: str, **more: Any) -> Record:
    return a_record("precedence.stated", id="order", order=list(order), at="2025-05-02", **more)


def verdict(*text: Record, on: str | tuple[str, ...] = "services:plan", **times: Any) -> str:
    items = (on,) if isinstance(on, str) else on
    return str(given(*CATALOGUE, *text).ask(scope(*items), **times)["verdict"])


def test_what_is_stated_in_is_yes_and_what_is_stated_out_is_no() -> None:
    assert verdict(clause("4", says("in services:plan"))) == "yes"
    assert verdict(clause("4", says("out services:plan"))) == "no"


def test_silence_is_never_turned_into_a_yes_or_a_no() -> None:
    assert verdict(clause("4", says("in services:plan")), on="services:lab") == "silent"
    assert verdict(clause("4", says("out services:plan")), on="services:lab") == "silent"


def test_a_statement_above_an_item_decides_for_it_and_a_nearer_one_decides_first() -> None:
    above = clause("4", says("in services:suite"))
    assert verdict(above, on="services:shift") == "yes"
    nearer = clause("5", says("out services:plan"))
    assert verdict(above, nearer, on="services:shift") == "no"
    assert verdict(above, nearer, on="services:files") == "yes"


def test_statements_at_odds_in_one_document_are_ambiguous_whatever_precedence_says() -> None:
    text = (clause("4", says("in services:plan")), clause("5", says("out services:plan")))
    assert verdict(*text) == "ambiguous"
    assert verdict(*text, precedence("order")) == "ambiguous"
    other = clause("6", says("in services:plan"), document="annex")
    assert verdict(*text, other, precedence("annex", "order")) == "ambiguous"


DIFFERING = (
    clause("4", says("in services:plan")),
    clause("A", says("out services:plan"), document="annex"),
)


def test_documents_that_differ_are_ambiguous_until_their_precedence_is_stated() -> None:
    assert verdict(*DIFFERING) == "ambiguous"
    assert verdict(*DIFFERING, precedence("annex", "order")) == "no"
    assert verdict(*DIFFERING, precedence("order", "annex")) == "yes"


def test_a_document_that_precedence_does_not_list_is_not_ranked() -> None:
    assert verdict(*DIFFERING, precedence("order", "master")) == "ambiguous"
    assert verdict(*DIFFERING, precedence("master")) == "ambiguous"


def test_precedence_named_by_a_clause_counts_while_that_clause_governs() -> None:
    by_clause = precedence("order", "annex", clause="1")
    rule = clause("1", None)
    assert verdict(*DIFFERING, rule, by_clause) == "yes"
    removed = a_record("clause.removed", clause="1", at="2025-05-03")
    assert verdict(*DIFFERING, rule, by_clause, removed) == "ambiguous"


def test_both_readings_are_given_when_two_are_open() -> None:
    answer = given(*CATALOGUE, *DIFFERING).ask(scope("services:plan"))
    assert [reading["reading"] for reading in answer["readings"]] == ["in", "out"]
    assert records(answer["supports"]) == ["c4"]
    assert records(answer["opposes"]) == ["cA"]


def test_the_losing_document_stands_on_the_other_side_and_the_precedence_is_cited() -> None:
    answer = given(*CATALOGUE, *DIFFERING, precedence("annex", "order")).ask(scope("services:plan"))
    assert records(answer["supports"]) == ["cA", "order"]
    assert records(answer["opposes"]) == ["c4"]


@pytest.mark.parametrize("below", ["services:plan", "services:shift"])
def test_a_descendant_stated_the_other_way_gives_partly_and_is_named(below: str) -> None:
    text = (clause("4", says("in services:suite")), clause("5", says(f"out {below}")))
    answer = given(*CATALOGUE, *text).ask(scope("services:suite"))
    assert answer["verdict"] == "partly"
    assert {"services:plan": "Planner", "services:shift": "Shift swaps"}[below] in answer[
        "sentence"
    ]


def test_an_item_that_is_silent_itself_is_as_all_its_children_are() -> None:
    both = clause("4", says("in services:plan", "in services:files"))
    assert verdict(both, on="services:suite") == "yes"
    assert verdict(clause("4", says("in services:plan")), on="services:suite") == "partly"
    assert verdict(clause("4", says("in services:shift")), on="services:suite") == "partly"
    outs = given(*CATALOGUE, clause("4", says("out services:plan"))).ask(scope("services:suite"))
    assert outs["verdict"] == "silent"
    assert "Planner" in outs["sentence"]
    mixed = clause("4", says("in services:plan", "out services:files"))
    assert verdict(mixed, on="services:suite") == "partly"


def test_children_in_but_for_something_below_one_of_them_are_partly() -> None:
    text = clause("4", says("in services:plan", "in services:files", "out services:shift"))
    assert verdict(text, on="services:suite") == "partly"


def test_a_term_outside_its_period_does_not_speak() -> None:
    period = {"from": "2025-06-01", "until": "2025-06-30"}
    text = clause("4", says("in services:plan", **period))
    assert verdict(text, effective_at="2025-05-31") == "silent"
    assert verdict(text, effective_at="2025-06-01") == "yes"
    assert verdict(text, effective_at="2025-06-30") == "yes"
    after = given(*CATALOGUE, text).ask(scope("services:plan"), effective_at="2025-07-01")
    assert after["verdict"] == "silent"
    assert "2025-06-30" in after["sentence"]


def test_a_term_with_a_condition_gives_partly_and_names_it() -> None:
    condition = {"condition": "if ordered within a year"}
    text = clause("4", says("in services:plan", **condition))
    answer = given(*CATALOGUE, text).ask(scope("services:plan"))
    assert answer["verdict"] == "partly"
    assert "if ordered within a year" in answer["sentence"]
    unconditional = clause("5", says("in services:plan"))
    assert verdict(text, unconditional) == "yes"


def test_several_axes_are_yes_only_where_one_term_says_all_of_them() -> None:
    asked = ("services:plan", "orders:expansion")
    assert verdict(clause("4", says("in services:plan", "in orders:expansion")), on=asked) == "yes"
    apart = (clause("4", says("in services:plan")), clause("5", says("in orders:expansion")))
    assert verdict(*apart, on=asked) == "silent"
    assert verdict(clause("4", says("in services:plan")), on=asked) == "silent"
    no = clause("4", says("in services:plan", "out orders:expansion"))
    assert verdict(no, on=asked) == "no"


def test_terms_of_other_kinds_do_not_speak_on_the_kinds_asked_about() -> None:
    text = clause("4", says("in services:plan", kind="payment"))
    assert verdict(text) == "silent"
    deal = given(*CATALOGUE, text)
    assert deal.ask(scope("services:plan", terms=["payment"]))["verdict"] == "yes"
    every = deal.ask(scope("services:plan", terms=[]))
    assert every["verdict"] == "yes"
    assert "payment" in every["sentence"]


def test_discount_price_hold_and_price_are_asked_about_as_one() -> None:
    assert verdict(clause("4", says("in services:plan", kind="price_hold"))) == "yes"


@pytest.mark.parametrize("text", ["The swap desk is charged monthly.", "Shift   swaps: monthly."])
def test_words_that_name_an_item_without_a_statement_leave_it_undetermined(text: str) -> None:
    answer = given(*CATALOGUE, clause("4", None, text=f"Fees. {text}")).ask(scope("services:shift"))
    assert answer["verdict"] == "undetermined"
    assert text in answer["sentence"]
    assert records(answer["also_said"]) == ["c4"]


def test_only_whole_words_name_an_item() -> None:
    assert verdict(clause("4", None, text="Laboratorys are not."), on="services:lab") == "silent"
    assert verdict(clause("4", None, heading="LABORATORY"), on="services:lab") == "undetermined"


def test_words_of_a_clause_of_another_kind_do_not_count() -> None:
    text = clause("4", says("in services:plan", kind="payment"), text="Laboratory fees.")
    assert verdict(text, on="services:lab") == "silent"


def test_subsidiaries_are_affiliates_and_the_client_is_the_client() -> None:
    people = (
        a_record("deal.opened", client="acme", at="2025-01-01"),
        a_record("party.joined", party="acme", role="client", at="2025-01-01"),
        a_record(
            "party.joined",
            party="acme-sub",
            name="Acme Sub",
            role="other",
            parent="acme",
            at="2025-01-01",
        ),
    )
    text = clause("4", says("in beneficiaries:affiliates"))
    assert verdict(*people, text, on="beneficiaries:acme-sub") == "yes"
    assert verdict(*people, text, on="beneficiaries:acme") == "silent"


def test_a_crooked_catalogue_still_ends() -> None:
    circle = a_record("catalogue.item_defined", item="suite", name="Care suite", parent="shift")
    deal = given(*CATALOGUE, circle, clause("4", says("in services:plan")))
    assert deal.ask(scope("services:lab"))["verdict"] == "silent"
    assert deal.ask(scope("services:suite"))["verdict"] in {"yes", "partly"}


def test_of_a_clause_named_only_its_own_terms_are_asked() -> None:
    text = given(
        *CATALOGUE,
        clause("4", says("in services:plan")),
        clause("5", says("out services:files")),
    )

    def of(item: str, *clauses: str) -> dict[str, Any]:
        return text.ask(scope(f"services:{item}") | {"clauses": list(clauses)})

    assert [of("plan")["verdict"], of("plan", "4")["verdict"]] == ["yes", "yes"]
    assert [of("plan", "5")["verdict"], of("files", "5")["verdict"]] == ["silent", "no"]
    answer = of("plan", "5")
    assert answer["question"]["read_as"].endswith("the pricing terms of clause 5?")
    assert "the rest of the text was left aside" in answer["sentence"]


def test_a_clause_that_had_not_begun_is_said_to_be_absent() -> None:
    text = given(*CATALOGUE, clause("4", says("in services:plan")))
    answer = text.ask(scope("services:plan") | {"clauses": ["4"]}, effective_at="2025-04-01")
    assert answer["verdict"] == "silent"
    assert "No wording of clause 4 had begun by then." in str(answer["not_shown"])
