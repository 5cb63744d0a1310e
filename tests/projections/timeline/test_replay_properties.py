"""What holds for every deal: the state after any record is what the readings say of it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from projections.timeline import Replay, state, timeline
from tests.projections.given import Given
from tests.projections.test_knowledge_properties import TAKES_BACK
from tests.projections.timeline.deals import deals
from tests.projections.timeline.from_scratch import (
    BEGINNING,
    expected,
    in_short,
    known_at,
    rungs,
    rungs_by_replay,
)
from tests.records import BY

moments = st.one_of(st.none(), st.integers(1, 12).map(lambda day: f"2025-05-{day:02}"))
roles = st.sampled_from(["admin", "reader"])


@settings(max_examples=300, deadline=None)
@for_every(deals(), moments, roles)
def test_the_state_after_any_record_is_what_the_readings_say_as_known_there(
    deal: Given, at: object, role: Any
) -> None:
    known = deal.known(at, role=role)
    replay = Replay(known)
    for position in range(deal.size + 1):
        found = in_short(state(known, position, replay))
        wanted = expected(known, position)
        only_referred_to = wanted["clocks"].keys() - found["clocks"].keys()
        for proposal in only_referred_to:
            clocks = wanted["clocks"].pop(proposal)
            assert {name: clocks[name]["state"] for name in BEGINNING} == BEGINNING
            assert not clocks["retractions"] + clocks["clause_retractions"]
        assert found == wanted


@settings(max_examples=200, deadline=None)
@for_every(deals(), moments, roles)
def test_every_rung_after_any_record_is_the_one_of_the_fold_of_the_whole(
    deal: Given, at: object, role: Any
) -> None:
    known = deal.known(at, role=role)
    replay = Replay(known)
    wanted = [rungs(known_at(known, position)) for position in range(deal.size + 1)]
    every = {of for each in wanted for of in each}
    for position, then in enumerate(wanted):
        assert rungs_by_replay(replay, position, every) == then


MAY_TAKE_BACK = TAKES_BACK | {
    # Days may lie in another zone; an id may turn out to be a party, or another human.
    *("deal.opened", "party.joined", "participant.assigned", "proposal.sent", "terms.clarified"),
    # An item that is defined anew may lose the name of a topic.
    "catalogue.item_defined",
}
"""Beside corrections, strikes and failures: what changes who or when somebody is."""


@settings(max_examples=150, deadline=None)
@for_every(deals(), roles)
def test_no_moment_takes_a_rung_back_but_for_what_changes_how_others_are_read(
    deal: Given, role: Any
) -> None:
    for moment in timeline(deal.known(role=role))["moments"]:
        if moment["type"] not in MAY_TAKE_BACK:
            assert not any(each["fell"] for each in moment["moved"]["rungs"])


@settings(max_examples=100, deadline=None)
@for_every(deals(), moments, roles, st.data())
def test_what_is_read_as_known_at_a_position_never_changes_whatever_is_recorded_later(
    deal: Given, at: object, role: Any, data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, deal.size))
    short = Given([], BY)
    short.entries = deal.entries[:position]
    # `known_at` then, with and without what came later; the ledger's size and time do not matter.
    then, later = short.known(at, role=role), deal.known(at, known_at=position, role=role)
    if any(entry.record.deal for entry in short.entries):
        assert timeline(then)["moments"] == timeline(later)["moments"]
        assert in_short(state(then, position)) == in_short(state(later, position))
    everything = deal.known(at, role=role)
    assert in_short(state(everything, position)) == in_short(state(later, position))
    at_position = timeline(everything, at=position)
    assert at_position["moments"] == timeline(later)["moments"]


@settings(max_examples=100, deadline=None)
@for_every(deals(), moments, roles)
def test_the_changes_up_to_a_position_make_the_state_there(
    deal: Given, at: object, role: Any
) -> None:
    replay = Replay(deal.known(at, role=role))
    made: dict[Any, Any] = {}
    for position in range(deal.size + 1):
        for change in replay.changes(position):
            assert made.get(change.key) == change.before
            made[change.key] = change.after
        for key, value in made.items():
            assert replay.history(position).at(key, position) == value


@settings(max_examples=100, deadline=None)
@for_every(deals(), moments, roles, st.data())
def test_a_state_made_alone_is_the_one_of_the_replay(
    deal: Given, at: object, role: Any, data: st.DataObject
) -> None:
    known = deal.known(at, role=role)
    position = data.draw(st.integers(0, deal.size))
    alone = Replay(known, only=position)
    assert state(known, position, alone) == state(known, position, Replay(known))
    assert not alone.changes(position)


@settings(max_examples=300, deadline=None)
@for_every(deals(), moments, roles, st.data())
def test_replayed_by_passages_in_any_order_it_is_the_same_as_in_one(
    deal: Given, at: object, role: Any, data: st.DataObject
) -> None:
    known = deal.known(at, role=role)
    whole = Replay(known)
    whole.make_all()
    with short_passages():
        parts = Replay(known)
        for position in data.draw(st.permutations(range(deal.size + 1))):
            assert state(known, position, parts) == state(known, position, whole)
            assert parts.changes(position) == whole.changes(position)
        told = data.draw(st.lists(st.integers(0, deal.size)))
        prepared = Replay(known)
        prepared.prepare(told)
        assert [prepared.changes(each) for each in told] == [whole.changes(each) for each in told]


@settings(max_examples=300, deadline=None)
@for_every(deals(), moments, roles, st.data())
def test_a_replay_that_goes_on_after_a_new_record_is_the_same_as_one_made_anew(
    deal: Given, at: object, role: Any, data: st.DataObject
) -> None:
    before = Given([], BY)
    before.entries = deal.entries[: data.draw(st.integers(0, deal.size))]
    with short_passages():
        earlier = Replay(before.known(at, role=role))
        if data.draw(st.booleans()):
            earlier.make_all()
        for position in data.draw(st.lists(st.integers(0, before.size))):
            earlier.history(position)
        known = deal.known(at, role=role)
        grown, anew = Replay(known, earlier), Replay(known)
        for position in range(deal.size + 1):
            assert state(known, position, grown) == state(known, position, anew)
            assert grown.changes(position) == anew.changes(position)


def short_passages() -> ExitStack:
    """Cuts a deal into parts of a few records each."""
    found = ExitStack()
    for name, value in {"LENGTH": 3, "KEPT_VALUES": 200}.items():
        found.enter_context(patch(f"projections.timeline.replay.{name}", value))
    return found
