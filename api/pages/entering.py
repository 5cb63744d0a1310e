"""By whose credentials a record came in, where they are not the actor's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.record import Credential
from ledger.application import Ledger
from ledger.read_back_links import RECORDED_BY
from projections.deal import KnownDeal

_BY_TOKEN = {"token": "a token", "admin_import": "an admin’s import"}


def entered(deal: KnownDeal, by: Credential, actor: str) -> str | None:
    """Who recorded for whom, in words; None where the kind of sender says all there is.

    The name beside a record says who acted, never who entered it.
    """
    if by.kind not in _BY_TOKEN or by.person == actor:
        return None
    if by.name.startswith(RECORDED_BY):
        return f"whoever had the link that was made for {deal.person(actor)} ({by.name})"
    if by.person is None:
        how = "" if by.kind == "token" else ", an admin’s import"
        return f"a token that is bound to nobody ({by.name}){how}"
    for_whom = f"the credentials of {deal.person(by.person)}, for {deal.person(actor)}"
    return f"{for_whom} ({by.name}, {_BY_TOKEN[by.kind]})"


def entered_of(
    ledger: Ledger, deal: KnownDeal, cited: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """The same of the records that an answer cites, by id."""
    known = {fact.id: fact.entry for fact in (*deal.facts.counted, *deal.organisation)}
    found = {}
    for each in cited:
        # What is of another deal is cited by it, and is none of this deal's.
        entry = known.get(each["record"]) or ledger.entry(each["record"])
        if entry and (said := entered(deal, entry.recorded_by, each["actor"])):
            found[entry.id] = said
    return found
