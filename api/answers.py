"""A question to a deal, answered: in a file of its own, since the reader of words is large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from api.beyond import BeyondOneDeal
from ledger.application import Ledger
from projections.answers.answering import answer, in_two_readings, of_today
from projections.answers.asked import Question
from projections.answers.known import Known
from projections.answers.parameters import from_parameters
from projections.answers.question import read
from projections.basis import Asked, Basis, resolve
from projections.deal import KnownDeal


def ask(
    ledger: Ledger,
    deal: KnownDeal,
    asked: Asked | Basis,
    question: str | dict[str, Any],
    *,
    deals: frozenset[str] | None = None,
) -> dict[str, Any]:
    """The answer to a question in plain words or as parameters. Raises QuestionNotRead, BadBasis.

    `deal` stands on what was `asked`. Times that the words give count where none was asked for; a
    question that can be read in two ways is answered in both. `deals` are those that who asks may
    see (None: all): of no other one anything is said, nor counted.
    """
    questions = as_read(ledger, deal, question)
    beyond = BeyondOneDeal(ledger, deals)
    answers = [
        answer(known, each, ledger.root, beyond)
        for known, each in zip(_known(ledger, deal, asked, questions), questions, strict=True)
    ]
    return in_two_readings(answers) if len(answers) > 1 else answers[0]


def as_read(ledger: Ledger, deal: KnownDeal, question: str | dict[str, Any]) -> Sequence[Question]:
    """A question as it is read, in two ways at most. Raises QuestionNotRead."""
    timed = deal.basis.effective_at < deal.basis.now_at
    names = Known(of_today(deal, ledger.root), timed=timed)
    if isinstance(question, str):
        return read(question, names)
    return (from_parameters(question, names),)


def _known(
    ledger: Ledger, deal: KnownDeal, asked: Asked | Basis, questions: Sequence[Question]
) -> list[KnownDeal]:
    """The deal at the times of each reading."""
    if not isinstance(asked, Basis):
        return [_at_its_times(ledger, deal, asked, each) for each in questions]
    own = [_at_its_times(ledger, deal, Asked(role=asked.role), each) for each in questions]
    # Of two readings the basis of the first is printed: it stands for both, each at its time.
    return own if len(questions) > 1 and own[0].basis == asked else [deal] * len(questions)


def _at_its_times(ledger: Ledger, deal: KnownDeal, asked: Asked, question: Question) -> KnownDeal:
    times = replace(
        asked,
        effective_at=question.effective_at if asked.effective_at is None else asked.effective_at,
        known_at=question.known_at if asked.known_at is None else asked.known_at,
    )
    if times == asked:
        return deal
    now = deal.basis
    return deal.on(resolve(ledger, deal.entries, now.now_at, times, now.now_position))


def beside_hypothesis(deal: KnownDeal) -> dict[str, Any]:
    """What stands beside an answer that leaves records out; nothing beside any other."""
    if not deal.without:
        return {}
    left_out = sorted(deal.without)
    are = "It is" if len(left_out) == 1 else "They are"
    sentence = (
        f"Hypothetical: answered as if {', '.join(left_out)} were not on record. {are}, and the "
        "answer is not kept."
    )
    return {"hypothetical": {"without": left_out, "sentence": sentence}}
