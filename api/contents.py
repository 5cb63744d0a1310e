"""The contents of documents over HTTP: sent and given as they are, and never run by a browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.params import Path
from pydantic import Field

from api.body import content
from api.deals import known
from api.document_bodies import ContentKept
from api.doubled import refuse_parameters
from api.filing import Content, keep, kept
from api.following import reached
from api.in_turn import InTurn
from api.openapi import answers
from api.responding import JSON, looked, matches
from api.visiting import DealInPath, Reader, Recorder, Times
from domain.canonical import canonical
from domain.values import SHA256_PATTERN
from ledger.contents import LARGEST
from projections.facts import withheld_from_readers

router = APIRouter(tags=["Documents"], route_class=InTurn)
BYTES = "application/octet-stream"
_BINARY: dict[str, Any] = {BYTES: {"schema": {"type": "string", "format": "binary"}}}
_SENT = {"requestBody": {"required": True, "content": _BINARY}}
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w.+-]{0,60}/[A-Za-z0-9][\w.+-]{0,60}", re.ASCII)
_LONGEST_NAME = 150
DocumentInPath = Annotated[
    str, Path(max_length=120, description="The document's id.", examples=["msa.pdf"])
]


class Which(Times):
    """Which content of a document that may have been filed more than once."""

    sha256: str | None = Field(
        default=None,
        pattern=SHA256_PATTERN,
        description="Of the filing with this digest. Default: of the last one.",
    )


async def _which(visit: Reader, which: Annotated[Which, Query()]) -> Which:
    await reached(visit.service, which.min_position, visit.request)
    return which


async def _sent(visit: Recorder, request: Request) -> AsyncIterator[bytes]:
    refuse_parameters(request)
    with visit.service.shares.contents.one_more(visit.caller.token.id):
        yield await content(request, visit.service.settings, LARGEST)


@router.put(
    "/v1/deals/{deal}/documents/{document:path}/content",
    summary="Keep the content of a document",
    status_code=201,
    responses=answers({200: ContentKept, 201: ContentKept}, 401, 403, 404, 408, 410, 413, 415),
    openapi_extra=_SENT,
)
def keep_content(
    deal: DealInPath,
    document: DocumentInPath,
    visit: Recorder,
    body: Annotated[bytes, Depends(_sent)],
) -> Response:
    """Keep the content of a document that is on record (`document.filed`): its bytes as they are.

    At most 25,000,000 bytes, and only what has the SHA-256 that was filed. It is as privileged as
    the record that filed it. 200: the deal has it already.
    """
    service = visit.service
    by = visit.caller.credential.name
    told = keep(service.ledger, visit.deal(deal), document, body, service.outside.now(), by)
    return Response(canonical(told), 201 if told["added"] else 200, media_type=JSON)


@router.get(
    "/v1/deals/{deal}/documents/{document:path}/content",
    summary="The content of a document",
    response_class=Response,
    responses={200: {"content": _BINARY}, **answers({}, 304, 401, 403, 404, 409, 410)},
)
def content_of_document(
    deal: DealInPath,
    document: DocumentInPath,
    visit: Reader,
    which: Annotated[Which, Depends(_which)],
) -> Response:
    """The content as it was kept, for whoever may see the record that filed it.

    Always as a download: what its sender says that it is stands in `Filed-Media-Type` alone.
    """
    found = known(visit, deal, which)
    given = kept(visit.service.ledger, found, document, which.sha256)
    privileged = withheld_from_readers(given.filing.fact.entry)
    looked(visit, "document", found.basis.known_at, found.id, privileged=privileged, at_once=True)
    headers = _headers(given)
    if matches(visit.request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(given.bytes, headers=headers, media_type=BYTES)


def _headers(given: Content) -> dict[str, str]:
    event = given.filing.event
    headers = {
        **_HEADERS,
        "ETag": f'"{event.sha256}"',
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(_name(event.name), safe='')}",
    }
    if _MEDIA_TYPE.fullmatch(event.media_type):
        headers["Filed-Media-Type"] = event.media_type
    return headers


def _name(filed: str) -> str:
    """A file's name out of what was filed: no folder, nothing hidden, nothing that is not seen."""
    seen = "".join(
        each for each in filed if unicodedata.category(each)[0] not in "CZ" or each == " "
    )
    return re.sub(r"[/\\:*?\"<>|]", "_", seen).strip(" .")[-_LONGEST_NAME:] or "document"
