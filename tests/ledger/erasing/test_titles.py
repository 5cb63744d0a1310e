"""Titles are no part of a name: without them it is the same name, and they alone are nobody's."""

from __future__ import annotations

import pytest

from ledger.erasing.matching import Matcher
from tests.ledger.erasing.erasing import House

TEXTS = ("Anna Berg agreed.", "BERG, Anna", "cv_anna-berg.pdf", "As Berg said to Anna.")
RECORDED = (
    "Prof. Dr. Anna Berg", "Frau Anna Berg", "Anna Berg, CFO", "Anna Berg (Legal)",
    "Dipl.-Ing. Anna Berg", "Señora Anna Berg", "Anna (Annie) Berg", "Berg, Anna [Vendor]",
    "Anna Berg III", "Dr. Anna Berg, LL.M.",
)  # fmt: skip


@pytest.mark.parametrize("name", RECORDED)
def test_a_name_is_found_without_its_titles_and_what_is_in_brackets(name: str) -> None:
    matcher = Matcher((), (name,))
    assert [each for each in (name, *TEXTS) if not matcher.names_them(each)] == []
    assert not matcher.names_them("Anna met Tom; the Bergmann offer of Prof. Dr. Frau CFO III.")


@pytest.mark.parametrize("name", ["Prof. Dr. Anna Berg", "Anna Berg, CFO", "Frau Anna Berg"])
def test_a_title_alone_is_no_part_of_a_name_where_the_person_takes_part(name: str) -> None:
    matcher = Matcher((), (name,))
    assert matcher.may_name_them("Dear Anna, it stays.")
    assert not matcher.may_name_them("Ask the CFO, or Prof. Dr. Frau.")


@pytest.mark.parametrize("name", ["Frau May", "Dr. Li", "Herr Long"])
def test_one_word_that_is_left_may_be_an_ordinary_word(name: str) -> None:
    matcher = Matcher((), (name,))
    assert matcher.names_them(f"To {name}.")
    assert not matcher.names_them("It may be long, li.")


def test_words_that_name_somebody_without_the_title_that_is_on_record_go(house: House) -> None:
    house.record("participant.assigned", person="a.b", name="Prof. Dr. Anna Berg (Legal)")
    named = house.record("message.sent", message="M9", to=["vera"], words="Anna Berg agreed.")
    house.erase("a.b", also=())
    [message] = [each for each in house.ledger.entries("D-1") if each.id == named.id]
    assert "Berg" not in str(message.record.as_sent())
    assert [each.where for each in house.found("Anna Berg")] == []


LED_TO = {
    "Dr. Karl von der Heide": (
        "Karl Heide",
        "heide, karl",
        "KARL VON DER HEIDE",
        "Heide told Karl",
    ),
    "Vanessa van den Berg": ("Vanessa Berg", "Berg_Vanessa.pdf", "vanessa.vandenberg@x.example"),
    "Inês Dos Santos": ("Ines Santos", "Inês dos Santos"),
    "Anna Das": ("Anna Das", "Das, Anna"),
}


@pytest.mark.parametrize("name", LED_TO)
def test_a_name_is_found_without_what_leads_to_its_family_name(name: str) -> None:
    matcher = Matcher((), (name,))
    assert [each for each in (name, *LED_TO[name]) if not matcher.names_them(each)] == []


@pytest.mark.parametrize(
    "name", ["Dr. Karl von der Heide", "von der Heide", "Vanessa van den Berg", "Inês Dos Santos"]
)
def test_what_leads_to_a_family_name_is_no_part_of_it(name: str) -> None:
    matcher = Matcher((), (name,))
    for text in ("Der Rabatt gilt von Mai an.", "van der den DEN Van", "dos Dos"):
        assert not matcher.may_name_them(text)
        assert not matcher.tells_them(text)
    assert matcher.may_name_them(f"As {name.rpartition(' ')[2]} said.")


def test_anna_is_not_anna_das() -> None:
    assert not Matcher((), ("Anna Das",)).names_them("Anna said so.")
    assert Matcher((), ("Anna Das",)).may_name_them("Ask Das.")
