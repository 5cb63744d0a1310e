"""Calling the append function: on one connection, as close to the wire as psycopg lets us.

Every record passes here. A cursor, and a pool that hands out another connection each time, took
more of the processor than all the rest that Python does to send prepared bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Any, Literal, cast

from psycopg import Connection
from psycopg.errors import error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGresult

from ledger.columns import claims_of, columns_of
from ledger.mapper import PreparedEntry
from ledger.marks import keep_marks, marks_among

Outcome = Literal["added", "already", "reused", "conflict", "pseudonym"]

_BIGINT = Struct("!q")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""PostgreSQL sends a time as the microseconds since then."""
_GOOD = {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ledger says of one entry that it was asked to append.

    Where it stands is None for the outcomes that refuse an append.
    """

    outcome: Outcome
    position: int | None
    version: int | None
    leaf: bytes | None
    recorded_at: datetime | None


class Appending:
    """The connection that appends, made when it is needed. For one thread at a time."""

    def __init__(self, connect: Callable[[], Connection[Any]]) -> None:
        self._connect = connect
        self._connection: Connection[Any] | None = None
        self._prepared: set[bytes] = set()
        self._told = 0

    def append(self, entries: Sequence[PreparedEntry]) -> list[Answer]:
        """Append in one commit; gives one answer each. Raises psycopg.Error."""
        connection = self._connected()
        # The oldest: when one of them is from before an erasure, all are prepared anew.
        self._tell(connection, min(entry.erasures for entry in entries))
        if not (marks := marks_among(entries)):
            return self._append(connection, entries)
        # What may be shown of other records changes in the commit that says so.
        with connection.transaction():
            answers = self._append(connection, entries)
            keep_marks(connection, marks, answers)
        return answers

    def _append(
        self, connection: Connection[Any], entries: Sequence[PreparedEntry]
    ) -> list[Answer]:
        claims = claims_of(entries)
        columns = [*claims, *columns_of(entries)]
        function = b"append_delivered" if claims else b"append"
        name = self._prepare(connection, function, len(columns))
        formats = [Format.BINARY] * len(columns)
        connection.pgconn.send_query_prepared(name, columns, formats, Format.BINARY)
        result = _result(connection)
        return [_answer(result, row) for row in range(result.ntuples)]

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> Connection[Any]:
        if self._connection is None or self._connection.closed:
            self.close()
            self._prepared.clear()
            self._told = 0
            self._connection = self._connect()
        return self._connection

    def _tell(self, connection: Connection[Any], erasures: int) -> None:
        if erasures != self._told:
            connection.execute(
                "SELECT set_config('deal_ledger.erasures', %s, false)", (str(erasures),)
            )
            self._told = erasures

    def _prepare(self, connection: Connection[Any], function: bytes, columns: int) -> bytes:
        """The name of the statement with so many arguments; planned once in a session."""
        name = b"%b_%d" % (function, columns)
        if name not in self._prepared:
            arguments = b", ".join(b"$%d" % number for number in range(1, columns + 1))
            query = b"SELECT * FROM ledger.%b(%b)" % (function, arguments)
            connection.pgconn.send_prepare(name, query)
            _result(connection)
            self._prepared.add(name)
        return name


def _result(connection: Connection[Any]) -> PGresult:
    """The result of what was sent; waiting for it can be interrupted."""
    result: PGresult
    [result] = connection.wait(execute(connection.pgconn))
    if result.status not in _GOOD:
        raise error_from_result(result)
    return result


def _answer(result: PGresult, row: int) -> Answer:
    outcome, position, version, leaf, moment = (result.get_value(row, n) for n in range(5))
    return Answer(
        cast("Outcome", (outcome or b"").decode()),
        _number(position),
        _number(version),
        leaf,
        None if moment is None else _EPOCH + timedelta(microseconds=_number(moment) or 0),
    )


def _number(value: bytes | None) -> int | None:
    return None if value is None else int(_BIGINT.unpack(value)[0])
