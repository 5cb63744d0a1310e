"""What a record changed in the state of the deal, as it was known when it was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from projections.knowledge.ladder import RANK, Rung
from projections.timeline.history import Change

_BEGINNING = {"internal": "drafted", "communication": "not_sent", "formation": "none"}
Json = dict[str, Any]


def moved(changes: Sequence[Change], called: Callable[[str], str]) -> Json:
    """The rungs, clocks, retractions, sign-offs and the standing that changed, as JSON.

    Each says from what to what; None where it was not there before, or is there no longer. `fell`
    marks a rung that was taken back. A rung that stands as it was and is less sure now, or more, is
    among them. `called` gives the name of a person by an id.
    """
    by_part: dict[str, list[Change]] = {}
    for change in changes:
        by_part.setdefault(change.key[0], []).append(change)
    return {
        "rungs": [each for change in by_part.get("rung", ()) for each in _rung(change, called)],
        "clocks": [each for change in by_part.get("clocks", ()) for each in _clocks(change)],
        "retractions": [e for change in by_part.get("clocks", ()) for e in _retractions(change)],
        "sign_offs": [
            e for change in by_part.get("coverage", ()) for e in _sign_offs(change, called)
        ],
        "standing": _one(by_part.get("standing", ())),
        "governing": _one(by_part.get("governing", ())),
    }


def _one(changes: Sequence[Change]) -> Json | None:
    return {"from": changes[0].before, "to": changes[0].after} if changes else None


def _rung(change: Change, called: Callable[[str], str]) -> Iterator[Json]:
    """A rung that is only proven by another record now, and as surely, has not moved.

    `marks` say how sure it is now, and `from_marks` how sure it was, as the reading `knowledge`
    has them; `late_change` is what the record may have meant instead.
    """
    _, clause, version, person = change.key
    before, after = change.before or {}, change.after or {}
    if (_stands(before), _marks(before)) != (_stands(after), _marks(after)):
        found: Json = {"person": person, "name": called(person)}
        found |= {"clause": clause, "version": int(version)}
        found |= {"from": _stands(before), "to": _stands(after), "fell": _fell(before, after)}
        found |= {name: after[name] for name in ("marks", "late_change") if name in after}
        yield found | ({"from_marks": before["marks"]} if "marks" in before else {})


def _stands(rung: Json) -> Rung | None:
    return rung.get("rung")


def _marks(rung: Json) -> list[str]:
    found: list[str] = rung.get("marks", [])
    return found


def _fell(before: Json, after: Json) -> bool:
    was, now = _stands(before), _stands(after)
    return was is not None and (now is None or RANK[now] < RANK[was])


def _clocks(change: Change) -> Iterator[Json]:
    for clock, beginning in _BEGINNING.items():
        before, after = (
            each[clock]["state"] if each else beginning for each in (change.before, change.after)
        )
        if before != after:
            yield {"proposal": change.key[1], "clock": clock, "from": before, "to": after}


def _retractions(change: Change) -> Iterator[Json]:
    before, after = _moments(change.before), _moments(change.after)
    for record in dict.fromkeys((*before, *after)):
        if before.get(record) != after.get(record):
            moments = {"from": before.get(record), "to": after.get(record)}
            yield {"proposal": change.key[1], "record": record, **moments}


def _moments(clocks: Json | None) -> dict[str, str]:
    every = (*clocks["retractions"], *clocks["clause_retractions"]) if clocks else ()
    return {each["record"]: each["moment"] for each in every}


def _sign_offs(change: Change, called: Callable[[str], str]) -> Iterator[Json]:
    """Required ones, of the row's wording: another one in its place has sign-offs of its own."""
    before, after = _required(change.before), _required(change.after)
    row = change.after or change.before
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            by, who = key
            states = {"from": before.get(key), "to": after.get(key)}
            named = {"name": called(who)} if by == "of" else {}
            of = {"clause": row["clause"], "version": row["version"]}
            yield {**of, by: who, **named, **states}


def _required(row: Json | None) -> dict[tuple[str, str], str]:
    every: Iterable[Json] = row["required"] if row else ()
    return {
        ("of", each["of"]) if each["by"] == "request" else ("function", each["function"]): each[
            "state"
        ]
        for each in every
    }
