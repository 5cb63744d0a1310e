"""The lanes of a deal as a picture, and as the table that says the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from xml.dom import minidom

import pytest

from api.pages.lanes import TOLD, Drawing, Lane, drawing
from api.pages.picture import NARROW, At, picture
from projections.deal import KnownDeal
from projections.timeline import Replay, lanes, steps_in_time
from tests.projections.given import Given
from tests.projections.test_knowledge_story import story
from tests.records import BY, a_clause, a_record

HOSTILE = "<script>alert(1)</script>\"'&\u202e\x00\ud800" + "w" * 300


@cache
def reading() -> dict[str, Any]:
    return every(story())


def every(deal: KnownDeal) -> dict[str, Any]:
    return lanes(deal, steps_in_time(deal, Replay(deal)))


def drawn(found: dict[str, Any] | None = None) -> Drawing:
    made = drawing(found or reading())
    assert made is not None
    return made


def lane(name: str) -> Lane:
    return next(each for each in drawn().lanes if each.name == name)


def of(deal: Given) -> Drawing:
    return drawn(every(deal.known()))


def parsed(text: str) -> Any:
    return minidom.parseString(text.encode()).documentElement  # noqa: S318 - our own


def test_alone_it_is_an_image_of_its_own_without_script() -> None:
    svg = parsed(picture(drawn(), alone=True))
    assert svg.namespaceURI == "http://www.w3.org/2000/svg"
    assert not svg.getElementsByTagName("script")
    assert svg.getElementsByTagName("title")[0].firstChild.data.startswith("Who was exposed")
    assert svg.getElementsByTagName("desc")
    assert all(each.getAttribute("fill") for each in svg.getElementsByTagName("text"))


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert picture(drawn()) == picture(drawn(every(story())))


def test_every_mark_says_in_words_what_it_is() -> None:
    svg = parsed(picture(drawn()))
    groups = svg.getElementsByTagName("g")
    marks = [each for each in groups if each.getAttribute("class").startswith("mark")]
    told = [each.getElementsByTagName("title")[0].firstChild.data for each in marks]
    assert told == [bundle.text for each in drawn().lanes for bundle in each.bundles]
    assert any("received, on 4.2 wording 1 (message received by" in each for each in told)


def test_no_record_is_lost_between_the_reading_and_the_table() -> None:
    for each in reading()["persons"]:
        in_table = [mark for bundle in lane(each["name"]).bundles for mark in bundle.marks]
        assert sorted(mark["record"] for mark in in_table) == sorted(
            mark["record"] for mark in each["marks"]
        )


def test_an_acceptance_and_a_retraction_of_one_afternoon_are_told_apart() -> None:
    said = [line for bundle in lane("Offers").bundles for line in bundle.what]
    assert {"P7 accepted", "P7 retracted", "retraction of P7 instructed"} < set(said)


def test_near_records_share_a_mark_and_keep_their_own_times() -> None:
    both = next(each for each in lane("Marguerite Oyelaran").bundles if len(each.marks) == 2)
    assert [line.split(" (")[0] for line in both.what] == [
        "5 May 2025, 10:15 UTC: sent, on 4.2 wording 1",
        "5 May 2025, 10:15:04 UTC: received, on 4.2 wording 1",
    ]
    assert both.when == "5 May 2025, 10:15 UTC to 5 May 2025, 10:15:04 UTC"
    assert both.kind == "received"


def test_what_was_said_after_the_dispute_is_hatched() -> None:
    last = list(lane("Marguerite Oyelaran").bundles)[-1]
    assert last.hatched
    assert last.believed == ["recorded after the dispute was opened"]
    assert "url(#lanes-hatch)" in picture(drawn())
    assert not any(each.hatched for each in lane("Tobias Wrenfield").bundles)


def test_what_was_not_on_record_yet_is_faint() -> None:
    moment = datetime(2025, 5, 12, 13, 58, tzinfo=UTC)
    assert 'class="mark later"' not in picture(drawn())
    assert picture(drawn(), At(1, moment)).count('class="mark later"') == sum(
        len(list(each.bundles)) for each in drawn().lanes
    )
    known = picture(drawn(), At(49, moment))
    assert 'class="mark later"' not in known
    assert 'class="mark later"' in picture(drawn(), At(49, moment, cut=True))
    assert 'class="cursor"' in known


def test_the_gap_of_a_source_is_shaded_and_said() -> None:
    said = "chat did not report, from 5 May 2025 to 6 May 2025"
    assert picture(drawn()).count(said) == 7
    assert [each[2] for each in lane("Pilar Vasquenza").gaps] == [said]


def test_many_marks_in_one_place_become_one_with_their_number() -> None:
    shown = [
        a_record("clause.displayed", clause="4.2", to="vera", at=f"2025-05-05T10:{n:02}:00Z")
        for n in range(20)
    ]
    late = a_record("clause.displayed", clause="4.2", to="vera", at="2025-09-05T10:00:00Z")
    deal = of(Given([a_clause("4.2", at="2025-05-01T10:00:00Z"), *shown, late], BY))
    found = next(each for each in deal.lanes if each.person == "vera")
    first = next(found.bundles)
    assert len(first.marks) == 20 > TOLD
    assert first.what == ["20 × displayed"]
    assert first.when.endswith("5 May 2025, 10:19 UTC")


def at_times(*times: Any, **more: Any) -> dict[str, Any]:
    """The lanes of a deal in which clauses were added at these times, and nothing else."""
    clauses = [a_clause(f"{n}.1", at=at, id=f"at-{n}") for n, at in enumerate(times)]
    return every(Given(clauses, BY).known(**more))


@pytest.mark.parametrize(
    "slip", ["2205-05-09", "1925-05-09", "2024-05-09", "9997-12-30", "0002-01-01"]
)
def test_one_mistyped_year_breaks_the_axis_and_leaves_the_days_legible(slip: str) -> None:
    days = [f"2025-05-{day:02}" for day in range(1, 29, 3)]
    found = at_times(*days, slip, effective_at="9997-12-31")
    [apart] = found["far"]
    assert (apart["record"], apart["occurred_at"]) == (f"at-{len(days)}", slip)
    made = drawn(found)
    first, last = (made.scale.at(datetime(2025, 5, day, tzinfo=UTC)) for day in (1, 28))
    assert last - first > 500
    [said] = made.breaks
    assert said.startswith("The axis is broken: between ")
    text = picture(made)
    assert text.count('class="torn"') == 2
    assert said in parsed(text).getElementsByTagName("desc")[0].firstChild.data


def test_slips_on_both_sides_each_have_a_break() -> None:
    found = at_times(
        "1925-05-09",
        "2025-05-01",
        "2025-05-20",
        "2025-05-28",
        "2205-05-09",
        effective_at="2300-01-01",
    )
    assert [each["record"] for each in found["far"]] == ["at-0", "at-4"]
    assert len(found["breaks"]) == 2
    places = [x for stretch in drawn(found).scale.stretches for x in (stretch.left, stretch.right)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 780)


def test_a_deal_over_years_in_which_something_happens_is_not_broken() -> None:
    found = at_times(*(f"20{year}-{month:02}-01" for year in range(20, 26) for month in (1, 5, 9)))
    assert (found["breaks"], found["far"]) == ([], [])
    assert len(drawn(found).scale.stretches) == 1


def test_a_time_that_reaches_over_a_break_is_drawn_over_it() -> None:
    found = at_times("2025-05-01", {"from": "2025-05-02", "to": "2205-05-02"}, "2025-05-09")
    assert len(found["breaks"]) == 1
    line = next(lane for lane in drawn(found).lanes if lane.person)
    assert max(each.right for each in line.columns) > 700


def test_on_a_phone_the_same_marks_stand_on_a_short_axis() -> None:
    narrow = drawing(reading(), NARROW.plot)
    assert narrow is not None
    svg = parsed(picture(narrow, frame=NARROW))
    assert float(svg.getAttribute("width")) == NARROW.width <= 300
    wide = [mark["record"] for lane in drawn().lanes for b in lane.bundles for mark in b.marks]
    assert sorted(wide) == sorted(
        mark["record"] for lane in narrow.lanes for b in lane.bundles for mark in b.marks
    )
    ids = {each.getAttribute("id") for each in svg.getElementsByTagName("*")} - {""}
    assert all(each.startswith("narrow-") for each in ids)
    for each in svg.getElementsByTagName("text"):
        said = "".join(node.data for node in each.childNodes if node.nodeType == node.TEXT_NODE)
        anchored = each.getAttribute("text-anchor") == "middle"
        reach = float(each.getAttribute("x")) + (0 if anchored else 6 * len(said))
        assert reach <= NARROW.width, said


@pytest.mark.parametrize("days", [0, 1, 40, 400, 4_000])
def test_the_days_named_do_not_touch(days: int) -> None:
    began = datetime(2025, 5, 5, 9, tzinfo=UTC)
    last = (began + timedelta(days=days)).isoformat()
    deal = Given([a_clause("4.2", at="2025-05-05T09:00:00Z"), a_clause("4.3", at=last)], BY)
    svg = parsed(picture(of(deal)))
    names = [e for e in svg.getElementsByTagName("text") if e.getAttribute("y") == "20"]
    places = [float(each.getAttribute("x")) for each in names]
    assert 1 <= len(places) <= 11
    assert all(b - a > 60 for a, b in pairwise(places))


def test_hostile_words_are_drawn_harmlessly() -> None:
    found = every(story())
    found["deal"] = HOSTILE
    found["persons"][0]["name"] = HOSTILE
    found["persons"][0]["gaps"] = [found["persons"][1]["gaps"][0] | {"system": HOSTILE}]
    text = picture(drawn(found), alone=True)
    assert not parsed(text).getElementsByTagName("script")
    assert "\x00" not in text


def test_where_nothing_is_on_record_nothing_is_drawn() -> None:
    assert drawing(reading() | {"from": None, "until": None}) is None
