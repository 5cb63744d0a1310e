"""Rows of a query as they arrive: the server makes the next ones while these are worked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from psycopg import Connection, capabilities
from psycopg.rows import TupleRow, tuple_row

CHUNK = 128
"""Rows that are given at once. Fewer cost more turns; more of them are more than the server can put
into a socket ahead of who reads, so that one waits for the other."""
_TAKEN = CHUNK if capabilities.has_stream_chunked() else 1
"""Rows that are taken over at once. Before version 17, libpq hands over one by one."""

_IN_ORDER = "SET enable_bitmapscan = off"
"""By an index, which has the order that is asked for: without statistics the server would sort all
rows of a stretch first, on disk, and only then give the first one."""


class Streaming:
    """Reads by a connection of its own, so that whoever asks between two rows waits for nobody.

    A connection that is lost is made anew by `again`, which tries its work until it gives up; what
    was given is not given again. So a query must give the same rows, in the same order.
    """

    def __init__(
        self,
        connect: Callable[[], Connection[Any]],
        again: Callable[[Callable[[], list[TupleRow]]], list[TupleRow]],
    ) -> None:
        self._connect = connect
        self._again = again
        self._connection: Connection[Any] | None = None

    def rows(self, query: str, *parameters: Any) -> Iterator[TupleRow]:
        """Every row that a query gives."""
        return chain.from_iterable(self.chunks(query, *parameters))

    def chunks(self, query: str, *parameters: Any) -> Iterator[list[TupleRow]]:
        """The same in lists, as many as are taken over at once."""
        arriving: Iterator[TupleRow] | None = None
        given = 0

        def chunk() -> list[TupleRow]:
            nonlocal arriving
            try:
                if arriving is None:
                    arriving = islice(self._arriving(query, parameters), given, None)
                return list(islice(arriving, CHUNK))
            except BaseException:
                arriving = None
                self.close()
                raise

        while rows := self._again(chunk):
            given += len(rows)
            yield rows

    def close(self) -> None:
        """Give the connection up, and with it what is still arriving."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _arriving(self, query: str, parameters: Sequence[Any]) -> Iterator[TupleRow]:
        if self._connection is None:
            self._connection = self._connect()
            self._connection.execute(_IN_ORDER)
        cursor = self._connection.cursor(row_factory=tuple_row)
        return cursor.stream(query.encode(), parameters, binary=True, size=_TAKEN)
