"""When time alone makes a finding, beside what begins or ends by itself (`projections.turning`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from projections.deal import KnownDeal
from projections.findings.rules.seen03 import NOTICES, OPENED_WITHIN
from projections.turning import INSTANT


def turning_points_of_findings(deal: KnownDeal) -> Iterator[datetime]:
    """Of each notice, the first moment at which it should have been opened."""
    for fact in deal.facts.counted:
        if isinstance(fact.event, NOTICES):
            yield fact.interval.end + OPENED_WITHIN + INSTANT
