"""The reading `digest`, as JSON: what would be told to whom, and what was told before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.events.told import MessageFailed, MessageOpened, MessageSent
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.difference import difference
from projections.digest.gaps import Change, Gap, gap_of, gaps
from projections.digest.telling import Telling
from projections.facts import Fact
from projections.findings.looked import Looked
from projections.people import called

Json = dict[str, Any]
MESSAGE = "digest:"
"""How the messages begin, and the records of them, by which a digest is sent."""


def digest(deal: KnownDeal, person: str | None = None) -> Json:
    """The reading `digest`: for everybody of the house with a gap, or for one of them.

    `digests` has for each the `since`, up to three `lines`, what is `asked`, the whole `text` as it
    would be sent, every one of the `changes` with its words, and the digests that were `sent`
    before. It is read as everybody of the house may read: whoever asks, nothing privileged is in
    it. Raises NotOfTheHouse.
    """
    looked = Looked(deal)
    found = gaps(looked) if person is None else [gap_of(looked, person)]
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "digests": [_digest(looked, each) for each in found if each.changes],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def digest_of(deal: KnownDeal, person: str) -> Json | None:
    """That of one person; None where they have no gap. Raises NotOfTheHouse."""
    found: list[Json] = digest(deal, person)["digests"]
    return found[0] if found else None


def _digest(looked: Looked, gap: Gap) -> Json:
    telling = Telling(looked, gap)
    return {
        "person": gap.human,
        "name": called(looked.deal, looked.people, gap.human),
        "needed": bool(gap.needed),
        "last": _last(gap),
        "since": telling.since,
        "lines": telling.lines,
        "rest": telling.rest,
        "older": telling.older,
        "asked": telling.asked,
        "subject": telling.subject,
        "text": telling.text,
        "about": [_ref(each.named) for each in gap.changes],
        "changes": [_change(each, telling) for each in gap.changes],
        "not_shown": looked.knowledge.coverage(gap.human).sentence,
        "sent": list(_sent(looked, gap)),
    }


def _last(gap: Gap) -> Json | None:
    last = gap.last
    if last is None:
        return None
    return {"record": last.record, "rung": last.rung, "occurred_at": last.fact.occurred.json}


def _ref(wording: Wording) -> Json:
    return {"clause": wording.clause, "version": wording.number}


def _change(change: Change, telling: Telling) -> Json:
    now, seen = change.now, change.seen
    new, old = now.text if now else "", seen.text if seen else ""
    return {
        "change": change.what,
        "clause": change.clause,
        "heading": change.named.heading,
        "version": now.number if now else None,
        "seen_version": seen.number if seen else None,
        "record": change.fact.id,
        "occurred_at": change.fact.occurred.json,
        "words": difference(old, new),
        "sentence": telling.line(change),
    }


def _sent(looked: Looked, gap: Gap) -> Iterator[Json]:
    """The digests that the ledger sent them before, the last first, and what became of each."""
    ids = looked.people.aliases(gap.human)
    for fact in reversed(looked.happened(MessageSent)):
        event = fact.event
        assert isinstance(event, MessageSent)
        if is_digest(fact) and set(ids) & set(event.to):
            failed = [f.id for f in looked.happened(MessageFailed) if _of(f, event.message)]
            opened = [f.id for f in looked.happened(MessageOpened) if _of(f, event.message)]
            about = [{"clause": each.clause, "version": each.version} for each in event.about]
            yield {
                "record": fact.id,
                "occurred_at": fact.occurred.json,
                "failed": failed[0] if failed else None,
                "opened": opened[0] if opened else None,
                "same": about == [_ref(each.named) for each in gap.changes],
            }


def is_digest(fact: Fact) -> bool:
    """Whether the ledger itself sent this message, as a digest."""
    by_itself = fact.entry.recorded_by.kind == "ledger"
    return by_itself and fact.id.startswith(MESSAGE)


def _of(fact: Fact, message: str) -> bool:
    event = fact.event
    return isinstance(event, MessageFailed | MessageOpened) and event.message == message
