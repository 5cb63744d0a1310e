"""Read-back: a question to each clause on prices, put to people before they rely on it.

It asks for what is added later, which is disputed most, whatever the term says: that somebody
stated a meaning is not that others share it. And where the prices are silent on something else that
is likely to be ordered (as of finding SCOPE01), for the first of that too.
"""

from __future__ import annotations

from typing import Any

from domain.values import PRICING
from projections.catalogue import Item
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.findings.looked import Looked
from projections.findings.rules.scope01 import LIKELY
from projections.sentences.naming import spelled

Json = dict[str, Any]
_ASKED: dict[Item, str] = {
    ("orders", "expansion"): "services or licences that are not in this order and are added later",
    ("orders", "renewal"): "renewals of this order",
    ("beneficiaries", "affiliates"): "affiliates of the client",
    ("quantity", "additional"): "more of what is ordered than was contracted",
}


def read_back(deal: KnownDeal, proposal: str) -> list[Json]:
    """The questions to a sealed proposal, in the order of its clauses.

    Each has `clause`, `version`, `heading`, `text`, `axis`, `item`, `silent` (whether no term of
    prices rules on it) and the `question`. None where no seal is on record, or no price is stated.
    """
    found = deal.proposals.by_id.get(proposal)
    looked = Looked(deal)
    wordings = []
    for held in (found.contents or ()) if found else ():
        clause = deal.clauses.by_id.get(held.clause)
        wording = clause.wording(held.version) if clause else None
        stated = wording.term(looked.moment) if wording else None
        if wording and stated and stated.term.kind in PRICING:
            wordings.append((wording, spelled(stated.term.kind)))
    rules = looked.ruled([wording for wording, _ in wordings], PRICING)
    silent = [item for item in LIKELY if rules.on(item).state == "silent"]
    items = list(dict.fromkeys((LIKELY[0], *silent[:1])))
    return [
        _question(wording, kind, item, is_silent=item in silent)
        for wording, kind in wordings
        for item in items
    ]


def _question(wording: Wording, kind: str, item: Item, *, is_silent: bool) -> Json:
    return {
        "clause": wording.clause,
        "version": wording.number,
        "heading": wording.heading,
        "text": wording.text,
        "axis": item[0],
        "item": item[1],
        "silent": is_silent,
        "question": f"Does the {kind} of clause {wording.clause} apply to {_ASKED[item]}?",
    }
