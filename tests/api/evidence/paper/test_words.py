"""Times, sentences and characters as they are put on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.evidence.paper.characters import SEAM, everywhere, printed, printed_bare, seen
from api.evidence.paper.sentences import in_sentences
from api.evidence.paper.wording import (
    batches,
    credentials,
    day_of,
    in_words,
    listed,
    recorded,
    when,
)


@pytest.mark.parametrize(
    ("sent", "on_paper"),
    [
        ("2025-05-16", "16 May 2025"),
        ("2025-05-16T16:29Z", "16 May 2025, 16:29 UTC"),
        ("2025-05-16T16:29:07.000000Z", "16 May 2025, 16:29:07 UTC"),
        ("2025-05-16T16:29:07.5+02:00", "16 May 2025, 16:29:07.5 UTC+02:00"),
        ({"from": "2025-05-05", "to": "2025-05-06"}, "between 5 May 2025 and 6 May 2025"),
        (None, "time not stated"),
        ("some day", "some day"),
    ],
)
def test_a_time_is_as_exact_on_paper_as_it_was_sent(sent: object, on_paper: str) -> None:
    assert when(sent) == on_paper


def test_a_day_alone_and_a_span_as_it_is() -> None:
    assert day_of("2025-05-16T16:29Z") == "16 May 2025"
    assert day_of({"from": "2025-05-05", "to": "2025-05-06"}).startswith("between")


@pytest.mark.parametrize(
    ("by_self", "name", "said"),
    [
        (True, "token:07", "the actor"),
        (False, "token:07", "another"),
        (False, "read-back-link:07", "whoever had a link made for the actor"),
    ],
)
def test_who_entered_a_record_is_no_more_than_its_credentials_show(
    by_self: bool, name: str, said: str
) -> None:
    each = {"by_self": by_self, "recorded_by": {"name": name, "kind": "token"}}
    assert credentials(each) == f"entered by {said}"


def test_values_names_and_times_of_recording_in_words() -> None:
    assert in_words({"amount": "5.00", "currency": "EUR"}) == "5.00 EUR"
    assert [in_words(each) for each in ({"percent": "22"}, {"days": 3}, {"months": 4})] == [
        *("22 %", "3 days", "4 months")
    ]
    assert in_words({"text": "best"}) == "“best”"
    assert listed(["a", "b", "c"]) == "a, b and c"
    claimed = {"ledger": "2025-05-16T16:29Z", "the_sender_says": "2025-05-15"}
    assert recorded(claimed).endswith("and 15 May 2025 as the sender says")
    assert [list(each) for each in batches([1, 2, 3], 2)] == [[1, 2], [3]]


def test_a_finding_is_taken_apart_at_its_sentences_and_nowhere_else() -> None:
    text = (
        "Yes. Clause 4.2 says so: “A first. A second.”. Lumenfold Inc. Signed it [a. B, record c] "
        "Nobody else did. It held."
    )
    assert in_sentences(text) == [
        "Yes. Clause 4.2 says so: “A first. A second.”.",
        "Lumenfold Inc. Signed it [a. B, record c]",
        "Nobody else did.",
        "It held.",
    ]


@given(st.text(alphabet="Ab. “”()[]?", max_size=60))
def test_sentences_join_to_the_text_to_the_letter(text: str) -> None:
    assert " ".join(in_sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "on_a_page"),
    [
        ("left\u202eright", "left⟨U+202E⟩right"),
        ("bell\x07 nul\x00", "bell⟨U+0007⟩ nul⟨U+0000⟩"),
        ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
        ("\ud800 \ue000 \uffff", "⟨U+D800⟩ ⟨U+E000⟩ ⟨U+FFFF⟩"),
        ("a\r\nb\tc", "a\nb    c"),
        ("😀 שלום مرحبا 中文 é [erased]", "😀 שלום مرحبا 中文 é [erased]"),
    ],
)
def test_what_cannot_be_seen_is_written_as_its_code_point(text: str, on_a_page: str) -> None:
    assert seen(text) == on_a_page


def test_on_paper_also_what_the_fonts_lack_is() -> None:
    assert printed("😀 中 é א") == "⟨U+1F600⟩ ⟨U+4E2D⟩ é א"
    assert printed("a\u0301") == "a\u0301"
    assert printed_bare("a\u0301") == "a⟨U+0301⟩"


@given(st.text(max_size=80))
def test_a_long_word_has_seams_and_keeps_its_letters(text: str) -> None:
    plain = seen(text).replace(SEAM, "")
    assert SEAM not in seen(text)
    assert len(max(printed(text).replace(SEAM, " ").split(), key=len, default="")) <= 24
    if plain.isascii():
        assert printed(text).replace(SEAM, "") == plain


def test_every_text_of_a_tree_is_changed_and_no_key() -> None:
    assert everywhere({"a": ["b", {"c": 1, "d": "e"}]}, str.upper) == {
        "a": ["B", {"c": 1, "d": "E"}]
    }
