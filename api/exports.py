"""Evidence over HTTP: the bundle of a deal, for legal and admin."""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.asking import LONGEST_QUESTION
from api.evidence.documents import refuse_large
from api.evidence.exporting import Covering, Exported, export
from api.evidence.printed import part, refuse_long
from api.evidence.terms import Wish
from api.in_turn import InTurn
from api.openapi import answers
from api.refusals import bad_parameter
from api.responding import looked
from api.visiting import DealInPath, Parameters, Visit, visit
from domain.values import ID_PATTERN
from ledger.contents import Contents
from ledger.signing.published import Published, covering

router = APIRouter(tags=["Proofs"], route_class=InTurn)
ZIP = "application/zip"
MOST_QUESTIONS = 20
_ZIPPED: dict[str, Any] = {ZIP: {"schema": {"type": "string", "format": "binary"}}}
_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
}
_RESPONSES = {200: {"content": _ZIPPED}, **answers({}, 401, 403, 404, 409, 410)}
_RESPONSES[404]["description"] = "No such deal or export, or nothing was signed yet."
_RESPONSES[409]["description"] = (
    "No checkpoint covers the closing record yet: send it again after `Retry-After` seconds. Or "
    "the signer is frozen, or others kept changing the deal."
)
_RESPONSES[410]["description"] = (
    "It cannot be made again: something of it was erased or marked as privileged since."
)
Exporter = Annotated[Visit, Depends(visit("legal"))]


class Wanted(Parameters):
    """What goes into the bundle."""

    for_: str | None = Field(
        default=None,
        alias="for",
        pattern=ID_PATTERN,
        description="The party that it is handed to: only what that party was party to leaves, the "
        "rest as hashes. Default: everything.",
        examples=["northcare"],
    )
    question: list[str] = Field(
        default=[],
        max_length=MOST_QUESTIONS,
        description="A question whose answer goes into it, in plain words or parameters as JSON. "
        "May be given more than once.",
    )
    without_privileged: bool = Field(
        default=False,
        description="Leave out the values of privileged records; `withheld.csv` lists them.",
    )
    effective_at: str | None = Field(
        default=None, max_length=64, description="Of the answers: what had happened by then."
    )
    known_at: str | None = Field(
        default=None, max_length=200, description="Of the answers: what the ledger held by then."
    )
    paper: bool = Field(
        default=True,
        description="With `timeline.html` and `evidence.pdf`, for people. A long deal is set on "
        "paper by the command alone.",
    )
    export: str | None = Field(
        default=None,
        max_length=64,
        description="An export that is on record, once more: the same bytes. The rest is left out.",
    )


@router.get(
    "/v1/deals/{deal}/evidence",
    summary="The evidence of a deal",
    response_class=Response,
    responses=_RESPONSES,
)
def evidence(deal: DealInPath, visit: Exporter, wanted: Annotated[Wanted, Query()]) -> Response:
    """A zip that verifies without the ledger: entries, the values that they commit to, proofs, the
    signed root, raw deliveries, answers, and what verifies all of it.

    A record in the deal (`evidence.exported`) closes it and says how many records there were. The
    same request within ten minutes, while nothing was recorded, gives the same bytes; `export`
    gives an earlier bundle again. 409 while no checkpoint covers the closing record: send it again.
    """
    made = evidence_made(visit, _wish(visit.deal(deal), visit, wanted), paper=wanted.paper)
    return zipped(made, "Authorization")


def evidence_made(visit: Visit, wish: Wish, *, paper: bool) -> Exported:
    """The bundle that is wished for; who asked for it is on record by then. Raises Refusals."""
    service = visit.service
    if paper:
        refuse_long(len(service.ledger.entries(wish.deal)))
    refuse_large(sum(each.bytes for each in Contents(service.ledger.rows).of_deal(wish.deal)))
    now, parts = service.outside.now(), (part,) if paper else ()
    made = export(service.ledger, now, wish, _covering(visit), parts)
    looked(visit, "evidence", made.closing.position, made.terms.deal, privileged=True)
    return made


def zipped(made: Exported, vary: str) -> Response:
    """A bundle as a download, for whoever the header `vary` says."""
    headers = {
        **_HEADERS,
        "Vary": vary,
        "Content-Disposition": f'attachment; filename="{made.name}"',
    }
    return Response(b"".join(made.packed()), headers=headers, media_type=ZIP)


def _wish(deal: str, visit: Visit, wanted: Wanted) -> Wish:
    token = visit.caller.token
    visit.refuse_unseen(wanted.known_at)
    if any(len(each) > LONGEST_QUESTION for each in wanted.question):
        message = f"A question has at most {LONGEST_QUESTION:,} characters."
        raise bad_parameter("question", message)
    if wanted.export is not None and wanted.model_fields_set - {"paper"} != {"export"}:
        raise bad_parameter("export", "An export has its terms: leave the others out.")
    return Wish(
        deal=deal,
        by=f"token:{token.id}",
        person=token.person,
        effective_at=wanted.effective_at,
        known_at=wanted.known_at,
        party=wanted.for_,
        without_privileged=wanted.without_privileged,
        questions=tuple(wanted.question),
        again=wanted.export,
    )


def _covering(visit: Visit) -> Covering:
    service = visit.service

    def wait(position: int) -> Published | None:
        give_up = time.monotonic() + service.settings.position_timeout
        while (found := covering(service.ledger.rows.all, position)) is None:
            if time.monotonic() >= give_up:
                break
            time.sleep(0.05)
        return found

    return wait
