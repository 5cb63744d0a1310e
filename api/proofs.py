"""Proofs over HTTP: the last checkpoint, that an entry is in it, and the tree in tiles.

What is handed out is looked at first: a proof that does not prove is never given.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.params import Path
from pydantic import Field

from api.doubled import refuse_parameters
from api.in_turn import InTurn
from api.openapi import answers
from api.proof_bodies import ConsistencyProof, InclusionProof, TimeStamps
from api.proving import consistent, inclusion, last_checkpoint, refuse_changed
from api.refusals import EntriesOfAllDeals, LogDoesNotHold, NoSuchTile
from api.responding import looked, reading
from api.stamps import stamps_page, times_of
from api.visiting import LARGEST_POSITION, Parameters, Reader, Visit, visit
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.tiles import WIDTH, NoTileError, Tile, bundle, tile_at

router = APIRouter(tags=["Proofs"], route_class=InTurn)
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
_HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Accept"}
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Authorization"}
_TEXT: dict[str, Any] = {"text/plain": {"schema": {"type": "string"}}}
_BYTES: dict[str, Any] = {BYTES: {"schema": {"type": "string", "format": "binary"}}}
Exporter = Annotated[Visit, Depends(visit("legal"))]
PositionInPath = Annotated[int, Path(ge=1, le=LARGEST_POSITION, description="Of the entry.")]
TilePath = Annotated[
    str, Path(max_length=64, description="As c2sp.org/tlog-tiles writes it.", examples=["0/000"])
]


def _or_as_text(responses: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    responses[200]["content"] = _TEXT
    return responses


class Form(Parameters):
    """In which form a proof is wanted."""

    format: Literal["json", "tlog-proof"] | None = Field(
        default=None,
        description="`tlog-proof`: the text of a .tlog-proof file, as `Accept: text/plain` has "
        "it. Default: JSON.",
    )


class Sizes(Parameters):
    """The two trees, by their numbers of entries."""

    from_: int = Field(alias="from", ge=0, le=LARGEST_POSITION, description="Entries of the first.")
    to: int | None = Field(
        default=None,
        ge=0,
        le=LARGEST_POSITION,
        description="Entries of the second. Default: those that the last checkpoint signs.",
    )


class Page(Parameters):
    """Which of the stamps."""

    after: int = Field(
        default=0, ge=0, le=LARGEST_POSITION, description="Those recorded after this position."
    )
    limit: int = Field(default=50, ge=1, le=500, description="At most so many.")


@router.get(
    "/v1/log/checkpoint",
    summary="The last checkpoint",
    response_class=Response,
    responses={200: {"content": _TEXT}, **answers({}, 401, 403, 404)},
)
def checkpoint(visit: Reader) -> Response:
    """The signed note (c2sp.org/tlog-checkpoint): origin, size and root of the ledger.

    Keep it elsewhere: only a checkpoint that was kept shows that a ledger was rewritten from end to
    end. `deal-ledger signer key` prints the key that verifies it.
    """
    refuse_parameters(visit.request)
    note, head = _last(visit)
    looked(visit, "checkpoint", head.size, privileged=False)
    return Response(note, headers=_HEADERS, media_type=TEXT)


@router.get(
    "/v1/log/proof/{position}",
    summary="That an entry is in the ledger",
    responses=_or_as_text(answers({200: InclusionProof}, 304, 401, 403, 404, 409)),
)
def proof(visit: Reader, position: PositionInPath, form: Annotated[Form, Query()]) -> Response:
    """The way from an entry up to the root of the last checkpoint (RFC 9162), which is with it.

    As JSON, or as a `.tlog-proof` (c2sp.org/tlog-proof), which others' tools verify. 409 for an
    entry that is not signed yet: a moment later it is.
    The JSON also says between what the entry was recorded, as the time stamps on record show.
    """
    ledger = visit.service.ledger
    made = inclusion(ledger, *_last(visit), position)
    looked(visit, "proof", position, privileged=False)
    if _as_text(visit, form):
        return Response(made.file.text, headers=_HEADERS, media_type=TEXT)
    return reading(visit, made.body_with(times_of(ledger, position, visit.service.stamp_roots)))


@router.get(
    "/v1/log/stamps",
    summary="Time stamps over checkpoints",
    responses=answers({200: TimeStamps}, 304, 401, 403),
)
def stamps(visit: Reader, page: Annotated[Page, Query()]) -> Response:
    """The time stamps (RFC 3161) on record, in order: each a checkpoint, and an authority's token.

    `openssl ts -verify` checks them without this service. `chain` is `verified` where the root
    certificates are known here; what does not hold says why.
    """
    service = visit.service
    body = stamps_page(service.ledger, page.after, page.limit, service.stamp_roots)
    looked(visit, "stamps", page.after, privileged=False)
    return reading(visit, body)


@router.get(
    "/v1/log/consistency",
    summary="That the ledger only grew",
    responses=answers({200: ConsistencyProof}, 304, 401, 403, 404),
)
def consistency(visit: Reader, sizes: Annotated[Sizes, Query()]) -> Response:
    """That the tree of `to` entries begins with the tree of `from` entries (RFC 9162).

    With the roots of two checkpoints it shows, without the entries, that nothing of the first was
    changed or left out.
    """
    second = _last(visit)[1].size if sizes.to is None else sizes.to
    body = consistent(visit.service.ledger, sizes.from_, second)
    looked(visit, "consistency", second, privileged=False)
    return reading(visit, body)


@router.get(
    "/v1/log/tile/entries/{path:path}",
    summary="Entries, in bundles of 256",
    response_class=Response,
    responses={200: {"content": _BYTES}, **answers({}, 401, 403, 404)},
)
def entries(visit: Exporter, path: TilePath) -> Response:
    """The bytes of entries as they are hashed (c2sp.org/tlog-tiles): for legal and admin.

    What entries commit to, as persons and words of messages, is not in them; ids and the texts of
    clauses are.
    """
    if visit.caller.token.deals is not None:
        raise EntriesOfAllDeals
    tile = _tile(visit, f"entries/{path}")
    first = tile.index * WIDTH
    rows = list(visit.service.ledger.stored(first, first + tile.width))
    if len(rows) != tile.width:
        raise LogDoesNotHold
    for row in rows:
        refuse_changed(row)
    looked(visit, "entries", first + tile.width, privileged=True)
    return _piece(tile, bundle(bytes(row.state) for row in rows))


@router.get(
    "/v1/log/tile/{path:path}",
    summary="The tree, in tiles of 256 hashes",
    response_class=Response,
    responses={200: {"content": _BYTES}, **answers({}, 401, 403, 404)},
)
def tile(visit: Reader, path: TilePath) -> Response:
    """Hashes of the tree (c2sp.org/tlog-tiles), from which others' tools make proofs themselves."""
    found = _tile(visit, path)
    nodes = visit.service.ledger.subtrees(found.places)
    if len(nodes) != found.width:
        raise LogDoesNotHold
    looked(visit, "tile", found.least_size, privileged=False)
    return _piece(found, b"".join(nodes[place] for place in found.places))


def _last(visit: Visit) -> tuple[str, Checkpoint]:
    return last_checkpoint(visit.service.signed.now())


def _as_text(visit: Visit, form: Form) -> bool:
    if form.format is not None:
        return form.format == "tlog-proof"
    accepted = visit.request.headers.get("accept", "")
    return "text/plain" in accepted and "json" not in accepted


def _tile(visit: Visit, path: str) -> Tile:
    refuse_parameters(visit.request)
    try:
        found = tile_at(path)
    except NoTileError:
        raise NoSuchTile from None
    if found.least_size > visit.service.ledger.size:
        raise NoSuchTile
    return found


def _piece(tile: Tile, content: bytes) -> Response:
    headers = _FOR_EVER if tile.width == WIDTH else _HEADERS
    return Response(content, headers=headers, media_type=BYTES)
