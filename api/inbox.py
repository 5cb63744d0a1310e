"""The inbox over HTTP: what was delivered, what became of it, and putting it right by hand."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.params import Path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.body import SentBody
from api.doubled import refuse_parameters
from api.in_turn import InTurn
from api.inbox_bodies import InboxItem, InboxItemShown, InboxPage
from api.openapi import answers
from api.refusals import ItemNotInInbox, ItemSettled
from api.responding import looked, reading
from api.visiting import LARGEST_POSITION, Parameters, Visit, page_of, visit
from api.webhooks.addresses import CONNECTION
from domain.faults import faults_of
from domain.refusals import Malformed
from domain.strict_json import read
from ledger.inbox.listing import Listed, Raw, State

router = APIRouter(tags=["Inbox"], route_class=InTurn)
Keeper = Annotated[Visit, Depends(visit("legal"))]
ItemInPath = Annotated[int, Path(ge=1, le=LARGEST_POSITION, description="The item's number.")]
_NUMBER = "[0-9]{1,15}"


class Wanted(Parameters):
    """Which items, and how many."""

    state: State | None = Field(default=None, description="Only items in this state.")
    connection: str | None = Field(
        default=None, pattern=f"^(?:{CONNECTION})$", description="Only of this connection."
    )
    cursor: str | None = Field(default=None, max_length=20, description="The `next` of the page.")
    limit: int = Field(default=50, ge=1, le=500, description="At most so many.")


class Parking(BaseModel):
    """Why an item is to rest."""

    model_config = ConfigDict(extra="forbid", strict=True)
    reason: str = Field(min_length=1, max_length=2_000)


@router.get(
    "/v1/inbox", summary="What was delivered", responses=answers({200: InboxPage}, 304, 401, 403)
)
def inbox(visit: Keeper, wanted: Annotated[Wanted, Query()]) -> Response:
    """What deliveries told, item by item, and what became of it; the numbers of all are `counts`.

    `waiting`: to be recorded, or tried again. `recorded`. `uncovered`: no rule of the mapping
    covers it; it is kept. `parked`: nothing can be made of it as it is; `reason` says why.
    `gaps` are the open ones, in which a connection does not report on so many deals.
    """
    after = int(page_of(wanted.cursor, _NUMBER) or 0)
    listing = visit.service.listing
    found = listing.items(wanted.state, wanted.connection, after, wanted.limit + 1)
    shown = found[: wanted.limit]
    looked(visit, "inbox", visit.service.watch.position, privileged=True)
    body = {
        "items": [item_body(each) for each in shown],
        "next": str(shown[-1].item) if len(found) > len(shown) else None,
        "counts": [
            {"connection": each["connection"], "state": each["state"], "items": each["times"]}
            for each in listing.counts()
        ],
        "refused": [refused_body(each) for each in visit.service.inbox.counted(wanted.connection)],
        "gaps": [
            gap_body(each)
            for each in visit.service.gaps.counts()
            if wanted.connection in {None, each["connection"]}
        ],
    }
    return reading(visit, body)


@router.get(
    "/v1/inbox/{item}",
    summary="One delivery as it came",
    responses=answers({200: InboxItemShown}, 304, 401, 403, 404),
    dependencies=[Depends(refuse_parameters)],
)
def shown(visit: Keeper, item: ItemInPath) -> Response:
    """An item with the delivery that told it: headers (none with credentials) and body."""
    listed, delivery = _found(visit, item)
    looked(visit, "inbox item", visit.service.watch.position, privileged=True)
    return reading(visit, item_body(listed) | {"raw": delivery_body(delivery)})


@router.post(
    "/v1/inbox/{item}/retry",
    summary="Try an item again",
    responses=answers({200: InboxItem}, 401, 403, 404, 409),
    dependencies=[Depends(refuse_parameters)],
)
def retry(visit: Keeper, item: ItemInPath) -> Response:
    """Translate an item again, by the mapping that its connection has now.

    A delivery that could not be read is read anew: its items get numbers of their own.
    """
    listed, _ = _found(visit, item)
    if not visit.service.listing.retry(item, visit.service.outside.now()):
        raise ItemSettled(item, "is recorded: there is nothing to try again.")
    found = visit.service.listing.item(item)
    return reading(visit, item_body(found[0] if found else listed))


@router.post(
    "/v1/inbox/{item}/park",
    summary="Let an item rest",
    responses=answers({200: InboxItem}, 401, 403, 404, 408, 409, 413, 415),
    dependencies=[Depends(refuse_parameters)],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": Parking.model_json_schema()}},
        }
    },
)
def park(visit: Keeper, item: ItemInPath, body: SentBody) -> Response:
    """Let an item that is not recorded rest for good, with a reason; it can be tried again.

    Somebody has judged it: what it leaves open in the coverage of its deal ends now.
    """
    _found(visit, item)
    try:
        given = Parking.model_validate(read(body))
    except ValidationError as error:
        raise Malformed(faults_of(error)) from None
    if not visit.service.listing.park(item, given.reason, visit.service.outside.now()):
        raise ItemSettled(item, "is recorded, or rests by hand already.")
    return reading(visit, item_body(_found(visit, item)[0]))


def _found(visit: Visit, item: int) -> tuple[Listed, Raw]:
    found = visit.service.listing.item(item)
    if found is None:
        raise ItemNotInInbox(item)
    return found


def gap_body(found: dict[str, Any]) -> dict[str, Any]:
    """An open gap as JSON: `until` where its end is known, `deals` how many it concerns."""
    return {
        "connection": found["connection"],
        "system": found["system"],
        "kind": found["kind"],
        "from": _utc(found["begins"]),
        "until": _utc(found["ends"]),
        "cause": found["cause"],
        "deals": found["deals"],
    }


def refused_body(counted: dict[str, Any]) -> dict[str, Any]:
    """How often deliveries of a connection were not believed on a day, and why."""
    return {
        "connection": counted["connection"],
        "code": counted["code"],
        "day": counted["day"].isoformat() if counted["day"] else None,
        "times": counted["times"],
        "last_at": _utc(counted["last_at"]),
        "last_sha256": counted["last_digest"].hex() if counted["last_digest"] else None,
    }


def item_body(listed: Listed) -> dict[str, Any]:
    """An item as JSON. A time that cannot be read, as one in no calendar, is null."""
    return {
        "item": listed.item,
        "delivery": listed.delivery,
        "place": listed.place,
        "connection": listed.connection,
        "provider": listed.provider,
        "object": listed.object or None,
        "received_at": _utc(listed.received_at),
        "happened_at": _utc(listed.happened_at),
        "verified": listed.verified,
        "state": listed.state,
        "tries": listed.tries,
        "code": listed.code,
        "reason": listed.reason,
        "again_at": _utc(listed.again_at) if listed.state == "waiting" else None,
        "settled_at": _utc(listed.settled_at),
        "records": list(listed.records),
    }


def delivery_body(delivery: Raw) -> dict[str, Any]:
    """A delivery as it came: the body as a text, or as base64 where it is none."""
    body: dict[str, Any] = {
        "sha256": delivery.body_digest.hex() if delivery.body_digest is not None else None,
        "bytes": len(delivery.body),
        "headers": {name: list(values) for name, values in delivery.headers.items()},
    }
    try:
        return body | {"text": delivery.body.decode()}
    except UnicodeDecodeError:
        return body | {"base64": b64encode(delivery.body).decode()}


def _utc(moment: datetime | None) -> str | None:
    """A time; None where there is none, or it cannot be read."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
