"""Values and answers as people read them on a page."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.wording import amount, event_words, grouped, sentences, when, withheld

TOLD = (
    "Undetermined: it is not for the record to say. P7 was sent. Reason: “No. Not at that price.”."
)


def test_an_answer_is_read_sentence_by_sentence_and_quotes_stay_whole() -> None:
    assert sentences(TOLD) == [
        "Undetermined: it is not for the record to say.",
        "P7 was sent.",
        "Reason: “No. Not at that price.”.",
    ]


def test_what_is_cited_ends_a_sentence_with_it() -> None:
    told = "It was sent (by X. [2025-05-12, record a]) It was received. [2025-05-13, record b] So."
    assert sentences(told) == [
        "It was sent (by X. [2025-05-12, record a])",
        "It was received. [2025-05-13, record b]",
        "So.",
    ]


@pytest.mark.parametrize(
    ("occurred", "said"),
    [
        (None, "not on record"),
        ("2025-05-16", "16 May 2025"),
        ("2025-05-16T16:29Z", "16 May 2025, 16:29 UTC"),
        ("2025-05-16T16:29:00Z", "16 May 2025, 16:29 UTC"),
        ("2025-05-16T16:29:07+02:00", "16 May 2025, 16:29:07 +02:00"),
        ("2025-05-16T13:58:59Z", "16 May 2025, 13:58 UTC"),
        ("2025-05-16T23:59:59Z", "16 May 2025, 23:59 UTC"),
        ("2025-05-16T16:29:07.123456Z", "16 May 2025, 16:29 UTC"),
        (
            {"from": "2025-05-16", "to": "2025-05-17T08:00Z"},
            "between 16 May 2025 and 17 May 2025, 08:00 UTC",
        ),
    ],
)
def test_a_time_is_as_exact_as_it_was_sent(occurred: Any, said: str) -> None:
    assert when(occurred) == said


def test_one_record_is_withheld_and_two_are() -> None:
    assert withheld(1) == "1 record is withheld"
    assert withheld(2) == "2 records are withheld"


def test_the_type_of_a_record_is_words() -> None:
    assert event_words("sign_off.granted") == "sign-off granted"
    assert event_words("coverage_gap.recorded") == "coverage gap recorded"


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
        ("640000.00", "640,000"),
        ("640000", "640,000"),
        ("-1500", "-1,500"),
        ("999.10", "999.10"),
        ("123456789012345.123456", "123,456,789,012,345.123456"),
    ],
)
def test_thousands_are_set_apart_and_no_digit_that_says_something_is_lost(
    number: str, said: str
) -> None:
    assert grouped(number) == said
    assert amount({"amount": number, "currency": "USD"}) == f"USD {said}"


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
