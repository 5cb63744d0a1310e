"""The reading `findings`, as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from domain.events.findings import FindingSettled
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.findings.finding import SEVERITIES, Finding, Severity
from projections.findings.found import findings_of
from projections.findings.looked import Looked
from projections.findings.settling import Settled, Settlements
from projections.findings.wanted import EVERY, TITLES, Wanted


def findings(deal: KnownDeal, wanted: Wanted = EVERY) -> dict[str, Any]:
    """The reading `findings`. Raises FindingNotKnown.

    `findings` are those that are open, `settled` those that a record settled, each with what it is
    bound to; of both only those that are `wanted`. `open` counts all that are open by severity,
    whatever is wanted: a choice never reads as "there is nothing". `unfit` are the records that
    settle nothing that this reader is shown: the finding is gone, has changed, or rests on what is
    withheld.
    """
    wanted.refuse_unknown()
    looked = Looked(deal)
    found = findings_of(looked)
    settlements = Settlements(looked)
    every = list(settlements.of(found))
    shown = [each for each in every if wanted.holds(each)]
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "findings": [_shown(deal, each.finding) for each in shown if each.by is None],
        "settled": [_settled(deal, each) for each in shown if each.by],
        "open": counted(every),
        "unfit": [settlement(deal, fact) for fact in settlements.unfit(found)],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def counted(every: Iterable[Settled]) -> dict[Severity, int]:
    """How many are open, by severity."""
    found = Counter(each.finding.severity for each in every if each.by is None)
    return {severity: found[severity] for severity in SEVERITIES}


def _shown(deal: KnownDeal, finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "code": finding.code,
        "title": TITLES[finding.code],
        "severity": finding.severity,
        "about": [each.json for each in finding.about],
        "persons": [{"person": each, "name": deal.person(each)} for each in finding.persons],
        "records": [fact.id for fact in finding.records],
        "sentence": finding.sentence,
        "not_shown": list(finding.not_shown),
        "to_do": finding.to_do,
    }


def _settled(deal: KnownDeal, each: Settled) -> dict[str, Any]:
    assert each.by is not None
    return _shown(deal, each.finding) | {"settled_by": settlement(deal, each.by)}


def settlement(deal: KnownDeal, fact: Fact) -> dict[str, Any]:
    """The record that settled a finding, as JSON."""
    event = fact.event
    assert isinstance(event, FindingSettled)
    accepted_by = event.accepted_by or fact.actor
    return {
        "record": fact.id,
        "occurred_at": fact.occurred.json,
        "finding": event.finding,
        "how": event.how,
        "by": fact.actor,
        "accepted_by": {"person": accepted_by, "name": deal.person(accepted_by)},
        "authority": event.authority,
        "reason": event.reason,
    }
