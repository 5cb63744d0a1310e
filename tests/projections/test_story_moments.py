"""The story read at its moments: by when it happened, and by when it was known (questions 2-10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from projections.changes import changes
from projections.clocks import clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.knowledge.reading import knowledge
from projections.overview import overview
from projections.records import records
from projections.terms import terms
from tests.projections.test_coverage_story import NOW, story

TENTH = {"known_at": "2025-05-10"}
"""Question 10: the ledger began later, so the sources' own times say what was known."""


def known(**times: Any) -> KnownDeal:
    return story().known(now=NOW, **times)


@pytest.mark.parametrize(
    ("times", "by", "standing", "clauses"),
    [
        ({"effective_at": "2025-04-09"}, "drafts", "draft", []),
        ({"effective_at": "2025-04-12"}, "drafts", "draft", ["3.1"]),
        ({"effective_at": "2025-05-06"}, "sealed", "draft", ["3.1"]),
        ({"effective_at": "2025-05-10"}, "sealed", "draft", ["3.1", "4.2"]),
        ({"effective_at": "2025-05-13"}, "sent", "offered", ["3.1", "4.2"]),
        ({"effective_at": "2025-05-17"}, "accepted", "contested", ["3.1", "4.2"]),
        ({"known_at": "record:story-11"}, "sealed", "draft", ["3.1"]),
        ({"known_at": "record:story-23"}, "sent", "retracted", ["3.1", "4.2"]),
        ({}, "accepted", "contested", ["3.1", "4.2"]),
        (TENTH, "sealed", "draft", ["3.1", "4.2"]),
    ],
)
def test_which_terms_governed_and_how_they_stood(
    times: dict[str, Any], by: str, standing: str, clauses: list[str]
) -> None:
    found = terms(known(**times))
    assert (found["governing"]["by"], found["standing"]) == (by, standing)
    assert [each["clause"] for each in found["clauses"]] == clauses


def test_affiliates_and_renewals_are_silent_at_every_moment() -> None:
    for times in ({"effective_at": "2025-05-08"}, {"effective_at": "2025-05-17"}, TENTH, {}):
        [discount] = [e for e in terms(known(**times))["clauses"] if e["clause"] == "4.2"]
        assert "affiliates" in discount["silent"]["beneficiaries"]
        assert "renewal" in discount["silent"]["orders"]
        assert "expansion" not in discount["silent"]["orders"]


@pytest.mark.parametrize(
    ("times", "signers"),
    [
        ({"effective_at": "2025-05-07T11:00Z"}, []),
        ({"effective_at": "2025-05-08"}, ["deal-desk"]),
        ({"effective_at": "2025-05-09"}, ["deal-desk", "deputy"]),
        ({"effective_at": "2025-05-17"}, ["deal-desk", "deputy"]),
        ({"known_at": "record:story-16"}, ["deal-desk"]),
        (TENTH, ["deal-desk", "deputy"]),
        ({}, ["deal-desk", "deputy"]),
    ],
)
def test_whoever_had_signed_was_beyond_their_authority(
    times: dict[str, Any], signers: list[str]
) -> None:
    """Also on 17 May, when the delegation had ended: it is judged as of the signature."""
    rows = {each["clause"]: each for each in coverage(known(**times))["clauses"]}
    signed = [c["signed"] for c in rows["4.2"]["required"] if c["signed"] and c["by"] == "request"]
    assert [each["by"] for each in signed] == signers
    assert {each["authority"]["state"] for each in signed} <= {"exceeded"}


def test_no_policy_required_anybody_for_scope_at_any_moment() -> None:
    for at in ("2025-05-06", "2025-05-08", "2025-05-12T13:58Z", "2025-05-17"):
        for row in coverage(known(effective_at=at))["clauses"]:
            assert row["policy"]["about_scope"] is False


def test_what_we_knew_on_10_may_of_what_was_agreed_with_the_client() -> None:
    """Terms of P7, signed off, both beyond authority; nothing sent yet."""
    deal = known(**TENTH)
    assert (deal.basis.known_by, deal.governing.proposal and deal.governing.proposal.id) == (
        "source",
        "P7",
    )
    [p7] = [each for each in clocks(deal)["proposals"] if each["proposal"] == "P7"]
    assert p7["internal"]["state"] == "signed_off"
    assert (p7["communication"]["state"], p7["formation"]["state"]) == ("not_sent", "none")
    assert knowledge(deal)["told"]["client"] == []


def test_that_the_ledger_began_later_is_said_by_every_reading_on_the_sources_times() -> None:
    readings: tuple[Callable[[KnownDeal], dict[str, Any]], ...] = (
        *(clocks, coverage, knowledge, terms, overview),
        lambda deal: changes(deal, "proposal:P3"),
        lambda deal: records(deal, after=0, limit=10),
    )
    for reading in readings:
        [note] = reading(known(**TENTH))["notes"]
        assert "The ledger itself began later" in note
        assert reading(known())["notes"] == []


@pytest.mark.parametrize(
    ("at", "client", "partner"),
    [
        ("2025-04-28T15:00Z", [], []),
        ("2025-05-01", [], ["story-10"]),
        ("2025-05-12T13:58Z", ["story-18a"], ["story-10", "story-18a", "story-18b"]),
        (
            "2025-05-13",
            ["story-18a", "story-20a", "story-20b"],
            ["story-10", "story-18a", "story-18b", "story-19"],
        ),
    ],
)
def test_what_was_promised_to_the_client_and_said_to_the_partner_by_when(
    at: str, client: list[str], partner: list[str]
) -> None:
    told = knowledge(known(effective_at=at))["told"]
    for side, expected in (("client", client), ("partner", partner)):
        assert [each["record"] for each in told[side]] == expected


def test_no_objection_is_on_record_at_any_moment_and_no_period_was_set() -> None:
    for at in ("2025-05-12T13:58Z", "2025-05-13", "2025-05-16T16:29Z", "2025-06-30"):
        happened = [fact.event for fact in known(effective_at=at).happened]
        assert "objection.raised" not in {event.stored_as for event in happened}
        assert not any(getattr(event, "objection_until", None) for event in happened)
