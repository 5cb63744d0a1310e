"""The HTTP interface: routes, and how whatever they refuse is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import Any

import anyio.to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from api import (
    across,
    asking,
    contents,
    deals,
    digests,
    documents,
    erasures,
    exports,
    findings,
    in_order,
    inbox,
    of_proposals,
    operations,
    proofs,
    read_back_links,
    readings,
    records,
    register,
    stress,
    withholding,
)
from api.addresses import Addresses
from api.deadline import Deadline
from api.guard import Guard
from api.logs import not_proved
from api.openapi import components, with_conditions
from api.pages import PAGES
from api.pages.refused import is_page, refused_page
from api.pages.rendering import STATIC
from api.problems import problem_response, refused
from api.refusals import (
    BadParameter,
    InternalError,
    LogDoesNotHold,
    MethodNotAllowed,
    NoSuchRoute,
)
from api.service import Service
from api.webhooks import receiving
from domain.refusals import Fault, Refusal
from ledger.patience import UnavailableError

_ABOUT = """The flight recorder of a deal. Every call needs a token (`Authorization: Bearer dl_…`).

What is refused is answered as a problem document with a `code` and a `pointer` to the field. A
record's `id` is its idempotency key: sent again, it adds nothing and is answered as the first time.
A reading of a deal prints its basis, and with it the moment of asking: its `ETag` matches again
only when it is asked for on a `basis` that an earlier reading printed.
Every answer has an `X-Request-ID`, and the log has it: the one that was sent, where that is a UUID
or 32 hexadecimal digits, else a new one.
"""


FILES_READ_AT_ONCE = 4
RESOURCES = (
    *(records, register, deals, readings, digests, stress, of_proposals, across),
    *(findings, asking, in_order, read_back_links, contents, inbox, receiving),
    *(proofs, exports, withholding, erasures, operations),
    *PAGES,
)


class Application(FastAPI):
    """FastAPI, behind what every request passes first."""

    def __init__(self, service: Service, **settings: Any) -> None:
        super().__init__(**settings)
        self.state.service = service
        within = Deadline(super().__call__, service.settings.answer_timeout)
        self._entrance = Guard(Addresses(within), service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request, or whatever else the server has to say."""
        await self._entrance(scope, receive, send)


def app(service: Service) -> Application:
    """The application on a running service."""
    made = Application(
        service,
        title="deal-ledger",
        version=version("deal-ledger"),
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    for resource in RESOURCES:
        made.include_router(resource.router)
    documents.mount(made)
    made.mount(STATIC, StaticFiles(packages=[("api.pages", "static")]), name="static")
    made.openapi = partial(_openapi, made)  # type: ignore[method-assign]
    made.add_exception_handler(Refusal, _refused)
    made.add_exception_handler(UnavailableError, _refused)
    made.add_exception_handler(RequestValidationError, _bad_parameters)
    made.add_exception_handler(HTTPException, _not_served)
    made.add_exception_handler(Exception, _broken)
    return made


@asynccontextmanager
async def _lifespan(_: Application) -> AsyncIterator[None]:
    # For files alone: routes are worked on in threads of their own (api/turns.py).
    anyio.to_thread.current_default_thread_limiter().total_tokens = FILES_READ_AT_ONCE
    yield


async def _refused(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refusal | UnavailableError)
    if isinstance(fault, LogDoesNotHold):
        service: Service = request.app.state.service
        service.metrics.not_proved.inc()
        not_proved(fault.position)
    return refused_page(request, fault) if is_page(request) else refused(fault)


async def _not_served(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, HTTPException)
    if refusal.status_code == 405:
        return problem_response(MethodNotAllowed(), {"Allow": _methods(request)})
    if refusal.status_code == 404:
        return await _refused(request, NoSuchRoute())
    return await _broken(request, refusal)


async def _broken(request: Request, _: Exception) -> Response:
    # Raised again after this answer, and then logged by the guard.
    return await _refused(request, InternalError(str(request.scope["request_id"])))


def _methods(request: Request) -> str:
    """All methods of an address: one route alone does not know those of the others."""
    found = {
        method
        for resource in RESOURCES
        for route in resource.router.routes
        if isinstance(route, APIRoute) and route.path_regex.match(request.url.path)
        for method in route.methods or ()
    }
    return ", ".join(sorted(found or {"GET"}))


async def _bad_parameters(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, RequestValidationError)
    faults = [
        Fault("bad_parameter", f"/{each['loc'][1]}", f"{each['msg']}.") for each in refusal.errors()
    ]
    return await _refused(request, BadParameter(tuple(faults)))


def _openapi(made: FastAPI) -> dict[str, Any]:
    if made.openapi_schema is None:
        found = get_openapi(
            title=made.title,
            version=made.version,
            description=made.description,
            routes=made.routes,
        )
        with_conditions(found["paths"])
        schemas = found["components"]["schemas"]
        assert schemas.keys() & components().keys() <= {"Problem"}, "two schemas of one name"
        schemas |= components()
        made.openapi_schema = found
    return made.openapi_schema
