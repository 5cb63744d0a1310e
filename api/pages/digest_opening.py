"""The pages that a digest leads to: by the link in a mail, or for who is signed in.

To come here shows nothing and records nothing, as filters of mail follow links too. Whoever then
asks for it is shown all of it, once it is on record that they opened it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.auth import Caller
from api.digest.letter import LINK
from api.digest.opening import BY_LINK, SIGNED_IN, Opened, opened, shown
from api.digest.refusals import DigestLinkNotKnown, DigestNotKnown, DigestNotShown
from api.digest.sending import is_id
from api.doubled import refuse_doubled
from api.in_turn import InTurn
from api.pages.deal import deal_page
from api.pages.rendering import page
from api.pages.visiting import OwnPairs, PageReader, PageVisit, Pairs, proved_pairs
from api.responding import looked
from api.service import Service
from api.visiting import DealInPath
from domain.occurrence import moment_text
from ledger.outbox.digest_links import DigestLink, DigestLinks
from projections.digest.reading import MESSAGE

router = APIRouter(include_in_schema=False, route_class=InTurn)
SIGNED_IN_AT = "/deals/{deal}/digests/{digest}"


@dataclass(frozen=True, slots=True)
class LinkVisit(PageVisit):
    """One request by whoever has a link; its text is the session of the page's form."""

    link: DigestLink
    person: str


async def _visiting(request: Request, link: str) -> AsyncIterator[LinkVisit]:
    service: Service = request.app.state.service
    links = DigestLinks(service.ledger.rows)
    found = await service.shares.looked_up(partial(links.of, link))
    if found is None:
        raise DigestLinkNotKnown
    if found.token.person is None or not found.counts(service.outside.now()):
        raise DigestNotShown
    request.scope["token"] = found.token.id
    refuse_doubled(request)
    with service.shares.requests.one_more(found.token.id):
        yield LinkVisit(service, Caller(found.token), request, link, found, found.token.person)


async def _pairs(request: Request, link: str) -> Pairs:
    return await proved_pairs(request, link)


ByLink = Annotated[LinkVisit, Depends(_visiting)]
LinkPairs = Annotated[Pairs, Depends(_pairs)]


@router.get(LINK)
def link_page(visit: ByLink) -> Response:
    """That there is a digest, and a button that shows it."""
    shown(visit.service.ledger, visit.service.outside, visit.link.record, visit.person)
    return _page("digest_closed.html", visit)


@router.post(LINK)
def link_opened(visit: ByLink, _: LinkPairs) -> Response:
    """The digest, once it is on record that it was opened."""
    return _page("digest_open.html", visit, _opened(visit, visit.link.record, visit.person))


@router.get(SIGNED_IN_AT)
def signed_in_page(request: Request, deal: DealInPath, digest: str, visit: PageReader) -> Response:
    """The same for whoever it was sent to, and is signed in."""
    service = visit.service
    record, person = _own(visit, deal, digest)
    found = shown(service.ledger, service.outside, record, person)
    return deal_page("digest_closed_here.html", visit, request, found.deal, "digest", found=found)


@router.post(SIGNED_IN_AT)
def signed_in_opened(
    request: Request, deal: DealInPath, digest: str, visit: PageReader, _: OwnPairs
) -> Response:
    """The same, opened."""
    record, person = _own(visit, deal, digest)
    found = _opened(visit, record, person, SIGNED_IN)
    return deal_page(
        *("digest_open_here.html", visit, request, found.deal, "digest"),
        at_once=True,
        digest=found.digest,
    )


def _own(visit: PageVisit, deal: str, digest: str) -> tuple[str, str]:
    """The record of the deal, and who asks. Raises DigestNotKnown, DealNotOnRecord."""
    found, person = visit.deal(deal), visit.caller.token.person
    entry = visit.service.ledger.entry(f"{MESSAGE}{digest}") if is_id(digest) else None
    if person is None or entry is None or entry.record.deal != found:
        raise DigestNotKnown
    return entry.id, person


def _opened(visit: PageVisit, record: str, person: str, how: str = BY_LINK) -> Opened:
    service = visit.service
    found = opened(service.ledger, service.outside, record, person, how)
    entry = service.ledger.entry(f"{record}.opened")
    if entry is not None:
        service.watch.reached(entry.position)
    return found


def _page(template: str, visit: LinkVisit, found: Opened | None = None) -> Response:
    if found is not None:
        position = found.deal.basis.known_at
        looked(visit, "digest link", position, found.deal.id, privileged=False, at_once=True)
    made = page(
        *(template, None, visit.request),
        form_token=visit.form_token,
        digest=found.digest if found else None,
        ends=moment_text(visit.link.token.expires_at) if visit.link.token.expires_at else None,
    )
    made.headers["X-Robots-Tag"] = "noindex"
    return made
