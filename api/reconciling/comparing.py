"""What an export says of a deal's values, held against the last that were reported by then.

A difference happened after the last report that is known and before the export was made: more is
not known. A value that was never reported is as old as its object may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from api.reconciling.export import Export, Row
from api.reconciling.payloads import CREATED, NoIdError, columns_of, flat, parts
from api.webhooks.mapping.ids import as_id
from api.webhooks.mapping.rules import ProviderMapping
from api.webhooks.mapping.translating import Arrived, UntranslatableError, translate
from api.webhooks.provider import UnreadableError
from api.webhooks.reading import moment, moment_after
from api.webhooks.signing import MILLISECOND
from domain.events.told import ValueReported
from domain.occurrence import moment_text
from domain.record import Entry, Record, record_of
from ledger.inbox.connections import Connection
from projections.facts import Fact, facts_of

Entries = Callable[[str], Sequence[Entry]]
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?")


class UnreadableRowError(Exception):
    """Nothing can be made of a row."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of a row. `record` is what is to be recorded of a difference; None: there is none.

    `deal` is not on record when `known` is False.
    """

    deal: str
    object: str
    field: str
    value: Any
    previous: Any
    known: bool
    record: Record | None


@dataclass(frozen=True, slots=True)
class Comparing:
    """An export of what a connection reports; `entries` gives those of a deal, or none."""

    connection: Connection
    mapping: ProviderMapping
    export: Export
    exported_at: datetime
    entries: Entries
    id_column: str | None = None

    def row(self, row: Row) -> Iterator[Compared]:
        """What a row says, field by field. Raises UnreadableRowError."""
        if row.fault:
            raise UnreadableRowError(row.fault)
        values = flat(self.connection.provider, row.values)
        reported = self._reported(values)
        if not reported:
            raise UnreadableRowError("No rule of the mapping makes anything of it.")
        of_deal: dict[str, _Last] = {}
        for each in reported:
            deal = str(each.deal)
            if deal not in of_deal:
                of_deal[deal] = _Last(self.entries(deal), self.exported_at)
            yield self._compared(each, of_deal[deal], row, self._created(values))

    def _reported(self, values: dict[str, Any]) -> list[Record]:
        # Only what stands in fields is compared: what opens a deal, an export can't tell.
        rules = tuple(each for each in self.mapping.rules if each.type == ValueReported.stored_as)
        mapping = replace(self.mapping, rules=rules, people=None)
        wanted = self._wanted(values)
        arrived = Arrived(self.connection.id, self.exported_at, self.export.digest, verified=False)
        try:
            told = parts(self.connection.provider, wanted, self.id_column, self.exported_at)
            faults = [each.fault for each in told if each.fault]
            if faults:
                raise UnreadableRowError(faults[0])
            return [record for each in told for record in translate(mapping, each, arrived).records]
        except (NoIdError, UnreadableError) as fault:
            raise UnreadableRowError(str(fault)) from None
        except UntranslatableError as fault:
            raise UnreadableRowError(fault.message) from None

    def _wanted(self, values: dict[str, Any]) -> dict[str, Any]:
        """The columns that the mapping may look at: of HubSpot, each becomes a payload."""
        if self.connection.provider != "hubspot":
            return values
        ids = {"hs_object_id", "id", "Record ID", "portalId", self.id_column}
        covered = columns_of(self.mapping) | ids
        return {name: value for name, value in values.items() if name in covered}

    def _created(self, values: dict[str, Any]) -> datetime | None:
        """When the row says that its object was made."""
        names = CREATED.get(self.connection.provider, ())
        told = (values.get(each) for each in names)
        return next((found for each in told if (found := _moment(each))), None)

    def _compared(self, told: Record, last: _Last, row: Row, created: datetime | None) -> Compared:
        event = told.event
        assert isinstance(event, ValueReported)
        found = last.of(event)
        value = event.value
        previous = found.event.value if found and isinstance(found.event, ValueReported) else None
        record = None
        if last.known and not same(value, previous):
            since = found.interval.begin if found else self._earliest(last, created)
            record = self._record(told, previous, since, row)
            if found is not None and record.envelope.privilege == "none":
                # The value before stands in it, too.
                kept = {"privilege": found.entry.envelope.privilege}
                record = replace(record, envelope=record.envelope.model_copy(update=kept))
        return Compared(
            *(str(told.deal), event.object, event.field, value, previous, last.known), record
        )

    def _earliest(self, last: _Last, created: datetime | None) -> datetime:
        known = [each for each in (created,) if each] or [self.connection.created_at, last.first]
        return min(*known, self.exported_at)

    def _record(self, told: Record, previous: Any, since: datetime, row: Row) -> Record:
        event = told.event
        assert isinstance(event, ValueReported)
        names = (self.connection.id, "export", event.object, event.field, self.export.digest[:16])
        where = "row" if self.export.is_json else "line"
        sent = told.as_sent() | {
            "id": as_id(":".join(names)),
            "occurred_at": {"from": moment_text(since), "to": moment_text(self.exported_at)},
            "source": {
                "system": self.mapping.system,
                "ref": f"export {self.export.path.name}, {where} {row.line}",
            },
            "evidence": {"class": "imported", "sha256": self.export.digest},
        }
        if previous is not None:
            sent["data"] = {**sent["data"], "previous": previous}
        return record_of(sent)


class _Last:
    """The last values that were reported on a deal by a moment."""

    def __init__(self, entries: Sequence[Entry], by: datetime) -> None:
        facts = facts_of(entries).counted
        self.known = bool(facts)
        self.first = min((each.interval.begin for each in facts), default=by)
        self._found: dict[tuple[str, str, str], Fact] = {}
        for each in sorted(facts, key=lambda fact: (fact.interval.begin, fact.place)):
            event = each.event
            if isinstance(event, ValueReported) and each.interval.begin <= by:
                self._found[event.system, event.object, event.field] = each

    def of(self, event: ValueReported) -> Fact | None:
        """The last report of the same field of the same object in the same system."""
        return self._found.get((event.system, event.object, event.field))


def same(value: Any, before: Any) -> bool:
    """Whether two values are one, however each was written.

    An export may have `2000.00` or 2000 for what came as `"2000"`, and a time as a text for what
    came as milliseconds. Nothing, and an empty text, are the same.
    """
    if value == before and isinstance(value, bool) == isinstance(before, bool):
        return True
    one, other = _written(value), _written(before)
    if one == other:
        return True
    if one is None or other is None:
        return False
    if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other):
        return Decimal(one) == Decimal(other)
    moments = _moment(one), _moment(other)
    return None not in moments and moments[0] == moments[1]


def _written(value: Any) -> str | None:
    """A plain value as a text; None for one that has parts."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | str():
            return str(value).strip()
        case _:
            return None


def _moment(value: Any) -> datetime | None:
    """A time as these systems write it: as a text with an offset, or as milliseconds."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{12,14}", value):
        return moment_after(value, MILLISECOND)
    return moment(value)
