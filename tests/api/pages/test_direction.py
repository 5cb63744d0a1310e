"""Marks that turn the direction of text are shown on a page, and turn nothing."""

from __future__ import annotations

import pytest

from api.pages.direction import MARKS, straight


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_in_a_text_is_written_as_its_code_point(mark: str) -> None:
    assert straight(f"<p>pay {mark}001</p>") == f"<p>pay ⟨U+{ord(mark):04X}⟩001</p>"


def test_what_a_form_sends_back_stays_to_the_letter() -> None:
    form = '<input value="\u202eone &gt; two"><textarea\nrows="2">\u202etwo\n</textarea>'
    assert straight(f"{form}\u202e") == f"{form}⟨U+202E⟩"


def test_letters_written_from_right_to_left_stay_as_they_are() -> None:
    page = "<p>שלום, \u200f2025 مرحبا</p>"
    assert straight(page) == page
