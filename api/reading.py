"""From the ledger to a deal as a reader on a basis knows it: where write and read side meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.record import ORGANISATION
from ledger.application import Ledger
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


def without(deal: KnownDeal, records: Sequence[str]) -> KnownDeal:
    """The deal as if these records had never been. Raises NotOnRecord for one it does not show."""
    shown = {each.id for each in (*deal.shown, *deal.organisation_shown)}
    for record in records:
        if record not in shown:
            raise NotOnRecord(record, "/without")
    return replace(deal, without=frozenset(records))
