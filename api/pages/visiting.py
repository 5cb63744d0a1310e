"""Who is at a page: by the cookie that signing in set; and that a form came from a page of ours."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, Request

from api.body import in_time
from api.doubled import refuse_doubled
from api.refusals import FormNotFromHere, MediaTypeNotSupported, NotAuthenticated, RoleNotHeld
from api.service import Service
from api.visiting import Visit
from domain.refusals import Refusal

COOKIE = "deal_ledger_session"
FORM = "application/x-www-form-urlencoded"
PROOF = "form_token"
MOST_FIELDS = 200


class NotSignedIn(Refusal):
    """Nobody is signed in; the page leads to where one signs in."""

    code = "not_authenticated"
    status = 401


@dataclass(frozen=True, slots=True)
class PageVisit(Visit):
    """One request for a page: a visit, by a session."""

    session: str

    @property
    def form_token(self) -> str:
        """What every form of this session carries: no other site can know it."""
        return form_token(self.session)


def form_token(session: str) -> str:
    """The token of a session's forms."""
    return sha256(b"form:" + session.encode()).hexdigest()


def page_visit(*roles: str) -> Callable[..., AsyncIterator[PageVisit]]:
    """The dependency of a page that needs one of these roles."""

    async def visiting(request: Request) -> AsyncIterator[PageVisit]:
        service: Service = request.app.state.service
        session = request.cookies.get(COOKIE)
        if not session:
            raise NotSignedIn("Sign in to see this page.")
        try:
            caller = await service.shares.caller(service.pages_door, session)
        except NotAuthenticated:
            raise NotSignedIn("The session has ended: sign in again.") from None
        request.scope["token"] = caller.token.id
        if not caller.holds(*roles):
            raise RoleNotHeld(roles)
        refuse_doubled(request)
        with service.shares.requests.one_more(caller.token.id):
            yield PageVisit(service, caller, request, session)

    return visiting


PageReader = Annotated[PageVisit, Depends(page_visit("reader", "legal"))]


def refuse_other_origin(request: Request) -> None:
    """Raise FormNotFromHere when the browser says that another site sent the form."""
    origin = request.headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if elsewhere or site not in {"same-origin", "none"}:
        raise FormNotFromHere


Pairs = list[tuple[str, str]]
"""Names and values of the fields of a form, in their order; a name may come several times."""


async def form(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name. Raises Refusals."""
    return dict(await pairs_of(request))


async def pairs_of(request: Request) -> Pairs:
    """The fields of a form that no other site sent. Raises Refusals."""
    refuse_other_origin(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise MediaTypeNotSupported
    service: Service = request.app.state.service
    sent = (await in_time(request, service.settings)).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(sent, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise FormNotFromHere from None
    return [(name, value.replace("\r\n", "\n")) for name, value in pairs]


async def _own_pairs(request: Request) -> Pairs:
    return await proved_pairs(request, request.cookies.get(COOKIE, ""))


async def proved_pairs(request: Request, session: str) -> Pairs:
    """The fields of a form that a page of this session sent. Raises Refusals."""
    pairs = await pairs_of(request)
    expected = form_token(session)
    given = dict(pairs).get(PROOF, "")
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise FormNotFromHere
    return [pair for pair in pairs if pair[0] != PROOF]


async def _own_form(request: Request) -> dict[str, str]:
    return dict(await _own_pairs(request))


OwnPairs = Annotated[Pairs, Depends(_own_pairs)]
"""As OwnForm, with every value of a name that stands there several times."""
OwnForm = Annotated[dict[str, str], Depends(_own_form)]
"""The fields of a form that a page of this session sent."""
