"""Wordings: which one stood when, and what it was stated to mean."""

from __future__ import annotations

from typing import Any

from tests.projections.given import Given, given
from tests.records import DEAL, a_clause, a_record


def wordings(deal: Given, **times: Any) -> dict[str, int]:
    return {each["clause"]: each["version"] for each in deal.terms(**times)["clauses"]}


def test_a_revision_counts_from_when_it_happened() -> None:
    deal = given(
        a_clause(at="2025-05-01"), a_record("clause.revised", at="2025-05-10", text="Thirty.")
    )
    assert wordings(deal, effective_at="2025-05-09") == {"4.2": 1}
    assert wordings(deal, effective_at="2025-05-10") == {"4.2": 2}


def test_a_revision_that_arrives_late_takes_its_place_in_time() -> None:
    deal = given(
        a_clause(at="2025-05-01"),
        a_record("clause.revised", at="2025-05-20", text="Recorded second."),
        a_record("clause.revised", at="2025-05-10", text="Recorded third, happened before."),
    )
    assert wordings(deal) == {"4.2": 2}
    assert wordings(deal, effective_at="2025-05-12") == {"4.2": 3}
    assert wordings(deal, effective_at="2025-05-12", known_at=2) == {"4.2": 1}


def test_of_two_revisions_whose_order_is_unknown_the_one_recorded_later_stands() -> None:
    deal = given(
        a_clause(at="2025-05-01"),
        a_record("clause.revised", at="2025-05-10T16:00Z", text="At four."),
        a_record("clause.revised", at="2025-05-10", text="Some time that day."),
    )
    assert wordings(deal) == {"4.2": 3}


def test_a_removed_clause_no_longer_stands_and_goes_on_counting_when_added_again() -> None:
    deal = given(
        a_clause(at="2025-05-01"),
        a_record("clause.removed", at="2025-05-05"),
        a_clause(at="2025-05-09", text="Again."),
    )
    assert wordings(deal, effective_at="2025-05-06") == {}
    assert wordings(deal) == {"4.2": 2}


def test_a_revision_without_a_heading_keeps_the_one_before() -> None:
    deal = given(
        a_clause(at="2025-05-01", heading="Discount"),
        a_record("clause.revised", at="2025-05-02", text="Thirty."),
    )
    assert deal.terms()["clauses"][0]["heading"] == "Discount"


def test_a_struck_wording_counts_for_nothing_and_keeps_its_number() -> None:
    deal = given(
        a_clause(at="2025-05-01"),
        a_record("clause.revised", id="wrong", at="2025-05-02", text="Of another deal."),
        a_record("clause.revised", at="2025-05-03", text="Right."),
        a_record("record.struck", deal=DEAL, at="2025-05-04", record="wrong"),
    )
    assert wordings(deal) == {"4.2": 3}
    assert wordings(deal, effective_at="2025-05-02") == {"4.2": 1}
    assert wordings(deal, effective_at="2025-05-02", known_at=3) == {"4.2": 2}


def test_a_correction_is_read_in_the_old_place_by_those_who_know_of_it() -> None:
    right = {"clause": "4.2", "heading": "Discount", "text": "Twelve percent."}
    deal = given(
        a_clause(id="c", at="2025-05-01", text="Twenty percent."),
        a_record("record.corrected", deal=DEAL, at="2025-06-01", corrects="c", data=right),
    )
    [clause] = deal.terms(effective_at="2025-05-02")["clauses"]
    assert clause["text"] == "Twelve percent."
    assert clause["corrected"]["first_recorded"]["text"] == "Twenty percent."
    [before] = deal.terms(effective_at="2025-05-02", known_at=1)["clauses"]
    assert before["text"] == "Twenty percent."


def term(kind: str = "discount", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "scope": [], **more}


def test_a_term_does_not_carry_over_to_the_next_wording() -> None:
    deal = given(
        a_clause(at="2025-05-01", term=term()),
        a_record("clause.revised", at="2025-05-02", text="Thirty."),
    )
    assert deal.terms(effective_at="2025-05-01")["clauses"][0]["term"] is not None
    assert deal.terms()["clauses"][0]["term"] is None


def stated(**more: Any) -> Any:
    given = {"clause": "4.2", "method": "human", "term": term("price"), **more}
    return a_record("term.stated", **given)


def test_the_later_human_statement_of_a_term_replaces_the_earlier() -> None:
    deal = given(a_clause(at="2025-05-01", term=term()), stated(at="2025-05-03"))
    assert deal.terms()["clauses"][0]["term"]["kind"] == "price"
    assert deal.terms(effective_at="2025-05-02")["clauses"][0]["term"]["kind"] == "discount"


def test_a_parser_states_nothing_until_somebody_confirms_it() -> None:
    unconfirmed = given(a_clause(at="2025-05-01"), stated(at="2025-05-03", method="parser"))
    assert unconfirmed.terms()["clauses"][0]["term"] is None
    confirmed = given(
        a_clause(at="2025-05-01"), stated(at="2025-05-03", method="parser", confirmed_by="vera")
    )
    assert confirmed.terms()["clauses"][0]["term"]["kind"] == "price"


def test_what_no_statement_covers_is_listed_as_silent() -> None:
    said = {"axis": "orders", "item": "expansion", "state": "in"}
    deal = given(a_clause(at="2025-05-01", term={"kind": "discount", "scope": [said]}))
    silent = deal.terms()["clauses"][0]["silent"]
    assert "expansion" not in silent["orders"]
    assert silent["beneficiaries"] == ["client", "affiliates", "partner"]


def parties() -> list[Any]:
    return [
        a_record("party.joined", party="acme", role="client", at="2025-05-01"),
        a_record("party.joined", party="us", name="Us", role="seller", at="2025-05-01"),
    ]


def clarified(**more: Any) -> Any:
    return a_record("terms.clarified", clauses=["4.2"], text="Also add-ons.", **more)


def test_a_clarification_holds_once_client_and_seller_have_agreed() -> None:
    both = given(
        *parties(), a_clause(at="2025-05-01"), clarified(at="2025-05-05", agreed_by=["us", "acme"])
    )
    assert "clarified_by" not in both.terms(effective_at="2025-05-04")["clauses"][0]
    assert "clarified_by" in both.terms(effective_at="2025-05-05")["clauses"][0]
    one = given(*parties(), a_clause(at="2025-05-01"), clarified(at="2025-05-05", agreed_by=["us"]))
    assert "clarified_by" not in one.terms()["clauses"][0]


def test_a_clarification_never_takes_effect_before_it_occurred() -> None:
    deal = given(
        *parties(),
        a_clause(at="2025-05-01"),
        clarified(at="2025-05-05", agreed_by=["us", "acme"], effective_from="2025-05-01"),
    )
    assert "clarified_by" not in deal.terms(effective_at="2025-05-04")["clauses"][0]


EXPANSION_IN = {"axis": "orders", "item": "expansion", "state": "in"}


def agreed(**more: Any) -> Any:
    return clarified(at="2025-05-05", agreed_by=["us", "acme"], id="agreed", **more)


def silent_on(*then: Any, **times: Any) -> list[str]:
    text = a_clause(at="2025-05-01", term=term(until="2025-12-31"))
    [clause] = given(*parties(), text, *then).terms(**times)["clauses"]
    found: list[str] = clause["silent"]["orders"]
    return found


def test_what_a_clarification_in_effect_states_is_not_silent() -> None:
    said = agreed(term=term(scope=[EXPANSION_IN]))
    assert "expansion" in silent_on(said, effective_at="2025-05-04")
    assert silent_on(said) == ["initial", "follow_on", "renewal", "co_term"]
    of_price = agreed(term=term("price_hold", scope=[EXPANSION_IN]))
    assert "expansion" not in silent_on(of_price)


def test_a_clarification_of_another_kind_or_outside_its_period_leaves_it_silent() -> None:
    assert "expansion" in silent_on(agreed(term=term("payment", scope=[EXPANSION_IN])))
    over = term(scope=[EXPANSION_IN], until="2025-05-10")
    assert "expansion" in silent_on(agreed(term=over), effective_at="2025-05-11")
    assert "expansion" not in silent_on(agreed(term=over), effective_at="2025-05-10")


def test_a_wording_without_a_term_is_silent_on_what_its_clarification_leaves_unsaid() -> None:
    deal = given(*parties(), a_clause(at="2025-05-01"), agreed(term=term(scope=[EXPANSION_IN])))
    [clause] = deal.terms()["clauses"]
    assert clause["term"] is None
    assert clause["silent"]["orders"] == ["initial", "follow_on", "renewal", "co_term"]


def test_a_clarification_is_shown_with_who_agreed_and_from_when() -> None:
    deal = given(*parties(), a_clause(at="2025-05-01"), agreed(effective_from="2025-05-20"))
    [clause] = deal.terms()["clauses"]
    assert clause["clarified_by"] == [
        {
            "record": "agreed",
            "agreed_by": [{"party": "us", "name": "Us"}, {"party": "acme", "name": "Acme GmbH"}],
            "effective": "2025-05-20T00:00:00.000000Z",
            "order_unknown": False,
            "term": None,
            "in_period": None,
            "text": "Also add-ons.",
        }
    ]


def corrected(text: str, at: str) -> Any:
    data = {"clause": "4.2", "heading": "Discount", "text": text, "term": term()}
    return a_record("record.corrected", deal=DEAL, at=at, corrects="c", data=data)


def test_a_corrected_wording_that_was_sealed_is_shown_as_it_was_sealed_too() -> None:
    wrong = a_clause(id="c", at="2025-05-01", text="Twenty.")
    seal = a_record("proposal.sealed", at="2025-05-03")
    deal = given(
        wrong,
        corrected("Two.", "2025-05-02"),
        seal,
        corrected("Twelve.", "2025-05-04"),
    )
    [clause] = deal.terms()["clauses"]
    assert clause["text"] == "Twelve."
    assert clause["corrected"]["first_recorded"]["text"] == "Twenty."
    sealed = clause["corrected"]["sealed"]
    assert (sealed["proposal"], sealed["text"]) == ("P1", "Two.")
    right_in_time = given(wrong, corrected("Twelve.", "2025-05-02"), seal)
    assert right_in_time.terms()["clauses"][0]["corrected"]["sealed"] is None
