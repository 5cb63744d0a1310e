"""What arrives after a seal never changes it, and is shown as not in it by every reading."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.changes import changes
from projections.clocks import clocks
from projections.coverage import coverage
from projections.knowledge.reading import knowledge
from projections.not_in_it import governing_not_in_it
from projections.terms import terms
from projections.timeline import state
from tests.projections.given import given, scope
from tests.records import a_clause, a_record

CLAUSE = a_clause("4.2", at="2025-05-01")
SEALED = a_record("proposal.sealed", id="seal", at="2025-05-10")


def late(at: str = "2025-05-08", **more: Any) -> Record:
    return a_record("clause.revised", **{"id": "late", "at": at, **more})


def not_in_it(*records: Record, **times: Any) -> list[dict[str, Any]]:
    return governing_not_in_it(given(*records).known(**times))


NAMED = {"clause": "4.2", "version": 2, "instead": 1, "record": "late", "order_unknown": False}


def test_a_revision_that_arrives_after_the_seal_and_happened_before_is_not_in_it() -> None:
    assert not_in_it(CLAUSE, SEALED, late()) == [{"proposal": "P1", **NAMED}]
    assert not_in_it(CLAUSE, SEALED, late(), known_at=2) == []


def test_what_happened_after_the_seal_is_a_later_wording_and_nothing_that_it_misses() -> None:
    assert not_in_it(CLAUSE, SEALED, late("2025-05-11")) == []
    assert not_in_it(CLAUSE, late(), SEALED) == []


def test_of_what_overlaps_the_seal_the_order_is_unknown() -> None:
    [found] = not_in_it(CLAUSE, SEALED, late("2025-05-10"))
    assert found["order_unknown"] is True


def test_a_clause_that_was_added_late_and_a_removal_are_not_in_it_either() -> None:
    added = a_clause("5", id="added", at="2025-05-02")
    removed = a_record("clause.removed", id="gone", at="2025-05-03")
    found = not_in_it(CLAUSE, SEALED, added, removed)
    assert [(each["clause"], each["version"], each["instead"]) for each in found] == [
        ("4.2", None, 1),
        ("5", 1, None),
    ]


def test_a_seal_of_some_clauses_misses_nothing_of_the_others() -> None:
    sealed = a_record("proposal.sealed", clauses=["4.2"], at="2025-05-10")
    assert not_in_it(CLAUSE, sealed, a_clause("5", at="2025-05-02")) == []


def test_what_had_been_replaced_before_the_seal_is_not_missed() -> None:
    newer = a_record("clause.revised", at="2025-05-09")
    assert not_in_it(CLAUSE, newer, SEALED, late()) == []


@pytest.mark.parametrize("reading", ["terms", "coverage", "state", "knowledge", "clocks", "answer"])
def test_every_reading_that_shows_a_sealed_proposal_says_what_is_not_in_it(reading: str) -> None:
    deal = given(CLAUSE, SEALED, late())
    known = deal.known()
    of_proposal = [{"proposal": "P1", **NAMED}]
    match reading:
        case "terms":
            assert terms(known)["not_in_it"] == of_proposal
        case "coverage":
            assert coverage(known)["not_in_it"] == of_proposal
        case "state":
            assert state(known, 3)["not_in_it"] == of_proposal
            assert state(known, 2)["not_in_it"] == []
        case "answer":
            assert deal.ask(scope("orders:expansion"))["not_in_it"] == of_proposal
        case "knowledge":
            assert knowledge(known)["not_in_it"] == of_proposal
        case _:
            assert clocks(known)["proposals"][0]["not_in_it"] == [NAMED]


def test_a_comparison_says_what_is_not_in_the_proposal_at_an_end() -> None:
    found = changes(given(CLAUSE, SEALED, late()).known(), "proposal:P1")
    assert found["from"]["not_in_it"] == [NAMED]
    assert "not_in_it" not in found["to"]
