"""The rows of a deal are what its readings say, to readers and to legal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_every

from api.cli.demo import DEAL, tell
from api.reading import known_deal
from domain.record import Record
from domain.values import PRICING
from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from projections.basis import Asked
from projections.clocks.reading import clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.facts import Role
from projections.findings import findings
from projections.knowledge.reading import knowledge
from projections.terms import terms
from projections.views.view import audiences_of
from tests.databases import MIGRATED, a_database, a_ledger, rows
from tests.projections.views.viewing import followed, recorded
from tests.projections.views.worlds import worlds

ROLES: tuple[Role, ...] = ("reader", "legal")
Rows = set[tuple[Any, ...]]


@pytest.fixture(scope="module")
def kept(server: EmbeddedServer) -> Iterator[tuple[str, Ledger]]:
    with a_database(server, MIGRATED) as url, a_ledger(url, "same") as ledger:
        yield url, ledger


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_every(world=worlds())
def test_rows_of_any_deal_are_what_its_readings_say(
    kept: tuple[str, Ledger], world: list[Record]
) -> None:
    url, ledger = kept
    recorded(ledger, world)
    followed(url, ledger)
    for deal in sorted({record.stream for record in world if record.deal}):
        if ledger.has(deal):
            compare(url, ledger, deal)


def test_rows_of_the_story_are_what_its_readings_say(kept: tuple[str, Ledger]) -> None:
    url, ledger = kept
    tell(ledger)
    followed(url, ledger)
    compare(url, ledger, DEAL)
    assert len(_exposures(known(ledger, DEAL, "legal"))) == 12


def compare(url: str, ledger: Ledger, deal: str) -> None:
    for role in ROLES:
        found = known(ledger, deal, role)
        if not found.shown:
            assert _of(url, "register", "name", "true", deal, role) == set()
            continue
        assert _of(url, *EXPOSED, deal, role) == _exposures(found)
        assert _of(url, *SIGNED_OFF, deal, role) == _sign_offs(found)
        assert _of(url, *OFFERED, deal, role) == _offers(found)
        assert _of(url, *SILENT, deal, role) == _silent(found)
        assert _of(url, *FOUND, deal, role) == _findings(found)
        assert _of(url, *COUNTED, deal, role) == _counts(found)


def known(ledger: Ledger, deal: str, role: Role) -> KnownDeal:
    return known_deal(ledger, deal, datetime.now(UTC), Asked(role=role))


def _of(url: str, table: str, columns: str, where: str, deal: str, role: Role) -> Rows:
    query = f"SELECT {columns} FROM views.{table} WHERE {where}"  # noqa: S608 - our own names
    return set(rows(url, f"{query} AND deal = %s AND audience = ANY(%s)", deal, audiences_of(role)))


EXPOSED = (
    "exposures",
    "person, clause, number, rung, record, first_exposure, first_opened_or_above, first_seen",
    "true",
)


def _exposures(deal: KnownDeal) -> Rows:
    return {
        (
            person["person"],
            clause["clause"],
            on["version"],
            on["rung"],
            on["record"],
            on["first_exposure"],
            on["first_opened_or_above"],
            on["first_seen"],
        )
        for person in knowledge(deal)["people"]
        for clause in person["clauses"]
        for on in clause["wordings"]
    }


SIGNED_OFF = (
    "sign_offs",
    "clause, number, governs, state, required_by, record, answer, of, function, signed, authority",
    "true",
)


def _sign_offs(deal: KnownDeal) -> Rows:
    return {
        (
            row["clause"],
            row["version"],
            row["governs"],
            said["state"],
            said.get("by", "nobody"),
            said.get("record") or (said["signed"]["record"] if said["signed"] else said["answer"]),
            said["answer"],
            said.get("of"),
            said.get("function"),
            said["signed"]["record"] if said["signed"] else None,
            said["signed"]["authority"]["state"] if said["signed"] else None,
        )
        for row in coverage(deal)["clauses"]
        for said in (*row["required"], *row["beyond"])
        if said["state"] != "later"
    }


OFFERED = ("promises", "proposal, record, ends IS NOT NULL", "promise = 'validity'")


def _offers(deal: KnownDeal) -> Rows:
    """What each sending says of its validity."""
    return {
        (each["proposal"], promise["record"], promise["valid_until"] is not None)
        for each in clocks(deal)["proposals"]
        for promise in each["promises"]
    }


FOUND = ("findings", "key, code, severity, sentence, to_do", "true")


def _findings(deal: KnownDeal) -> Rows:
    columns = ("key", "code", "severity", "sentence", "to_do")
    return {tuple(each[name] for name in columns) for each in findings(deal)["findings"]}


COUNTED = ("findings_deals", "high, medium, low, settled", "true")


def _counts(deal: KnownDeal) -> Rows:
    read = findings(deal)
    return {(*read["open"].values(), len(read["settled"]))}


SILENT = (
    "pricing",
    "clause, number, axis, item",
    "state = 'silent' AND item IS NOT NULL AND NOT clarifies",
)


def _silent(deal: KnownDeal) -> Rows:
    return {
        (clause["clause"], clause["version"], axis, item)
        for clause in terms(deal)["clauses"]
        if clause["term"] and clause["term"]["kind"] in PRICING
        for axis, items in clause["silent"].items()
        for item in items
    }
