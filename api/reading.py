"""From the ledger to a deal as a reader on a basis knows it: where write and read side meet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.record import ORGANISATION
from ledger.application import Ledger
from projections.answers.answering import answer
from projections.answers.question import from_parameters, read
from projections.basis import Asked, Basis, DealNotOnRecord, resolve
from projections.deal import KnownDeal

AS_OF_NOW = Asked()


def known_deal(
    ledger: Ledger, deal: str, now: datetime, asked: Asked | Basis = AS_OF_NOW
) -> KnownDeal:
    """The deal on a basis: the one given, or the one resolved from the times asked for.

    Raises DealNotOnRecord, BadBasis.
    """
    up_to = asked.now_position if isinstance(asked, Basis) else ledger.size
    entries = [] if deal == ORGANISATION else ledger.entries(deal, up_to)
    if not entries:
        raise DealNotOnRecord(deal)
    basis = asked if isinstance(asked, Basis) else resolve(ledger, entries, now, asked)
    return KnownDeal(deal, entries, ledger.entries(ORGANISATION, up_to), basis)


def ask(ledger: Ledger, deal: KnownDeal, question: str | dict[str, Any]) -> dict[str, Any]:
    """The answer to a question in plain words or as parameters. Raises QuestionNotRead."""
    understood = (
        read(question, deal.catalogue)
        if isinstance(question, str)
        else from_parameters(question, deal.catalogue)
    )
    return answer(deal, understood, ledger.root)
