"""What a state has to say, taken from the readings of the same deal as it was known there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from projections.clocks import clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.knowledge.reading import knowledge
from projections.signing.table import coverage_of
from projections.terms import terms
from projections.timeline import Replay

Of = tuple[str, str, str]
BEGINNING = {"internal": "drafted", "communication": "not_sent", "formation": "none"}


def known_at(deal: KnownDeal, position: int) -> KnownDeal:
    """The same deal on the same basis, as it was known at a position."""
    basis = replace(deal.basis, known_at=position)
    return KnownDeal(deal.id, deal.entries, deal.organisation_entries, basis)


def expected(deal: KnownDeal, position: int) -> dict[str, Any]:
    """The state by the readings `terms`, `clocks`, `coverage` and `knowledge` at `known_at`."""
    then = known_at(deal, position)
    text = terms(then)
    return {
        "version": text["version"],
        "governing": text["governing"],
        "not_in_it": text["not_in_it"],
        "standing": text["standing"],
        "terms": {"clauses": text["clauses"], "current": text["current"]},
        "clocks": _clocks(then),
        "coverage": _coverage(then),
        "knowledge": _knowledge(then, [*text["clauses"], *text["current"]]),
        "notes": deal.notes,
        "withheld": text["withheld"],
    }


def in_short(state: dict[str, Any]) -> dict[str, Any]:
    """A state, without what says where it was asked, its proposals and clauses by id."""
    asked = {"deal", "basis", "position"}
    found = {name: value for name, value in state.items() if name not in asked}
    found["clocks"] = {each["proposal"]: each for each in state["clocks"]}
    found["coverage"] = {each["clause"]: each for each in state["coverage"]}
    return found


def _clocks(deal: KnownDeal) -> dict[str, Any]:
    """Without the proposals that are only referred to: they stand where every clock begins."""
    found = {}
    for each in clocks(deal)["proposals"]:
        clock = {
            name: {
                "state": each[name]["state"],
                "made_by": [fact["record"] for fact in each[name]["made_by"]],
                "order_unknown": each[name]["order_unknown"],
            }
            for name in BEGINNING
        }
        retractions = {
            kind: [
                {"record": one["record"], "moment": one["moment"], "possible": one["possible"]}
                for one in each[kind]
            ]
            for kind in ("retractions", "clause_retractions")
        }
        found[each["proposal"]] = {"proposal": each["proposal"], **clock, **retractions}
    return found


def _coverage(deal: KnownDeal) -> dict[str, Any]:
    verdicts = {row.wording.clause: row.verdict for row in coverage_of(deal).rows}
    return {
        each["clause"]: {
            "clause": each["clause"],
            "version": each["version"],
            "governs": each["governs"],
            "proposal": each["proposal"],
            "required": [_required(one) for one in each["required"]],
            "beyond": [{"state": o["state"], "answer": o["answer"]} for o in each["beyond"]],
            "verdict": verdicts[each["clause"]],
        }
        for each in coverage(deal)["clauses"]
    }


def _required(one: dict[str, Any]) -> dict[str, Any]:
    whose = "of" if one["by"] == "request" else "function"
    signed = one["signed"]
    return {name: one[name] for name in ("by", "record", whose, "state", "answer")} | {
        "authority": signed["authority"]["state"] if signed else None
    }


def rungs(deal: KnownDeal) -> dict[Of, dict[str, Any]]:
    """Every rung of everybody, by clause, version and person, with how sure it is."""
    return {
        (of["clause"], str(on["version"]), person["person"]): {
            name: on[name] for name in ("rung", "record", "marks", "late_change") if name in on
        }
        for person in knowledge(deal)["people"]
        for of in person["clauses"]
        for on in of["wordings"]
    }


def rungs_by_replay(replay: Replay, position: int, every: Iterable[Of]) -> dict[Of, dict[str, Any]]:
    """The same by replay, looked for on the wordings of `every`."""
    wordings = {(clause, version) for clause, version, _ in every}
    return {
        (clause, version, key[-1]): stands
        for clause, version in wordings
        for key, stands in replay.history(position).under(("rung", clause, version), position)
    }


def _knowledge(deal: KnownDeal, wordings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    every = rungs(deal)
    keys = dict.fromkeys((each["clause"], each["version"]) for each in wordings)
    return [
        {
            "clause": clause,
            "version": version,
            "people": [
                {"person": person, **stands}
                for (c, v, person), stands in sorted(every.items())
                if (c, v) == (clause, str(version))
            ],
        }
        for clause, version in keys
    ]
