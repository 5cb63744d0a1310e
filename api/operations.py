"""For whoever runs the service: does it live, is it ready, what do its numbers say."""

from __future__ import annotations

import time

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.metrics import CONTENT_TYPE, SEEN_WITHIN
from api.openapi import answers
from api.refusals import DatabaseUnavailable
from api.schemas import Health
from api.service import Service

router = APIRouter(tags=["Operations"])


@router.head("/health/live", include_in_schema=False)
@router.get(
    "/health/live", summary="Does it live?", responses=answers({200: Health}, always=(500, 503))
)
async def live(request: Request) -> JSONResponse:
    """The process answers. Asks nobody: a database that is away is no reason to end it."""
    return _health(request, "live")


@router.head("/health/ready", include_in_schema=False)
@router.get(
    "/health/ready", summary="Is it ready?", responses=answers({200: Health}, always=(500, 503))
)
async def ready(request: Request) -> JSONResponse:
    """The database answered a moment ago; 503 otherwise."""
    service: Service = request.app.state.service
    if service.watch.ended or time.monotonic() - service.watch.seen_at > SEEN_WITHIN:
        raise DatabaseUnavailable
    return _health(request, "ready")


def _health(request: Request, status: str) -> JSONResponse:
    service: Service = request.app.state.service
    body = {"status": status, "position": service.watch.position}
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
    await run_in_threadpool(service.metrics.look_at_views)
    await run_in_threadpool(service.metrics.look_at_inbox)
    return Response(service.metrics.text(), media_type=CONTENT_TYPE)
