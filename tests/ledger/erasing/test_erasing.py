"""An erasure takes what is about a person, and leaves every proof whole."""

from __future__ import annotations

from ledger.verifying import verify
from tests.ledger.erasing.erasing import VALUES, House


def test_nothing_of_the_person_is_found_afterwards(house: House) -> None:
    assert {each.value for each in house.found()} == {*range(1, len(VALUES) + 1)}
    house.erase()
    assert house.found() == []


def test_every_proof_holds_and_no_byte_has_changed(house: House) -> None:
    before = [(row.state, row.leaf) for row in house.ledger.stored()]
    house.erase()
    report = verify(house.ledger, lambda done, total: None)
    assert report.holds
    assert report.undisclosed > 0
    assert [(row.state, row.leaf) for row in house.ledger.stored()][: len(before)] == before
