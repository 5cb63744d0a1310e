"""What words refer to: organisations, ids, moments, described clauses, kinds and items.

Of each family a table over deals of several trades: what is read, and near sentences that are not.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from domain.record import parse
from projections.answers.asked import Question, QuestionNotRead
from projections.answers.known import Known
from projections.answers.question import read
from projections.answers.words.figures import figures, in_months
from projections.answers.words.ids import Ids
from tests.projections.answers.packs import NOW
from tests.projections.given import Given
from tests.questions.test_scenarios import FOLDER

TRAMS, HIVES, COURT, WATER = "71", "72", "73", "74"
ARCHIVE, VACCINES, KIWI, SNOW, ORGAN = "75", "76", "81", "82", "83"
PHONES, BOATS, FAIR, CHURCH, ROPEWAY, SEAWEED = "84", "85", "86", "103", "104", "106"
NUTS, LINEN = "102", "105"


@cache
def names(deal: str, *, timed: bool = False) -> Known:
    """The names of one of the scenarios, by its number."""
    [path] = FOLDER.glob(f"{deal}-*.jsonl")
    given = Given([parse(line) for line in path.read_text("utf-8").splitlines() if line])
    return Known(given.known(now=NOW).now(given.root().hex()), timed=timed)


def one(deal: str, asked: str) -> Question:
    (found,) = read(asked, names(deal))
    return found


def refused(deal: str, asked: str) -> bool:
    try:
        read(asked, names(deal))
    except QuestionNotRead:
        return True
    return False


def has(found: Question, **wanted: Any) -> bool:
    """Whether a reading has these parameters; a moment is told by its event and record."""
    for name, value in wanted.items():
        got = getattr(found, name)
        if name in {"before", "after"}:
            got = got and (got.event, got.record)
        if got != value:
            return False
    return True


@pytest.mark.parametrize(
    ("deal", "asked", "to"),
    [
        (CHURCH, "Has the parish been informed that facade pipes are excluded?", "s103.anna"),
        (SEAWEED, "Was the cooperative ever informed that spare fans are excluded?", "s106.laut"),
        (SEAWEED, "Was the co-op told that spare fans are excluded?", "s106.laut"),
        (TRAMS, "Has the metro been told that spares are excluded?", "s71.metro"),
        (WATER, "Has the Board been told that expansion is excluded?", "s74.board"),
        (PHONES, "Were the hospitals told that night cover is excluded?", "s84.afya"),
        (PHONES, "Was the clinic told that night cover is excluded?", "s84.malindi"),
        (FAIR, "Was the city told that skate hire is excluded?", "s86.stad"),
        (ARCHIVE, "Was the archive told that box transport is excluded?", "s75.arh"),
    ],
)
def test_a_party_goes_by_what_its_name_says_it_is(deal: str, asked: str, to: str) -> None:
    found = one(deal, asked)
    client = names(deal).deal.opened
    assert found.kind == "communication"
    assert found.told_to == (to,) or (client and found.told_to == (client.client,))


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (TRAMS, "Has the city been told that spares are excluded?"),
        (TRAMS, "Has the parish been told that spares are excluded?"),
        (CHURCH, "Has the cooperative been told that facade pipes are excluded?"),
        (ARCHIVE, "Was any archive told that box transport is excluded?"),
        (COURT, "Did C-11 get withdrawn before court accepted anything?"),
        (WATER, "Has the plant been told that expansion is excluded?"),
    ],
)
def test_nobody_goes_by_what_no_party_is(deal: str, asked: str) -> None:
    assert refused(deal, asked)


@pytest.mark.parametrize(
    ("deal", "asked", "wanted"),
    [
        (FAIR, "Was Art 5 signed off?", {"clauses": ("Art.5",)}),
        (FAIR, "Was article 5 signed off?", {"clauses": ("Art.5",)}),
        (FAIR, "Was §5 signed off?", {"clauses": ("Art.5",)}),
        (FAIR, "Was AV 12 signed off?", {"clauses": ("AV/12",)}),
        (COURT, "Was C11 signed off?", {"clauses": ("C-11",)}),
        (COURT, "Was clause 11 signed off?", {"clauses": ("C-11",)}),
        (HIVES, "Was 2(a) signed off?", {"clauses": ("2.a",)}),
        (ROPEWAY, "Was 11a signed off?", {"clauses": ("11-a",)}),
        (WATER, "Was S2-1 signed off?", {"clauses": ("S2/1",)}),
        (ARCHIVE, "Was Offer-B's MSA 6 signed off?", {"proposal": "Offer-B"}),
        (ARCHIVE, "Was offer b signed off?", {"proposal": "Offer-B"}),
        (HIVES, "Was KW 1 signed off?", {"proposal": "KW-1"}),
        (WATER, "Was AG-1 signed off?", {"proposal": "M-1"}),
    ],
)
def test_an_id_is_found_as_people_type_it(deal: str, asked: str, wanted: dict[str, Any]) -> None:
    assert has(one(deal, asked), kind="sign_off", **wanted)


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (FAIR, "Was Art 6 signed off?"),
        (FAIR, "Was AV 13 signed off?"),
        (COURT, "Was clause 12 signed off?"),
        (ARCHIVE, "Was offer c signed off?"),
        (HIVES, "Was KW 10 signed off?"),
        (WATER, "Was AG-2 signed off?"),
        (VACCINES, "Was a 1 signed off?"),
        (WATER, "Was 3.41 signed off?"),
    ],
)
def test_a_number_that_no_id_has_is_none(deal: str, asked: str) -> None:
    assert refused(deal, asked)


def test_two_ids_that_are_typed_alike_are_only_what_is_written_so() -> None:
    ids = Ids(["p-1", "p1", "offer-a"], {})
    assert [each.id for each in ids.typed("P-1 and p1, not P 1")] == ["p-1", "p1"]
    assert not ids.typed("P 1 month, P1 days")
    assert not Ids(["a-1"], {}).typed("A 1 month hold?")
    assert not ids.typed("Did we offer a discount of p1.5 or p1 %?")
    assert [each.id for each in ids.typed("Did we send Offer A?")] == ["offer-a"]


@pytest.mark.parametrize(
    ("deal", "asked", "wanted"),
    [
        (
            NUTS,
            "Did Art.4 change after sign-off SO1 was given?",
            {"after": ("sign_off.granted", "s102.so1")},
        ),
        (
            WATER,
            "Has anything changed since AG-1?",
            {"after": ("agreement.executed", "s74.exec")},
        ),
        (
            WATER,
            "Has 3.4 changed since AG-1 was executed on 18 June 2025?",
            {"after": ("agreement.executed", "s74.exec")},
        ),
        (
            WATER,
            "Did Stavros know of 3.4 when Eleni accepted on 20 November 2025?",
            {"before": ("proposal.accepted", "s74.m2acc")},
        ),
        (
            TRAMS,
            "Did Grant know of 5.2 before P1 went out on 6 Feb?",
            {"before": ("proposal.sent", "s71.p1sent"), "effective_at": None},
        ),
        (
            FAIR,
            "Had Bram read Art.5 before A1 went out at ten on the 6th?",
            {"before": ("proposal.sent", "s86.sent2"), "effective_at": None},
        ),
        (
            VACCINES,
            "When Bill ordered, on 10 March 2026, was Turkana Clinics Trust in the discount?",
            {"effective_at": "2026-03-10T09:00:00+03:00"},
        ),
        (TRAMS, "What were the price terms on the 21st?", {"effective_at": "2024-02-21"}),
        (BOATS, "What price terms stood at Christmas 2024?", {"effective_at": "2024-12-25"}),
        (
            VACCINES,
            "Did Otieno know A-1 before Baraka's no?",
            {"before": ("sign_off.declined", "s76.so1dec")},
        ),
        (
            PHONES,
            "Did we pull P1 before Afya Coast said yes?",
            {"before": ("proposal.accepted", "s84.acc")},
        ),
        (
            NUTS,
            "Was P2 withdrawn before Tamu's yes?",
            {"before": ("proposal.accepted", "s102.acc2")},
        ),
    ],
)
def test_a_moment_is_the_record_that_it_names(
    deal: str, asked: str, wanted: dict[str, Any]
) -> None:
    assert has(one(deal, asked), **wanted)


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (WATER, "Has clause 3.4 changed since AG-1 was executed on 19 June 2025?"),
        (TRAMS, "Did Grant know of 5.2 before P1 went out on 7 Feb?"),
        (FAIR, "Had Bram read Art.5 before A1 went out at nine on the 6th?"),
        (
            VACCINES,
            "On 11 March 2026, when Bill ordered, was Turkana Clinics Trust in the discount?",
        ),
        (VACCINES, "Was A-1 signed off after Joy's no?"),
        (NUTS, "Did Art.4 change since SO1 was requested?"),
        (TRAMS, "What were the price terms on the 31st?"),
        (CHURCH, "payment terms at that date pls"),
        (BOATS, "Is harbour standby at Christmas included in the price?"),
    ],
)
def test_a_moment_that_is_not_so_refuses_the_question(deal: str, asked: str) -> None:
    assert refused(deal, asked)


def test_at_that_time_is_the_time_that_is_sent() -> None:
    (found,) = read("payment terms at that date pls", names(CHURCH, timed=True))
    assert has(found, kind="terms", terms=("payment",), effective_at=None)


@pytest.mark.parametrize(
    ("deal", "asked", "clause", "version"),
    [
        (TRAMS, "Had Grant seen the ceiling in 5.2 before it went out?", "5.2", None),
        (TRAMS, "Who signed clause 8 as the client accepted it?", "8", None),
        (SNOW, "Did Sunniva know of the 12 month wording of K3 before P2 went out?", "K3", 2),
        (SNOW, "Did Sunniva know of the 24-month rule in K3 before P2 went out?", "K3", None),
        (ORGAN, "When did Peeter first see the voicing clause (III.2)?", "III.2", None),
        (ORGAN, "Did Mall know of the ten percent wording of III.1 (version 1)?", "III.1", 1),
        (FAIR, "Had Bram looked at the new Art.5 before A1 went out?", "Art.5", None),
        (FAIR, "Had Bram read Art.5 in its original wording before A1 went out?", "Art.5", 1),
        (FAIR, "Could Griet sign a ceiling of six thousand (Art.5)?", "Art.5", None),
        (ROPEWAY, "Did Nino see 11-a as revised before she accepted P2?", "11-a", None),
        (CHURCH, "Did Jan Mazur know of the new hand-over date in clause 8 when P2 went out?", "8",
         None),
    ],
)  # fmt: skip
def test_a_clause_goes_with_what_it_is_about(
    deal: str, asked: str, clause: str, version: int | None
) -> None:
    assert has(one(deal, asked), clauses=(clause,), version=version)


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (TRAMS, "Had Grant seen the 4 % ceiling in 5.2 before it went out?"),
        (SNOW, "Did Sunniva know of the 36-month rule in K3 before P2 went out?"),
        (ORGAN, "Did Mall know of the twelve percent wording of III.1 (version 1)?"),
        (ORGAN, "When did Peeter first see the scaffold clause (III.2)?"),
        (FAIR, "Could Griet sign a ceiling of seven thousand (Art.5)?"),
    ],
)
def test_a_description_that_does_not_fit_refuses_the_question(deal: str, asked: str) -> None:
    assert refused(deal, asked)


@pytest.mark.parametrize(
    ("deal", "asked", "items"),
    [
        (TRAMS, "are actuators under the 3% ceiling", [("services", "s71.drives")]),
        (
            TRAMS,
            "Would the cap on increases still hold for the door drives in a renewal?",
            [("services", "s71.drives"), ("orders", "renewal")],
        ),
        (
            VACCINES,
            "Turkana Clinics Trust: entitled to the members' reduction?",
            [("beneficiaries", "s76.tur")],
        ),
        (ORGAN, "Does the tuning discount extend to voicing?", [("services", "s83.voice")]),
        (BOATS, "Does the fuel cap cover harvest transport?", [("services", "s85.harvest")]),
        (ARCHIVE, "Is carriage of the boxes within the discount?", [("services", "s75.box")]),
        (ARCHIVE, "Is the transport of boxes within the discount?", [("services", "s75.box")]),
        (ROPEWAY, "Are air freight shipments capped?", [("services", "s104.freight")]),
        (PHONES, "Does the discount cover phone interpreting?", [("services", "s84.phone")]),
        (PHONES, "Does the discount cover night cover?", [("services", "s84.night")]),
        (
            PHONES,
            "Does the discount cover clinics of the group?",
            [("beneficiaries", "affiliates")],
        ),
    ],
)
def test_a_term_and_an_item_in_other_words(
    deal: str, asked: str, items: list[tuple[str, str]]
) -> None:
    assert has(one(deal, asked), kind="scope", items=tuple(items))


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (BOATS, "Does the fuel cap cover delousing?"),
        (ORGAN, "Does the organ discount cover voicing?"),
        (TRAMS, "Are spares under the ceiling on noise?"),
        (ARCHIVE, "Is carriage of the frames within the discount?"),
    ],
)
def test_what_a_term_is_about_is_not_passed_over_where_it_could_matter(
    deal: str, asked: str
) -> None:
    assert refused(deal, asked)


def test_numbers_are_read_as_they_are_said() -> None:
    assert figures("a cap of six thousand and 4,180 or 12.50".split()) == {"6000", "4180", "12.50"}
    assert figures("two hundred and fifty days".split()) == {"250"}
    assert in_months("a hold of a year and a half") == "a hold of 18 months"


@pytest.mark.parametrize(
    ("deal", "asked", "items"),
    [
        (
            CHURCH,
            "If they renew, is yearly tuning still at the fixed price?",
            [("services", "s103.tune"), ("orders", "renewal")],
        ),
        (
            CHURCH,
            "If the contract is renewed, is yearly tuning at the fixed price?",
            [("services", "s103.tune"), ("orders", "renewal")],
        ),
        (
            VACCINES,
            "If they renew: do the coolers stay at the held price on the renewal?",
            [("services", "s76.cool"), ("orders", "renewal")],
        ),
        (
            TRAMS,
            "If they order more of the same later on, is the rise limited for the edge seals?",
            [("services", "s71.seals"), ("orders", "follow_on")],
        ),
        (
            SEAWEED,
            "A second tunnel dryer as a follow-on order: at the held price?",
            [("services", "s106.dryer"), ("orders", "follow_on")],
        ),
        (LINEN, "Are additional pieces within the discount?", [("quantity", "additional")]),
    ],
)
def test_a_condition_that_names_an_order_is_that_order(
    deal: str, asked: str, items: list[tuple[str, str]]
) -> None:
    assert has(one(deal, asked), kind="scope", items=tuple(items), asked=asked)


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (CHURCH, "If they cancel, is pipe restoration discounted?"),
        (CHURCH, "If they renew early, is pipe restoration discounted?"),
        (CHURCH, "If they renew, did Drew sign 7?"),
        (TRAMS, "If they order more ramps, are edge seals under the cap?"),
    ],
)
def test_any_other_condition_refuses_the_question(deal: str, asked: str) -> None:
    assert refused(deal, asked)
