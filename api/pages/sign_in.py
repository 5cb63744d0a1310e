"""Signing in: by the link that `serve` prints, or with a token; a cookie is all that is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.pages.signing_in import HINT, begin_session, own, sign_in_page
from api.pages.visiting import COOKIE, OwnForm, form, page_visit
from api.pages.visiting import PageVisit as Visit
from api.refusals import NotAuthenticated
from api.service import Service
from ledger.sessions import LASTS, LINKED
from ledger.tokens import Wanted

router = APIRouter(include_in_schema=False)
_LONGEST_TOKEN = 500


@router.get("/sign-in")
async def asked_to_sign_in(request: Request, next: str = "/deals") -> Response:  # noqa: A002
    """The form that takes a token."""
    return sign_in_page(request, next_=own(next))


@router.post("/sign-in")
async def signed_in(request: Request) -> Response:
    """Sign in with a token."""
    fields = await form(request)
    next_, text = own(fields.get("next", "")), fields.get("token", "").strip()
    service: Service = request.app.state.service
    try:
        caller = await service.shares.caller(service.door, text[:_LONGEST_TOKEN])
    except NotAuthenticated:
        fault = "That token is not known, or counts no more."
        return sign_in_page(request, 401, next_, fault)
    return await _begun(request, service, caller.token.id, next_)


@router.get("/sign-in/{code}")
async def followed(request: Request, code: str) -> Response:
    """Sign in by a link: once, as an admin."""
    service: Service = request.app.state.service
    if not service.links.take(code):
        fault = "This link was used, or is too old. Start `serve` anew, or sign in with a token."
        return sign_in_page(request, 401, fault=fault)
    now = service.outside.now()
    wanted = Wanted(LINKED, ["admin"], expires_at=now + LASTS)
    token, _ = await run_in_threadpool(service.tokens.create, wanted, service.outside.secret(), now)
    return await _begun(request, service, token.id, "/deals")


@router.post("/sign-out")
async def signed_out(
    request: Request,
    _: OwnForm,
    visit: Annotated[Visit, Depends(page_visit("recorder", "reader", "legal"))],
) -> Response:
    """Sign out."""
    await run_in_threadpool(visit.service.sessions.end, visit.session)
    visit.service.pages_door.forget(visit.caller.token.id)
    # Who came by the organisation is shown the way to sign out there.
    answer = RedirectResponse("/sign-out" if HINT in request.cookies else "/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


async def _begun(request: Request, service: Service, token: str, next_: str) -> Response:
    answer = RedirectResponse(next_, 303, {"Cache-Control": "no-store"})
    return await begin_session(answer, request, service, token)
