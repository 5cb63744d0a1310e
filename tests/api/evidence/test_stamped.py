"""A bundle of a ledger that has time stamps: they stand in the organisation's chain."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ledger.embedded import EmbeddedServer
from tests.api.evidence.bundles import VERIFIERS, a_house, checked, unzipped, verified
from tests.ledger.stamping.authority import an_authority
from tests.ledger.stamping.hand import StampedByHand
from tests.records import a_clause, a_record


@pytest.mark.parametrize("program", VERIFIERS)
def test_a_deal_is_exported_though_stamps_stand_between(
    server: EmbeddedServer, tmp_path: Path, program: str
) -> None:
    records = a_record("catalogue.item_defined"), a_record("deal.opened"), a_clause("4.2")
    with a_house(server, tmp_path, *records) as house:
        stamped = StampedByHand(house.ledger, house.hand, an_authority(tmp_path / "ca"))
        stamped.every = timedelta()
        house.hand.sign()
        assert stamped.step() == 1
        house.add(a_record("catalogue.item_defined", item="support"))
        files = house.export().files
        assert "organisation/0000000004.json" in files
        assert checked(files, keys=[house.key]).entries == 6
        assert verified(unzipped(files, tmp_path / "bundle"), program, house.key.text)[0]
