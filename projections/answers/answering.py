"""From a question to the answer that every kind gives (VOCABULARY 6.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from domain.canonical import canonical
from projections.answers.asked import Question
from projections.answers.draft import Beyond, Case, Draft, Verdict
from projections.answers.evidence import Evidence, cite
from projections.answers.registry import READ_AS, RULES_OF, VERDICTS_OF
from projections.answers.standing import ended_too, governing_told, standing_told
from projections.basis import RULES
from projections.deal import KnownDeal
from projections.not_in_it import governing_not_in_it
from projections.sources import Sources

RootAt = Callable[[int], bytes]
"""The root of the tree over the first entries."""


def answer(deal: KnownDeal, question: Question, root_at: RootAt, beyond: Beyond) -> dict[str, Any]:
    """The complete answer, as JSON. The same question on the same basis gives the same bytes."""
    draft = decided(deal, question, beyond)
    today = of_today(deal, root_at)
    is_today = today.basis == deal.basis
    verdict_today = draft.verdict if is_today else verdict(today, question, beyond)
    return {
        "deal": deal.id,
        "version": deal.version,
        "question": question_json(question, deal),
        "verdict": draft.verdict,
        "sentence": " ".join([draft.sentence, *deal.notes]),
        "basis": deal.basis.json,
        "governing": governing_told(deal),
        "not_in_it": governing_not_in_it(deal),
        "now": {
            "verdict": verdict_today,
            "standing": today.standing,
            "sentence": standing_told(today),
            "ended_too": ended_too(today),
        },
        "readings": list(draft.readings),
        "supports": _cited(deal, draft.supports),
        "opposes": _cited(deal, draft.opposes),
        "also_said": _cited(deal, draft.also_said),
        "not_shown": list(draft.not_shown),
        "coverage": Sources(deal.happened, deal.zone).on(()).json,
        "details": dict(draft.details),
        "would_change": draft.would_change,
        "concepts": list(draft.concepts),
        "withheld": deal.withheld,
        "rules": RULES,
    }


def of_today(deal: KnownDeal, root_at: RootAt) -> KnownDeal:
    """The same deal today. The root is asked for only where the basis does not have it."""
    basis = deal.basis
    its_own = basis.known_at == basis.now_position
    return deal.now(basis.root if its_own else root_at(basis.now_position).hex())


def in_two_readings(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The answers to a question that can be read in two ways, as one that gives both whole.

    Where the verdicts differ, it is ambiguous; the evidence beside it is that of the first reading.
    """
    first = answers[0]
    verdicts = {each["verdict"] for each in answers}
    said = [f"Read as “{each['question']['read_as']}”: {each['sentence']}" for each in answers]
    return first | {
        "verdict": first["verdict"] if len(verdicts) == 1 else "ambiguous",
        "sentence": " ".join(["The question can be read in two ways.", *said]),
        "readings": [
            {
                "reading": each["question"]["read_as"],
                "verdict": each["verdict"],
                "sentence": each["sentence"],
                "answer": each,
            }
            for each in answers
        ],
    }


def decided(deal: KnownDeal, question: Question, beyond: Beyond) -> Draft:
    """What the rule file of its kind decides."""
    return RULES_OF[question.kind](Case(deal, question, beyond))


def verdict(deal: KnownDeal, question: Question, beyond: Beyond) -> Verdict:
    """The verdict alone: it costs less than what stands beside it."""
    return VERDICTS_OF[question.kind](Case(deal, question, beyond))


def question_json(question: Question, deal: KnownDeal) -> dict[str, Any]:
    """How a question was read, as JSON; the times are those that its own words gave."""
    times = {
        name: value
        for name in ("effective_at", "known_at")
        if (value := getattr(question, name)) is not None
    }
    return {
        "asked": question.asked,
        "kind": question.kind,
        **question.parameters,
        **({"times": times} if times else {}),
        "negated": question.negated,
        **({"passed_over": list(question.passed_over)} if question.passed_over else {}),
        "read_as": READ_AS[question.kind](question, deal),
    }


def answer_bytes(answered: dict[str, Any]) -> bytes:
    """The bytes of an answer, whose digest can be recorded."""
    return canonical(answered)


def _cited(deal: KnownDeal, evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [cite(deal, each) for each in evidence]
