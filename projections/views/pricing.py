"""Pricing terms across deals: what is in, what is out, and for how many deals nothing is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import sql

from domain.values import PRICING, TermKind
from projections.views.asking import ALLOWED, EVERYBODY, Found, Page, Question, Reader
from projections.views.ports import Connection
from projections.views.rows.pricing import VIEW

_COLUMNS = sql.SQL("""
    deal, client, standing, proposal, clause, number, record, clarifies, kind, value, condition,
    begins, ends, axis, item, state, words,
    (begins IS NULL OR begins <= %(at)s) AND (ends IS NULL OR %(at)s <= ends) AS in_period""")
_WHERE = sql.SQL("""
    (%(client)s::text IS NULL OR client = %(client)s) AND kind = ANY(%(kinds)s)
    AND (%(axis)s::text IS NULL OR axis = %(axis)s)
    AND (%(levels)s::text[] IS NULL OR item = ANY(%(levels)s) OR item IS NULL)""")
_KEYS = ("deal", "clause", "number", "record", "axis", "coalesce(item, '')", "state")

# Nearest level first: the nearest that speaks decides, and two that disagree there are both said.
_BY_DEAL = sql.SQL("""(
    SELECT d.deal, d.audience, d.client, d.standing, d.pricing_terms, d.clauses_without_term,
        coalesce((
            SELECT CASE WHEN count(DISTINCT p.state) > 1 THEN 'both' ELSE min(p.state) END
            FROM views.pricing p JOIN unnest(%(levels)s::text[]) WITH ORDINALITY AS l (item, level)
                ON p.item = l.item
            WHERE p.deal = d.deal AND p.audience = d.audience AND p.axis = %(axis)s
                AND p.state <> 'silent' AND p.kind = ANY(%(kinds)s)
                AND (p.begins IS NULL OR p.begins <= %(at)s)
                AND (p.ends IS NULL OR %(at)s <= p.ends)
            GROUP BY l.level ORDER BY l.level LIMIT 1
        ), 'silent') AS state
    FROM views.pricing_deals d
) AS by_deal""")
_OF_CLIENT = sql.SQL("(%(client)s::text IS NULL OR client = %(client)s)")


@dataclass(frozen=True, slots=True)
class Priced:
    """Which terms: of a client, of these kinds, about an item of an axis, at a moment.

    `levels` are the item and what stands above it, nearest first (a catalogue's ancestry).
    """

    at: datetime
    client: str | None = None
    axis: str | None = None
    levels: Sequence[str] | None = None
    kinds: Sequence[TermKind] = PRICING

    @property
    def given(self) -> dict[str, object]:
        """As parameters."""
        levels = list(self.levels) if self.levels is not None else None
        return {
            "at": self.at,
            "client": self.client,
            "axis": self.axis,
            "levels": levels,
            "kinds": list(self.kinds),
        }


def pricing_terms(
    connection: Connection,
    wanted: Priced,
    reader: Reader = EVERYBODY,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """What the governing texts state item by item: `in`, `out`, or `silent`.

    `in_period` is whether the term speaks at the moment asked. An item None on `services` says that
    the term is silent on all of them. Raises ViewNotReady, BadCursor.
    """
    question = Question(VIEW, _COLUMNS, sql.SQL("views.pricing"), _WHERE, wanted.given)
    return question.ask(connection, reader, Page(_KEYS, cursor, limit))


def pricing_by_deal(
    connection: Connection,
    wanted: Priced,
    reader: Reader = EVERYBODY,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """Deal by deal whether pricing covers an item: `in`, `out`, `both`, or `silent`.

    Deals that state no pricing term at all are there too, and silent: `pricing_terms` is 0. It says
    what is stated nearest to the item; which document prevails is for the answer on one deal.
    `wanted` names axis and levels. Raises ViewNotReady, BadCursor.
    """
    columns = sql.SQL("deal, client, standing, state, pricing_terms, clauses_without_term")
    question = Question(VIEW, columns, _BY_DEAL, _OF_CLIENT, wanted.given)
    return question.ask(connection, reader, Page(("coalesce(client, '')", "deal"), cursor, limit))


def pricing_by_client(
    connection: Connection,
    wanted: Priced,
    reader: Reader = EVERYBODY,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """Client by client, in how many deals pricing covers an item, does not, or is silent.

    `standings` counts the same deals by state and by the standing of their governing text: what is
    retracted or still a draft is in force nowhere. Raises ViewNotReady, BadCursor.
    """
    columns = sql.SQL('client, deals, "in", "out", "both", silent, standings')
    counted = sql.SQL("""(
        SELECT client, sum(n)::bigint AS deals,
            coalesce(sum(n) FILTER (WHERE state = 'in'), 0)::bigint AS "in",
            coalesce(sum(n) FILTER (WHERE state = 'out'), 0)::bigint AS "out",
            coalesce(sum(n) FILTER (WHERE state = 'both'), 0)::bigint AS "both",
            coalesce(sum(n) FILTER (WHERE state = 'silent'), 0)::bigint AS silent,
            jsonb_object_agg(state, standings) AS standings
        FROM (
            SELECT client, state, sum(n) AS n, jsonb_object_agg(standing, n) AS standings
            FROM (
                SELECT client, state, standing, count(*) AS n FROM {} WHERE {}
                GROUP BY client, state, standing
            ) AS by_standing
            GROUP BY client, state
        ) AS by_state
        GROUP BY client
    ) AS by_client""").format(_BY_DEAL, ALLOWED)
    question = Question(VIEW, columns, counted, _OF_CLIENT, wanted.given, grouped=True)
    return question.ask(connection, reader, Page(("coalesce(client, '')",), cursor, limit))
