"""What every way of signing in shares: the form, the session's cookie, where it goes on to."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from api.pages.rendering import page
from api.pages.visiting import COOKIE
from api.service import Service
from domain.refusals import Refusal
from ledger.sessions import LASTS

HINT = "deal_ledger_organisation"
"""The cookie by which the provider knows who signs out; it is sent to `/sign-out` alone."""
NO_HINT = "-"


def sign_in_page(
    request: Request,
    status: int = 200,
    next_: str = "/deals",
    fault: str | None = None,
    refused: Refusal | None = None,
) -> Response:
    """The ways to sign in; `fault` is of the token, `refused` of the organisation."""
    service: Service = request.app.state.service
    by_organisation = service.organisation is not None
    given = {"next": next_, "fault": fault, "refused": refused}
    return page("sign_in.html", None, request, status, by_organisation=by_organisation, **given)


async def begin_session(
    answer: Response, request: Request, service: Service, token: str
) -> Response:
    """Sign in with a token's id: the answer carries the session's cookie."""
    secret, now = service.outside.secret(), service.outside.now()
    session = await run_in_threadpool(service.sessions.begin, token, secret, now)
    answer.set_cookie(
        COOKIE,
        session,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=is_secure(request, service),
    )
    return answer


def is_secure(request: Request, service: Service) -> bool:
    """Whether people reach the pages over TLS."""
    public = service.settings.public_url
    return request.url.scheme == "https" or (public is not None and public.startswith("https:"))


def own(address: str) -> str:
    """An address of ours to go on to; the register for any other."""
    is_own = address.startswith("/") and address[1:2] not in {"/", "\\"} and address.isprintable()
    return address if is_own else "/deals"
