"""The difference of two texts: nothing is lost, and it reads as a person would say it."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given as for_every
from hypothesis import strategies as st

from projections.difference import Piece, difference

words = st.sampled_from(
    ["the", "unit", "price", "22", "%", ",", ".", " ", "\n", "§", "été", "Unit"]
)
texts = st.lists(words, max_size=30).map("".join) | st.text(max_size=60)


def joined(pieces: list[Piece], *names: str) -> str:
    return "".join(text for piece in pieces for name, text in piece.items() if name in names)


@for_every(texts, texts)
def test_the_pieces_join_to_both_texts_to_the_letter(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert joined(pieces, "kept", "removed") == old
    assert joined(pieces, "kept", "added") == new


@for_every(texts, texts)
def test_every_piece_says_one_thing_and_no_two_neighbours_the_same(old: str, new: str) -> None:
    pieces = difference(old, new)
    names = [next(iter(piece)) for piece in pieces]
    assert all(len(piece) == 1 and next(iter(piece.values())) for piece in pieces)
    neighbours = list(pairwise(names))
    assert all(one != other for one, other in neighbours)
    assert ("added", "removed") not in neighbours


def test_whole_words_change_not_letters() -> None:
    assert difference("Twenty percent.", "Twelve percent, for a year.") == [
        {"removed": "Twenty"},
        {"added": "Twelve"},
        {"kept": " percent"},
        {"added": ", for a year"},
        {"kept": "."},
    ]


def test_a_word_that_grew_is_another_word() -> None:
    assert difference("add-on", "add-ons") == [
        {"kept": "add-"},
        {"removed": "on"},
        {"added": "ons"},
    ]


def test_words_that_changed_side_by_side_are_one_change() -> None:
    assert difference("for all orders.", "for the first order.") == [
        {"kept": "for "},
        {"removed": "all orders"},
        {"added": "the first order"},
        {"kept": "."},
    ]


def test_the_same_text_is_kept_and_an_empty_one_says_nothing() -> None:
    assert difference("As agreed.", "As agreed.") == [{"kept": "As agreed."}]
    assert difference("", "") == []
    assert difference("", "New.") == [{"added": "New."}]
    assert difference("Old.", "") == [{"removed": "Old."}]


def test_a_text_of_thousands_of_words_is_compared_by_sentences() -> None:
    old = [f"Item {number} costs {number} euro." for number in range(1500)]
    new = ["Preamble.", *old[:700], "Item 700 is free.", *old[701:], "End."]
    pieces = difference(" ".join(old), " ".join(new))
    assert {"removed": "Item 700 costs 700 euro. "} in pieces
    assert {"added": "Item 700 is free. "} in pieces


def test_texts_that_have_nothing_in_common_take_no_long_time() -> None:
    forth = " ".join(str(number) for number in range(60_000))
    back = " ".join(str(number) for number in reversed(range(60_000)))
    began = time.perf_counter()
    assert joined(difference(forth, back), "kept", "added") == back
    assert time.perf_counter() - began < 5
