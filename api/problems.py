"""Refusals as answers over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Response

from api.errors import problem
from api.refusals import DatabaseUnavailable, NotAuthenticated, TryLater
from domain.canonical import canonical
from domain.refusals import Refusal
from ledger.patience import UnavailableError

MEDIA_TYPE = "application/problem+json"


def problem_response(refusal: Refusal, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal as an answer, with the headers that its status asks for."""
    added = dict(headers or {})
    if isinstance(refusal, TryLater):
        added["Retry-After"] = str(refusal.after)
    if isinstance(refusal, NotAuthenticated):
        added["WWW-Authenticate"] = "Bearer"
    added.setdefault("Cache-Control", "no-store")
    return Response(canonical(problem(refusal)), refusal.status, added, media_type=MEDIA_TYPE)


def refused(fault: Refusal | UnavailableError) -> Response:
    """What is not done, as an answer: it was refused, or the database is not there."""
    return problem_response(fault if isinstance(fault, Refusal) else DatabaseUnavailable())
