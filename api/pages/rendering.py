"""Templates into pages: everything is escaped, and nothing is loaded from elsewhere."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.pages import wording
from api.pages.direction import straight
from api.pages.prose import readable
from api.pages.visiting import PageVisit

STATIC = "/static"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "private, no-store",
    "Vary": "Cookie",
}


def page(
    template: str, visit: PageVisit | None, request: Request, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page; `visit` None: nobody is signed in, or need be."""
    given = {"visit": visit, "path": request.url.path, "deal": None, "tab": None, **values}
    text = straight(_environment().get_template(template).render(given))
    # Half of a character that some system broke has no bytes: it is shown as a question mark.
    return HTMLResponse(text.encode("utf-8", "replace"), status, _HEADERS)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= wording.FILTERS
    made.filters["readable"] = readable
    made.filters["money"] = wording.money
    made.globals["static"] = static
    return made


@cache
def static(name: str) -> str:
    """The address of a file of ours: another one when its content is another."""
    content = (files("api.pages") / "static" / name).read_bytes()
    return f"{STATIC}/{name}?{sha256(content).hexdigest()[:12]}"
