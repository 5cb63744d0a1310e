"""The organisation as far as deciding needs it: which authority, policy and hold ids are used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.corrections import decide_on_target
from domain.events import Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.holds import LegalHoldPlaced
from domain.events.organisation import AuthorityDelegated, AuthorityGranted, PolicyPublished
from domain.events.privilege import PrivilegeMarked
from domain.marking import decide_mark
from domain.record import Record, Target
from domain.used_ids import Given, UsedIds
from domain.values import Privilege


@dataclass(slots=True)
class Organisation:
    """What deciding knows. Owned by one decider at a time; `evolve` changes it in place."""

    version: int = 0
    used: UsedIds = field(default_factory=UsedIds)
    marked: dict[str, Privilege] = field(default_factory=dict)


def decide(organisation: Organisation, record: Record, target: Target | None = None) -> list[Event]:
    """The events that `record` adds to the organisation. Refuses what is not a well-formed fact."""
    event = record.event
    if isinstance(event, RecordStruck | RecordCorrected):
        return [decide_on_target(event, target)]
    if isinstance(event, PrivilegeMarked):
        return [decide_mark(event, target)]
    organisation.used.refuse_used(_ids_given(event))
    return [event]


def evolve(organisation: Organisation, record: Record, version: int) -> Organisation:
    """`organisation` after a decided `record` became its entry number `version`."""
    organisation.version = version
    organisation.used.use(_ids_given(record.event), record.id)
    if isinstance(record.event, RecordStruck):
        organisation.used.free(record.event.record)
    if isinstance(record.event, PrivilegeMarked):
        organisation.marked[record.event.record] = record.event.privilege
    return organisation


def _ids_given(event: Event) -> Iterator[Given]:
    match event:
        case AuthorityGranted(grant=value):
            yield "grant", value
        case AuthorityDelegated(delegation=value):
            yield "delegation", value
        case PolicyPublished(policy=value):
            yield "policy", value
        case LegalHoldPlaced(hold=value):
            yield "hold", value
        case _:
            pass
