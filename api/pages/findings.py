"""The findings of a deal as a page: what to look at, what it rests on, how to settle it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.deals import known
from api.in_turn import InTurn
from api.pages.deal import AtPageTimes, deal_page
from api.pages.visiting import PageReader
from api.visiting import DealInPath
from projections.findings import findings
from projections.findings.finding import SEVERITIES
from projections.findings.rules import RULES

router = APIRouter(include_in_schema=False, route_class=InTurn)
_BY_CODE = {rule.code: rule for rule in RULES}


@router.get("/deals/{deal}/findings")
def findings_page(
    request: Request, deal: DealInPath, visit: PageReader, times: AtPageTimes
) -> Response:
    """What is open by severity, then what was settled."""
    found = known(visit, deal, times)
    read = findings(found)
    groups = [(each, [f for f in read["findings"] if f["severity"] == each]) for each in SEVERITIES]
    return deal_page(
        *("findings.html", visit, request, found, "findings"),
        reading=read,
        groups=[(severity, every) for severity, every in groups if every],
        rules=_BY_CODE,
    )
