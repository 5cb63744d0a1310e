"""The open findings of one deal: as its reading says; and what may still be ordered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from psycopg.types.json import Jsonb

from domain.events.organisation import (
    AuthorityDelegated,
    AuthorityGranted,
    AuthorityRevoked,
    CatalogueItemDefined,
    PersonIdentified,
    PolicyPublished,
)
from projections.deal import KnownDeal
from projections.findings.finding import SEVERITIES
from projections.findings.reading import findings
from projections.people import people_of
from projections.remaining import remaining
from projections.views.view import Row, View


class Open(NamedTuple):
    """A finding that no record settled."""

    client: str | None
    name: str | None
    client_name: str | None
    standing: str
    key: str
    code: str
    severity: str
    rank: int
    title: str
    about: Jsonb
    persons: Jsonb
    ids: Sequence[str]
    records: Sequence[str]
    sentence: str
    not_shown: Sequence[str]
    to_do: str


class Settled(NamedTuple):
    """A finding that a record settled."""

    key: str
    code: str
    severity: str
    about: Jsonb
    records: Sequence[str]
    record: str
    how: str


class Counted(NamedTuple):
    """How many findings a deal has, and the money that may still be ordered."""

    high: int
    medium: int
    low: int
    settled: int
    currency: str | None
    volume: Decimal | None
    ordered: Decimal | None
    remaining: Decimal | None
    unpriced_orders: int
    volume_clause: str | None
    volume_record: str | None
    why: str | None


def rows(deal: KnownDeal) -> Iterator[Row]:
    """A row for each finding, open or settled, and one for the deal."""
    read = findings(deal)
    people = people_of(deal)
    client = deal.opened.client if deal.opened else None
    for each in read["findings"]:
        persons = [person["person"] for person in each["persons"]]
        yield Open(
            client=client,
            name=deal.opened.name if deal.opened else None,
            client_name=deal.person(client) if client else None,
            standing=deal.standing,
            rank=SEVERITIES.index(each["severity"]),
            ids=sorted({alias for id_ in persons for alias in (id_, *people.aliases(id_))}),
            about=Jsonb(each["about"]),
            persons=Jsonb(each["persons"]),
            **{name: each[name] for name in _AS_READ},
        )
    for each in read["settled"]:
        by = each["settled_by"]
        yield Settled(
            about=Jsonb(each["about"]),
            record=by["record"],
            how=by["how"],
            **{name: each[name] for name in ("key", "code", "severity", "records")},
        )
    money = remaining(deal)
    yield Counted(
        **read["open"],
        settled=len(read["settled"]),
        currency=money.currency,
        volume=money.volume,
        ordered=money.ordered,
        remaining=money.remaining,
        unpriced_orders=money.unpriced,
        volume_clause=money.clause,
        volume_record=money.by,
        why=money.why,
    )


_AS_READ = (*("key", "code", "severity", "title", "records", "sentence", "not_shown", "to_do"),)
VIEW = View(
    "findings",
    version=4,
    tables={Open: "findings", Settled: "findings_settled", Counted: "findings_deals"},
    rows=rows,
    touched_by=frozenset(
        {
            AuthorityDelegated,
            AuthorityGranted,
            AuthorityRevoked,
            CatalogueItemDefined,
            PersonIdentified,
            PolicyPublished,
        }
    ),
)
