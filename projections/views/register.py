"""The register: which deals there are, and which are found by words, people, parties, standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from psycopg import sql
from psycopg.types.json import Jsonb

from projections.deal import KnownDeal
from projections.proposals import Standing
from projections.views import findings
from projections.views.asking import EVERYBODY, Found, Page, Question, Reader, plain
from projections.views.ports import Connection
from projections.views.rows.findings import VIEW as FINDINGS
from projections.views.rows.register import VIEW, line, searched
from projections.views.status import refuse_unready

MOST_WORDS = 20
Order = Literal["deal", "last_movement"]

_COLUMNS = sql.SQL("""
    deal, name, client, client_name, standing, governing, proposal, value, currency, value_record,
    value_marks, value_before, outcome, opened_on_record, last_movement, last_record,
    last_occurred_at, version, entries, withheld,
    ARRAY(
        SELECT jsonb_build_object('kind', w.kind, 'ref', w.ref, 'number', w.number, 'now', w.now,
            'words', to_jsonb(stands.words))
        FROM views.register_words w CROSS JOIN LATERAL (SELECT ARRAY(
            SELECT asked.word
            FROM unnest(%(words)s::text[], %(begun)s::text[]) WITH ORDINALITY
                AS asked (word, begun, place)
            WHERE w.words @@ asked.begun::tsquery ORDER BY asked.place
        ) AS words) AS stands
        WHERE w.deal = r.deal AND w.audience = r.audience AND w.words @@ %(any)s::tsquery
        ORDER BY cardinality(stands.words) DESC, w.kind, w.ref, w.number LIMIT 20
    ) AS found""")
_WORD = sql.SQL(
    "(deal, audience) IN (SELECT w.deal, w.audience FROM views.register_words w"
    " WHERE w.words @@ {}::tsquery)"
)
_FOUND = sql.SQL("""
    (deal, audience) IN (SELECT f.deal, f.audience FROM views.findings f
        WHERE f.severity = ANY(%(severities)s) AND f.code = ANY(%(codes)s))""")
_NAMED = sql.SQL(
    "(deal, audience) IN (SELECT w.deal, w.audience FROM views.register_words w"
    " WHERE w.kind = {} AND w.ref = {})"
)


def folded(deal: KnownDeal) -> dict[str, Any]:
    """The line of one deal, as `register` gives it, on the basis that it is known on."""
    found = line(deal)._asdict()
    return {"deal": deal.id, **{name: _plain(value) for name, value in found.items()}, "found": []}


def _plain(value: Any) -> Any:
    return value.obj if isinstance(value, Jsonb) else plain(value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deals: those in which every word of `q` begins a word, of any name or wording.

    `person` is any id of one; `party` an id; `standing` that of the governing text; `finding` what
    is open: the code of a rule, a severity (or a graver one), or `any`.
    """

    q: str = ""
    party: str | None = None
    person: str | None = None
    standing: Standing | None = None
    finding: str | None = None


def register(
    connection: Connection,
    wanted: Wanted,
    reader: Reader = EVERYBODY,
    *,
    order: Order = "deal",
    cursor: str | None = None,
    limit: int = 50,
) -> Found:
    """The lines of deals, by id or the last moved first, each with where words were `found`.

    The words need not stand in one place: `found` lists first where the most of them do.
    `value` (exact text) in `currency` is what the record `value_record` signed for, believed as
    far as `value_marks` say; where it was recorded late, or after a dispute, `value_before` has
    `value`, `currency` and `record` of what was signed for by what was recorded at the time.
    `last_movement` is a time in UTC, of the record `last_record`, which happened
    `last_occurred_at`, to the precision in which it was sent: that an answer or evidence was given
    is no movement. `withheld` counts records. Raises FindingNotKnown, ViewNotReady, BadCursor.
    """
    asked = searched(wanted.q)[:MOST_WORDS]
    words = [f"'{word}':*" for word in asked]
    given: dict[str, Any] = {f"word{number}": word for number, word in enumerate(words)}
    conditions: list[sql.Composable] = [_WORD.format(sql.Placeholder(name)) for name in given]
    for kind, ref in (("party", wanted.party), ("person", wanted.person)):
        if ref is not None:
            conditions.append(_NAMED.format(sql.Literal(kind), sql.Placeholder(kind)))
            given[kind] = ref
    if wanted.standing is not None:
        conditions.append(sql.SQL("standing = %(standing)s"))
        given["standing"] = wanted.standing
    if wanted.finding is not None:
        refuse_unready(connection, FINDINGS)
        conditions.append(_FOUND)
        given |= findings.chosen(wanted.finding).given
    given |= {"any": " | ".join(words), "words": asked, "begun": words}
    if wanted.q.strip() and not words:
        conditions.append(sql.SQL("false"))  # there is no word in it, so it is nowhere
    question = Question(
        VIEW,
        _COLUMNS,
        sql.SQL("views.register r"),
        sql.SQL(" AND ").join([sql.SQL("true"), *conditions]),
        given,
    )
    keys = ("deal",) if order == "deal" else ("last_movement", "deal")
    return question.ask(connection, reader, Page(keys, cursor, limit, order == "last_movement"))
