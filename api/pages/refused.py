"""What is refused, on a page: the same code and sentence as over HTTP, and how to go on."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.errors import problem
from api.pages.rendering import page
from api.pages.visiting import NotSignedIn
from api.read_back.refused import LEADS_NOWHERE
from api.refusals import DatabaseUnavailable, TryLater
from domain.refusals import Refusal
from ledger.patience import UnavailableError

_PAGES = frozenset(
    {"", "deals", "digests", "new-deal", "read-back", "sign-in", "sign-out", "silences"}
)
"""The first parts of the addresses of pages."""


_NOT_PAGES = frozenset({"docs", "health", "metrics", "openapi.json", "static", "v1", "webhooks"})
"""The first parts of the addresses of everything else that is served."""


def is_page(request: Request) -> bool:
    """Whether a page was asked for, and is to be answered by one.

    So it is where a browser asks for what is not there: whoever mistyped an address reads a page.
    """
    first = request.url.path.split("/")[1]
    reads = "text/html" in request.headers.get("accept", "")
    return first in _PAGES or (reads and first not in _NOT_PAGES)


def refused_page(request: Request, fault: Refusal | UnavailableError) -> Response:
    """A refusal as a page; who is not signed in is led to where one signs in."""
    if isinstance(fault, NotSignedIn):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        next_ = f"?next={quote(asked, safe='')}" if request.method == "GET" else ""
        return RedirectResponse(f"/sign-in{next_}", 303, {"Cache-Control": "no-store"})
    refusal = fault if isinstance(fault, Refusal) else DatabaseUnavailable()
    template = "read_back_over.html" if isinstance(refusal, LEADS_NOWHERE) else "refused.html"
    told = problem(refusal)
    made = page(template, None, request, refusal.status, problem=told, back=_deal(request, told))
    if isinstance(refusal, TryLater):
        made.headers["Retry-After"] = str(refusal.after)
    return made


def _deal(request: Request, told: dict[str, Any]) -> str | None:
    """Where the deal stands on whose page something was refused."""
    first, deal, *_ = [*request.url.path.split("/")[1:], ""]
    if first != "deals" or not deal or told["code"] == "deal_not_on_record":
        return None
    return f"/deals/{quote(deal)}"
