"""The privilege log of a bundle: what was left out of it, of which kind, why; never its content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from api.evidence.case import Case, Files, Kept
from api.evidence.deliveries import left_out
from api.evidence.sight import Sight
from ledger.proof.bundle.layout import table
from projections.deal import KnownDeal
from projections.privilege_log import cell, privilege_log

WITHHELD = "withheld.csv"
_DESCRIBED = (
    *("record", "type", "occurred_at", "author", "author_name", "on_behalf_of", "recipients"),
    *("recorded_at", "privilege", "basis", "marked_by", "marked_by_actor", "marked_at"),
)
"""As in the privilege log; all but the reason of a mark, which may tell what it is about."""
COLUMNS = ("stream", "position", "version", *_DESCRIBED, "left_out", "why")
_PRIVATE = ("attorney_client", "work_product", "confidential")
_NOT_FOR_OTHERS = ("record", "marked_by", "marked_by_actor")
Line = tuple[object, ...]
Rows = dict[int, dict[str, Any]]


def part(case: Case) -> Files:
    """The file, with a line for everything that is left out."""
    return {WITHHELD: table(COLUMNS, log(case))}


def log(case: Case) -> list[Line]:
    """A line, as COLUMNS say, for every entry and delivery that is left out, or some of it."""
    rows: Rows = {}
    if count(case):
        known = _by_now(case.known)
        told = privilege_log(known, _PRIVATE)
        if case.terms.party is not None:  # of what it was party to, some is kept back otherwise
            told += privilege_log(known, ("none",))
        rows = {row["position"]: row for row in told}
    lines = [line for each in case.kept for line in _lines(case, each, rows)]
    return [*lines, *_deliveries(case)]


def _by_now(deal: KnownDeal) -> KnownDeal:
    """The deal with all that the bundle has of it, whatever its answers know."""
    return deal.on(replace(deal.basis, known_at=deal.basis.now_position, role="legal"))


def count(case: Case) -> int:
    """How many entries do not leave whole."""
    return sum(case.sight.leaves(each.entry) != "whole" for each in case.kept)


def _lines(case: Case, kept: Kept, rows: Rows) -> Iterator[Line]:
    leaves, entry = case.sight.leaves(kept.entry), kept.entry
    if leaves == "whole":
        return
    why = case.sight.why(entry)
    left = "values" if leaves == "values_withheld" else "entry"
    # What somebody was no party to is not described to them either. What was marked after the
    # export that is made again has no row yet, and is in no bundle: see ExportNotRepeatable.
    row = rows.get(entry.position, {}) if why != "not_party" else {}
    if case.terms.party is not None:
        row = _for_another_party(row, case.sight)
    described = [cell(row.get(name)) for name in _DESCRIBED]
    yield (kept.stream, entry.position, entry.version, *described, left, why)


def _for_another_party(row: dict[str, Any], sight: Sight) -> dict[str, Any]:
    """Nobody is named whom the party did not deal with, and no record."""
    told = {name: value for name, value in row.items() if name not in _NOT_FOR_OTHERS}
    if not sight.names(told.get("author") or ""):
        told |= {"author": None, "author_name": None}
    if not sight.names(told.get("on_behalf_of") or ""):
        told["on_behalf_of"] = None
    told["recipients"] = [each for each in row.get("recipients", ()) if sight.names(each["id"])]
    return told


def _deliveries(case: Case) -> Iterator[Line]:
    for delivery, why in left_out(case):
        yield ("delivery", delivery, "", *[""] * len(_DESCRIBED), "body", why)
