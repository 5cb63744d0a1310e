"""Sign-offs across deals: what is open, and what was signed on an older wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import sql

from domain.values import Function
from projections.signing.table import State
from projections.views.asking import EVERYBODY, Found, Page, Question, Reader
from projections.views.ports import Connection
from projections.views.rows.sign_offs import VIEW

OPEN: tuple[State, ...] = ("open", "stale")
_COLUMNS = sql.SQL("""
    deal, clause, number, governs, proposal, state, required_by, record, sign_off, of, role,
    function, requested_at, due_at, due_at < %(at)s AS overdue, answer, signed, signed_number,
    signer, authority""")
_WHERE = sql.SQL("""
    state = ANY(%(states)s)
    AND (%(deal)s::text IS NULL OR deal = %(deal)s)
    AND (%(person)s::text IS NULL OR ids @> ARRAY[%(person)s]::text[])
    AND (%(function)s::text IS NULL OR function = %(function)s OR role = %(function)s)
    AND (%(governing)s = false OR governs)
    AND (%(overdue)s = false OR due_at < %(at)s)""")
_KEYS = ("deal", "clause", "number", "record", "coalesce(function, '')")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sign-offs, judged at a moment: of a person (any of their ids) or a function or role.

    Of one `deal`, or of all.

    `governing`: only of wordings that govern. `overdue`: only where a due date is past.
    """

    at: datetime
    states: Sequence[State] = OPEN
    person: str | None = None
    function: Function | None = None
    governing: bool = False
    overdue: bool = False
    deal: str | None = None


def sign_offs(
    connection: Connection,
    wanted: Wanted,
    reader: Reader = EVERYBODY,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """Sign-offs by wording: what was required, and what was said though nobody required it.

    `required_by` is `request`, `policy` or `nobody`; `overdue` is null where no due date was set.

    Raises ViewNotReady, BadCursor.
    """
    given = {
        "at": wanted.at,
        "states": list(wanted.states),
        "person": wanted.person,
        "function": wanted.function,
        "governing": wanted.governing,
        "overdue": wanted.overdue,
        "deal": wanted.deal,
    }
    question = Question(VIEW, _COLUMNS, sql.SQL("views.sign_offs"), _WHERE, given)
    return question.ask(connection, reader, Page(_KEYS, cursor, limit))
