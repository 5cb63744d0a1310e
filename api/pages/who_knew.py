"""The reading `knowledge` as a table of people by wordings, and as a sheet for each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from projections.answers.evidence import marks
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.people import called, people_of
from projections.sentences import Sentences

Json = dict[str, Any]
Key = tuple[str, int]

RUNG_WORDS = {
    "addressed": "It was meant for them; that it arrived is not on record.",
    "sent": "It was sent to them.",
    "received": "It reached them.",
    "opened": "They opened it, which is not that they read it.",
    "displayed": "It was displayed to them.",
    "acknowledged": "They acknowledged it, accepted it or turned it down.",
    "discussed": "They spoke or wrote about it, or met about it.",
    "signed": "They signed it off, which is not that they saw it.",
    "authored": "They wrote it.",
}


def columns(deal: KnownDeal, reading: Json, wanted: str) -> list[Json]:
    """The wordings of the table, in the order of clauses and of time.

    `wanted` is `all`, `clause:ID` for those of one clause, or `standing`: those that govern, else
    stand in the drafts.
    """
    every: list[Json] = reading["wordings"]
    if wanted == "all":
        return every
    clause = wanted.removeprefix("clause:")
    if clause != wanted:
        return [each for each in every if each["clause"] == clause]
    standing = {w.clause: w.number for w in deal.clauses.current(deal.basis.effective_at)}
    standing |= {w.clause: w.number for w in deal.text}
    return [each for each in every if standing.get(each["clause"]) == each["version"]]


def rows(deal: KnownDeal, reading: Json, shown: Sequence[Json]) -> list[Json]:
    """A row for each person: `cells` has, per column, the `rung` (None: not on record).

    `maybe` are the rungs of records of which it is not known whether they meant this wording.
    `first`: their first exposure; `unseen`: a participant of whom no record says that they saw it.
    """
    facts = by_id(deal)
    return [
        person | {"cells": [_first(cell, reading) for cell in _cells(deal, facts, person, shown)]}
        for person in reading["people"]
    ]


def by_id(deal: KnownDeal) -> dict[str, Fact]:
    """What counts of a deal, by the ids of its records."""
    return {fact.id: fact for fact in deal.facts.counted}


def believed(deal: KnownDeal, fact: Fact | None, rung: Json) -> Json:
    """A rung with the marks of the record that proves it, beside those of the rung itself.

    A late record, or one that only its sender vouches for, is seen to be one where the rung stands.
    """
    own = rung.get("marks", [])
    # Of the moment that is asked about the rung itself says whether the order is known.
    more = [each for each in marks(deal, fact) if each != "order_unknown"] if fact else []
    return rung | {"marks": [*own, *(each for each in more if each not in own)]}


def _first(cell: Json, reading: Json) -> Json:
    """A cell with the moment of the first exposure, where one is on record."""
    first = cell["rung"]["first_exposure"] if cell["rung"] else None
    return cell | {"first": reading["records"][first]["occurred_at"] if first else None}


def _cells(
    deal: KnownDeal, facts: Mapping[str, Fact], person: Json, shown: Sequence[Json]
) -> list[Json]:
    proven = {
        (clause["clause"], rung["version"]): believed(deal, facts.get(rung["record"]), rung)
        for clause in person["clauses"]
        for rung in clause["wordings"]
    }
    maybe: dict[Key, list[Json]] = {}
    for clause in person["clauses"]:
        for each in clause.get("undetermined", []):
            maybe.setdefault((clause["clause"], each["version"]), []).append(each)
    return [_cell(person["person"], wording, proven, maybe) for wording in shown]


def _cell(
    person: str, wording: Json, proven: Mapping[Key, Json], maybe: Mapping[Key, list[Json]]
) -> Json:
    key = (wording["clause"], wording["version"])
    return {
        "clause": key[0],
        "version": key[1],
        "rung": proven.get(key),
        "maybe": maybe.get(key, []),
        "unseen": person in wording["not_shown_to"],
    }


def person_sheet(deal: KnownDeal, reading: Json, person: str) -> Json | None:
    """One person in full, whichever of their ids is given; None when nobody is on record by it.

    `wordings`: those of which something is on record, each with its cell; `records`: what they
    cite, with sentences; `not_on_record`: the other wordings.
    """
    people: list[Json] = reading["people"]
    found = next((each for each in people if person in each["ids"]), None)
    if found is None:
        return None
    cells = _cells(deal, by_id(deal), found, reading["wordings"])
    each_one = [head | cell for head, cell in zip(reading["wordings"], cells, strict=True)]
    on_record = [each for each in each_one if each["rung"] or each["maybe"]]
    return found | {
        "wordings": on_record,
        "not_on_record": [each for each in each_one if not (each["rung"] or each["maybe"])],
        "records": _records(deal, reading, on_record),
    }


def _records(deal: KnownDeal, reading: Json, wordings: Sequence[Json]) -> dict[str, Json]:
    """What the sheet cites, by id, each as a sentence."""
    firsts = ("record", "first_exposure", "first_opened_or_above", "first_seen", "failed_by")
    cited = {w["rung"].get(name) for w in wordings if w["rung"] for name in firsts}
    cited |= {each["record"] for w in wordings for each in w["maybe"]}
    sentences = Sentences(deal, partial(called, deal, people_of(deal)))
    facts = by_id(deal)
    return {
        id_: reading["records"].get(id_, {}) | {"record": id_, "sentence": sentences.of(facts[id_])}
        for id_ in sorted(each for each in cited if each)
        if id_ in facts
    }


def gaps(reading: Json, names: dict[str, str]) -> list[Json]:
    """What was not reported, with the people whom it concerns: gaps, and that nothing reported."""
    found: dict[str, list[str]] = {}
    for person in reading["people"]:
        coverage = person["coverage"]
        if coverage["gaps"] or not coverage["connected"]:
            found.setdefault(coverage["sentence"], []).append(names[person["person"]])
    return [{"sentence": said, "people": people} for said, people in found.items()]
