"""The digests of a deal: what people with a gap would be told; then one of them, sent.

Looking records nothing. What is sent is shown word for word before, on a page of its own; where
more was recorded meanwhile it is shown again, and nothing leaves.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field as Parameter

from api.digest.letter import subject_of
from api.digest.sending import WantedDigest, is_id
from api.digests import as_all_may_see, digests_of, refuse_unless_reader, told
from api.in_turn import InTurn
from api.pages.deal import deal_page
from api.pages.forms.filled import Filled
from api.pages.forms.recording import refuse_unless_recorder
from api.pages.visiting import OwnPairs, PageReader, PageVisit
from api.refusals import FormNotFromHere
from api.visiting import DealInPath, Parameters, Times
from domain.refusals import Fault, Malformed, Refusal
from projections.deal import KnownDeal
from projections.digest import digest, digest_of

router = APIRouter(include_in_schema=False, route_class=InTurn)
SEND = "/deals/{deal}/digest/send"
SEEN = "seen"
CHANGED = (
    "More was recorded since this digest was shown to you. It is shown again below, as it is now. "
    "What you filled in is kept: look at it, and send it again if you mean it."
)
SAY_HOW = "Choose how it is sent."
FIELDS = ("by", "address")
"""The fields that a refusal can be about; what is about another stands above them."""


class Shown(Parameters):
    """The digest that was just sent, if one was."""

    sent: str = Parameter(default="", max_length=120)


class Sending(Parameters):
    """To whom."""

    to: str = Parameter(default="", max_length=120)


@router.get("/deals/{deal}/digest")
def digest_page(
    request: Request, deal: DealInPath, visit: PageReader, asked: Annotated[Shown, Query()]
) -> Response:
    """Everybody with a gap, and what they would be told."""
    found = as_all_may_see(visit, deal, Times())
    reading = digest(found)
    return deal_page(
        *("digest.html", visit, request, found, "digest"),
        reading=reading,
        sent=_sent(visit, found, asked.sent),
    )


@router.get(SEND)
def send_page(
    request: Request, deal: DealInPath, visit: PageReader, asked: Annotated[Sending, Query()]
) -> Response:
    """One digest, word for word, and the form that sends it."""
    refuse_unless_recorder(visit)
    found = as_all_may_see(visit, deal, Times())
    id_ = visit.service.outside.secret()[:12].hex()
    filled = Filled().filled({"id": [id_], "to": [asked.to], SEEN: [_seen(found)]})
    return _page(visit, request, found, filled)


@router.post(SEND)
def send(request: Request, deal: DealInPath, visit: PageReader, pairs: OwnPairs) -> Response:
    """Where it says what became of it; or the form again, with what is wrong beside its fields."""
    refuse_unless_recorder(visit)
    refuse_unless_reader(visit)
    filled = Filled(pairs)
    found = as_all_may_see(visit, deal, Times())
    try:
        wanted = _wanted(visit, found.id, filled)
        if filled.line(SEEN) != _seen(found) and not _is_there(visit, wanted):
            raise Malformed((Fault("changed_meanwhile", "", CHANGED),))
        answer = told(visit, wanted)
    except Refusal as refusal:
        again = filled.filled({SEEN: [_seen(found)]})
        return _page(visit, request, found, again, refusal)
    there = quote(str(answer["id"]), safe="")
    return RedirectResponse(f"/deals/{quote(found.id)}/digest?sent={there}", 303)


def _wanted(visit: PageVisit, deal: str, filled: Filled) -> WantedDigest:
    by = filled.line("by")
    if by not in {"mail", "webhook"}:
        raise Malformed((Fault("missing_value", "/by", SAY_HOW),))
    id_ = filled.line("id")
    if not is_id(id_):
        raise FormNotFromHere
    return WantedDigest(
        deal=deal,
        to=filled.line("to"),
        by="mail" if by == "mail" else "webhook",
        id=id_,
        address=filled.line("address") or None,
        asked_by=visit.caller.token.person,
    )


def _is_there(visit: PageVisit, wanted: WantedDigest) -> bool:
    """Whether it was sent before: then nothing is sent, whatever was recorded since."""
    return visit.service.ledger.entry(wanted.record) is not None


def _seen(deal: KnownDeal) -> str:
    """What a digest rests on, as its form carries it: it is another with every record."""
    return f"{deal.version}.{len(deal.organisation_entries)}"


def _sent(visit: PageVisit, deal: KnownDeal, id_: str) -> dict[str, Any] | None:
    return digests_of(visit).became(deal, id_) if id_ else None


def _page(
    visit: PageVisit,
    request: Request,
    deal: KnownDeal,
    filled: Filled,
    refusal: Refusal | None = None,
) -> Response:
    told_to = digest_of(deal, filled.line("to"))
    faults = refusal.faults if refusal else ()
    beside = {f.pointer[1:]: f for f in faults if f.pointer[1:] in FIELDS}
    return deal_page(
        *("digest_send.html", visit, request, deal, "digest"),
        status=refusal.status if refusal else 200,
        digest=told_to,
        subject=subject_of(told_to) if told_to else "",
        filled=filled,
        beside=beside,
        above=[each for each in faults if each.pointer[1:] not in FIELDS],
        domains=(visit.service.settings.mail_domains or "").lower().split(),
        days=visit.service.settings.digest_link_days,
    )
