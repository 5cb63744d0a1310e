"""Whatever is asked, the reader reads it or refuses it; it never raises anything else."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.answers.asked import QuestionNotRead
from projections.answers.words.reader import Reader
from tests.questions.bank import HALVES, HELD_BACK, deals, questions, unreadable
from tests.questions.measure import known

DATES = (
    "2025-05-12 31.04.2025 12/05/2025 99/99/2025 May 2025-13-40 '25 29 February yesterday Monday "
    "0 10:75"
    " 2024-04-31T25:61 Q3 last ago week month between since until from to in of 1st 45th March"
)
SIGNS = (
    "? , . ; : ! — - / ( ) [ ] \" “ ” ' ’s n't | @ @month @date @clause % … & + = | \u200b \u00a0 é"
)


@cache
def reader(deal: str) -> Reader:
    return Reader(known(deal, deals()[deal]))


@cache
def words() -> list[str]:
    """Every word of the bank, with its signs and without; dates, signs, names and ids of deals."""
    spoken = {word for question in asked() for word in question.split()}
    bare = {word.strip("?,.;:!()\"'").lower() for word in spoken}
    names = {
        name
        for deal in deals()
        for own in (reader(deal).vocabulary.known,)
        for name in (*own.persons, *own.parties, *own.clauses, *own.proposals, *own.documents)
    }
    return sorted({*spoken, *bare, *names, *DATES.split(), *SIGNS.split(" ")})


DEALS = st.sampled_from(sorted(deals()))
JOINS = st.sampled_from([" ", " ", " ", " ", ", ", ". ", "? ", "-", "", "\n"])


@cache
def asked() -> list[str]:
    seen = [half for half in HALVES if half != HELD_BACK]
    read = [each.question for half in seen for each in questions(half)]
    return read + [each.question for half in seen for each in unreadable(half)]


def read_or_refused(deal: str, question: str) -> None:
    try:
        found: int = len(reader(deal).read(question))
    except QuestionNotRead:
        return
    assert 1 <= found <= 2


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(
    DEALS,
    st.lists(st.tuples(st.deferred(lambda: st.sampled_from(words())), JOINS), max_size=14),
)
def test_words_of_any_kind_in_any_order_are_read_or_refused(
    deal: str, parts: list[tuple[str, str]]
) -> None:
    read_or_refused(deal, "".join(word + join for word, join in parts))


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(
    DEALS,
    st.deferred(lambda: st.sampled_from(asked())),
    st.integers(0, 40),
    st.integers(0, 40),
    st.lists(st.deferred(lambda: st.sampled_from(words())), max_size=3),
)
def test_a_question_with_words_put_in_or_left_out_is_read_or_refused(
    deal: str, question: str, begin: int, end: int, put_in: list[str]
) -> None:
    said = question.split()
    read_or_refused(deal, " ".join([*said[:begin], *put_in, *said[end:]]))


@settings(max_examples=500, deadline=None, derandomize=True)
@given(DEALS, st.text(max_size=80))
def test_any_text_is_read_or_refused(deal: str, text: str) -> None:
    read_or_refused(deal, text)
