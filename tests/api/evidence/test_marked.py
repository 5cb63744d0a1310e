"""What was marked as privileged after it was recorded leaves the house as its hash alone."""

from __future__ import annotations

from pathlib import Path

from ledger.embedded import EmbeddedServer
from tests.api.evidence.bundles import a_house, checked
from tests.records import a_clause, a_record

WORDS = "Counsel says that add-ons are out."


def test_a_marked_record_leaves_as_its_hash(server: EmbeddedServer, tmp_path: Path) -> None:
    told = (a_record("deal.opened"), a_clause("5", id="c", text=WORDS))
    with a_house(server, tmp_path, *told) as house:
        before = house.export(without_privileged=True).files
        house.add(a_record("privilege.marked", record="c"))
        after = house.export(without_privileged=True).files
        checked(after)
    assert any(WORDS.encode() in each for each in before.values())
    assert not any(WORDS.encode() in each for each in after.values())
