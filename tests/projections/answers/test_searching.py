"""Free words in a text: said, near, or not there."""

from __future__ import annotations

import pytest

from projections.answers.searching import Sought, passages


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("force majeure", "Force Majeure"),
        ("notices to advisers", "A notice given to an adviser is not a notice to the client."),
        ("services not listed", "Services that are not listed are charged apart."),
        ("late deliveries", "A delivery that comes late is credited."),
        ("the", "The fees."),
        ("noise near the mill", "Within 30 metres of the mill the noise is reduced."),
        ("wind or gusts", "Everything stops at gusts above 60 km/h."),
        ("late delivery or poor work", "Poor work is redone."),
        ("über den Preis", "Über den Preis wird verhandelt."),
    ],
)
def test_whole_words_in_one_passage_say_it_whatever_their_number_and_order(
    words: str, passage: str
) -> None:
    assert Sought(words).says(passage)


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("services not listed", "The services listed in Schedule A."),
        ("art", "The party pays."),
        ("late delivery", "The delivery is insured."),
        ("...", "The fees."),
        ("the of", "A fee."),
        ("noise near the mill", "The noise of the harbour."),
        ("wind or gusts", "Everything stops at frost."),
        ("late delivery or poor work", "Poor roads delay nobody."),
    ],
)
def test_other_words_do_not_say_it(words: str, passage: str) -> None:
    assert not Sought(words).says(passage)


def test_words_spread_over_several_passages_are_near() -> None:
    text = "Delivery is free. Late payment bears interest."
    assert not any(Sought("late delivery").says(each) for each in passages(text))
    assert Sought("late delivery").near([text])
