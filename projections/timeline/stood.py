"""The reading behind a step of the replay: one moment, what stood after it, and who took part."""

from __future__ import annotations

from typing import Any

from projections.deal import KnownDeal
from projections.facts import Fact
from projections.timeline.every import last_moment
from projections.timeline.growing import as_known
from projections.timeline.moments import Moments
from projections.timeline.moved import moved
from projections.timeline.replay import Replay
from projections.timeline.state import state


def stood(
    deal: KnownDeal,
    position: int,
    replay: Replay,
    *,
    own_only: bool = False,
    then: KnownDeal | None = None,
) -> dict[str, Any]:
    """The last moment up to a position and the state there, as both were known, as JSON.

    `moment` is one of the reading `timeline`, None before the first one; `state` the reading of
    that name. `people` are those who had been assigned, then everybody else with a rung in the
    state: a person who is not under a wording there has no record that proves a rung on it.
    `replay` is one of the same deal on the same basis; with `own_only` only records of the deal are
    moments. `then` is the deal `as_known` at the position, for those who have it. Raises BadBasis.
    """
    found = state(deal, position, replay)
    moments = (then or as_known(deal, position)).once(Moments)
    last = last_moment(moments, replay, own_only=own_only)
    return {
        "moment": _moment(moments, replay, last) if last else None,
        "state": found,
        "people": _people(moments, found),
    }


def _moment(moments: Moments, replay: Replay, fact: Fact) -> dict[str, Any]:
    changes = moved(replay.changes(fact.place), moments.called)
    return moments.shown(fact) | {"moved": changes}


def _people(moments: Moments, found: dict[str, Any]) -> list[dict[str, Any]]:
    participants = moments.deal.participants
    people = {moments.people.canonical(person): participants[person] for person in participants}
    on_rungs = (each["person"] for of in found["knowledge"] for each in of["people"])
    return [
        {
            "person": person,
            "name": moments.called(person),
            "function": people[person].function if person in people else None,
        }
        for person in dict.fromkeys((*people, *on_rungs))
    ]
