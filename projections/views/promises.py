"""Promises across deals, with their windows: which are open at a moment is judged then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from psycopg import sql

from projections.views.asking import EVERYBODY, Found, Page, Question, Reader
from projections.views.ports import Connection
from projections.views.rows.promises import VIEW

State = Literal["open", "not_begun", "past", "ended", "no_end_stated"]
"""`ended` by a record (accepted, retracted …); `past` its stated end, which is never a lapse."""

_SOURCE = sql.SQL("""(
    SELECT *, CASE
        WHEN ended_at <= %(at)s THEN 'ended'
        WHEN begins > %(at)s THEN 'not_begun'
        WHEN ends < %(at)s THEN 'past'
        WHEN ends IS NULL THEN 'no_end_stated'
        ELSE 'open' END AS state
    FROM views.promises
) AS judged""")
_COLUMNS = sql.SQL("""
    deal, client, promise, proposal, clause, number, record, value, words, begins, ends, ended_at,
    ended_by, ended_by_one_of, standing, state""")
_WHERE = sql.SQL("""
    (%(state)s::text IS NULL OR state = %(state)s)
    AND (%(client)s::text IS NULL OR client = %(client)s)
    AND (%(until)s::timestamptz IS NULL OR ends <= %(until)s)""")
_KEYS = (
    "coalesce(ends, 'infinity'::timestamptz)",
    "deal",
    "record",
    "promise",
    "coalesce(clause, '')",
    "coalesce(number, 0)",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which promises, judged at a moment: in a state (None: all), ending by another moment."""

    at: datetime
    state: State | None = "open"
    client: str | None = None
    ending_by: datetime | None = None


def promises(
    connection: Connection,
    wanted: Wanted,
    reader: Reader = EVERYBODY,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """Promises, those that end first before the others. Raises ViewNotReady, BadCursor.

    `promise` is `validity` or `irrevocability` of a proposal that was sent, or the kind of a
    pricing term. Both ends of the window are inclusive. `ended_by` is null where it is undetermined
    which of `ended_by_one_of` came first.
    """
    given = {
        "at": wanted.at,
        "state": wanted.state,
        "client": wanted.client,
        "until": wanted.ending_by,
    }
    question = Question(VIEW, _COLUMNS, _SOURCE, _WHERE, given)
    return question.ask(connection, reader, Page(_KEYS, cursor, limit))
