"""Plain words say in or out by listed phrases, or they say neither."""

from __future__ import annotations

import pytest

from projections.answers.plain_direction import direction_of

NAMES = ("pest control", "included extras")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Pest control is not included.", "out"),
        ("Pest control isn't included in the price.", "out"),
        ("Pest control is excluded from the offer", "out"),
        ("We do not cover pest control.", "out"),
        ("Pest control is not part of it.", "out"),
        ("The discount does not extend to pest control.", "out"),
        ("Pest control carries no discount.", "out"),
        ("Pest control stays at list price.", "out"),
        ("Pest control is not included in the price hold.", "out"),
        ("The price hold does not cover pest control.", "out"),
        ("The price holds for pest control.", "in"),
        ("Pest control is included.", "in"),
        ("You get the same price for pest control.", "in"),
        ("Pest control is on us this year.", "in"),
        ("The rebate applies to pest control. Towels are excluded.", "in"),
        ("Pest control starts in May.", None),
        ("Is pest control included?", None),
        ("If pest control is included, tell us.", None),
        ("Nobody said that pest control is included.", None),
        ("It is not true that pest control is not included.", None),
        ("Pest control is included, roofs excluded.", None),
        ("Pest control is included. Pest control is excluded.", None),
        ("Towels are excluded.", None),
        ("Included extras start in May.", None),
        ("Included extras are excluded.", "out"),
        ("", None),
    ],
)
def test_a_direction_is_plain_or_it_is_none(text: str, direction: str | None) -> None:
    assert direction_of(text, NAMES) == direction


def test_without_a_name_the_whole_text_speaks() -> None:
    assert direction_of("Towels are excluded.", ()) == "out"
    assert direction_of("Towels are excluded. Uniforms are included.", ()) is None
