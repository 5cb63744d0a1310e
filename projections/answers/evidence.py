"""A record as evidence: its exact words, how it was recorded, and how far it is believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.events import Event
from domain.events.clauses import ClauseAdded, ClauseRevised, PrecedenceStated, TermsClarified
from domain.events.disputes import DisputeOpened, ProposalRetracted, RetractionInstructed
from domain.events.sign_off import SignOffDeclined, SignOffGranted, SignOffWithdrawn
from domain.events.told import (
    AcknowledgementGiven,
    MeetingHeld,
    MessageRelayed,
    MessageSent,
    ObjectionRaised,
    StatementMade,
)
from domain.record import Entry
from projections.basis import believed_recording
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact

LATE_AFTER = timedelta(days=1)
BELIEVED_CLASSES = frozenset({"signed", "system_observed"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact cited for its exact words, with the wording that it speaks of where there is one.

    `deal` is the deal that it is of, where that is another than the one asked about.
    """

    fact: Fact
    words: str | None
    wording: Wording | None = None
    deal: KnownDeal | None = None


def words_said(event: Event) -> list[tuple[str, str]]:
    """The fields in which somebody speaks, with what is said there word for word."""
    match event:
        case StatementMade() | ObjectionRaised():
            return [("words", event.words)]
        case MessageSent() | AcknowledgementGiven():
            return _present(("words", event.words))
        case MessageRelayed():
            return _present(("words", event.words), ("adds", event.adds), ("omits", event.omits))
        case MeetingHeld(notes=notes):
            return _present(("notes", notes))
        case RetractionInstructed() | ProposalRetracted() | SignOffDeclined() | SignOffWithdrawn():
            return [("reason", event.reason)]
        case SignOffGranted(statement=statement):
            return _present(("statement", statement))
        case TermsClarified(text=text):
            return _present(("text", text))
        case ClauseAdded(text=text) | ClauseRevised(text=text):
            return [("text", text)]
        case DisputeOpened(question=question):
            return [("question", question)]
        case PrecedenceStated(order=order):
            return [("order", " before ".join(order))]
        case _:
            return []


def _present(*fields: tuple[str, str | None]) -> list[tuple[str, str]]:
    return [(name, said) for name, said in fields if said is not None]


def cite(deal: KnownDeal, evidence: Evidence) -> dict[str, Any]:
    """The evidence as an answer prints it."""
    fact, entry = evidence.fact, evidence.fact.entry
    deal = evidence.deal or deal
    cited: dict[str, Any] = {
        "record": fact.id,
        "position": entry.position,
        "type": fact.event.stored_as,
        "occurred_at": fact.occurred.json,
        "recorded_at": recorded_at(entry, deal.zone),
        "recorded_by": {"name": entry.recorded_by.name, "kind": entry.recorded_by.kind},
        "actor": fact.actor,
        "actor_name": deal.person(fact.actor),
        "by_self": by_self(fact),
        "class": entry.envelope.evidence.class_,
        "words": evidence.words,
        "marks": marks(deal, fact),
    }
    if evidence.deal is not None:
        cited["deal"] = deal.id
    if evidence.wording is not None:
        cited["clause"] = evidence.wording.clause
        cited["version"] = evidence.wording.number
    if fact.corrected_by is not None:
        cited["corrected_by"] = fact.corrected_by.id
        cited["correction"] = correction(deal, fact.corrected_by)
    return cited


def correction(deal: KnownDeal, entry: Entry) -> dict[str, Any]:
    """Who corrected a record, when that was recorded, by which credentials, resting on what."""
    actor = entry.envelope.actor
    return {
        "record": entry.id,
        "position": entry.position,
        "occurred_at": entry.envelope.occurred_at.json,
        "recorded_at": recorded_at(entry, deal.zone),
        "recorded_by": {"name": entry.recorded_by.name, "kind": entry.recorded_by.kind},
        "actor": actor,
        "actor_name": deal.person(actor),
        "class": entry.envelope.evidence.class_,
    }


def by_self(fact: Fact) -> bool:
    """Whether the credentials that brought in what it says now are those of its actor."""
    return (fact.corrected_by or fact.entry).recorded_by.person == fact.actor


def recorded_at(entry: Entry, zone: str) -> dict[str, Any]:
    """By the ledger's clock; and by the source's, believed or only said by the sender."""
    when: dict[str, Any] = {"ledger": entry.as_kept()["recorded_at"]}
    source = entry.envelope.source
    if source is not None and source.recorded_at is not None:
        name = "the_sender_says" if believed_recording(entry, zone) is None else "source"
        when[name] = source.recorded_at.json
    return when


def marks(deal: KnownDeal, fact: Fact) -> list[str]:
    """`late`, `after_dispute`, `the_sender_says`, `unverified`, `order_unknown`, where they apply.

    What was corrected is marked for its record and for its correction: a mark of either is one.
    `unverified`: it came from a sender that signs nothing, so that it is not sure who sent it.
    """
    return _marks(deal, fact, recordings(fact))


def marks_of_the_record(deal: KnownDeal, fact: Fact) -> list[str]:
    """The same for the record alone, whatever corrected it."""
    return _marks(deal, fact, (fact.entry,))


def recordings(fact: Fact) -> tuple[Entry, ...]:
    """By what the fact came to be known as it is: its record, and the correction that counts."""
    return (fact.entry, fact.corrected_by) if fact.corrected_by else (fact.entry,)


def _marks(deal: KnownDeal, fact: Fact, entries: Sequence[Entry]) -> list[str]:
    late = after_dispute = only_said = unverified = False
    for each in entries:
        late = late or recorded_late(deal, fact, each)
        after_dispute = after_dispute or recorded_after_dispute(deal, each)
        only_said = only_said or _only_said(each)
        unverified = unverified or each.recorded_by.kind == "unverified_connection"
    found = (
        ("late", late),
        ("after_dispute", after_dispute),
        ("the_sender_says", only_said),
        ("unverified", unverified),
        ("order_unknown", fact.interval.end > deal.basis.effective_at),
    )
    return [mark for mark, applies in found if applies]


def _only_said(entry: Entry) -> bool:
    """Whether it claims a class that its sender is not believed about."""
    return entry.envelope.evidence.class_ in BELIEVED_CLASSES and not entry.recorded_by.believed


def marked(deal: KnownDeal, fact: Fact) -> str:
    """Its marks, and what corrected it, as they follow its id in a sentence."""
    found = marks(deal, fact)
    found += [f"corrected by record {fact.corrected_by.id}"] if fact.corrected_by else []
    return "".join(f", {each}" for each in found)


def recorded_late(deal: KnownDeal, fact: Fact, entry: Entry) -> bool:
    """Whether the entry, its record or a correction, was recorded more than a day after it ended.

    By the source's clock or ours; the occurrence is the one that is known.
    """
    recorded = believed_recording(entry, deal.zone) or entry.recorded_at
    return recorded > fact.interval.end + LATE_AFTER


def undated(deal: KnownDeal, entry: Entry) -> bool:
    """From an admin's import without a source's time: nobody knows when it was recorded first."""
    imported = entry.recorded_by.kind == "admin_import"
    return imported and believed_recording(entry, deal.zone) is None


def recorded_after_dispute(deal: KnownDeal, entry: Entry) -> bool:
    """Whether an entry, a record or a correction, was recorded after a dispute was opened.

    Both by the source's clock, or both by the ledger's.
    """
    dispute = deal.dispute
    if dispute is None or entry is dispute.entry:
        return False
    said = believed_recording(entry, deal.zone)
    return said > dispute.interval.end if said else entry.position > dispute.place
