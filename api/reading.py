"""From the ledger to a deal as a reader on a basis knows it: where write and read side meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from api.beyond import BeyondOneDeal
from domain.record import ORGANISATION
from ledger.application import Ledger
from projections.answers.answering import answer, in_two_readings, of_today
from projections.answers.asked import Question
from projections.answers.known import Known
from projections.answers.parameters import from_parameters
from projections.answers.question import read
from projections.basis import (
    RULES,
    Asked,
    BadBasis,
    Basis,
    DealNotOnRecord,
    NotOnRecord,
    resolve,
)
from projections.deal import KnownDeal

AS_OF_NOW = Asked()


def known_deal(
    ledger: Ledger, deal: str, now: datetime, asked: Asked | Basis = AS_OF_NOW
) -> KnownDeal:
    """The deal on a basis: the one given, or the one resolved from the times asked for.

    Raises DealNotOnRecord, BadBasis.
    """
    if isinstance(asked, Basis):
        refuse_foreign(ledger, asked, now)
    up_to = asked.now_position if isinstance(asked, Basis) else ledger.size
    entries = [] if deal == ORGANISATION else ledger.entries(deal, up_to)
    if not entries:
        raise DealNotOnRecord(deal)
    basis = asked if isinstance(asked, Basis) else resolve(ledger, entries, now, asked, up_to)
    return KnownDeal(deal, entries, ledger.entries(ORGANISATION, up_to), basis)


def refuse_foreign(ledger: Ledger, basis: Basis, now: datetime) -> None:
    """Raise BadBasis for a basis that no reading of this ledger can have printed."""
    if basis.rules != RULES:
        raise BadBasis(f"It stands on rules {basis.rules}; these are {RULES}.", "/basis/rules")
    if not 0 <= basis.known_at <= basis.now_position <= ledger.size or basis.now_at > now:
        raise BadBasis("It stands on what this ledger does not hold yet.", "/basis")
    if basis.root != ledger.root(basis.known_at).hex():
        raise BadBasis("Its root is not the one of this ledger at known_at.", "/basis/root")


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
    names = Known(of_today(deal, ledger.root))
    if isinstance(question, str):
        questions = read(question, names)
    else:
        questions = (from_parameters(question, names),)
    beyond = BeyondOneDeal(ledger, deals)
    answers = [
        answer(_at_its_times(ledger, deal, asked, each), each, ledger.root, beyond)
        for each in questions
    ]
    return in_two_readings(answers) if len(answers) > 1 else answers[0]


def _at_its_times(
    ledger: Ledger, deal: KnownDeal, asked: Asked | Basis, question: Question
) -> KnownDeal:
    if isinstance(asked, Basis):
        return deal
    times = replace(
        asked,
        effective_at=question.effective_at if asked.effective_at is None else asked.effective_at,
        known_at=question.known_at if asked.known_at is None else asked.known_at,
    )
    if times == asked:
        return deal
    now = deal.basis
    return deal.on(resolve(ledger, deal.entries, now.now_at, times, now.now_position))


def without(deal: KnownDeal, records: Sequence[str]) -> KnownDeal:
    """The deal as if these records had never been. Raises NotOnRecord for one it does not show."""
    shown = {each.id for each in (*deal.shown, *deal.organisation_shown)}
    for record in records:
        if record not in shown:
            raise NotOnRecord(record, "/without")
    return replace(deal, without=frozenset(records))


def beside_hypothesis(deal: KnownDeal) -> dict[str, Any]:
    """What stands beside an answer that leaves records out; nothing beside any other."""
    if not deal.without:
        return {}
    left_out = sorted(deal.without)
    sentence = (
        f"Hypothetical: answered as if {', '.join(left_out)} were not on record. They are, and the "
        "answer is not kept."
    )
    return {"hypothetical": {"without": left_out, "sentence": sentence}}
