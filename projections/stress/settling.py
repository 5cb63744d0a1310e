"""Which open rows of the stress test were settled, and by which record (`finding.settled`).

1. A row is bound to its scenario (its id, and the record that defines it), to the wordings that
   state prices in the text that was tried, and to the records that state these terms, where they
   are others. So it is the same row for a proposal and for the drafts while they hold the same.
2. Of two readings it is another finding than of no term. A new wording, another term or another
   definition makes another row, which is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.naming import Pointer
from projections.deal import KnownDeal
from projections.findings.finding import Finding, in_order, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.settling import OF_STRESS, Settled, Settlements
from projections.stress.outcome import Outcome


def settled(deal: KnownDeal, outcomes: Iterable[Outcome]) -> Iterator[Settled | None]:
    """Of each row what settled it; None of a row that leaves nothing open."""
    settlements = Settlements(Looked(deal))
    for each in outcomes:
        finding = row_of(each)
        yield next(settlements.of([finding])) if finding else None


def row_of(outcome: Outcome) -> Finding | None:
    """What a row is bound to, as a finding; None of one that leaves nothing open."""
    if outcome.open is None:
        return None
    scenario, text = outcome.scenario, outcome.timing.tested
    terms = outcome.texts.terms
    wordings = [wording for wording, _ in terms] or text.wordings
    stated = [one.fact for wording, one in terms if one.fact is not wording.fact]
    defined = [scenario.defined] if scenario.defined else []
    return Finding(
        code=OF_STRESS[outcome.open],
        severity="medium",
        about=(
            Pointer("topic", scenario.order.scenario),
            *map(record_named, defined),
            *dict.fromkeys(map(wording_named, wordings)),
            *dict.fromkeys(map(record_named, stated)),
        ),
        records=in_order((*(each.fact for each in wordings), *stated, *defined)),
        sentence=scenario.order.name,
        to_do="State in or out for such an order, in a wording or as a term of this one.",
    )
