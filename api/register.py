"""The register of deals: from the view across deals, or folded where it has to be of two times."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Response
from psycopg import Connection
from psycopg.rows import TupleRow
from pydantic import Field

from api.asking_views import ViewsNotGranted
from api.catching_up import caught_up
from api.deals import Page
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.reading import known_deal
from api.refusals import bad_parameter
from api.responding import looked, reading
from api.schemas import Register
from api.visiting import Reader, Visit, bad_cursor
from domain.refusals import Malformed
from domain.strict_json import read
from domain.values import DEAL_PATTERN, ID_PATTERN
from projections.overview import register_notes
from projections.proposals import Standing
from projections.views.asking import Found
from projections.views.asking import Reader as For
from projections.views.findings import counts
from projections.views.naming import Kind, refuse_unknown
from projections.views.register import MOST_WORDS, Order, Wanted, folded
from projections.views.register import register as asked_of_view
from projections.views.rows.findings import VIEW as FINDINGS
from projections.views.rows.register import VIEW, searched
from projections.views.status import ViewNotReady

Id = Annotated[str, Field(max_length=120, pattern=f"^(?:{ID_PATTERN})$")]
_TIMES = ("effective_at", "known_at", "basis")
router = APIRouter(tags=["Deals"], route_class=InTurn)


class Search(Page):
    """A page of the register: all deals, or those that are found."""

    q: str = Field(
        default="",
        max_length=500,
        description="Every word of it must begin a word of the deal's name, its parties, its "
        "people, a clause (now or before) or a clarification; not all in one place: `found` says "
        "which words stand where.",
        examples=["expansion"],
    )
    party: Id | None = Field(default=None, description="A party's id.")
    person: Id | None = Field(default=None, description="Any id of a person who takes part.")
    standing: Standing | None = Field(
        default=None, description="What became of the text that governs."
    )
    finding: str | None = Field(
        default=None,
        max_length=20,
        description="Only deals with an open finding: of this rule (`SCOPE01`), of this severity "
        "or a graver one (`high`, `medium`, `low`), or `any`.",
        examples=["high"],
    )
    cursor: str | None = Field(
        default=None, max_length=600, description="The `next` of the page before, as it is."
    )
    order: Order = Field(
        default="deal", description="By id, or the deals that moved last before the others."
    )

    @property
    def searches(self) -> bool:
        """Whether it asks for more than the deals by id."""
        found = (self.q.strip(), self.party, self.person, self.standing, self.finding)
        return any(found) or self.order != get_args(Order)[0]

    @property
    def time(self) -> str | None:
        """The parameter that asks for what was, or was known, at another time; None without."""
        return next((name for name in _TIMES if getattr(self, name) is not None), None)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is asked for, and whether the view is as far as the ledger."""

    search: Search
    from_view: bool


async def _page(visit: Reader, search: Annotated[Search, Query()]) -> _Page:
    if len(searched(search.q)) > MOST_WORDS:
        raise bad_parameter("q", f"At most {MOST_WORDS} words are searched for.")
    if search.time and search.searches:
        why = "Deals are searched as they are now: leave the times out, or what is searched for."
        raise bad_parameter(search.time, why)
    await reached(visit.service, search.min_position, visit.request)
    if search.time:
        return _Page(search, from_view=False)
    wanted = search.min_position if search.searches else None
    there = await caught_up(visit, VIEW, wanted, needed=search.searches)
    if search.finding is not None:
        await caught_up(visit, FINDINGS, wanted)
    return _Page(search, from_view=there or search.searches)


@router.get(
    "/v1/deals",
    summary="The register of deals",
    responses=answers({200: Register}, 304, 401, 403, 409),
)
def register(visit: Reader, page: Annotated[_Page, Depends(_page)]) -> Response:
    """The deals by id, each with the standing of its governing text; or those that are found.

    `position` is that of the ledger which the lines stand on. What is searched may be behind the
    ledger for a moment: `min_position` waits. At times of the past nothing is searched; deals of
    which nothing was known then are left out, so a page may be shorter than `limit`.

    Each line counts the findings that are open, as of `findings_position`; null where that is not
    known: at times of the past, and while the view is built.
    """
    found = found_by(visit, page.search) if page.from_view else _folded(visit, page.search)
    sees_privileged = visit.caller.role in {"legal", "admin"}
    looked(visit, "register", found["position"], privileged=sees_privileged)
    return reading(visit, found)


def found_by(visit: Visit, search: Search) -> dict[str, Any]:
    """A page of the register, from the view: what is there, whatever the ledger holds by now."""
    wanted = Wanted(search.q, search.party, search.person, search.standing, search.finding)
    reader = For(visit.caller.role, visit.caller.token.deals)
    page: dict[str, Any] = {"order": search.order, "cursor": search.cursor, "limit": search.limit}
    named: tuple[tuple[Kind, str | None], ...] = (
        ("party", search.party),
        ("person", search.person),
    )

    def of_whom_is_on_record(connection: Connection[TupleRow]) -> Found:
        found = asked_of_view(connection, wanted, reader, **page)
        for kind, id_ in named:
            if id_ is not None and not found.rows:
                refuse_unknown(connection, reader, kind, id_, kind, found.position)
        return found

    found = visit.service.views.ask(of_whom_is_on_record)
    return {
        **_with_findings(visit, found.rows),
        "next": found.next,
        "position": found.position,
        "stopped_at": found.stopped_at,
        "notes": [],
    }


def _with_findings(visit: Visit, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The lines, each with how many findings are open, as far as the view of findings goes."""
    reader = For(visit.caller.role, visit.caller.token.deals)
    deals = [each["deal"] for each in lines]
    try:
        found = visit.service.views.ask(lambda connection: counts(connection, deals, reader))
    except (ViewNotReady, ViewsNotGranted):
        return _without_findings(lines)
    if (
        visit.caller.role not in {"legal", "admin"}
        and found.position < visit.service.ledger.last_mark
    ):
        return _without_findings(lines)  # it may count what has been marked privileged since
    of = {each.pop("deal"): each for each in found.rows}
    return {
        "deals": [{**each, "findings": of.get(each["deal"])} for each in lines],
        "findings_position": found.position,
    }


def _without_findings(lines: list[dict[str, Any]]) -> dict[str, Any]:
    deals = [{**each, "findings": None} for each in lines]
    return {"deals": deals, "findings_position": None}


def _folded(visit: Visit, search: Search) -> dict[str, Any]:
    service, asked = visit.service, search.asked(visit)
    ids = _ids(visit, _after(search.cursor), search.limit + 1)
    now = service.outside.now()
    deals = [known_deal(service.ledger, deal, now, asked) for deal in ids[: search.limit]]
    lines = [deal for deal in deals if deal.shown]
    folds = [folded(deal) for deal in lines]
    return {
        **(_without_findings(folds) if search.time else _with_findings(visit, folds)),
        "next": json.dumps([ids[search.limit - 1]]) if len(ids) > search.limit else None,
        "position": max((each.basis.now_position for each in deals), default=service.ledger.size),
        "stopped_at": None,
        "notes": register_notes(lines),
    }


def _after(cursor: str | None) -> str:
    """The deal that a page begins after. Raises a Refusal for what no page has given."""
    if cursor is None:
        return ""
    try:
        found = read(cursor)
    except Malformed:
        found = None
    match found:
        case [str(deal)] if re.fullmatch(DEAL_PATTERN, deal):
            return deal
        case _:
            raise bad_cursor()


def _ids(visit: Visit, after: str, limit: int) -> Sequence[str]:
    """The ids of the deals that the caller sees, after one; those on record."""
    ledger, own = visit.service.ledger, visit.caller.token.deals
    if own is None:
        return ledger.deals(after, limit)
    wanted = (deal for deal in sorted(own) if deal > after)
    return list(islice((deal for deal in wanted if ledger.has(deal)), limit))
