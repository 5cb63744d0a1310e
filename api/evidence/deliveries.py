"""Raw webhook bodies: the deliveries that records of the bundle were made of, as they came."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.case import Case, Files
from ledger.exporting import Delivered, deliveries
from ledger.proof.bundle.layout import table

TABLE = "deliveries.csv"
COLUMNS = ("delivery", "connection", "received_at", "verified", "sha256", "records", "file")


def part(case: Case) -> Files:
    """The bodies, and a table that says what they are; none for another party.

    A body holds whatever its sender put into it.
    """
    if case.terms.party is not None:
        return {}
    files: dict[str, bytes] = {}
    rows = []
    for each in _found(case):
        name = ""
        if each.body is not None and _why_not(case, each) is None:
            name = f"deliveries/{each.delivery:010}.body"
            files[name] = each.body
        records = " ".join(sorted(each.records & _mine(case)))
        came = each.received_at.isoformat()
        rows.append(
            (
                each.delivery,
                each.connection,
                came,
                str(each.verified).lower(),
                each.digest.hex(),
                records,
                name,
            )
        )
    return files | {TABLE: table(COLUMNS, rows)}


def left_out(case: Case) -> Iterator[tuple[int, str]]:
    """The deliveries whose bodies are not given, and why."""
    if case.terms.party is None:
        for each in _found(case):
            if why := _why_not(case, each):
                yield each.delivery, why


def _found(case: Case) -> list[Delivered]:
    kinds = {"connection", "unverified_connection"}
    brought = {each.entry.id for each in case.kept if each.entry.recorded_by.kind in kinds}
    return deliveries(case.ledger, sorted(brought))


def _mine(case: Case) -> frozenset[str]:
    return frozenset(each.entry.id for each in case.kept)


def _why_not(case: Case, delivered: Delivered) -> str | None:
    if delivered.body is None:
        return "erased"
    if delivered.records - _mine(case):
        return "tells_of_other_deals"
    whole = {each.entry.id for each in case.leaving_whole()}
    return "privileged" if delivered.records - whole else None
