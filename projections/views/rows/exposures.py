"""What people were exposed to in one deal: as the knowledge ladder says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from psycopg.types.json import Jsonb

from domain.events.organisation import CatalogueItemDefined, PersonIdentified
from projections.deal import KnownDeal
from projections.knowledge.knowing import Knowledge
from projections.knowledge.proving import Proof
from projections.knowledge.reading import first_marks
from projections.views.view import Row, View


class Exposure(NamedTuple):
    """The highest rung of a person on a wording, the record that proves it, and first exposures.

    `late_change` may have been meant by that record instead: which wording, was inferred.
    `first_marks` say how sure the records of the first exposures are.
    """

    person: str
    ids: list[str]
    name: str | None
    clause: str
    number: int
    heading: str
    governs: bool
    rung: str
    record: str
    occurred_from: datetime
    occurred_to: datetime
    first_exposure: str | None
    first_opened_or_above: str | None
    first_seen: str | None
    first_marks: Jsonb
    wording_unsure: bool
    late_change: str | None
    failed_by: str | None


def rows(deal: KnownDeal) -> Iterator[Row]:
    """A row for each person and wording on which a rung is proven; no row is: not on record."""
    known = Knowledge(deal)
    governing = {(each.clause, each.number) for each in deal.text}
    for person in known.persons:
        ids = list(known.people.aliases(person))
        name = next((deal.participants[i].name for i in ids if i in deal.participants), None)
        for key, on in known.known(person).items():
            written, proof = known.chronicle.by_key[key], on.highest
            assert proof is not None
            yield Exposure(
                person=person,
                ids=ids,
                name=name,
                clause=key[0],
                number=key[1],
                heading=known.chronicle.heading(written),
                governs=key in governing,
                rung=proof.rung,
                record=proof.record,
                occurred_from=proof.fact.interval.begin,
                occurred_to=proof.fact.interval.end,
                first_exposure=_record(on.first),
                first_opened_or_above=_record(on.opened),
                first_seen=_record(on.seen),
                first_marks=Jsonb(first_marks(known, written, on)),
                wording_unsure=proof.unsure(written),
                late_change=proof.lead.late.fact.id if proof.lead.late else None,
                failed_by=proof.failed.id if proof.failed else None,
            )


def _record(proof: Proof | None) -> str | None:
    return proof.record if proof else None


VIEW = View(
    "exposures",
    version=3,
    tables={Exposure: "exposures"},
    rows=rows,
    touched_by=frozenset({PersonIdentified, CatalogueItemDefined}),
)
