"""The organisation as far as deciding needs it: which authority and policy ids are used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.corrections import decide_on_target
from domain.events import Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.organisation import AuthorityDelegated, AuthorityGranted, PolicyPublished
from domain.record import Entry, Record
from domain.refusals import IdAlreadyUsed


@dataclass(slots=True)
class Organisation:
    """What deciding knows. Owned by one decider at a time; `evolve` changes it in place."""

    version: int = 0
    used: dict[tuple[str, str], str] = field(default_factory=dict)


def decide(organisation: Organisation, record: Record, target: Entry | None = None) -> list[Event]:
    """The events that `record` adds to the organisation. Refuses what is not a well-formed fact."""
    event = record.event
    if isinstance(event, RecordStruck | RecordCorrected):
        return [decide_on_target(event, target)]
    for kind, value in _ids_given(event):
        if (kind, value) in organisation.used:
            raise IdAlreadyUsed(kind, value, f"/data/{kind}")
    return [event]


def evolve(organisation: Organisation, record: Record, version: int) -> Organisation:
    """`organisation` after a decided `record` became its entry number `version`."""
    organisation.version = version
    for kind, value in _ids_given(record.event):
        organisation.used[(kind, value)] = record.id
    if isinstance(record.event, RecordStruck):
        struck = record.event.record
        organisation.used = {key: by for key, by in organisation.used.items() if by != struck}
    return organisation


def _ids_given(event: Event) -> Iterator[tuple[str, str]]:
    match event:
        case AuthorityGranted(grant=value):
            yield "grant", value
        case AuthorityDelegated(delegation=value):
            yield "delegation", value
        case PolicyPublished(policy=value):
            yield "policy", value
        case _:
            pass
