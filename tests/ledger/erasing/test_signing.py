"""A signer goes on after an erasure, and what it signed before still proves."""

from __future__ import annotations

from ledger.erasing.scanning import scan_database
from tests.ledger.erasing.erasing import VALUES, House
from tests.ledger.signing.hand import ByHand


def test_the_signer_goes_on_and_former_checkpoints_are_extended(house: House) -> None:
    hand = ByHand(house.url, house.home / "signer")
    before = hand.sign()
    assert before
    house.erase()
    after = hand.sign()
    assert after
    assert after.size == before.size + 1
    assert house.ledger.root(before.size) == before.root
    assert hand.state.frozen is None
    assert scan_database(house.url, VALUES).met == []
