"""From a question to the answer that every kind gives (VOCABULARY 6.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.canonical import canonical
from projections.answers.evidence import Evidence, cite
from projections.answers.question import ScopeQuestion
from projections.answers.scope import ScopeFinding
from projections.answers.telling import Telling
from projections.basis import RULES
from projections.deal import KnownDeal
from projections.not_in_it import governing_not_in_it

NOT_COMPUTED = "not_computed"
"""Stands where an answer rests on a fold that is not built yet; never an empty list instead."""

RootAt = Callable[[int], bytes]
"""The root of the tree over the first entries."""


def answer(deal: KnownDeal, question: ScopeQuestion, root_at: RootAt) -> dict[str, Any]:
    """The complete answer, as JSON. The same question on the same basis gives the same bytes."""
    finding = ScopeFinding(deal, question)
    today = ScopeFinding(deal.now(root_at(deal.basis.now_position).hex()), question)
    telling = Telling(finding)
    supports, opposes = finding.evidence("in"), finding.evidence("out")
    if finding.verdict == "no":
        supports, opposes = opposes, supports
    if finding.precedence and any(i.ruling.rule == "precedence" for i in finding.items):
        supports = [*supports, telling.precedence_cited]
    return {
        "deal": deal.id,
        "version": deal.version,
        "question": question.json(deal.catalogue),
        "verdict": finding.verdict,
        "sentence": telling.sentence,
        "basis": deal.basis.json,
        "governing": telling.governing,
        "not_in_it": governing_not_in_it(deal),
        "now": {
            "verdict": today.verdict,
            "standing": today.deal.standing,
            "sentence": Telling(today).standing,
            "ended_too": Telling(today).ended_too,
        },
        "readings": telling.readings,
        "supports": _cited(deal, supports),
        "opposes": _cited(deal, opposes),
        "also_said": _cited(deal, finding.evidence("also_said")),
        "not_shown": telling.not_shown,
        "coverage": NOT_COMPUTED,
        "sign_offs": NOT_COMPUTED,
        "would_change": telling.would_change,
        "concepts": telling.concepts,
        "withheld": deal.withheld,
        "rules": RULES,
    }


def answer_bytes(answered: dict[str, Any]) -> bytes:
    """The bytes of an answer, whose digest can be recorded."""
    return canonical(answered)


def _cited(deal: KnownDeal, evidence: list[Evidence]) -> list[dict[str, Any]]:
    return [cite(deal, each) for each in evidence]
