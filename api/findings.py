"""Findings: of one deal as a reading, and what is open across deals."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.across import Across, Id, page_across
from api.catching_up import caught_up
from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.reading_bodies import Findings
from api.responding import deal_reading
from api.schemas import PageAcross
from api.visiting import DealInPath, Reader, Times
from projections.findings import Severity, findings
from projections.findings.wanted import Wanted
from projections.views.findings import Wanted as WantedAcross
from projections.views.findings import open_findings, open_silences
from projections.views.rows.findings import VIEW

router = APIRouter(route_class=InTurn)
_Severities = Annotated[
    list[Severity],
    Field(
        max_length=3,
        description="Only of this severity; may be given several times.",
        examples=[["high"]],
    ),
]
_Codes = Annotated[
    list[str],
    Field(
        max_length=100,
        description="Only what this rule finds; may be given several times.",
        examples=[["SCOPE01", "SEEN02"]],
    ),
]


class Choosing(Times):
    """Which findings of a deal."""

    severity: _Severities = Field(default=[])
    code: _Codes = Field(default=[])
    settled: bool | None = Field(
        default=None,
        description="Only those that a record settled, or only those that are open. Default: both.",
    )

    @property
    def wanted(self) -> Wanted:
        """As the reading takes it."""
        return Wanted(tuple(self.severity), tuple(self.code), self.settled)


class OfFindings(Across):
    """Which open findings."""

    severity: _Severities = Field(default=[])
    code: _Codes = Field(default=[])
    deal: Id | None = Field(default=None, description="Only of this deal.")
    client: Id | None = Field(default=None, description="Only of deals with this client.")
    person: Id | None = Field(
        default=None, description="Only those bound to this person: any of their ids."
    )


class OfSilences(Across):
    """Which open silences."""

    client: Id | None = Field(default=None, description="Only of deals with this client.")


async def _choosing(visit: Reader, asked: Annotated[Choosing, Query()]) -> Choosing:
    await reached(visit.service, asked.min_position, visit.request)
    return asked


async def _findings(visit: Reader, asked: Annotated[OfFindings, Query()]) -> OfFindings:
    await caught_up(visit, VIEW, asked.min_position)
    return asked


async def _silences(visit: Reader, asked: Annotated[OfSilences, Query()]) -> OfSilences:
    await caught_up(visit, VIEW, asked.min_position)
    return asked


@router.get(
    "/v1/deals/{deal}/findings",
    summary="What should be looked at before it becomes a dispute",
    tags=["Readings"],
    responses=answers({200: Findings}, 304, 401, 403, 404, 409),
)
def findings_of_deal(
    deal: DealInPath, visit: Reader, asked: Annotated[Choosing, Depends(_choosing)]
) -> Response:
    """What the rules find on this basis, each with the records it rests on and what to do.

    `findings` are open, `settled` were settled by a record; `open` counts all that are open,
    whatever is asked for.
    """
    found = known(visit, deal, asked)
    return deal_reading(visit, "findings", found, findings(found, asked.wanted))


@router.get(
    "/v1/findings",
    summary="Open findings",
    tags=["Across deals"],
    responses=answers({200: PageAcross}, 304, 401, 403, 409),
)
def findings_across(visit: Reader, asked: Annotated[OfFindings, Depends(_findings)]) -> Response:
    """In all deals, as things stand now: the gravest first."""
    wanted = WantedAcross(asked.severity, asked.code, asked.deal, asked.client, asked.person)
    return page_across(
        visit, asked, VIEW, lambda view, to, page: open_findings(view, wanted, to, **page)
    )


@router.get(
    "/v1/silences",
    summary="What prices say nothing about",
    tags=["Across deals"],
    responses=answers({200: PageAcross}, 304, 401, 403, 409),
)
def silences_across(visit: Reader, asked: Annotated[OfSilences, Depends(_silences)]) -> Response:
    """Open findings SCOPE01 and SCOPE03, by the money that may still be ordered.

    `remaining` is the `volume` that the governing text states, less what orders on record come to
    (`unpriced_orders` do not say what). Where no volume is stated in money, or several are, it is
    null, and `why` says so: nothing is estimated.
    """
    wanted = WantedAcross(client=asked.client)
    return page_across(
        visit, asked, VIEW, lambda view, to, page: open_silences(view, wanted, to, **page)
    )
