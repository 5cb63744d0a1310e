"""What somebody who is about to sign a proposal was never shown, the most money first.

Shown is what a record shows: displayed, acknowledged, discussed or authored. That a message was
opened is not enough to sign by (as of finding SEEN01).

Amounts come first, then percentages (of which sum is not on record), then other prices, then what
is stated otherwise, then what nobody stated. The order is a help to who reads, and no verdict.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from domain.values import PRICING, Money, Percent
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.findings.needed import BEFORE_THEM
from projections.knowledge.knowing import Knowledge
from projections.on_record import proposal_on_record
from projections.people import persons_named
from projections.timeline.chosen import NotInTimeline

Json = dict[str, Any]
Stake = tuple[int, Decimal]
_NOTHING = Decimal(0)


def gate(deal: KnownDeal, person: str, proposal: str, clauses: Collection[str] = ()) -> Json:
    """The reading `gate`: what a person was never shown of a proposal (`clauses`: only of these).

    `never_shown` is as below; `sealed` False: no seal is on record, so what is in it is not known.
    `coverage` is of the systems that reported on the person, as silence is always told with it.
    Raises ProposalNotOnRecord, and NotInTimeline for a person whom no record of the deal names.
    """
    found = proposal_on_record(deal, proposal)
    knowledge = Knowledge(deal)
    human = knowledge.people.canonical(person)
    if human not in set(map(knowledge.people.canonical, persons_named(deal, knowledge.people))):
        raise NotInTimeline("person", person)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "proposal": proposal,
        "person": person,
        "name": deal.person(person),
        "sealed": found.contents is not None,
        "never_shown": never_shown(deal, person, proposal, clauses),
        "coverage": knowledge.coverage(person).json,
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def never_shown(
    deal: KnownDeal, person: str, proposal: str, clauses: Collection[str] = ()
) -> list[Json]:
    """The wordings of a sealed proposal (`clauses`: only these) that were never before a person.

    Each with `clause`, `version`, `heading`, `text` (both None: this reader may not see it), and
    `term`, the kind and value that are stated. Nothing, where no seal is on record.
    """
    found = deal.proposals.by_id.get(proposal)
    sealed = found.by(deal.basis.effective_at).contents if found else None
    knowledge = Knowledge(deal)
    unseen: list[tuple[Stake, Json]] = []
    for held in sealed or ():
        if clauses and held.clause not in clauses:
            continue
        proofs = knowledge.proofs(person, (held.clause, held.version))
        if not any(proof.rung in BEFORE_THEM for proof in proofs):
            clause = deal.clauses.by_id.get(held.clause)
            wording = clause.wording(held.version) if clause else None
            shown = _shown(deal, held.clause, held.version, wording)
            unseen.append((stake(deal, wording), shown))
    return [shown for _, shown in sorted(unseen, key=lambda each: each[0])]


def _shown(deal: KnownDeal, clause: str, version: int, wording: Wording | None) -> Json:
    stated = wording.term(deal.basis.effective_at) if wording else None
    term = stated.term.model_dump(mode="json", exclude_none=True) if stated else None
    return {
        "clause": clause,
        "version": version,
        "heading": wording.heading if wording else None,
        "text": wording.text if wording else None,
        "term": {"kind": term["kind"], "value": term.get("value")} if term else None,
    }


def stake(deal: KnownDeal, wording: Wording | None) -> Stake:
    """What it is ordered by: which comes first is the least."""
    stated = wording.term(deal.basis.effective_at) if wording else None
    if stated is None:
        return 4, _NOTHING
    match stated.term.value:
        case Money(amount=amount):
            return 0, -abs(Decimal(amount))
        case Percent(percent=percent) if stated.term.kind in PRICING:
            return 1, -abs(Decimal(percent))
        case _:
            return (2 if stated.term.kind in PRICING else 3), _NOTHING
