"""A signer goes on after an erasure, and what it signed before still proves."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.backup.erasing import Again
from ledger.erasing.kept_list import file_in, read_list
from ledger.erasing.scanning import scan_database
from ledger.signing.resuming import ResumeError, Wish
from tests.databases import counted_salts
from tests.ledger.backups import bring_back, save
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


@pytest.mark.parametrize("signed_since", [True, False])
def test_a_restore_that_erases_again_is_a_loss_where_the_erasure_was_signed(
    house: House, empty_database: str, tmp_path: Path, *, signed_since: bool
) -> None:
    hand = ByHand(house.url, house.home / "signer")
    assert hand.sign()
    save(house.url, tmp_path / "before.backup")
    house.erase()
    if signed_since:
        assert hand.sign()
    again = Again(read_list(file_in(house.home)), counted_salts("again"))
    bring_back(tmp_path / "before.backup", empty_database, again=again)
    back = ByHand(empty_database, house.home / "signer")
    if not signed_since:
        assert back.sign()
        return
    assert back.sign() is None
    with pytest.raises(ResumeError, match="are not those that were signed"):
        back.resume(Wish("Restored.", hand.note))
    assert back.resume(Wish("Restored.", hand.note, accept_loss=True)).losses
    assert back.sign()
