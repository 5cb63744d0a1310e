"""The reading `state`: a deal as it stood after any of its moments, as it was known then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from projections.basis import BadBasis
from projections.deal import KnownDeal
from projections.timeline.history import History
from projections.timeline.replay import Replay


def state(deal: KnownDeal, position: int, replay: Replay | None = None) -> dict[str, Any]:
    """The state after the record at a position (or the last before it), as JSON. Raises BadBasis.

    What happened is cut at the basis's `effective_at`, as in every reading; what was known is what
    was recorded up to the position. `terms` are those of the reading; `clocks`, `coverage` and
    `knowledge` say in short where things stand, and which records made them stand so. `knowledge`
    has the wordings that governed or stood in the drafts: nobody named means not on record.
    `replay` is one of the same deal on the same basis, for those who ask for many positions.
    """
    if not 0 <= position <= deal.basis.known_at:
        raise BadBasis(
            f"The basis knows positions 0 to {deal.basis.known_at}, not {position}.", "/position"
        )
    replay = replay or Replay(deal)
    history = replay.history(position)
    clauses = history.at(("clauses",), position) or ()
    proposals = history.at(("proposals",), position) or ()
    text = _values(history, "text", clauses, position)
    current = _values(history, "current", clauses, position)
    return {
        "deal": deal.id,
        "version": replay.version(position),
        "basis": deal.basis.json,
        "position": position,
        "governing": history.at(("governing",), position),
        "not_in_it": history.at(("not_in_it",), position),
        "standing": history.at(("standing",), position),
        "terms": {"clauses": text, "current": current},
        "clocks": _values(history, "clocks", proposals, position),
        "coverage": _values(history, "coverage", clauses, position),
        "knowledge": _knowledge(history, [*text, *current], position),
        "notes": deal.notes,
        "withheld": replay.withheld(position),
    }


def _values(history: History, part: str, ids: Iterable[str], position: int) -> list[Any]:
    found = (history.at((part, id_), position) for id_ in ids)
    return [value for value in found if value is not None]


def _knowledge(
    history: History, wordings: Iterable[Mapping[str, Any]], position: int
) -> list[dict[str, Any]]:
    """Per wording, once, everybody to whom a rung is proven, by the alphabet of their ids."""
    keys = dict.fromkeys((each["clause"], each["version"]) for each in wordings)
    found = []
    for clause, number in keys:
        proven = history.under(("rung", clause, str(number)), position)
        people = [{"person": key[-1], **stands} for key, stands in proven]
        people.sort(key=lambda each: str(each["person"]))
        found.append({"clause": clause, "version": number, "people": people})
    return found
