"""The sign-offs of one deal and how they stand: as its coverage says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from domain.events.organisation import (
    AuthorityDelegated,
    AuthorityGranted,
    AuthorityRevoked,
    CatalogueItemDefined,
    PersonIdentified,
    PolicyPublished,
)
from projections.deal import KnownDeal
from projections.people import People, people_of
from projections.signing.required import ByPolicy, Requested, Required
from projections.signing.table import Beyond, Signed, coverage_of
from projections.views.view import Row, View


class SignOff(NamedTuple):
    """One sign-off of one wording. Of a policy's: `function`, and nobody in `of`.

    One that was given, or refused, though nobody required it has itself as `record`, and the `ids`
    of whoever said it, and of the person for whom.
    """

    clause: str
    number: int
    governs: bool
    proposal: str | None
    state: str
    required_by: str
    record: str
    answer: str | None
    sign_off: str | None = None
    of: str | None = None
    ids: Sequence[str] = []
    role: str | None = None
    function: str | None = None
    requested_at: datetime | None = None
    due_at: datetime | None = None
    signed: str | None = None
    signed_number: int | None = None
    signer: str | None = None
    authority: str | None = None


def rows(deal: KnownDeal) -> Iterator[Row]:
    """A row for each cell of the coverage, and for what nobody required.

    A signature on a later wording than the one asked about, that nobody required, is none of these.
    """
    people = people_of(deal)
    for covered in coverage_of(deal).rows:
        of: dict[str, Any] = {
            "clause": covered.wording.clause,
            "number": covered.wording.number,
            "governs": covered.governs,
            "proposal": covered.proposal,
        }
        for cell in covered.cells:
            yield SignOff(
                **of,
                state=cell.state,
                answer=cell.decided.answer.fact.id if cell.decided else None,
                **_required(cell.required, people, deal.zone),
                **_signed(cell.signed),
            )
        for beyond in covered.beyond:
            if beyond.state != "later":
                yield SignOff(
                    **of, state=beyond.state, **_beyond(beyond, people), **_signed(beyond.signed)
                )


def _required(required: Required, people: People, zone: str) -> dict[str, Any]:
    match required:
        case Requested(request=request):
            event, due = request.event, request.event.due
            return {
                "required_by": "request",
                "record": request.fact.id,
                "sign_off": event.sign_off,
                "of": event.of,
                "ids": list(people.aliases(event.of)),
                "role": event.role,
                "requested_at": request.interval.begin,
                "due_at": due.interval(zone).end if due else None,
            }
        case ByPolicy(function=function, regime=regime):
            return {"required_by": "policy", "record": regime.fact.id, "function": function}


def _beyond(beyond: Beyond, people: People) -> dict[str, Any]:
    answer, signature = beyond.decided.answer, beyond.decided.answer.signature
    said = signature.fact if signature else answer.fact
    role = signature.event.role if signature else None
    aliases = (*people.aliases(answer.whose), *people.aliases(said.actor))
    return {
        "required_by": "nobody",
        "record": said.id,
        "answer": answer.fact.id,
        "sign_off": answer.sign_off,
        "ids": list(dict.fromkeys(aliases)),
        "role": role,
    }


def _signed(signed: Signed | None) -> dict[str, Any]:
    if signed is None:
        return {}
    fact = signed.signature.fact
    return {
        "signed": fact.id,
        "signed_number": signed.number,
        "signer": fact.actor,
        "authority": signed.judgement.authority,
    }


VIEW = View(
    "sign_offs",
    version=2,
    tables={SignOff: "sign_offs"},
    rows=rows,
    touched_by=frozenset(
        {
            AuthorityDelegated,
            AuthorityGranted,
            AuthorityRevoked,
            CatalogueItemDefined,
            PersonIdentified,
            PolicyPublished,
        }
    ),
)
