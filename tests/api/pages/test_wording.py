"""Values and answers as people read them on a page."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.wording import amount, grouped, sentences

TOLD = (
    "Undetermined: it is not for the record to say. P7 was sent. Reason: “No. Not at that price.”."
)


def test_an_answer_is_read_sentence_by_sentence_and_quotes_stay_whole() -> None:
    assert sentences(TOLD) == [
        "Undetermined: it is not for the record to say.",
        "P7 was sent.",
        "Reason: “No. Not at that price.”.",
    ]


def test_a_verdict_alone_is_no_sentence_of_its_own() -> None:
    assert sentences("Yes. Clause 4.2 says so. It governs.") == [
        "Yes. Clause 4.2 says so.",
        "It governs.",
    ]


@pytest.mark.parametrize(
    "text", ["", "Yes.", TOLD, "Inc. A. “B. ”. C", "“" * 50_000, "“a. B" * 20_000]
)
def test_no_word_of_an_answer_is_lost(text: str) -> None:
    assert " ".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("640000.00", "640,000.00"),
        ("-1500", "-1,500"),
        ("999.10", "999.10"),
        ("123456789012345.123456", "123,456,789,012,345.123456"),
    ],
)
def test_thousands_are_set_apart_and_no_digit_is_changed(number: str, said: str) -> None:
    assert grouped(number) == said
    assert amount({"amount": number, "currency": "USD"}) == f"{said} USD"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"days": 30}, "30 days"),
        ({"days": 1}, "1 day"),
        ({"months": 36}, "36 months"),
        ({"months": 1}, "1 month"),
        ({"percent": "22"}, "22 %"),
        ({"text": "as listed"}, "“as listed”"),
    ],
)
def test_no_value_stands_without_its_unit(value: dict[str, Any], said: str) -> None:
    assert amount(value) == said
