"""Between what changes are read: proposals, wordings, positions and times."""

from __future__ import annotations

import pytest

from projections.changes import BadEnd
from tests.projections.changes.reading import NEW, OLD, P1, P2, read, rows, versions
from tests.projections.given import given
from tests.projections.signing import (
    sealed,
)
from tests.records import a_clause, a_record


def test_an_amendment_lies_over_what_it_amends() -> None:
    deal = given(a_clause("3.1", at="2025-05-01"), OLD, P1, NEW, sealed(
        "P2", "2025-05-11", clauses=["4.2"], amends="P1"
    ))  # fmt: skip
    found = read(deal, "proposal:P1", "proposal:P2")
    assert ([each["clause"] for each in found["clauses"]], found["unchanged"]) == (["4.2"], ["3.1"])


def test_one_wording_is_compared_with_another_of_its_clause_and_nothing_else() -> None:
    deal = given(a_clause("3.1", at="2025-05-01"), OLD, P1, NEW, a_clause("5", at="2025-05-12"))
    assert versions(rows(deal, "wording:4.2@1", "wording:4.2@2")) == {"4.2": (1, 2)}
    assert versions(rows(deal, "wording:4.2@1")) == {"4.2": (1, 2)}


def test_positions_compare_what_was_known_and_times_what_had_happened() -> None:
    """c2 happened on 10 May and was recorded last: it was not known before."""
    deal = given(OLD, P1, a_record("value.reported", id="v", at="2025-05-20"), NEW)
    assert versions(rows(deal, "2025-05-09", "2025-05-10")) == {"4.2": (1, 2)}
    assert versions(rows(deal, "record:v", "4")) == {"4.2": (1, 2)}
    assert rows(deal, "record:p1", "record:v") == {}


@pytest.mark.parametrize(
    ("from_", "to", "pointer"),
    [
        ("proposal:P9", None, "/from"),
        ("proposal:P1", "proposal:P9", "/to"),
        ("wording:4.2", None, "/from"),
        ("wording:4.2@9", None, "/from"),
        ("wording:4.2@0", None, "/from"),
        ("wording:9@1", None, "/from"),
        ("wording:4.2@1", "wording:3.1@1", "/to"),
        ("record:nowhere", None, "/from"),
        ("99", None, "/from"),
        ("yesterday", None, "/from"),
        ("2025-13-01", None, "/from"),
        ("", None, "/from"),
        ("proposal:", None, "/from"),
        ("proposal:P2", "proposal:P1", "/from"),
        ("4", "3", "/from"),
        ("2025-05-12", "2025-05-11", "/from"),
    ],
)
def test_what_cannot_be_an_end_is_refused_with_a_pointer(
    from_: str, to: str | None, pointer: str
) -> None:
    deal = given(a_clause("3.1", at="2025-05-01"), OLD, P1, NEW, P2)
    with pytest.raises(BadEnd) as refused:
        read(deal, from_, to)
    assert (refused.value.code, refused.value.pointer) == ("bad_end", pointer)


def test_a_seal_that_had_not_happened_by_then_is_no_end() -> None:
    with pytest.raises(BadEnd):
        read(given(OLD, P1, NEW, P2), "proposal:P1", "proposal:P2", effective_at="2025-05-10")


def test_a_record_withheld_from_a_reader_is_no_end_and_not_told_apart_from_none() -> None:
    secret = a_record("value.reported", id="secret", privilege="work_product")
    said = []
    for record in ("secret", "nowhere"):
        with pytest.raises(BadEnd) as refused:
            read(given(OLD, secret), f"record:{record}", role="reader")
        said.append(refused.value.message.replace(record, "…"))
    assert said[0] == said[1]


def test_what_may_have_happened_only_after_an_end_is_marked() -> None:
    """c2 happened some time on 10 May; by noon of that day it may have, or not."""
    deal = given(OLD, P1, NEW)
    for to, unknown in (("2025-05-10T12:00Z", True), ("2025-05-10", False)):
        assert rows(deal, "2025-05-09", to)["4.2"]["to"]["order_unknown"] is unknown
    found = rows(deal, "2025-05-09", effective_at="2025-05-10T12:00Z")["4.2"]
    assert [each["order_unknown"] for each in found["steps"]] == [True]
    found = rows(deal, "2025-05-09", effective_at="2025-05-10")["4.2"]
    assert [each["order_unknown"] for each in found["steps"]] == [False]
