"""The register: its line of a deal, and by which words, people and parties a deal is found."""

from __future__ import annotations

import pytest

from api.cli.demo import DEAL
from ledger.application import Ledger
from tests.projections.views.viewing import deals, followed, recorded, searched
from tests.records import a_clause, a_record


def test_the_line_of_the_story(told: str) -> None:
    [line] = searched(told).rows
    assert line["client_name"] == "Northcare Regional Health Agency"
    assert (line["standing"], line["proposal"]) == ("contested", "P7")
    assert (line["value"], line["currency"]) == ("640000.00", "USD")
    assert line["last_record"] == "story-26"
    assert line["outcome"] is None


@pytest.mark.parametrize(
    "q",
    ["northcare", "Regional HEALTH", "brightl", "like products", "4.2", "vp-sales", "36 months"],
)
def test_a_deal_is_found_by_names_parties_people_and_clauses(told: str, q: str) -> None:
    assert deals(searched(told, q)) == [DEAL]


def test_every_word_must_be_there(told: str) -> None:
    assert deals(searched(told, "northcare submarine")) == []


def test_where_the_words_were_found_is_said(told: str) -> None:
    [line] = searched(told, "products").rows
    assert line["found"] == [
        {"kind": "clause", "ref": "4.2", "number": 1, "now": True, "words": ["products"]}
    ]


def test_words_that_a_clause_had_before_still_find_it(database: str, ledger: Ledger) -> None:
    recorded(
        ledger,
        [
            a_clause(text="Forever and a day."),
            a_record("clause.revised", text="For twelve months.", at="2025-05-17T10:00Z"),
        ],
    )
    followed(database, ledger)
    [line] = searched(database, "forever").rows
    assert line["found"] == [
        {"kind": "clause", "ref": "4.2", "number": 1, "now": False, "words": ["forever"]}
    ]


def test_of_two_words_it_is_said_which_stands_where_and_both_together_come_first(
    database: str, ledger: Ledger
) -> None:
    recorded(
        ledger,
        [
            a_clause("1", text="A list of names."),
            a_clause("2", text="Prices are fixed."),
            a_clause("9", text="The list price is held."),
        ],
    )
    followed(database, ledger)
    [line] = searched(database, "LIST price").rows
    assert [(each["ref"], each["words"]) for each in line["found"]] == [
        ("9", ["list", "price"]),
        ("1", ["list"]),
        ("2", ["price"]),
    ]


def test_the_words_of_a_clarification_find_its_deal(database: str, ledger: Ledger) -> None:
    both = {"clauses": ["4.2"], "at": "2025-05-17"}
    recorded(
        ledger,
        [
            a_record("party.joined"),
            a_record("party.joined", party="us", name="Us", role="seller"),
            a_clause(),
            a_record(
                "terms.clarified", id="y", text="Add-ons too.", agreed_by=["us", "acme"], **both
            ),
            a_record("terms.clarified", id="n", text="Not add-ons.", agreed_by=["us"], **both),
        ],
    )
    followed(database, ledger)
    [line] = searched(database, "add-ons").rows
    found = [(each["kind"], each["ref"], each["now"]) for each in line["found"]]
    assert found == [("clarification", "n", False), ("clarification", "y", True)]


def test_a_clarification_that_ended_with_its_wording_is_none_of_now(
    database: str, ledger: Ledger
) -> None:
    recorded(
        ledger,
        [
            a_record("party.joined"),
            a_record("party.joined", party="us", name="Us", role="seller"),
            a_clause(),
            a_record(
                "terms.clarified", clauses=["4.2"], text="Add-ons too.", agreed_by=["us", "acme"],
                at="2025-05-17",
            ),
            a_record("clause.revised", text="Nothing more.", at="2025-05-18T10:00Z"),
        ],
    )  # fmt: skip
    followed(database, ledger)
    [line] = searched(database, "add-ons").rows
    assert [(each["kind"], each["now"]) for each in line["found"]] == [("clarification", False)]


@pytest.mark.parametrize("q", ["café", "CAFE\u0301", "strasse", "STRAẞE"])
@pytest.mark.parametrize("text", ["Café Straße", "CAFE\u0301 STRASSE"])
def test_words_are_found_however_their_letters_are_written(
    database: str, ledger: Ledger, q: str, text: str
) -> None:
    recorded(ledger, [a_record("deal.opened", name=text)])
    followed(database, ledger)
    assert deals(searched(database, q)) == ["D-1"]


def test_people_parties_and_standing_narrow_it_down(told: str) -> None:
    assert deals(searched(told, person="deputy")) == [DEAL]
    assert deals(searched(told, person="nobody")) == []
    assert deals(searched(told, party="brightlink", standing="contested")) == [DEAL]
    assert deals(searched(told, standing="draft")) == []
