"""What of the ledger a subscription is to be pushed next."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from domain.record import Entry
from ledger.application import Ledger
from ledger.outbox.subscriptions import Subscription
from projections.facts import visible

AT_ONCE = 100
"""Positions that are looked at in one go."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Entries to push, in order; up to and with `last` there are no others."""

    entries: tuple[Entry, ...]
    last: int


def chosen(ledger: Ledger, subscription: Subscription) -> Choice | None:
    """What comes next; None when the subscription is at the end of the ledger."""
    up_to = min(ledger.size, subscription.position + AT_ONCE)
    if up_to <= subscription.position:
        return None
    found = ledger.in_order(subscription.position, up_to)
    shown, _ = visible(found, subscription.role)
    return Choice(tuple(each for each in shown if _asked_for(each, subscription, ledger)), up_to)


def takes(subscription: Subscription, stream: str, type_: str) -> bool:
    """Whether it asks for records of a type in a stream."""
    types = subscription.types
    return _in_its_deals(subscription, stream) and (types is None or type_ in types)


def _in_its_deals(subscription: Subscription, stream: str) -> bool:
    return subscription.deals is None or stream in subscription.deals


def _asked_for(entry: Entry, subscription: Subscription, ledger: Ledger) -> bool:
    stream, types = entry.record.stream, subscription.types
    if takes(subscription, stream, entry.event.stored_as):
        return True
    if types is None or not _in_its_deals(subscription, stream):
        return False
    return _takes_back(entry, types, ledger)


def _takes_back(entry: Entry, types: frozenset[str], ledger: Ledger) -> bool:
    """Whether it strikes, corrects or marks a record of these types.

    Whoever was pushed that one would else show for ever what no longer counts.
    """
    match entry.event:
        case (
            RecordStruck(record=target)
            | RecordCorrected(corrects=target)
            | PrivilegeMarked(record=target)
        ):
            found = ledger.entry(target)
            return found is not None and found.event.stored_as in types
        case _:
            return False
