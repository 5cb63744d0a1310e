"""Who signed off on clause 4.2 of the story, and were they allowed to?"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from domain.record import parse
from projections.coverage import coverage
from projections.signing.table import coverage_of
from tests.projections.given import Given
from tests.projections.signing import row

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@cache
def story() -> Given:
    lines = files("api.demo").joinpath("story.jsonl").read_text(encoding="utf-8").splitlines()
    return Given([parse(line) for line in lines if line])


def stands(clause: str = "4.2", **times: Any) -> list[tuple[str, str]]:
    """Each required sign-off of a clause, by its request or by the function, and its state."""
    cells = row(story(), clause, now=NOW, **times)["required"]
    return [(cell.get("sign_off") or cell["function"], cell["state"]) for cell in cells]


def test_both_signed_and_both_were_beyond_their_authority() -> None:
    desk, deputy, by_policy = row(story(), now=NOW)["required"]
    assert [cell["state"] for cell in (desk, deputy, by_policy)] == ["signed"] * 3
    for cell, limit, rests_on in (
        (desk, "500000.00", ["story-01", "story-05g"]),
        (deputy, "500000.00", ["story-16"]),
    ):
        authority = cell["signed"]["authority"]
        assert (authority["state"], authority["allowed"]) == ("exceeded", "no")
        assert authority["value"] == {"amount": "640000.00", "currency": "USD"}
        assert authority["limit"]["amount"] == limit
        assert authority["rests_on"] == rests_on


def test_the_deputy_is_judged_by_the_delegation_alone() -> None:
    deputy = row(story(), now=NOW)["required"][1]
    assert deputy["signed"]["on_behalf_of"] == "vp-sales"
    sentence = deputy["signed"]["authority"]["sentence"]
    assert "640000.00 USD is beyond delegation delegation-may by Marguerite Oyelaran" in sentence
    assert "held up to 500000.00 USD" in sentence


def test_the_policy_asked_for_deal_desk_and_for_nobody_about_scope() -> None:
    found = row(story(), now=NOW)["policy"]
    assert (found["record"], found["sent"]) == ("story-03", "story-18a")
    assert [each["function"] for each in found["asks"]] == ["deal_desk"]
    assert found["about_scope"] is False
    assert row(story(), "3.1", now=NOW)["policy"]["asks"] == []


def test_nothing_is_signed_beyond_what_was_required_and_no_policy_changed() -> None:
    found = coverage(story().known(now=NOW))
    assert [each["beyond"] for each in found["clauses"]] == [[], []]
    assert found["policy_changes"] == found["not_counted"] == []


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"effective_at": "2025-05-06"}, [("deal_desk", "open")]),
        ({"effective_at": "2025-05-07T11:00Z"}, [("S1", "open"), ("deal_desk", "open")]),
        ({"effective_at": "2025-05-08"}, [("S1", "signed"), ("deal_desk", "signed")]),
        (
            {"effective_at": "2025-05-09T09:25Z"},
            [("S1", "signed"), ("S2", "open"), ("deal_desk", "signed")],
        ),
        (
            {"effective_at": "2025-05-12T13:58Z"},
            [("S1", "signed"), ("S2", "signed"), ("deal_desk", "signed")],
        ),
        ({"known_at": "record:story-15c"}, [("S1", "open"), ("deal_desk", "open")]),
        (
            {"known_at": "record:story-17a"},
            [("S1", "signed"), ("S2", "open"), ("deal_desk", "signed")],
        ),
        (
            {"known_at": "record:story-17b", "effective_at": "2025-05-08"},
            [("S1", "signed"), ("deal_desk", "signed")],
        ),
        (
            {"known_at": "2025-05-10"},
            [("S1", "signed"), ("S2", "signed"), ("deal_desk", "signed")],
        ),
        ({"known_at": "2025-05-07T11:26:00Z"}, [("S1", "open"), ("deal_desk", "open")]),
    ],
)
def test_the_table_at_every_moment(times: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert stands(**times) == expected


def test_before_it_was_sealed_4_2_is_a_draft_beside_the_text_of_p3() -> None:
    found = coverage(story().known(effective_at="2025-05-06", now=NOW))
    assert [(each["clause"], each["governs"]) for each in found["clauses"]] == [
        ("3.1", True),
        ("4.2", False),
    ]
    assert stands("3.1", effective_at="2025-05-06") == []


def test_the_sign_offs_stay_granted_and_are_shown_as_granted_and_then_retracted() -> None:
    def taken_back(at: str) -> list[list[str]]:
        cells = row(story(), effective_at=at, now=NOW)["required"]
        return [cell["signed"]["retracted_by"] for cell in cells]

    assert taken_back("2025-05-16T16:29Z") == [[], [], []]
    assert taken_back("2025-05-16T16:30Z") == [["story-23"]] * 3
    assert {state for _, state in stands(effective_at="2025-05-16T16:30Z")} == {"signed"}


def test_what_had_been_signed_off_when() -> None:
    def verdict(at: str) -> str:
        found = coverage_of(story().known(effective_at=at, now=NOW)).row("4.2")
        assert found is not None
        return found.verdict

    assert [verdict(f"2025-05-{day}") for day in ("06", "07", "09", "12")] == [
        "silent",
        "yes",
        "yes",
        "yes",
    ]
    assert verdict("2025-05-09T09:25Z") == "partly"
