"""What an item costs: by the clause that prices it, or by all terms, and the item is told."""

from __future__ import annotations

import pytest

from tests.projections.words.test_names_and_things import (
    CHURCH,
    FAIR,
    KIWI,
    ROPEWAY,
    WATER,
    has,
    one,
    refused,
)


@pytest.mark.parametrize(
    ("deal", "asked", "clause"),
    [
        (FAIR, "What does the cap on gensets stand at?", "Art.5"),
        (FAIR, "What is the price of the ice rink?", "Art.3"),
        (CHURCH, "What is the price of yearly tuning?", "12b"),
        (ROPEWAY, "What do our terms say on the freight cap right now?", "11-a"),
    ],
)
def test_the_price_of_an_item_is_that_of_its_clause(deal: str, asked: str, clause: str) -> None:
    assert has(one(deal, asked), kind="terms", clauses=(clause,))


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (CHURCH, "What is the price of the blower motor?"),
        (KIWI, "Who signed off the price of bee counts?"),
    ],
)
def test_an_item_that_one_clause_does_not_price_has_no_price(deal: str, asked: str) -> None:
    assert refused(deal, asked)


@pytest.mark.parametrize(
    ("deal", "asked", "item"),
    [
        (CHURCH, "What is the discount on facade pipes?", "facade pipes"),
        (WATER, "What is the price of seawater elements?", "seawater elements"),
    ],
)
def test_an_item_that_several_clauses_price_is_told_as_passed_over(
    deal: str, asked: str, item: str
) -> None:
    found = one(deal, asked)
    assert has(found, kind="terms", clauses=())
    assert found.passed_over == (item,)
