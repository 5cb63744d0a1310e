"""Signing in by the organisation (OpenID Connect), and out of it again."""

from __future__ import annotations

import hmac
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.doubled import refuse_doubled
from api.logs import Log
from api.oidc.attempt import COOKIE as ATTEMPT
from api.oidc.attempt import LASTS as ATTEMPT_LASTS
from api.oidc.attempt import Attempt, attempt, attempt_of
from api.oidc.organisation import BACK
from api.oidc.person import person_of, roles_of
from api.oidc.refusals import (
    ProviderNotReached,
    ProviderNotRight,
    SignInDeclined,
    SignInNotBegunHere,
)
from api.pages.rendering import page
from api.pages.signing_in import HINT, NO_HINT, begin_session, is_secure, own, sign_in_page
from api.pages.visiting import COOKIE
from api.refusals import NoSuchRoute
from api.service import Service
from domain.refusals import Refusal
from ledger.sessions import BY_ORGANISATION, LASTS
from ledger.tokens import Token, Wanted

if TYPE_CHECKING:
    from api.oidc.provider import Provider

router = APIRouter(include_in_schema=False)
START = "/sign-in/organisation/start"
_PATH = "/sign-in/organisation"
_LARGEST_HINT = 3_500
"""Bytes of a cookie that every browser keeps."""
_DECLINED = frozenset({"access_denied", "consent_required", "interaction_required"})
_LATER = frozenset({"temporarily_unavailable", "server_error"})


@router.get(START)
async def begun(request: Request) -> Response:
    """Lead to the provider."""
    service, provider = _provider(request)
    next_ = own(request.query_params.get("next", "/deals"))
    of = attempt(service.outside.secret(), service.outside.now(), next_)
    try:
        with provider.underway.one_more(""):
            to = await provider.begin(of)
    except Refusal as refusal:
        return _refused(request, refusal, next_)
    answer = RedirectResponse(to, 303, {"Cache-Control": "no-store"})
    # Not `strict`: the browser comes back from another site, and is to be known again.
    answer.set_cookie(
        ATTEMPT,
        of.cookie(),
        max_age=int(ATTEMPT_LASTS.total_seconds()),
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=is_secure(request, service),
    )
    return answer


@router.get(BACK)
async def returned(request: Request) -> Response:
    """Where the provider leads back to: sign in whom it vouches for."""
    service, provider = _provider(request)
    of = attempt_of(request.cookies.get(ATTEMPT, ""), service.outside.now())
    next_ = own(of.next_) if of else "/deals"
    try:
        refuse_doubled(request)
        with provider.underway.one_more(""):
            token, hint = await _vouched_for(request, provider, of)
    except Refusal as refusal:
        answer = _refused(request, refusal, next_)
    else:
        # No redirect: it would still be the other site's, and a strict cookie would not go along.
        answer = page("signed_in.html", None, request, next=next_)
        await begin_session(answer, request, service, token.id)
        _keep_hint(answer, request, hint)
    answer.delete_cookie(ATTEMPT, path=_PATH)
    return answer


@router.get("/sign-out")
async def signed_out(request: Request) -> Response:
    """After signing out here: the way to sign out of the provider, too."""
    service: Service = request.app.state.service
    hint, provider = request.cookies.get(HINT), service.organisation
    if hint is None or provider is None or COOKIE in request.cookies:
        return RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})
    try:
        with provider.underway.one_more(""):
            there = await provider.sign_out("" if hint == NO_HINT else hint)
    except Refusal:
        there = None
    answer = page("signed_out.html", None, request, there=there)
    answer.delete_cookie(HINT, path="/sign-out")
    return answer


def _provider(request: Request) -> tuple[Service, Provider]:
    service: Service = request.app.state.service
    if service.organisation is None:
        raise NoSuchRoute
    return service, service.organisation


async def _vouched_for(
    request: Request, provider: Provider, of: Attempt | None
) -> tuple[Token, str]:
    """A token for who comes back, and what the provider will know them by. Raises Refusals."""
    given = request.query_params
    if of is None or not _same(given.get("state"), of.state):
        raise SignInNotBegunHere
    await provider.refuse_other_issuer(given.get("iss"))
    if (error := given.get("error")) is not None:
        raise _as_refusal(error)
    if not (code := given.get("code")):
        raise ProviderNotRight("it gave no code")
    claims, text = await provider.identity(code, of)
    return await _token(request, provider, claims), text


async def _token(request: Request, provider: Provider, claims: dict[str, Any]) -> Token:
    service: Service = request.app.state.service
    roles = roles_of(claims, provider.organisation)
    person = person_of(claims, provider.organisation)
    if person is not None and not await run_in_threadpool(service.ledger.names, person):
        person = None
    now = service.outside.now()
    wanted = Wanted(BY_ORGANISATION, roles, person=person, expires_at=now + LASTS)
    make = partial(service.tokens.create, wanted, service.outside.secret(), now)
    token, _ = await run_in_threadpool(make)
    request.scope["token"] = token.id
    log: Log = structlog.get_logger()
    log.info("signed_in", token=token.id, roles=roles, bound=person is not None)
    return token


def _as_refusal(error: str) -> Refusal:
    from api.oidc.provider import error_in  # noqa: PLC0415 - is loaded where there is a provider

    if error in _DECLINED:
        return SignInDeclined()
    if error in _LATER:
        return ProviderNotReached("it says that it cannot now")
    return ProviderNotRight(f"it refuses to sign anybody in ({error_in({'error': error})})")


def _refused(request: Request, refusal: Refusal, next_: str) -> Response:
    log: Log = structlog.get_logger()
    log.warning("sign_in_refused", code=refusal.faults[0].code)
    return sign_in_page(request, refusal.status, next_, refused=refusal)


def _same(given: str | None, expected: str) -> bool:
    return hmac.compare_digest((given or "").encode("utf-8", "surrogatepass"), expected.encode())


def _keep_hint(answer: Response, request: Request, hint: str) -> None:
    answer.set_cookie(
        HINT,
        hint if len(hint) <= _LARGEST_HINT else NO_HINT,
        max_age=int(LASTS.total_seconds()),
        path="/sign-out",
        httponly=True,
        samesite="strict",
        secure=is_secure(request, request.app.state.service),
    )
