"""A link, made once it is known that there is somebody to ask, and something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.outside import Outside
from api.read_back.asked import Asked, asked, is_in
from api.read_back.message import Message, message
from api.read_back.refused import NothingToAsk, PersonNotInDeal
from ledger.read_back_links import Link, ReadBackLinks
from ledger.read_back_links import Wanted as WantedLink
from projections.deal import KnownDeal
from projections.on_record import ProposalNotOnRecord

ADDRESS = "/read-back/{link}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a link asks about which proposal, for how many days; `made_by` a token or a command."""

    proposal: str
    person: str
    days: int
    made_by: str


@dataclass(frozen=True, slots=True)
class Made:
    """A link with its address, which is told only now, and the message that may take it."""

    link: Link
    url: str
    asked: Asked
    message: Message


def made(
    links: ReadBackLinks,
    outside: Outside,
    deal: KnownDeal,
    wanted: Wanted,
    base: str,
) -> Made:
    """Make a link into the pages at `base`, for whoever knows the deal so. Raises a Refusal."""
    if wanted.proposal not in deal.proposals.by_id:
        raise ProposalNotOnRecord(wanted.proposal)
    if not is_in(deal, wanted.person):
        raise PersonNotInDeal(wanted.person)
    found = asked(deal, wanted.proposal, wanted.person)
    if not found.questions:
        raise NothingToAsk(wanted.proposal, found.left_out)
    link, text = _kept(links, outside.secret, deal.id, wanted, outside.now())
    url = base.rstrip("/") + ADDRESS.format(link=text)
    told = message(link, url, deal.person(wanted.person), len(found.questions))
    return Made(link, url, found, told)


def _kept(
    links: ReadBackLinks, secret: Callable[[], bytes], deal: str, wanted: Wanted, now: datetime
) -> tuple[Link, str]:
    ends = now + timedelta(days=wanted.days)
    asked_for = WantedLink(deal, wanted.proposal, wanted.person, ends, wanted.made_by)
    return links.make(asked_for, secret(), now)
