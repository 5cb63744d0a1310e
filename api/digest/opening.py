"""The page that a digest leads to: shown as it was sent, and that it was opened is recorded.

It is shown to whoever asks for it on that page, and not by the link alone, since filters of mail
follow links too. The record comes first: nothing is shown of which no record tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from api.digest.records import around
from api.digest.refusals import DigestNotKnown, DigestNotShown
from api.digest.sending import MOST_ABOUT
from api.issuing import WRITER
from api.outside import Outside
from api.reading import known_deal
from domain.events.told import MessageOpened, MessageSent
from domain.record import Entry, Evidence, Record
from domain.refusals import RecordIdReused, Refusal
from ledger.application import Ledger
from projections.basis import Asked
from projections.deal import KnownDeal
from projections.digest import digest_of
from projections.digest.gaps import of_the_house
from projections.digest.reading import MESSAGE
from projections.findings.looked import Looked
from projections.people import people_of

BY_LINK = "Shown by the link in the message. It proves that somebody had the link."
SIGNED_IN = "Shown on the page of the deal, to who was signed in."


@dataclass(frozen=True, slots=True)
class Opened:
    """A digest as it is shown, and on which position."""

    digest: dict[str, Any]
    deal: KnownDeal
    sent: Entry


def opened(ledger: Ledger, outside: Outside, record: str, person: str, how: str) -> Opened:
    """The digest that was sent to a person by a record, once it is on record that they opened it.

    Raises DigestNotKnown, DigestNotShown.
    """
    found = shown(ledger, outside, record, person)
    _record(ledger, outside, found, person, how)
    return found


def shown(ledger: Ledger, outside: Outside, record: str, person: str) -> Opened:
    """The same, and nothing is recorded. Raises DigestNotKnown, DigestNotShown."""
    entry = ledger.entry(record)
    event = entry.event if entry else None
    if entry is None or not isinstance(event, MessageSent) or entry.record.deal is None:
        raise DigestNotKnown
    if entry.recorded_by.kind != WRITER.kind or not record.startswith(MESSAGE):
        raise DigestNotKnown
    now = known_deal(ledger, entry.record.deal, outside.now(), Asked(role="reader"))
    canonical = people_of(now).canonical
    if canonical(person) not in map(canonical, event.to):
        raise DigestNotKnown
    if all(fact.id != record for fact in now.facts.counted):
        raise DigestNotShown
    if canonical(person) not in set(of_the_house(Looked(now))):
        raise DigestNotShown
    deal = _as_it_was(ledger, outside, entry)
    return Opened(_same(deal, event), deal, entry)


def _as_it_was(ledger: Ledger, outside: Outside, entry: Entry) -> KnownDeal:
    """The deal at the two times of the digest; what was withheld since is withheld here too."""
    asked = parse_qs(urlsplit(entry.envelope.evidence.uri or "").query)
    try:
        times = Asked(asked["effective_at"][0], asked["known_at"][0], "reader")
        assert entry.record.deal is not None
        return known_deal(ledger, entry.record.deal, outside.now(), times)
    except (KeyError, Refusal):
        raise DigestNotShown from None


def _same(deal: KnownDeal, event: MessageSent) -> dict[str, Any]:
    """The digest, where it still is about exactly what was sent. Raises DigestNotShown."""
    try:
        found = digest_of(deal, event.to[0])
    except Refusal:
        raise DigestNotShown from None
    about = [(each.clause, each.version) for each in event.about]
    if found is None:
        raise DigestNotShown
    if [(each["clause"], each["version"]) for each in found["about"][:MOST_ABOUT]] != about:
        raise DigestNotShown
    if found["text"] not in (event.words or ""):
        raise DigestNotShown
    return found


def _record(ledger: Ledger, outside: Outside, found: Opened, person: str, how: str) -> None:
    """That they opened it, once: whoever opens it again adds nothing. Raises DigestNotShown."""
    id_ = f"{found.sent.id}.opened"
    if ledger.entry(id_) is not None:
        _refuse_unless_opened(ledger, id_)
        return
    event = MessageOpened(message=found.sent.id, by=person)
    envelope = around(outside, id_, found.sent.record.deal, event.stored_as)
    record = Record(envelope.model_copy(update={"evidence": Evidence(quote=how)}), event)
    try:
        ledger.record(record, WRITER)
    except RecordIdReused:
        _refuse_unless_opened(ledger, id_)  # in this very moment


def _refuse_unless_opened(ledger: Ledger, record: str) -> None:
    """Raise DigestNotShown where somebody took the id for something else: no record would tell."""
    entry = ledger.entry(record)
    if entry is None or entry.recorded_by.kind != WRITER.kind:
        raise DigestNotShown
