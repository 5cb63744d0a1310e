"""The reading `findings`, as JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from domain.events.findings import FindingSettled
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.findings.finding import SEVERITIES, Finding
from projections.findings.found import findings_of
from projections.findings.looked import Looked
from projections.findings.rules import RULES
from projections.findings.settling import Settled, Settlements

_TITLES = {rule.code: rule.title for rule in RULES}


def findings(deal: KnownDeal) -> dict[str, Any]:
    """The reading `findings`.

    `findings` are those that are open, `settled` those that a record settled, each with what it is
    bound to. `open` counts the open ones by severity. `unfit` are the records that settle nothing
    that this reader is shown: the finding is gone, has changed, or rests on what is withheld.
    """
    looked = Looked(deal)
    found = findings_of(looked)
    settlements = Settlements(looked)
    every = list(settlements.of(found))
    counted = Counter(each.finding.severity for each in every if each.by is None)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "findings": [_shown(deal, each.finding) for each in every if each.by is None],
        "settled": [_settled(deal, each) for each in every if each.by],
        "open": {severity: counted[severity] for severity in SEVERITIES},
        "unfit": [_settlement(deal, fact) for fact in settlements.unfit(found)],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def _shown(deal: KnownDeal, finding: Finding) -> dict[str, Any]:
    return {
        "key": finding.key,
        "code": finding.code,
        "title": _TITLES[finding.code],
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
    return _shown(deal, each.finding) | {"settled_by": _settlement(deal, each.by)}


def _settlement(deal: KnownDeal, fact: Fact) -> dict[str, Any]:
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
