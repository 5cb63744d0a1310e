"""What holds for every deal: the state after any record is what the readings say of that position."""

from __future__ import annotations

from typing import Any

from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from projections.timeline import Replay, state
from tests.projections.given import Given
from tests.projections.timeline.deals import deals
from tests.projections.timeline.from_scratch import BEGINNING, expected, in_short, known_at, rungs

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
    history = Replay(known).history
    for position in range(deal.size + 1):
        wanted = rungs(known_at(known, position))
        wordings = {(clause, version) for clause, version, _ in wanted}
        found = {
            key[1:]: stands
            for clause, version in wordings
            for key, stands in history.under(("rung", clause, version), position)
        }
        assert found == wanted
