"""Questions across deals: who was exposed to what, what is priced, signed off, promised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Query, Response
from psycopg import Connection
from psycopg.rows import TupleRow
from pydantic import Field

from api.catching_up import caught_up
from api.in_turn import InTurn
from api.openapi import answers
from api.refusals import bad_parameter
from api.responding import looked, reading
from api.schemas import PageAcross
from api.times import Moment
from api.visiting import Reader, Visit, Waits
from domain.record import ORGANISATION
from domain.values import ID_PATTERN, PRICING, Axis, Function, TermKind
from projections.catalogue import Catalogue, catalogue_of
from projections.facts import facts_of, visible
from projections.knowledge.ladder import Rung
from projections.signing.table import State
from projections.views.asking import Found
from projections.views.asking import Reader as For
from projections.views.exposures import exposures
from projections.views.naming import Kind, refuse_unknown, refuse_unknown_item
from projections.views.pricing import Priced, pricing_by_client, pricing_by_deal, pricing_terms
from projections.views.promises import State as PromiseState
from projections.views.promises import Wanted as WantedPromises
from projections.views.promises import promises
from projections.views.rows import exposures as exposures_view
from projections.views.rows import pricing as pricing_view
from projections.views.rows import promises as promises_view
from projections.views.rows import sign_offs as sign_offs_view
from projections.views.sign_offs import OPEN, sign_offs
from projections.views.sign_offs import Wanted as WantedSignOffs
from projections.views.view import View

router = APIRouter(tags=["Across deals"], route_class=InTurn)
_REFUSED = (304, 401, 403, 409)
_NAMED: Mapping[str, Kind] = {"person": "person", "client": "party", "deal": "deal"}
"""The parameters that name something: what is nowhere on record is refused."""
Id = Annotated[str, Field(max_length=120, pattern=f"^(?:{ID_PATTERN})$")]


class Across(Waits):
    """A page of a view across deals."""

    cursor: str | None = Field(
        default=None, max_length=2_000, description="The `next` of the page before, as it is."
    )
    limit: int = Field(default=50, ge=1, le=500, description="At most so many.")


class OfPerson(Across):
    """What a person was exposed to."""

    person: Id = Field(description="Any id of the person.", examples=["vp-sales"])
    least: Rung = Field(default="addressed", description="At least this rung.")


class OfPricing(Across):
    """Which pricing terms."""

    client: Id | None = Field(default=None, description="Only deals with this client.")
    axis: Axis | None = Field(default=None, description="Only statements on this axis.")
    item: Id | None = Field(
        default=None, description="Only what is stated for this item, or for what stands above it."
    )
    kind: list[TermKind] = Field(
        default=list(PRICING), description="Kinds of terms; may be given several times."
    )


class OfSignOffs(Across):
    """Which sign-offs."""

    state: list[State] = Field(
        default=list(OPEN), description="States; may be given several times."
    )
    person: Id | None = Field(
        default=None,
        description="Asked of this person, or said by or for them unasked: any of their ids.",
    )
    function: Function | None = Field(default=None, description="Asked of this function.")
    governing: bool = Field(default=False, description="Only for wordings that govern.")
    overdue: bool = Field(default=False, description="Only where a due date is past.")
    deal: Id | None = Field(default=None, description="Only of this deal.")


class OfPromises(Across):
    """Which promises."""

    state: PromiseState | None = Field(
        default=None,
        description="Judged now; all when it is left out. `past` its stated end is not yet lapsed.",
    )
    client: Id | None = Field(default=None, description="Only to this client.")
    ending_by: Moment | None = Field(
        default=None, description="Only those whose window ends by then."
    )


async def _exposures(visit: Reader, asked: Annotated[OfPerson, Query()]) -> OfPerson:
    await caught_up(visit, exposures_view.VIEW, asked.min_position)
    return asked


async def _pricing(visit: Reader, asked: Annotated[OfPricing, Query()]) -> OfPricing:
    if asked.item is not None and asked.axis is None:
        raise bad_parameter("axis", "Name the axis that the item is of.")
    await caught_up(visit, pricing_view.VIEW, asked.min_position)
    return asked


async def _one_item(visit: Reader, asked: Annotated[OfPricing, Query()]) -> OfPricing:
    if asked.item is None:
        raise bad_parameter("item", "Name the item that is asked about, and its axis.")
    return await _pricing(visit, asked)


async def _sign_offs(visit: Reader, asked: Annotated[OfSignOffs, Query()]) -> OfSignOffs:
    await caught_up(visit, sign_offs_view.VIEW, asked.min_position)
    return asked


async def _promises(visit: Reader, asked: Annotated[OfPromises, Query()]) -> OfPromises:
    await caught_up(visit, promises_view.VIEW, asked.min_position)
    return asked


@router.get(
    "/v1/exposures",
    summary="What a person was exposed to",
    responses=answers({200: PageAcross}, *_REFUSED),
)
def what_a_person_was_exposed_to(
    visit: Reader, asked: Annotated[OfPerson, Depends(_exposures)]
) -> Response:
    """In all deals: the wordings on which a rung is proven to a person, with rung and record.

    A wording that is not among them is not on record for the person; never "did not know".
    """
    return page_across(
        visit,
        asked,
        exposures_view.VIEW,
        lambda view, reader, page: exposures(view, asked.person, reader, least=asked.least, **page),
    )


@router.get(
    "/v1/pricing",
    summary="What pricing terms state",
    responses=answers({200: PageAcross}, *_REFUSED),
)
def what_is_priced(visit: Reader, asked: Annotated[OfPricing, Depends(_pricing)]) -> Response:
    """Item by item what the governing texts state: in, out, or silent."""
    return _about_pricing(visit, asked, pricing_terms)


@router.get(
    "/v1/pricing/deals",
    summary="Whether pricing covers an item, deal by deal",
    responses=answers({200: PageAcross}, *_REFUSED),
)
def priced_by_deal(visit: Reader, asked: Annotated[OfPricing, Depends(_one_item)]) -> Response:
    """In, out, both (what prevails is for the answer on that deal) or silent."""
    return _about_pricing(visit, asked, pricing_by_deal)


@router.get(
    "/v1/pricing/clients",
    summary="Whether pricing covers an item, client by client",
    responses=answers({200: PageAcross}, *_REFUSED),
)
def priced_by_client(visit: Reader, asked: Annotated[OfPricing, Depends(_one_item)]) -> Response:
    """In how many deals of each client it is in, out, both, or silent; each by standing."""
    return _about_pricing(visit, asked, pricing_by_client)


@router.get(
    "/v1/sign-offs",
    summary="Open and stale sign-offs",
    responses=answers({200: PageAcross}, *_REFUSED),
)
def signed_off(visit: Reader, asked: Annotated[OfSignOffs, Depends(_sign_offs)]) -> Response:
    """Sign-offs by wording; those that are open or stale unless other states are named.

    Those that nobody required are among them, with `required_by` nobody.
    """
    wanted = WantedSignOffs(
        _now(visit),
        asked.state,
        asked.person,
        asked.function,
        governing=asked.governing,
        overdue=asked.overdue,
        deal=asked.deal,
    )
    return page_across(
        visit,
        asked,
        sign_offs_view.VIEW,
        lambda view, reader, page: sign_offs(view, wanted, reader, **page),
    )


@router.get(
    "/v1/promises",
    summary="Promises and their windows",
    responses=answers({200: PageAcross}, *_REFUSED),
)
def promised(visit: Reader, asked: Annotated[OfPromises, Depends(_promises)]) -> Response:
    """Validity, irrevocability and held terms, those that end first before the others."""
    wanted = WantedPromises(_now(visit), asked.state, asked.client, asked.ending_by)
    return page_across(
        visit,
        asked,
        promises_view.VIEW,
        lambda view, reader, page: promises(view, wanted, reader, **page),
    )


Asks = Callable[[Connection[TupleRow], For, dict[str, Any]], Found]


def page_across(visit: Visit, asked: Across, view: View, question: Asks) -> Response:
    """A page of what a view says to who asks. A name that is nowhere on record is refused."""
    caller = visit.caller
    reader = For(caller.role, caller.token.deals)
    page = {"cursor": asked.cursor, "limit": asked.limit}

    def of_what_is_on_record(connection: Connection[TupleRow]) -> Found:
        found = question(connection, reader, page)
        for parameter, kind in _NAMED.items():
            id_ = getattr(asked, parameter, None)
            if id_ is not None and not found.rows:
                refuse_unknown(connection, reader, kind, id_, parameter, found.position)
        return found

    found = visit.service.views.ask(of_what_is_on_record)
    sees_privileged = caller.role in {"legal", "admin"}
    looked(visit, view.name, found.position, privileged=sees_privileged)
    body = {
        "rows": found.rows,
        "next": found.next,
        "position": found.position,
        "stopped_at": found.stopped_at,
        "withheld": found.withheld,
    }
    return reading(visit, body)


class _Question(Protocol):
    """What is asked of the view of pricing."""

    def __call__(
        self,
        connection: Connection[TupleRow],
        wanted: Priced,
        reader: For,
        *,
        cursor: str | None,
        limit: int,
    ) -> Found: ...


def _about_pricing(visit: Visit, asked: OfPricing, question: _Question) -> Response:
    catalogue = _catalogue(visit)
    priced = _priced(visit, asked, catalogue)

    def of_known_items(
        connection: Connection[TupleRow], reader: For, page: dict[str, Any]
    ) -> Found:
        if asked.axis is not None and asked.item is not None:
            refuse_unknown_item(connection, reader, (asked.axis, asked.item), catalogue)
        return question(connection, priced, reader, **page)

    return page_across(visit, asked, pricing_view.VIEW, of_known_items)


def _now(visit: Visit) -> datetime:
    return visit.service.outside.now()


def _catalogue(visit: Visit) -> Catalogue:
    entries = visit.service.ledger.entries(ORGANISATION)
    facts = facts_of(visible(list(entries), visit.caller.role)[0])
    return catalogue_of(facts.counted, {}, None, _now(visit))


def _priced(visit: Visit, asked: OfPricing, catalogue: Catalogue) -> Priced:
    """What is asked of an item is asked of what stands above it in the catalogue too."""
    levels: list[str] | None = None
    if asked.axis is not None and asked.item is not None:
        levels = [name for _, name in catalogue.ancestry((asked.axis, asked.item))]
    return Priced(_now(visit), asked.client, asked.axis, levels, asked.kind)
