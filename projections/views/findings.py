"""Open findings across deals: the gravest first; silences by what may still be ordered; counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from projections.findings.finding import SEVERITIES, Severity
from projections.findings.wanted import CODES, FindingNotKnown
from projections.views.asking import EVERYBODY, Found, Page, Question, Reader
from projections.views.ports import Connection
from projections.views.rows.findings import VIEW

SILENCES = ("SCOPE01", "SCOPE03")
"""The rules that find that prices say nothing about something."""
_LARGEST = 2**53 - 1
_COLUMNS = sql.SQL("""
    deal, name, client, client_name, standing, key, code, severity, title, about, persons, records,
    sentence, not_shown, to_do""")
_WHERE = sql.SQL("""
    severity = ANY(%(severities)s) AND code = ANY(%(codes)s)
    AND (%(deal)s::text IS NULL OR deal = %(deal)s)
    AND (%(client)s::text IS NULL OR client = %(client)s)
    AND (%(person)s::text IS NULL OR ids @> ARRAY[%(person)s]::text[])""")

# Amounts of two currencies cannot be compared: they stand apart, and the largest of each first.
_SILENCES = sql.SQL("""(
    SELECT f.*, d.currency, d.volume, d.ordered, d.remaining, d.unpriced_orders, d.volume_clause,
        d.volume_record, d.why, (d.remaining IS NULL)::int AS not_stated,
        -least(coalesce(floor(d.remaining), 0), {largest})::bigint AS most_first
    FROM views.findings f JOIN views.findings_deals d USING (deal, audience)
) AS silences""").format(largest=sql.Literal(_LARGEST))
_OF_SILENCES = sql.SQL("{}, {}").format(
    _COLUMNS,
    sql.SQL("""currency, volume, ordered, remaining, unpriced_orders, volume_clause, volume_record,
    why"""),
)
_MOST_FIRST = (
    *("not_stated", "coalesce(currency, '')", "most_first", "rank", "deal", "code", "key"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which open findings: of these severities and codes (none: of any).

    Of a deal, a client, or bound to a person (any of their ids).
    """

    severities: Sequence[Severity] = ()
    codes: Sequence[str] = ()
    deal: str | None = None
    client: str | None = None
    person: str | None = None

    @property
    def given(self) -> Mapping[str, object]:
        """As parameters. Raises FindingNotKnown."""
        for code in self.codes:
            if code not in CODES:
                raise FindingNotKnown(code)
        return {
            "severities": list(self.severities or SEVERITIES),
            "codes": list(self.codes or CODES),
            "deal": self.deal,
            "client": self.client,
            "person": self.person,
        }


def open_findings(
    connection: Connection,
    wanted: Wanted,
    reader: Reader = EVERYBODY,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """Open findings, the gravest first. Raises FindingNotKnown, ViewNotReady, BadCursor."""
    question = Question(VIEW, _COLUMNS, sql.SQL("views.findings"), _WHERE, wanted.given)
    return question.ask(connection, reader, Page(("rank", "deal", "code", "key"), cursor, limit))


def open_silences(
    connection: Connection,
    wanted: Wanted,
    reader: Reader = EVERYBODY,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """What prices say nothing about, by the money that may still be ordered.

    Those of which a volume is stated come first, currency by currency, the most money first; then
    those of which none is, with `why`. Raises ViewNotReady, BadCursor.
    """
    given = {**wanted.given, "codes": list(SILENCES)}
    question = Question(VIEW, _OF_SILENCES, _SILENCES, _WHERE, given)
    return question.ask(connection, reader, Page(_MOST_FIRST, cursor, limit))


def chosen(asked: str) -> Wanted:
    """The open findings that one word asks for: the code of a rule, or a severity or graver.

    `any` asks for all of them. Raises FindingNotKnown.
    """
    if asked == "any":
        return Wanted()
    if asked in SEVERITIES:
        return Wanted(SEVERITIES[: SEVERITIES.index(asked) + 1])
    if asked not in CODES:
        raise FindingNotKnown(asked, "finding")
    return Wanted(codes=(asked,))


def counts(connection: Connection, deals: Sequence[str], reader: Reader = EVERYBODY) -> Found:
    """How many findings are open in each of these deals, by severity. Raises ViewNotReady."""
    columns = sql.SQL("deal, high, medium, low, settled")
    given: dict[str, Any] = {"among": list(deals)}
    where = sql.SQL("deal = ANY(%(among)s)")
    question = Question(VIEW, columns, sql.SQL("views.findings_deals"), where, given)
    return question.ask(connection, reader, Page(("deal",), limit=max(len(deals), 1)))
