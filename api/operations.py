"""For whoever runs the service: does it live, is it ready, what do its numbers say."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.metrics import CONTENT_TYPE, SEEN_WITHIN
from api.openapi import answers
from api.refusals import DatabaseUnavailable
from api.schemas import Health
from api.service import Service

router = APIRouter(tags=["Operations"])
SIGNER_PATIENCE = 0.5
"""Seconds to wait for what is said of the signer, which nothing else waits for."""


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

    A frozen signer is said (`degraded`), and fails nothing: recording goes on.
    """
    service: Service = request.app.state.service
    if service.watch.ended or time.monotonic() - service.watch.seen_at > SEEN_WITHIN:
        raise DatabaseUnavailable
    signer = await _signer(service)
    status = "degraded" if signer == "frozen" else "ready"
    return _health(request, {"status": status, "signer": signer})


async def _signer(service: Service) -> str | None:
    signed = service.signed
    try:
        async with asyncio.timeout(SIGNER_PATIENCE):
            standing = await anyio.to_thread.run_sync(signed.seen, abandon_on_cancel=True)
    except TimeoutError:
        standing = signed.remembered
    if standing is None:
        return None
    if standing.frozen is not None:
        return "frozen"
    return "none" if standing.latest is None else "signing"


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
