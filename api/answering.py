"""One question answered, however it came in: plainly, for a dispute, or as a hypothesis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.answers import ask, beside_hypothesis
from api.issuing import Dispute
from api.reading import known_deal, without
from domain.refusals import Refusal
from ledger.application import Ledger
from projections.basis import Asked, Basis
from projections.deal import KnownDeal


class HypothesisNotRecorded(Refusal):
    """An answer that leaves records out cannot be recorded for a dispute."""

    code = "hypothesis_not_recorded"

    def __init__(self) -> None:
        super().__init__(
            "What leaves records out is a hypothesis, and is never recorded: leave out `dispute` "
            "or `without`.",
            "/without",
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question on a deal, and how it is to be answered. `asked_by` is the person, if known.

    `sees` are the deals that who asks may see (None: all).
    """

    deal: str
    asked: Asked | Basis
    question: str | dict[str, Any]
    dispute: str | None = None
    without: tuple[str, ...] = ()
    asked_by: str | None = None
    sees: frozenset[str] | None = None


def answered(ledger: Ledger, now: datetime, wanted: Wanted) -> tuple[dict[str, Any], KnownDeal]:
    """The answer with what stands beside it, and the deal that was looked at.

    Raises Refusals: of the times, of the question, of the dispute.
    """
    if wanted.dispute is not None:
        return _in_dispute(ledger, now, wanted, wanted.dispute)
    known = without(known_deal(ledger, wanted.deal, now, wanted.asked), wanted.without)
    found = ask(ledger, known, wanted.asked, wanted.question, deals=wanted.sees)
    return found | beside_hypothesis(known), known


def recorded(ledger: Ledger, now: datetime, wanted: Wanted) -> dict[str, Any] | None:
    """The answer that is on record for a dispute on a basis, with what stands beside it.

    None when none is: nothing is recorded here. Raises AnswerErased, BadBasis, DealNotOnRecord.
    """
    asked = wanted.asked
    if wanted.dispute is None or not isinstance(asked, Basis):
        return None
    dispute = Dispute(wanted.deal, wanted.dispute, wanted.question, None, wanted.sees)
    given = dispute.given(ledger, asked)
    if given is None:
        return None
    today = known_deal(ledger, wanted.deal, now, Asked(role=asked.role))
    return given | dispute.beside(ledger, today, given)


def _in_dispute(
    ledger: Ledger, now: datetime, wanted: Wanted, named: str
) -> tuple[dict[str, Any], KnownDeal]:
    """The answer as it is on record, recorded now if it was not."""
    if wanted.without:
        raise HypothesisNotRecorded
    asked = wanted.asked
    dispute = Dispute(wanted.deal, named, wanted.question, wanted.asked_by, wanted.sees)
    given = dispute.given(ledger, asked) if isinstance(asked, Basis) else None
    if given is None:
        known = known_deal(ledger, wanted.deal, now, asked)
        given = ask(ledger, known, asked, wanted.question, deals=wanted.sees)
        given = dispute.issue(ledger, known, given)
    today = known_deal(ledger, wanted.deal, now, Asked(role=asked.role))
    return given | dispute.beside(ledger, today, given), today
