"""The erasure itself: one transaction, in which nobody writes and nothing is missed."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from domain.events.holds import Erased, ErasureDone
from domain.occurrence import Occurrence, moment_text
from domain.record import ORGANISATION, Credential, Envelope, Record
from domain.refusals import ChangedMeanwhile
from ledger.application import Ledger
from ledger.database import ERASER, UnsafeSettingError, connected
from ledger.erasing.finding import Progress
from ledger.erasing.kept_list import CASTS, ErasedRows, noted, rows_of
from ledger.erasing.plan import (
    ErasesThemselves,
    ErasureIdReused,
    IdNamesThem,
    Plan,
    Wanted,
    begin,
    go_on,
)
from ledger.erasing.whom import PersonNotOnRecord, whom
from ledger.mapper import NewEntry, PreparedEntry
from ledger.patience import UnavailableError

TRIES = 5
"""How often it is begun anew because a hold, or another name of the person, came meanwhile."""
LONGEST_WAIT = "30s"
"""For a lock: readers of views, and writers, are waited for."""
_LAST_VERSION = "SELECT max(originator_version) FROM ledger.entries WHERE originator_id = %s"

Connection = psycopg.Connection[TupleRow]


@dataclass(frozen=True, slots=True)
class By:
    """Who erases: a name, and the person behind it if that is known."""

    name: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased, and where the record of it stands."""

    rows: ErasedRows
    position: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """What is asked for was done already, under the same id: the record of it."""

    record: str
    position: int
    event: ErasureDone


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases. `url` is of a login that may act as the eraser, and as whoever `empty_views` needs.

    `empty_views` empties, in the transaction that it is given, whatever was derived of the entries.
    `kept` is the file of the list outside the database.
    """

    ledger: Ledger
    url: str
    empty_views: Callable[[Connection], None]
    kept: Path
    now: Callable[[], datetime]

    def plan(self, wanted: Wanted, progress: Progress) -> Plan:
        """What would go. Raises a Refusal."""
        size = self.ledger.size
        return go_on(self.ledger, wanted, begin(self.ledger, wanted, size), size, progress)

    def erase(self, wanted: Wanted, by: By, record: str, progress: Progress) -> Done | DoneBefore:
        """Erase, and append the record of it under the id `record`.

        The same again, once it is done, changes nothing, and says what was done. Raises a Refusal,
        ListError, UnsafeSettingError; then nothing has changed.
        """
        if wanted.after and (before := self.done_before(wanted, record)):
            return before
        try:
            for _ in range(TRIES):
                plan = self.plan(wanted, progress)
                if by.person in plan.whom.ids:
                    raise ErasesThemselves
                if plan.whom.matcher(wanted.also).tells_them(record):
                    raise IdNamesThem
                if done := self._once(plan, wanted, by, record):
                    return done
        except PersonNotOnRecord:
            if before := self.done_before(wanted, record):
                return before
            raise
        raise ChangedMeanwhile(ORGANISATION, TRIES)

    def done_before(self, wanted: Wanted, record: str) -> DoneBefore | None:
        """The erasure on record under this id; None where the id is free.

        Who was erased is on no record: it is the same when the reason is, and when nobody with the
        person's id is on record. Raises ErasureIdReused.
        """
        if (entry := self.ledger.entry(record)) is None:
            return None
        event = entry.event
        if not isinstance(event, ErasureDone) or event.reason != wanted.reason:
            raise ErasureIdReused(record)
        with suppress(PersonNotOnRecord):
            whom(self.ledger, wanted.person, self.ledger.size)
            raise ErasureIdReused(record)
        return DoneBefore(record, entry.position, event)

    def _once(self, plan: Plan, wanted: Wanted, by: By, record: str) -> Done | None:
        """What was done; None when it is to be planned anew."""
        try:
            # Outermost: the list is looked at again once it is known what became of the commit.
            with ExitStack() as listed, connected(self.url) as connection:
                connection.execute("SELECT set_config('lock_timeout', %s, false)", (LONGEST_WAIT,))
                with connection.transaction():
                    self.empty_views(connection)
                    size = _hold_still(connection)
                    self._refuse_otherwise(plan, wanted, size)
                    if self._stands(record):
                        raise ErasureIdReused(record)
                    go_on(self.ledger, wanted, plan, size, lambda _, __: None)
                    at = moment_text(self.now())
                    rows = rows_of(plan, self.ledger.origin, record, at, by.name, wanted.reason)
                    entry = self._prepared(rows, by)
                    listed.enter_context(noted(self.kept, rows, partial(self._stands, record)))
                    position = _run(connection, plan, rows, entry)
        except _OtherwiseError:
            return None
        except psycopg.OperationalError as fault:
            raise UnavailableError(str(fault)) from fault
        # Nothing that this process remembers counts from here on.
        self.ledger.rows.seen.look_again()
        return Done(rows, position, plan)

    def _refuse_otherwise(self, plan: Plan, wanted: Wanted, size: int) -> None:
        if whom(self.ledger, wanted.person, size, wanted.after) != plan.whom:
            raise _OtherwiseError

    def _prepared(self, rows: ErasedRows, by: By) -> PreparedEntry:
        # Of all that is stored: entries as they are read leave time stamps out.
        last = self.ledger.rows.one(_LAST_VERSION, ORGANISATION) or 0
        return self.ledger.prepare(
            NewEntry(
                originator_id=ORGANISATION,
                originator_version=last + 1,
                record=record_of_erasure(rows, by),
                recorded_by=credential_of(by),
                received_at=None,
                fingerprint=sha256(rows.record.encode()).digest(),
                append=1,
            )
        )

    def _stands(self, record: str) -> bool:
        return self.ledger.entry(record) is not None


class _OtherwiseError(Exception):
    """What the plan stands on has changed."""


def record_of_erasure(rows: ErasedRows, by: By) -> Record:
    """What is recorded of an erasure: kinds and numbers, never a value or who it was."""
    event = ErasureDone(
        pseudonyms=rows.pseudonyms,
        erased=tuple(
            Erased.model_validate({"kind": kind, "count": count})
            for kind, count in rows.counts.items()
            if count
        ),
        in_clear=rows.in_clear,
        reason=rows.reason,
    )
    envelope = Envelope(
        id=rows.record,
        type=event.stored_as,
        occurred_at=Occurrence.of(rows.at),
        actor="system:deal-ledger",
        on_behalf_of=by.person,
    )
    return Record(envelope, event)


def credential_of(by: By) -> Credential:
    """The ledger wrote it, for whoever asked."""
    return Credential(by.name, "ledger", by.person)


def _hold_still(connection: Connection) -> int:
    """From here on nobody writes; gives how many entries there are. Raises UnsafeSettingError."""
    try:
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(ERASER)))
    except psycopg.errors.InsufficientPrivilege:
        raise UnsafeSettingError(
            f"The user {connection.info.user!r} may not act as {ERASER}: name a login that may in "
            "DEAL_LEDGER_ERASER_URL (docs/operating.md, Erasing a person)."
        ) from None
    [(size,)] = connection.execute("SELECT ledger.hold_still()").fetchall()
    return int(size)


def _run(connection: Connection, plan: Plan, rows: ErasedRows, entry: PreparedEntry) -> int:
    named = (
        [person for person, _ in entry.persons],
        [found.digest for _, found in entry.persons],
        [found.text for _, found in entry.persons],
    )
    given = [
        json.dumps(plan.expected),
        *rows.arguments,
        *(entry.event_id, entry.topic, entry.originator_id, entry.originator_version),
        *(entry.fingerprint, entry.state),
        [each.digest for each in entry.disclosures],
        [each.text for each in entry.disclosures],
        *named,
    ]
    casts = (
        *("jsonb", *CASTS, "text", "text", "text", "bigint", "bytea", "bytea"),
        *("bytea[]", "text[]", "text[]", "bytea[]", "text[]"),
    )
    places = ", ".join(f"%s::{cast}" for cast in casts)
    row = connection.execute(
        f"SELECT at_position FROM ledger.erase({places})".encode(),  # noqa: S608 - our own text
        given,
    ).fetchone()
    assert row
    return int(row[0])
