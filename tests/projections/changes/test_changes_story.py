"""What changed between P3 and P7 of the story, and at every moment before and after?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.projections.changes.reading import people, read, rows, steps, versions
from tests.projections.test_coverage_story import NOW, story


def test_clause_4_2_was_added_on_2_may_at_the_partners_request_and_3_1_is_the_same() -> None:
    found = read(story(), "proposal:P3", "proposal:P7", now=NOW)
    [added] = found["clauses"]
    assert (added["clause"], added["change"], found["unchanged"]) == ("4.2", "added", ["3.1"])
    [step] = added["steps"]
    assert step["record"] == "story-11"
    assert step["occurred_at"].startswith("2025-05-02")
    assert (step["requested_by"], step["drafted_by"]) == ("partner-lead", "rep")
    assert "".join(piece["added"] for piece in added["words"]) == added["to"]["text"]


def test_the_deal_desk_saw_it_and_not_the_vp_and_not_the_deputy() -> None:
    added = rows(story(), "proposal:P3", "proposal:P7", now=NOW)["4.2"]
    seen = [
        p["person"] for side in added["told"].values() for p in side["people"] if p["first_seen"]
    ]
    assert seen == ["deal-desk"]
    assert {"vp-sales", "deputy"} <= set(added["not_shown_to"])
    assert not {"deal-desk", "rep"} & set(added["not_shown_to"])


@pytest.mark.parametrize(
    ("at", "seller", "partner", "client"),
    [
        ("2025-05-04", {"rep": "authored"}, {}, {}),
        ("2025-05-06", {"rep": "authored", "vp-sales": "received"}, {}, {}),
        (
            "2025-05-12T13:58Z",
            {"rep": "authored", "vp-sales": "received", "deal-desk": "signed", "deputy": "signed"},
            {"partner-lead": "sent"},
            {},
        ),
        (
            "2025-05-13",
            {"rep": "authored", "vp-sales": "received", "deal-desk": "signed", "deputy": "signed"},
            {"partner-lead": "discussed"},
            {"agency-buyer": "received"},
        ),
    ],
)
def test_who_was_told_of_it_by_when(
    at: str, seller: dict[str, str], partner: dict[str, str], client: dict[str, str]
) -> None:
    """The vp was told, by mail on 5 May, and never seen to open it."""
    added = rows(story(), "2025-04-14", effective_at=at, now=NOW)["4.2"]
    for side, expected in (("seller", seller), ("partner", partner), ("client", client)):
        assert {person: rung for person, (rung, _) in people(added, side).items()} == expected


def test_the_client_was_told_by_the_proposal_the_relay_and_its_arrival() -> None:
    told = rows(story(), "proposal:P3", "proposal:P7", now=NOW)["4.2"]["told"]
    assert told["client"]["records"] == ["story-18a", "story-20a", "story-20b"]
    assert told["partner"]["records"] == ["story-18a", "story-18b", "story-19"]


def test_expansion_came_in_and_beneficiaries_and_renewal_stay_silent() -> None:
    term = rows(story(), "proposal:P3", "proposal:P7", now=NOW)["4.2"]["term"]
    moved = {
        (axis, each["item"]): (each["from"], each["to"])
        for axis, items in term["axes"].items()
        for each in items
    }
    assert moved == {
        ("services", "platform"): ("silent", "in"),
        ("orders", "initial"): ("silent", "in"),
        ("orders", "expansion"): ("silent", "in"),
    }


@pytest.mark.parametrize(
    ("from_", "to", "expected"),
    [
        ("2025-04-09", "2025-04-10", {"3.1": (None, 1)}),
        ("2025-04-10", "2025-05-01", {}),
        ("2025-05-01", "2025-05-02", {"4.2": (None, 1)}),
        ("2025-05-02", "2025-06-05", {}),
        ("record:story-10", "record:story-11", {"4.2": (None, 1)}),
        ("record:story-11", "record:story-26", {}),
        ("0", "record:story-11", {"3.1": (None, 1), "4.2": (None, 1)}),
        ("proposal:P3", None, {"4.2": (None, 1)}),
        ("proposal:P7", None, {}),
        ("proposal:P3", "wording:4.2@1", {"4.2": (None, 1)}),
    ],
)
def test_what_changed_between_any_two_moments(
    from_: str, to: str | None, expected: dict[str, Any]
) -> None:
    assert versions(rows(story(), from_, to, now=NOW)) == expected


def test_no_sign_off_went_stale_for_what_was_signed_was_never_changed() -> None:
    for from_, to in (("proposal:P3", "proposal:P7"), ("2025-04-01", None)):
        found = rows(story(), from_, to, now=NOW)
        assert [each["sign_offs"] for each in found.values()] == [[]] * len(found)


def test_what_governed_at_both_ends_of_a_time_is_said() -> None:
    found = read(story(), "2025-05-06", "2025-05-12", now=NOW)
    assert [found[end]["governing"]["proposal"] for end in ("from", "to")] == ["P3", "P7"]
    assert [found[end]["governing"]["by"] for end in ("from", "to")] == ["sealed", "sent"]
    assert found["clauses"] == []


def test_on_4_may_by_the_sources_times_nobody_but_its_author_had_it() -> None:
    added = rows(story(), "2025-04-14", known_at="2025-05-04", now=NOW)["4.2"]
    assert steps(added) == ["story-11"]
    assert list(added["told"]) == ["seller"]
    assert people(added, "seller") == {"rep": ("authored", "story-11")}


def test_in_a_sentence() -> None:
    said = rows(story(), "proposal:P3", "proposal:P7", now=NOW)["4.2"]["sentence"]
    assert "added on 2025-05-02T14:26:00Z" in said
    assert "at the request of Ingrid Solbakken" in said
    assert "Opened or shown, as records say: Hanneke Brouwerquist." in said
    assert "Marguerite Oyelaran, Dashiell Okonjo" in said
