"""Raw webhook bodies: the deliveries that records of the bundle were made of, as they came."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

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
    mine = {each.entry.id for each in case.kept}
    for each, why_not in _judged(case):
        name = f"deliveries/{each.delivery:010}.body" if why_not is None else ""
        if each.body is not None and name:
            files[name] = each.body
        verified, records = str(each.verified).lower(), " ".join(sorted(each.records & mine))
        said = (each.delivery, each.connection, each.received_at.isoformat(), verified)
        rows.append((*said, each.digest.hex(), records, name))
    return files | {TABLE: table(COLUMNS, rows)}


def left_out(case: Case) -> Iterator[tuple[int, str]]:
    """The deliveries whose bodies are not given, and why."""
    if case.terms.party is None:
        for each, why_not in _judged(case):
            if why_not is not None:
                yield each.delivery, why_not


def _judged(case: Case) -> Iterator[tuple[Delivered, str | None]]:
    """The deliveries that records of the case were made of, each with why it is not given."""
    kinds = {"connection", "unverified_connection"}
    brought = [each.entry.id for each in case.kept if each.entry.recorded_by.kind in kinds]
    mine = {each.entry.id for each in case.kept}
    whole = {each.entry.id for each in case.leaving_whole()}
    for each in deliveries(case.ledger, brought):
        if each.body is None:
            yield each, "erased"
        elif sha256(each.body).digest() != each.digest:
            yield each, "changed"
        elif each.records - mine:
            yield each, "tells_of_other_deals"
        else:
            yield each, "privileged" if each.records - whole else None
