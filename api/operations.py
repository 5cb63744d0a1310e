"""For whoever runs the service: does it live, is it ready, what do its numbers say."""

from __future__ import annotations

import asyncio
import time
from asyncio import gather
from collections.abc import Sequence
from typing import Any, TypeVar

import anyio.to_thread
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.metrics import CONTENT_TYPE, SEEN_WITHIN
from api.openapi import answers
from api.refusals import DatabaseUnavailable
from api.schemas import Health
from api.service import Service
from api.signed import Remembered
from ledger.signing.published import Standing
from ledger.stamping.standing import AuthorityStanding

router = APIRouter(tags=["Operations"])
SIGNER_PATIENCE = 0.5
"""Seconds to wait for what is said of the signer, which nothing else waits for."""
T = TypeVar("T")


@router.head("/health/live", include_in_schema=False)
@router.get(
    "/health/live", summary="Does it live?", responses=answers({200: Health}, always=(500, 503))
)
async def live(request: Request) -> JSONResponse:
    """The process answers. Asks nobody: a database that is away is no reason to end it."""
    return _health(request, {"status": "live"})


@router.head("/health/ready", include_in_schema=False)
@router.get(
    "/health/ready", summary="Is it ready?", responses=answers({200: Health}, always=(500, 503))
)
async def ready(request: Request) -> JSONResponse:
    """The database answered a moment ago; 503 otherwise.

    A frozen signer is said (`degraded`), and fails nothing: recording goes on. So is an authority
    that gives no time stamps (`failing`).
    """
    service: Service = request.app.state.service
    if service.watch.ended or time.monotonic() - service.watch.seen_at > SEEN_WITHIN:
        raise DatabaseUnavailable
    signing, stamped = _seen(service.signed), _seen(service.signed.stamping)
    standing, stamping = await gather(signing, stamped)
    signer = None if standing is None else _signer(standing)
    status = "degraded" if signer == "frozen" else "ready"
    stamps = None if stamping is None else _stamps(stamping)
    return _health(request, {"status": status, "signer": signer, "time_stamps": stamps})


async def _seen(what: Remembered[T]) -> T | None:
    try:
        async with asyncio.timeout(SIGNER_PATIENCE):
            return await anyio.to_thread.run_sync(what.seen, abandon_on_cancel=True)
    except TimeoutError:
        return what.remembered


def _signer(standing: Standing) -> str:
    if standing.frozen is not None:
        return "frozen"
    return "none" if standing.latest is None else "signing"


def _stamps(stamping: Sequence[AuthorityStanding]) -> str:
    if any(each.failing_since for each in stamping):
        return "failing"
    return "stamping" if stamping else "none"


def _health(request: Request, says: dict[str, Any]) -> JSONResponse:
    service: Service = request.app.state.service
    body = {**says, "position": service.watch.position}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


@router.get(
    "/metrics",
    summary="Numbers for Prometheus",
    response_class=Response,
    responses={
        200: {"content": {CONTENT_TYPE: {"schema": {"type": "string"}}}},
        **answers({}, always=(500,)),
    },
)
async def metrics(request: Request) -> Response:
    """Numbers only; no label names a deal or a person."""
    service: Service = request.app.state.service
    await run_in_threadpool(service.metrics.look)
    return Response(service.metrics.text(), media_type=CONTENT_TYPE)
