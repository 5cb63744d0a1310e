"""The parts of a change as JSON: what stood there, the words, the term, the records."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.record import Entry
from projections.changes.comparing import Changed
from projections.changes.stated import differing, moved, printed
from projections.changes.steps import Change
from projections.changes.texts import Held
from projections.clauses import Wording
from projections.difference import difference


def held(held: Held | None) -> dict[str, Any] | None:
    """What stands at an end; without its words where they cannot be shown, and why not."""
    if held is None:
        return None
    wording = held.wording
    found: dict[str, Any] = {"version": held.number, "missing": held.missing}
    if wording is None or held.text is None:
        return found
    found |= {
        "record": wording.fact.id,
        "heading": wording.heading,
        "document": wording.document,
        "order_unknown": held.order_unknown,
        "text": held.text,
        "sha256": sha256(held.text.encode("utf-8")).hexdigest(),
    }
    correction = wording.fact.corrected_by
    if correction is not None:
        found["corrected"] = {"by": correction.id, "right": wording.text}
    return found


def words(changed: Changed) -> list[Any] | None:
    """The difference, word by word; None where the words at an end cannot be shown."""
    texts = [each.text or "" if each else "" for each in (changed.old, changed.new)]
    return list(difference(*texts)) if changed.readable else None


def term(changed: Changed) -> dict[str, Any] | None:
    """What was stated at both ends, and what moved on which axis; None where nothing was.

    `lost`: the wording before stated a term, and this one states none.
    """
    old, new = (each.stated if each else None for each in (changed.old, changed.new))
    if not changed.readable or not (old or new):
        return None
    before, after = old.term if old else None, new.term if new else None
    axes: dict[str, list[dict[str, str]]] = {}
    for each in moved(before, after):
        moves = {"item": each.item, "from": each.before, "to": each.after}
        axes.setdefault(each.axis, []).append(moves)
    return {
        "from": printed(before),
        "to": printed(after),
        "stated_by": {"from": old.fact.id if old else None, "to": new.fact.id if new else None},
        "lost": new is None and changed.new is not None,
        "differs": differing(before, after),
        "axes": axes,
    }


def clarified(old: Held | None, new: Held | None) -> list[dict[str, Any]]:
    """The clarifications in effect at the second end and not at the first."""
    before = {each.fact.id for each in old.clarified} if old else set()
    return [
        {"record": each.fact.id, "term": printed(each.event.term), "text": each.event.text}
        for each in (new.clarified if new else ())
        if each.fact.id not in before
    ]


def mended(entry: Entry) -> dict[str, Any]:
    """A correction or a strike, of which record."""
    event = entry.event
    assert isinstance(event, RecordCorrected | RecordStruck)
    return {
        "record": entry.id,
        "type": event.stored_as,
        "of": event.corrects if isinstance(event, RecordCorrected) else event.record,
        "actor": entry.envelope.actor,
        "reason": event.reason,
    }


def step(change: Change, moment: datetime) -> dict[str, Any]:
    """A record that changed the drafts by `moment`: who acted, drafted it, and asked for it."""
    fact, event = change.fact, change.fact.event
    envelope = fact.entry.envelope
    assert isinstance(event, ClauseAdded | ClauseRevised | ClauseRemoved)
    return {
        "record": fact.id,
        "type": event.stored_as,
        "version": change.number if isinstance(change, Wording) else None,
        "occurred_at": fact.occurred.json,
        "order_unknown": fact.interval.end > moment,
        "actor": fact.actor,
        "on_behalf_of": envelope.on_behalf_of,
        "instructed_by": envelope.instructed_by,
        "drafted_by": getattr(event, "drafted_by", None),
        "requested_by": event.requested_by,
        "reason": getattr(event, "reason", None),
    }
