"""Deliveries as they come in: believed or not, kept on disk, and only then acknowledged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.params import Path

from api.body import in_time
from api.deadline import in_good_time
from api.openapi import answers
from api.problems import problem_response
from api.refusals import (
    BodyTooLarge,
    ConnectionEnded,
    ConnectionNotKnown,
    DeliveryNotBelieved,
    DeliveryUnreadable,
)
from api.service import Service
from api.webhooks.addresses import CONNECTION, opens, senders_addresses
from api.webhooks.provider import (
    Account,
    Arrival,
    NotBelievedError,
    Provider,
    UnreadableError,
)
from api.webhooks.reading import text_of
from api.webhooks.registry import PROVIDERS
from ledger.inbox.connections import Connection
from ledger.inbox.keeping import Arrived

CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie"})
"""Headers that are not kept: whoever reads the inbox could deliver with them."""

router = APIRouter(tags=["Webhooks"])
ProviderInPath = Annotated[str, Path(description=f"One of: {', '.join(PROVIDERS)}.")]
ConnectionInPath = Annotated[
    str, Path(description="The connection's id, with the secret end that its address may have.")
]


@router.post(
    "/webhooks/{provider}/{connection}",
    summary="Deliver",
    response_class=Response,
    responses=answers({}, 400, 401, 404, 408, 410, 413),
)
async def deliver(
    provider: ProviderInPath, connection: ConnectionInPath, request: Request
) -> Response:
    """What another system sends, in that system's own form.

    Answered once it is on disk: with 200, or as the sender asks for. The same delivery again is
    answered alike and kept once. Whether records came of it, `/v1/inbox` says.
    """
    service: Service = request.app.state.service
    if int(_digits(request.headers.get("content-length", ""))) > service.settings.largest_body:
        raise BodyTooLarge(service.settings.largest_body)
    body = await in_time(request, service.settings)
    work = partial(_deliver, service, request, provider, connection, body)
    kept = _in_turn(service, f"webhook:{connection[:64]}", work)
    # Senders wait for a few seconds: one that hears nothing does not know whether to send again.
    return await in_good_time(kept, service.settings.delivery_timeout)


@router.options(
    "/webhooks/{provider}/{connection}",
    summary="May deliver",
    response_class=Response,
    responses=answers({}),
)
def may_deliver(
    provider: ProviderInPath, connection: ConnectionInPath, request: Request
) -> Response:
    """The handshake of CloudEvents over HTTP: whoever asks may try; deliveries are judged."""
    del provider, connection  # which there are is not told
    origin = request.headers.get("webhook-request-origin")
    allowed = {"WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": "*"} if origin else {}
    return Response(status_code=200, headers={"Allow": "POST, OPTIONS", **allowed})


async def _in_turn(service: Service, whose: str, work: Callable[[], Response]) -> Response:
    with service.shares.requests.one_more(whose):
        return await service.shares.turns.run(whose, work)


def _deliver(
    service: Service, request: Request, provider: str, address: str, body: bytes
) -> Response:
    found = PROVIDERS.get(provider)
    connection = _connection(service, address)
    if found is None or connection is None or connection.provider != provider:
        raise ConnectionNotKnown
    if connection.ended_at is not None:
        raise ConnectionEnded
    account = Account(connection.id, connection.settings, connection.active_secrets)
    now = service.outside.now()
    headers = _headers(request)
    addresses = senders_addresses(request, service.settings.public_url)
    arrivals = [Arrival("POST", uri, headers, body, now) for uri in addresses]
    if (refused := _refused(found, arrivals, account)) is not None:
        service.inbox.refused(connection.id, refused.code, body, now)
        service.metrics.delivered(provider, "refused")
        return _not_believed(refused)
    try:
        text_of(body, headers)
    except UnreadableError as fault:
        service.inbox.refused(connection.id, fault.code, body, now)
        service.metrics.delivered(provider, "refused")
        raise DeliveryUnreadable(str(fault)) from None
    new = service.inbox.keep(
        Arrived(
            connection.id,
            found.key(arrivals[0]),
            {name: values for name, values in headers.items() if name not in CREDENTIALS},
            body,
            now,
            verified=found.signs,
        )
    )
    service.metrics.delivered(provider, "kept" if new else "double")
    reply = found.reply()
    return Response(reply.body, reply.status, media_type=reply.media_type)


def _connection(service: Service, address: str) -> Connection | None:
    """The connection of an address, when its secret end is right."""
    id_, _, key = address.partition(".")
    if not re.fullmatch(CONNECTION, id_):
        return None
    found = service.connections.get(id_)
    return found if found is not None and opens(key, found.path_digest) else None


def _refused(
    provider: Provider, arrivals: list[Arrival], account: Account
) -> NotBelievedError | None:
    """Why none of the addresses that the sender may have used makes it a delivery of theirs."""
    refused = None
    for arrival in arrivals:
        try:
            provider.verify(arrival, account)
        except NotBelievedError as fault:
            refused = refused or fault
        else:
            return None
    return refused


def _not_believed(fault: NotBelievedError) -> Response:
    schemes = 'Basic realm="deal-ledger"' if fault.code.startswith("credentials") else None
    headers = {"WWW-Authenticate": schemes} if schemes else None
    return problem_response(DeliveryNotBelieved(str(fault)), headers)


def _headers(request: Request) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in request.headers.items():
        found[name] = (*found.get(name, ()), value)
    return found


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 19 else "0"
