"""The terms of a deal as a page: a document, what each clause rules, how it came to its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.pages.deal import At, deal_page
from api.pages.scope_sheet import scope_sheet
from api.pages.signed_glance import at_a_glance
from api.pages.visiting import PageReader
from api.visiting import DealInPath
from projections.clocks.reading import last_clocks
from projections.coverage import coverage
from projections.findings import Wanted, findings
from projections.terms import terms
from projections.wording_history import WordingHistory

router = APIRouter(include_in_schema=False, route_class=InTurn)
AT_ONCE = 60
"""A page compares so many wordings with those before them; of more, those that are asked for."""
CLOCKS = 8
"""Of how many proposals the clocks are shown, unless all are asked for: the last that came up."""
Json = dict[str, Any]


class Shown(At):
    """What of a long deal is shown: the wordings of one clause, up to one; the clocks of all."""

    history: str = Field(default="", max_length=120)
    wordings: int | None = Field(default=None, ge=0, le=10**9)
    clocks: Literal["", "all"] = ""


async def _shown(visit: PageReader, shown: Annotated[Shown, Query()]) -> Shown:
    await reached(visit.service, shown.min_position, visit.request)
    return shown


@router.get("/deals/{deal}")
def terms_page(
    request: Request,
    deal: DealInPath,
    visit: PageReader,
    shown: Annotated[Shown, Depends(_shown)],
) -> Response:
    """The terms of a deal as a document, with sign-offs and the three clocks at a glance."""
    found = known(visit, deal, shown.asked_for())
    text = terms(found)
    clauses = [each["clause"] for each in text["clauses"]]
    return deal_page(
        "terms.html",
        visit,
        request,
        found,
        "terms",
        terms=text,
        sheets={each["clause"]: scope_sheet(each) for each in text["clauses"]},
        history=_histories(found.id, WordingHistory(found), clauses, shown),
        signing=[at_a_glance(each) for each in coverage(found)["clauses"]],
        clocks=last_clocks(found, None if shown.clocks else CLOCKS),
        every_clock=_address(found.id, shown, clocks="all"),
        findings=findings(found, Wanted(settled=False)),
    )


def _histories(
    deal: str, history: WordingHistory, clauses: Iterable[str], shown: Shown
) -> dict[str, Json]:
    at_once = history.total <= AT_ONCE
    return {clause: _history(deal, history, clause, shown, at_once=at_once) for clause in clauses}


def _history(
    deal: str, history: WordingHistory, clause: str, shown: Shown, *, at_once: bool
) -> Json:
    """How many changes there were; and those that are shown, None where none is.

    `first` is the number of the first one shown, from 1; `to` and `earlier` are addresses.
    """
    asked, count = shown.history == clause, history.count(clause)
    end = min(count, shown.wordings) if asked and shown.wordings is not None else count
    first = max(0, end - AT_ONCE)
    earlier = _address(deal, shown, clause, wordings=first) if asked and first else None
    return {
        "count": count,
        "asked": asked,
        "first": first + 1,
        "changes": history.of(clause, first, end) if asked or at_once else None,
        "to": _address(deal, shown, clause),
        "earlier": earlier,
    }


def _address(deal: str, shown: Shown, clause: str = "", **more: object) -> str:
    times = {"effective_at": shown.effective_at, "known_at": shown.known_at}
    wanted: dict[str, object] = {**times, "history": clause, **more}
    given = {name: each for name, each in wanted.items() if each not in {None, ""}}
    place = f"#clause-{quote(clause)}" if clause else "#clocks"
    return f"/deals/{quote(deal)}?{urlencode(given)}{place}"
