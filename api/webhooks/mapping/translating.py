"""One part of a delivery into records. Pure: the same part gives the same records.

A record's id is made of the connection, the part's `ref`, the rule, and the member or field: never
of an attempt or a time of arrival, so what comes again adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from api.webhooks.mapping.functions import Seen
from api.webhooks.mapping.making import (
    Arrived,
    Made,
    UntranslatableError,
    made_by,
)
from api.webhooks.mapping.people import identified
from api.webhooks.mapping.rules import ProviderMapping
from api.webhooks.provider import Part
from domain.record import Record, record_of
from domain.refusals import Malformed
from ledger.inbox.hearing import OF_ALL

__all__ = ["Arrived", "Made", "Translated", "UntranslatableError", "translate"]


_SAID_BEFORE = frozenset({"record_id_reused"})
"""That two ids are one human is said once, whatever the mapping said of it when."""


@dataclass(frozen=True, slots=True)
class Translated:
    """The records of a part, possibly on several deals, and those about the organisation last.

    None when no rule covers the part: it is kept and counted, and `reason` says why.
    """

    made: tuple[Made, ...]
    reason: str = ""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records alone, in the order in which they are to be recorded."""
        return tuple(each.record for each in self.made)

    @property
    def settled_by(self) -> Mapping[str, frozenset[str]]:
        """Per record id the refusals that mean: what it says is on record already."""
        return {each.record.id: each.settled_by for each in self.made if each.settled_by}

    @property
    def uncovered(self) -> bool:
        """Whether nothing comes of it."""
        return not self.made


def translate(mapping: ProviderMapping, part: Part, arrived: Arrived) -> Translated:
    """The records that come of a part.

    Raises UntranslatableError when a rule covers it and a record cannot be made: then none is.
    """
    if part.fault is not None:
        raise UntranslatableError("part_unreadable", part.fault)
    if part.records:
        alone = len(part.records) == 1
        return Translated(
            tuple(_whole(at, each, arrived, alone=alone) for at, each in enumerate(part.records))
        )
    seen = Seen(
        part.payload,
        _written(part.happened_at, millis=part.has_millis) if part.happened_at else None,
        _written(arrived.received_at),
        mapping.system,
        mapping.tables,
        mapping.the,
    )
    try:
        made = tuple(made_by(mapping, part.ref, arrived, seen))
    except UntranslatableError as fault:
        if part.of_all:
            raise UntranslatableError(OF_ALL, fault.message, fault.pointer) from None
        raise
    if not made:
        return Translated((), f"No rule of the mapping for {mapping.provider} covers it.")
    if mapping.people is None:
        return Translated(made)
    named = identified(mapping.people, arrived.connection, (each.record for each in made))
    return Translated((*made, *(Made(each, _SAID_BEFORE) for each in named)))


def _whole(at: int, value: object, arrived: Arrived, *, alone: bool) -> Made:
    """A record that the sender made: taken as it is, its own id included."""
    try:
        return Made(_with_digest(record_of(value), arrived.sha256), frozenset())
    except Malformed as refusal:
        fault = refusal.faults[0]
        which = "The record" if alone else f"Record {at + 1} of the delivery"
        where = f" ({fault.pointer})" if fault.pointer else ""
        message = f"{which}: {fault.message}{where}"
        raise UntranslatableError(fault.code, message, f"/{at}{fault.pointer}") from None


def _with_digest(record: Record, sha256: str) -> Record:
    """A record that names no evidence of its own rests on the body that it came in."""
    evidence = record.envelope.evidence
    if evidence.sha256 is not None or evidence.uri is not None:
        # Beside an address, a digest would be read as that of what is there.
        return record
    kept = {"evidence": evidence.model_copy(update={"sha256": sha256})}
    return replace(record, envelope=record.envelope.model_copy(update=kept))


def _written(moment: datetime, *, millis: bool = False) -> str:
    """A moment as exactly as it was told, and no more: a whole second is somewhere in that second.

    `millis`: it was told to the millisecond, and happened to be .000.
    """
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    if utc.microsecond == 0 and not millis:
        return utc.isoformat() + "Z"
    whole = utc.microsecond % 1000 == 0
    return utc.isoformat(timespec="milliseconds" if whole else "microseconds") + "Z"
