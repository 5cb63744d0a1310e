"""What a person was exposed to, in all deals: wordings with the rung and the record of proof."""

from __future__ import annotations

from psycopg import sql

from projections.knowledge.ladder import RANK, Rung
from projections.views.asking import EVERYBODY, Found, Page, Question, Reader
from projections.views.ports import Connection
from projections.views.rows.exposures import VIEW

_COLUMNS = sql.SQL("""
    deal, person, ids, name, clause, number, heading, governs, rung, record, occurred_from,
    occurred_to, first_exposure, first_opened_or_above, first_seen, first_marks, wording_unsure,
    late_change, failed_by""")
_WHERE = sql.SQL("ids @> ARRAY[%(person)s]::text[] AND rung = ANY(%(rungs)s)")


def exposures(
    connection: Connection,
    person: str,
    reader: Reader = EVERYBODY,
    *,
    least: Rung = "addressed",
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """The wordings on which at least a rung is proven to a person, named by any of their ids.

    A wording that is not among them is not on record for the person; that is never "did not know".
    Raises ViewNotReady, BadCursor.
    """
    rungs = [rung for rung, rank in RANK.items() if rank >= RANK[least]]
    given = {"person": person, "rungs": rungs}
    question = Question(VIEW, _COLUMNS, sql.SQL("views.exposures"), _WHERE, given)
    page = Page(("deal", "person", "clause", "number"), cursor, limit)
    return question.ask(connection, reader, page)
