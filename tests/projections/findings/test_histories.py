"""What the rules raise over real histories of public agreements: nothing absurd."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from domain.record import parse
from projections.basis import Asked, resolve
from projections.deal import KnownDeal
from projections.findings import findings_of
from projections.findings.looked import Looked
from tests.projections.given import Given
from tests.shared import shared

NOW = datetime(2026, 11, 1, tzinfo=UTC)
RAISED: dict[str, set[tuple[str, str]]] = {
    # A sign-off that nobody required is stale: low while the drafts go on, medium from their seal
    # until it is signed anew.
    "mnda": {("SIGN01", "low"), ("SIGN01", "medium")},
    # Texts alone, of which nobody stated or signed anything; fees and affiliates stand apart.
    "csa": set(),
}


@cache
def history(name: str) -> Given:
    text = shared("data", "histories", f"{name}.records.jsonl").read_text(encoding="utf-8")
    return Given([parse(line) for line in text.splitlines() if line])


def known(name: str, position: int) -> KnownDeal:
    """The agreement as the ledger held it after so many records."""
    entries = history(name).entries
    own = [entry for entry in entries if entry.record.deal]
    shared_ = [entry for entry in entries if not entry.record.deal]
    basis = resolve(history(name), own, NOW, Asked(None, position, "admin"))
    return KnownDeal(name, own, shared_, basis)


@pytest.mark.parametrize("name", RAISED)
def test_they_raise_these_and_nothing_else_at_any_time(name: str) -> None:
    raised = set()
    for position in range(4, history(name).size + 1, 3 if name == "csa" else 1):
        found = findings_of(Looked(known(name, position)))
        raised |= {(each.code, each.severity) for each in found}
    assert raised == RAISED[name]
