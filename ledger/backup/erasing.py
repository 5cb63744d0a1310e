"""A restored ledger erases again what was erased after its backup was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from psycopg import Connection
from psycopg.rows import TupleRow

from domain.events.disputes import AnswerIssued
from domain.record import ORGANISATION
from ledger.erasing.eraser import By, credential_of, record_of_erasure
from ledger.erasing.kept_list import CASTS, ErasedRows
from ledger.mapper import EntryMapper, NewEntry, PreparedEntry
from ledger.proof.disclosure import Salts
from ledger.pseudonyms import Pseudonyms

_ANSWERS = """
    SELECT count(*) FROM ledger.disclosures d JOIN ledger.entries e USING (position)
    WHERE e.topic = %s AND EXISTS (
        SELECT FROM unnest(%s::bigint[], %s::bytea[]) AS w (position, digest)
        WHERE w.position = d.position AND w.digest = d.digest)"""


@dataclass(frozen=True, slots=True)
class Again:
    """The erasures that are known from lists, and what the records of them are salted with."""

    erasures: Sequence[ErasedRows]
    salts: Salts


def erase_again(
    connection: Connection[TupleRow], again: Again | None, log: str
) -> tuple[ErasedRows, ...]:
    """Delete, as the owner, what these erasures of the ledger `log` took; gives those that did.

    They count what was deleted here: what came after the backup is not there. An erasure that is on
    record is passed over. Rows are recognised by digests: a list that is another ledger's does
    nothing.
    """
    erasures = again.erasures if again else ()
    known = connection.execute(
        "SELECT event_id FROM ledger.entries WHERE event_id = ANY(%s)",
        ([each.record for each in erasures],),
    )
    there = {record for (record,) in known.fetchall()}
    missing = [each for each in erasures if each.log == log and each.record not in there]
    return tuple(each.model_copy(update={"counts": _deleted(connection, each)}) for each in missing)


def _deleted(connection: Connection[TupleRow], erased: ErasedRows) -> dict[str, int]:
    """Delete it; how many there were of each kind, answers apart from other values."""
    _, positions, digests, *_ = erased.arguments
    of_answers = connection.execute(_ANSWERS, (AnswerIssued.stored_as, positions, digests))
    [(answers,)] = of_answers.fetchall()
    places = ", ".join(f"%s::{cast}" for cast in CASTS)
    done = connection.execute(f"SELECT ledger.delete_erased({places})".encode(), erased.arguments)
    [(found,)] = done.fetchall()
    return {**erased.counts, **found, "values": found["values"] - answers, "answers": answers}


def record_again(
    connection: Connection[TupleRow], again: Again | None, erased: Sequence[ErasedRows], log: str
) -> None:
    """Append, as the owner, the records of what was erased again, under their former ids."""
    if again is None:
        return
    pseudonyms = Pseudonyms(again.salts, lambda _: None, lambda _: None)
    mapper = EntryMapper(lambda: log, pseudonyms, again.salts)
    connection.execute(
        "SELECT set_config('deal_ledger.erasures', erasures::text, true) FROM ledger.log"
    )
    for each in erased:
        _append(connection, mapper.prepare(_entry(each, _version(connection))))


def _version(connection: Connection[TupleRow]) -> int:
    row = connection.execute(
        "SELECT coalesce(max(originator_version), 0) + 1 FROM ledger.entries"
        " WHERE originator_id = %s",
        (ORGANISATION,),
    ).fetchone()
    return int(row[0]) if row else 1


def _entry(erased: ErasedRows, version: int) -> NewEntry:
    # Who is behind the credentials is not in a list, which holds nobody's id.
    by = By(erased.by, None)
    return NewEntry(
        originator_id=ORGANISATION,
        originator_version=version,
        record=record_of_erasure(erased, by),
        recorded_by=credential_of(by),
        received_at=None,
        fingerprint=sha256(erased.record.encode()).digest(),
        append=1,
    )


def _append(connection: Connection[TupleRow], entry: PreparedEntry) -> None:
    connection.execute(
        "SELECT outcome FROM ledger.append(ARRAY[1::bigint], %s::text[], %s::bigint[], %s::text[],"
        " %s::text[], %s::bytea[], %s::bytea[], %s::bigint[], %s::bytea[], %s::text[])",
        (
            [entry.originator_id],
            [entry.originator_version],
            [entry.event_id],
            [entry.topic],
            [entry.fingerprint],
            [entry.state],
            [1 for _ in entry.disclosures],
            [each.digest for each in entry.disclosures],
            [each.text for each in entry.disclosures],
        ),
    )
