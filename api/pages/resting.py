"""What rests on a record that is to be struck: what it is to the text that governs, what changes.

It is a reading of what is known now, made twice: with the record, and as if it had never been. No
answer that somebody could ask for is tried: which of those change is not said here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from domain.canonical import canonical
from domain.events.proposals import (
    AgreementExecuted,
    ProposalAccepted,
    ProposalReceived,
    ProposalSealed,
    ProposalSent,
)
from domain.events.sign_off import SignOffGranted
from projections.clocks.reading import last_clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.signing.sign_offs import proposals_of
from projections.terms import governing_shown, terms

Json = dict[str, Any]
IS_ITS: dict[type, str] = {
    ProposalSealed: "the seal",
    ProposalSent: "a sending",
    ProposalReceived: "an arrival",
    ProposalAccepted: "an acceptance",
    AgreementExecuted: "the signing as an agreement",
    SignOffGranted: "a signature",
}
READINGS: dict[str, Callable[[KnownDeal], Json]] = {
    "The terms": terms,
    "The sign-offs": coverage,
    "The three clocks": lambda deal: last_clocks(deal, None),
}


def resting(deal: KnownDeal, fact: Fact) -> Json:
    """What rests on it: `is_its` and `proposal` are None where it is none of the governing text's.

    `now` and `without` are the standing and the governing text; `readings` are those that name the
    record, or that read otherwise without it.
    """
    without = replace(deal, without=deal.without | {fact.id})
    proposal = getattr(fact.event, "proposal", None)
    of_the_text = proposal in proposals_of(deal.governing)
    return {
        "is_its": IS_ITS.get(type(fact.event)) if of_the_text else None,
        "proposal": proposal if of_the_text else None,
        "now": _standing(deal),
        "without": _standing(without),
        "readings": [
            each
            for name, read in READINGS.items()
            if (each := _compared(name, read(deal), read(without), fact.id))
        ],
    }


def _standing(deal: KnownDeal) -> Json:
    return {"standing": deal.standing, "governing": governing_shown(deal.governing)}


def _compared(name: str, now: Json, without: Json, record: str) -> Json | None:
    named, changes = _names(now, record), canonical(now) != canonical(without)
    return {"name": name, "named": named, "changes": changes} if named or changes else None


def _names(value: Any, record: str) -> bool:
    if isinstance(value, dict):
        return any(_names(each, record) for each in value.values())
    if isinstance(value, list):
        return any(_names(each, record) for each in value)
    return bool(value == record)
