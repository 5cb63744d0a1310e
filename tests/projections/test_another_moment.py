"""A deal at another moment: the same as one that is read for that moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.knowledge.reading import knowledge
from projections.terms import terms
from tests.projections.answers.packs import NOW, story

MOMENTS = ("2025-04-14", "2025-05-07T11:00Z", "2025-05-12T13:58Z", "2025-05-16T16:30Z")


def read(deal: KnownDeal) -> list[object]:
    return [terms(deal), coverage(deal), knowledge(deal), deal.standing]


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_reads_as_one_that_is_known_for_that_moment(moment: str) -> None:
    anew = story().known(effective_at=moment, now=NOW)
    today = story().known(now=NOW)
    assert read(today.then(anew.basis.effective_at)) == read(anew)


def test_today_is_read_anew_by_who_knew_less_and_is_the_same_deal_by_who_asks_today() -> None:
    root = story().root().hex()
    earlier = story().known(known_at="record:story-11", now=NOW)
    today = story().known(now=NOW)
    assert read(earlier.now(root)) == read(today)
    assert today.now(root) is today


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("role", ["legal", "reader"])
def test_with_what_was_folded_before_it_reads_as_one_made_anew(moment: str, role: Any) -> None:
    before = story().known(now=NOW, role=role)
    read(before)
    anew = story().known(effective_at=moment, now=NOW, role=role)
    again = story().known(effective_at=moment, now=NOW, role=role).folded_as(before)
    assert again.facts is before.facts
    assert read(again) == read(anew)


@pytest.mark.parametrize(
    "other",
    [{"role": "reader"}, {"known_at": "record:story-11"}, {"known_at": "2025-05-10"}],
)
def test_what_was_folded_for_who_knows_other_entries_is_not_taken(other: dict[str, Any]) -> None:
    before = story().known(now=NOW, **other)
    read(before)
    today = story().known(now=NOW).folded_as(before)
    assert today.facts is not before.facts
    assert read(today) == read(story().known(now=NOW))


def test_what_is_left_out_stays_left_out() -> None:
    less = replace(story().known(now=NOW), without=frozenset({"story-14"}))
    moment = story().known(effective_at="2025-05-08", now=NOW).basis.effective_at
    assert less.then(moment).proposals.by_id["P7"].sealed is None
