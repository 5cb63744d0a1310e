"""Small words for tests of the digest: a house, its other sides, and what they are told."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.digest import digest, digest_of
from tests.projections.given import given
from tests.projections.offers import party
from tests.projections.signing import assigned
from tests.records import a_record

HOUSE = (
    a_record("deal.opened", name="Harbour", at="2025-04-01"),
    party("us", "seller"),
    assigned("vera", "sales_leadership"),
    assigned("rep", "sales", name="The Rep"),
)
"""Vera and the rep are of the house."""


def to_vera(*records: Record, **times: Any) -> dict[str, Any] | None:
    """What would be told to Vera."""
    return digest_of(given(*HOUSE, *records).known(**{"role": "reader", **times}), "vera")


def told(*records: Record, **times: Any) -> dict[str, Any]:
    """The same, where there is something to tell."""
    found = to_vera(*records, **times)
    assert found is not None
    return found


def everybody(*records: Record, **times: Any) -> list[str]:
    """To whom something would be told."""
    found = digest(given(*HOUSE, *records).known(**{"role": "reader", **times}))
    return [each["person"] for each in found["digests"]]


def displayed(clause: str, at: str, version: int = 1, to: str = "vera", **more: Any) -> Record:
    """A wording was shown to somebody."""
    given_ = {"id": f"shown-{to}-{clause}-{version}", "version": version, "at": at}
    return a_record("clause.displayed", clause=clause, to=to, **given_ | more)
