"""What the findings show at each moment of the story, and where people did it right."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from projections.findings import findings_of
from projections.findings.finding import Finding
from projections.findings.looked import Looked
from tests.projections.answers.packs import NOW, story
from tests.projections.findings.did_it_right import SHOWN, right
from tests.projections.given import Given

FOUR = {"SCOPE01", "SEEN01", "SEEN02", "SIGN02"}
"""What would have saved the deal."""


def at(deal: Given, moment: str | None = None) -> list[Finding]:
    """The findings of a deal at a moment."""
    return findings_of(Looked(deal.known(moment, now=NOW)))


def codes(found: Iterable[Finding], severity: str | None = None) -> set[str]:
    return {each.code for each in found if severity in {None, each.severity}}


def moments(deal: Given) -> list[str]:
    """The end of every record of the deal; dates and minutes are ended as they were sent."""
    every = {entry.envelope.occurred_at.interval("UTC").end for entry in deal.entries}
    opened = min(e.envelope.occurred_at.interval("UTC").end for e in deal.entries if e.record.deal)
    return [each.isoformat() for each in sorted(every) if each >= opened]


@pytest.mark.parametrize(
    ("moment", "high", "others"),
    [
        ("2025-04-09", set(), set()),
        ("2025-04-15", {"SCOPE01"}, set()),
        ("2025-04-28", {"SCOPE01"}, {"SAID01"}),
        ("2025-05-02", set(), {"REG01", "SCOPE01", "TERM01"}),
        ("2025-05-05", set(), {"GAP01", "OBJ01", "REG01", "SCOPE01", "TERM01"}),
        (
            "2025-05-07",
            {"SEEN02", "SIGN02"},
            {"GAP01", "OBJ01", "REG01", "SCOPE01", "SEEN03", "TERM01"},
        ),
        (
            "2025-05-09T09:20:30Z",
            {"SEEN02", "SIGN02"},
            {"GAP01", "OBJ01", "REG01", "SCOPE01", "SEEN01", "SEEN03", "SIGN03", "TERM01"},
        ),
        (
            "2025-05-09",
            {"SEEN01", "SEEN02", "SIGN02"},
            {"GAP01", "OBJ01", "REG01", "SCOPE01", "SEEN03", "TERM01"},
        ),
        (
            "2025-05-13",
            {"SAID02", "SEEN01", "SEEN02", "SIGN02"},
            {"GAP01", "OBJ01", "REG01", "SCOPE01", "SEEN03", "TERM01"},
        ),
        (
            "2025-05-14",
            {"SAID02", "SEEN01", "SEEN02", "SIGN02"},
            {"GAP01", "OBJ01", "REG01", "RELY01", "SCOPE01", "SEEN03", "TERM01"},
        ),
        (
            "2025-05-16",
            {"RETR01", "SAID02", "SEEN01", "SIGN02"},
            {"GAP01", "REG01", "RETR02", "SCOPE01", "TERM01"},
        ),
    ],
)
def test_what_the_story_shows_at_its_moments(moment: str, high: set[str], others: set[str]) -> None:
    found = at(story(), moment)
    assert codes(found, "high") == high
    assert codes(found) - high == others


@pytest.mark.parametrize("moment", ["2025-05-09", "2025-05-11", "2025-05-12T13:57Z"])
def test_what_would_have_saved_the_deal_shows_before_it_was_sent(moment: str) -> None:
    assert codes(at(story(), moment)) >= FOUR


def test_each_of_them_shows_from_its_own_day_on() -> None:
    first: dict[str, str] = {}
    for moment in moments(story()):
        for code in codes(at(story(), moment)):
            first.setdefault(code, moment[:10])
    assert {code: first[code] for code in sorted(FOUR)} == {
        "SCOPE01": "2025-04-10",
        "SEEN01": "2025-05-09",
        "SEEN02": "2025-05-07",
        "SIGN02": "2025-05-07",
    }


def test_the_silences_of_4_2_are_on_affiliates_renewals_and_more_licences() -> None:
    [one] = [
        each
        for each in at(story(), "2025-05-09")
        if each.code == "SCOPE01" and each.about[0].id == "4.2"
    ]
    topics = [each.id for each in one.about if each.kind == "topic"]
    assert topics == ["renewal", "affiliates", "additional"]


def test_it_is_about_the_deputy_the_vp_and_both_signatures() -> None:
    found = at(story(), "2025-05-11")
    persons = [(each.code, each.persons) for each in found if each.severity == "high"]
    assert persons == [
        ("SEEN01", ("deputy",)),
        ("SEEN02", ("vp-sales",)),
        ("SIGN02", ("deal-desk",)),
        ("SIGN02", ("deputy",)),
    ]


@pytest.mark.parametrize("signs", ["deputy", "vp-sales"])
def test_where_people_did_it_right_none_of_the_four_shows_and_nothing_grave(signs: str) -> None:
    deal = right(signs=signs)
    for moment in moments(deal):
        found = at(deal, moment)
        assert not codes(found) & FOUR, moment
        assert codes(found, "high") == set(), moment


def test_where_3_1_is_not_scoped_it_is_silent_until_4_2_rules_on_all_of_it() -> None:
    deal = right(fees_scoped=False)
    for moment in moments(deal):
        expected = {"SCOPE01"} if "2025-04-10T09:12" <= moment < "2025-05-02T14:26" else set()
        assert codes(at(deal, moment)) & FOUR == expected, moment
    assert codes(at(deal, "2025-05-11"), "high") == set()


def test_a_vp_who_signs_herself_mends_what_deal_desk_signed_beyond_its_authority() -> None:
    deal = right(signs="vp-sales", desk="500000.00")
    assert codes(at(deal, "2025-05-08"), "high") == {"SIGN02"}
    assert codes(at(deal, "2025-05-09"), "high") == set()


def test_a_deputy_within_authority_mends_it_for_the_principal_who_was_shown_it() -> None:
    deal = right(desk="500000.00")
    assert codes(at(deal, "2025-05-09")) & FOUR == set()


def test_a_principal_who_was_not_shown_it_shows_though_authority_is_sufficient() -> None:
    deal = right(shown=tuple(each for each in SHOWN if each != ("vp-sales", "4.2")))
    assert codes(at(deal, "2025-05-08"), "high") == set()
    assert codes(at(deal, "2025-05-09"), "high") == {"SEEN02"}


def test_a_deputy_who_was_not_shown_it_shows_alone() -> None:
    deal = right(shown=SHOWN[:2])
    assert codes(at(deal, "2025-05-09"), "high") == {"SEEN01"}


def test_a_delegation_that_is_too_low_shows_alone() -> None:
    assert codes(at(right(delegated="500000.00"), "2025-05-09")) & FOUR == set()
    both = right(delegated="500000.00", desk="500000.00")
    assert codes(at(both, "2025-05-09")) & FOUR == {"SIGN02"}
