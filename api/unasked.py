"""Answers to what is no request: a problem document with an id, logged and counted like any."""

from __future__ import annotations

from http import HTTPStatus

import structlog

from api.guard import added_headers
from api.problems import problem_response
from api.service import Service
from domain.refusals import Refusal


def unasked(service: Service, refusal: Refusal) -> bytes:
    """All of an answer after which the connection ends, as bytes."""
    request_id = service.outside.request()
    answer = problem_response(refusal)
    lines = [f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}".encode()]
    headers = [*answer.raw_headers, *added_headers(request_id), (b"connection", b"close")]
    lines += [name + b": " + value for name, value in headers]
    service.metrics.requests.labels("other", "none", refusal.status).inc()
    structlog.get_logger().info(
        "request",
        request_id=request_id,
        method="other",
        route="none",
        status=refusal.status,
        code=refusal.code,
        ms=0,
        token=None,
    )
    return b"\r\n".join([*lines, b"", bytes(answer.body)])
