"""What could be done instead of taking back all of a proposal: some clauses, or a clarification.

It says what the record shows of each way, and gives no advice. Whether the rest of an offer can
stand without a clause is no matter of record, and it is not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.events.proposals import SealedWording
from projections.clauses import Wording
from projections.clocks.fold import ProposalClocks
from projections.clocks.shown import beside
from projections.deal import KnownDeal
from projections.sentences.naming import listed
from projections.terms import left_silent, terms_of

Json = dict[str, Any]
_BOTH = ("client", "seller")


def instead(deal: KnownDeal, found: ProposalClocks) -> Json:
    """The other ways, as JSON.

    `some_clauses` has one member for each clause that the seal holds and nobody took back: how many
    others would stay, and the records of reliance and orders that bear on it or on all. `clarify`
    names who would have to agree, the clarifications on record, and what all its clauses leave
    silent (`silent` None: nobody stated what the wording means).
    """
    held = found.proposal.contents or ()
    open_ = [each for each in held if not _retracted(found, each.clause)]
    shown = beside(deal, found)
    return {
        "some_clauses": [_without(each, len(open_) - 1, shown) for each in open_],
        "clarify": _clarify(deal, held, shown["clarifications"]),
    }


def _retracted(found: ProposalClocks, clause: str) -> bool:
    every = (*found.retractions.whole, *found.retractions.in_part)
    return any(each.event.clauses is None or clause in each.event.clauses for each in every)


def _without(held: SealedWording, others: int, shown: Json) -> Json:
    relied = [each for each in shown["reliance"] if each["clause"] in {None, held.clause}]
    orders = [each for each in shown["orders"] if each["claimed_under"] == held.clause]
    stays = (
        f"the {others} other clauses of it would stay as they are"
        if others > 1
        else "the other clause of it would stay as it is"
        if others
        else "nothing of it would stay"
    )
    return {
        "clause": held.clause,
        "version": held.version,
        "stay": others,
        "reliance": [each["record"] for each in relied],
        "orders": [each["record"] for each in orders],
        "sentence": (
            f"Without clause {held.clause}, {stays}. Reliance on it, or on all of the proposal: "
            f"{_records(relied)}. Orders claimed under it: {_records(orders)}."
        ),
    }


def _records(found: Sequence[Json]) -> str:
    return listed(each["record"] for each in found) if found else "none on record"


def _clarify(deal: KnownDeal, held: Sequence[SealedWording], on_record: Sequence[Json]) -> Json:
    parties = {
        role: [each.party for each in deal.parties.values() if each.role == role] for role in _BOTH
    }
    who = [
        f"the {role} ({listed(map(deal.person, of)) if of else 'not on record'})"
        for role, of in parties.items()
    ]
    return {
        "agreed_by": parties,
        "on_record": list(on_record),
        "clauses": [
            {"clause": each.clause, "version": each.version, "silent": _silent(deal, each)}
            for each in held
        ],
        "sentence": (
            f"A clarification holds once {listed(who)} have both agreed, and not before. It takes "
            "nothing back: what was signed, relied on, accepted and ordered stays as it is, and "
            f"the wordings stay as they are. On record: {_records(on_record)}."
        ),
    }


def _silent(deal: KnownDeal, held: SealedWording) -> dict[str, list[str]] | None:
    wording = _wording(deal, held)
    stated = terms_of(deal, wording) if wording else []
    return left_silent(deal, wording, stated[0].term.kind) if wording and stated else None


def _wording(deal: KnownDeal, held: SealedWording) -> Wording | None:
    clause = deal.clauses.by_id.get(held.clause)
    return clause.wording(held.version) if clause else None
