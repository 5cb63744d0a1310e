"""Sending a digest: recorded first, then handed over, then what became of it.

The record decides who sends: of several who ask for one id at once, one alone adds it, and nobody
else hands anything over. If the process ends after that, `message.sent` is on record and nobody
knows whether the mail left; it is told so, and never sent again. A failure that is certain is
recorded as `message.failed`. That a server took a mail proves nobody's receipt: no record is made
of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from api.digest.letter import LINK, Envelope, is_addressed, letter, words_of
from api.digest.pushed import pushed, would_take
from api.digest.records import around, failed
from api.digest.refusals import (
    AddressNotOfTheHouse,
    DigestIdReused,
    MailNotSetUp,
    NoSubscriptionTakesIt,
    NothingChanged,
)
from api.digest_bodies import LONGEST_ID
from api.issuing import WRITER
from api.mail.delivering import delivered
from api.mail.server import MailServer, mail_server_of, missing
from api.outside import Outside
from api.reading import known_deal
from api.settings import Settings
from domain.events.told import MessageSent
from domain.occurrence import moment_text
from domain.record import Entry, Evidence, Record
from domain.refusals import RecordIdReused
from domain.values import DEAL_PATTERN, Channel, Ref
from ledger.application import Ledger
from ledger.outbox.digest_links import DigestLinks, Wanted
from ledger.outbox.subscriptions import Subscriptions
from projections.basis import Asked
from projections.deal import KnownDeal
from projections.digest import digest_of
from projections.digest.reading import MESSAGE
from projections.people import people_of

By = Literal["mail", "webhook"]
Became = Literal["accepted", "failed", "unknown", "taken", "waiting"]
CHANNELS: dict[By, Channel] = {"mail": "email", "webhook": "other"}
MOST_ABOUT = 1000
_NOBODY_TOOK_IT = "Every subscription that would have pushed it ended before."
_SAID = {
    "failed": "It did not leave, and that is on record.",
    "accepted": "The mail server took it. That it arrived, or was looked at, is not on record.",
    "unknown": "It is on record as sent; whether the mail server took it is not known.",
    "taken": "A subscription's receiver has it. That anybody saw it is not on record.",
    "waiting": "It is on record as sent, and no subscription's receiver has taken it yet.",
}


@dataclass(frozen=True, slots=True)
class WantedDigest:
    """A digest that somebody asks for. `id` is the sender's own; `asked_by` a person, if known."""

    deal: str
    to: str
    by: By
    id: str
    address: str | None = None
    asked_by: str | None = None

    def with_id(self, secret: bytes) -> WantedDigest:
        """The same, with an id that nobody had before, of random bytes."""
        return replace(self, id=secret[:12].hex())

    @property
    def record(self) -> str:
        """The id of the record by which it is sent, and of the message."""
        return f"{MESSAGE}{self.id}"


class Digests:
    """Sends digests of a ledger, as the settings allow. Threads may share it."""

    def __init__(self, ledger: Ledger, settings: Settings, outside: Outside) -> None:
        self._ledger = ledger
        self._settings = settings
        self._outside = outside
        self._links = DigestLinks(ledger.rows)
        self._subscriptions = Subscriptions(ledger.rows)

    def as_all_may_see(self, deal: str, asked: Asked | None = None) -> KnownDeal:
        """The deal as everybody of the house may see it. Raises DealNotOnRecord, BadBasis."""
        times = asked or Asked()
        wanted = Asked(times.effective_at, times.known_at, "reader")
        return known_deal(self._ledger, deal, self._outside.now(), wanted)

    def send(self, wanted: WantedDigest) -> dict[str, Any]:
        """Record a digest, send it, and say what became of it; once for each id. Raises Refusals.

        `added` is false where it was sent before: then nothing is sent.
        """
        if (entry := self._ledger.entry(wanted.record)) is not None:
            return self._told(wanted, entry, added=False)
        deal = self.as_all_may_see(wanted.deal)
        digest = digest_of(deal, wanted.to)
        if digest is None:
            raise NothingChanged(wanted.to)
        server = self._refuse_unsendable(wanted)
        added = self._recorded(wanted, deal, digest)
        entry = self._ledger.entry(wanted.record)
        assert entry is not None
        if added and server is not None and wanted.address is not None:
            self._mail(entry, digest, server, wanted.address)
        return self._told(wanted, entry, added=added)

    def became(self, deal: KnownDeal, id_: str) -> dict[str, Any] | None:
        """What became of a digest that was sent; None where the deal has none of this id."""
        entry = self._ledger.entry(f"{MESSAGE}{id_}") if is_id(id_) else None
        if entry is None or not isinstance(entry.event, MessageSent):
            return None
        if entry.record.deal != deal.id or entry.recorded_by.kind != WRITER.kind:
            return None
        by: By = "mail" if entry.event.channel == CHANNELS["mail"] else "webhook"
        _, said = self._became(by, entry)
        return {"record": entry.id, "name": deal.person(entry.event.to[0]), "sentence": said}

    def _refuse_unsendable(self, wanted: WantedDigest) -> MailServer | None:
        """The server that a mail goes to; None for webhooks. Raises a Refusal."""
        if wanted.by == "webhook":
            if not would_take(self._subscriptions.all(), wanted.deal):
                raise NoSubscriptionTakesIt
            return None
        server = mail_server_of(self._settings)
        if server is None or not self._settings.public_url:
            raise MailNotSetUp(missing(self._settings))
        if wanted.address is None or not server.may_be_sent_to(wanted.address):
            raise AddressNotOfTheHouse(server.domains)
        return server

    def _recorded(self, wanted: WantedDigest, deal: KnownDeal, digest: dict[str, Any]) -> bool:
        """Whether this call added the record: then it is the one that sends."""
        event = MessageSent(
            message=wanted.record,
            to=(digest["person"],),
            channel=CHANNELS[wanted.by],
            about=tuple(Ref(**each) for each in digest["about"][:MOST_ABOUT]),
            words=words_of(digest, wanted.address if wanted.by == "mail" else None),
        )
        envelope = around(self._outside, wanted.record, wanted.deal, event.stored_as)
        more = {"on_behalf_of": wanted.asked_by, "evidence": Evidence(uri=_reading(deal))}
        record = Record(envelope.model_copy(update=more), event)
        try:
            return self._ledger.record(record, WRITER).added
        except RecordIdReused:
            # Somebody asked for the same id in this very moment, and sends it.
            return False

    def _mail(self, entry: Entry, digest: dict[str, Any], server: MailServer, address: str) -> None:
        now = self._outside.now()
        ends = now + timedelta(days=self._settings.digest_link_days)
        link = Wanted(entry.id, entry.record.stream, digest["person"], ends)
        text = self._links.make(link, self._outside.secret(), now)
        within = Envelope(server.sender, address, now, self._address(text), ends)
        delivery = delivered(server, letter(digest, entry.id, within), address)
        if delivery.outcome == "failed":
            failed(self._ledger, self._outside, entry, delivery.said or "")
        self._links.settle(entry.id, delivery.outcome, delivery.said, self._outside.now())

    def _address(self, link: str) -> str:
        assert self._settings.public_url is not None
        return self._settings.public_url.rstrip("/") + LINK.format(link=link)

    def _told(self, wanted: WantedDigest, entry: Entry, *, added: bool) -> dict[str, Any]:
        event = entry.event
        if not isinstance(event, MessageSent) or entry.recorded_by.kind != WRITER.kind:
            raise DigestIdReused
        if (entry.record.deal, event.channel) != (wanted.deal, CHANNELS[wanted.by]):
            raise DigestIdReused
        if wanted.to not in event.to and not self._same_human(wanted, event.to):
            raise DigestIdReused
        if wanted.address is not None and not is_addressed(event.words, wanted.address):
            raise DigestIdReused
        became, said = self._became(wanted.by, entry)
        return {
            "id": wanted.id,
            "deal": wanted.deal,
            "record": entry.id,
            "position": entry.position,
            "to": event.to[0],
            "by": wanted.by,
            "about": [each.model_dump(mode="json", exclude_none=True) for each in event.about],
            "became": became,
            "sentence": said,
            "added": added,
        }

    def _same_human(self, wanted: WantedDigest, to: tuple[str, ...]) -> bool:
        canonical = people_of(self.as_all_may_see(wanted.deal)).canonical
        return canonical(wanted.to) in map(canonical, to)

    def _became(self, by: By, entry: Entry) -> tuple[Became, str]:
        """As far as it is known; of a mail whose process ended, nothing is."""
        found: Became
        if by == "webhook":
            found = pushed(self._subscriptions.all(), entry)
            return found, _NOBODY_TOOK_IT if found == "failed" else _SAID[found]
        link = self._links.into(entry.id)
        found = (link.outcome if link else None) or "unknown"
        why = f" What came last: {link.said}." if link and link.said else ""
        return found, _SAID[found] + why


def is_id(given: str) -> bool:
    """Whether a digest can have this id."""
    return len(given) <= LONGEST_ID and re.fullmatch(DEAL_PATTERN, given) is not None


def _reading(deal: KnownDeal) -> str:
    """The reading that a digest is, at the two times at which it was made."""
    basis = deal.basis
    times = {"effective_at": moment_text(basis.effective_at), "known_at": basis.known_at}
    return f"/v1/deals/{deal.id}/digest?{urlencode(times)}"
