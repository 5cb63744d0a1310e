"""A name in which the person's stands goes too, though it is another's: that is told first."""

from __future__ import annotations

from tests.ledger.erasing.erasing import House


def test_names_of_others_that_go_are_told_before_and_after(house: House) -> None:
    other = house.record("participant.assigned", person="mia", name="Mia Carla Örtel-Klein")
    house.record("participant.assigned", person="max", name="Max Klein")
    told = [(other.position, other.envelope.id)]
    assert house.plan().findings.others_named == told
    assert house.erase().plan.findings.others_named == told
    assert house.found("Mia Carla") == []
    assert house.found("Max Klein")


def test_their_own_names_are_not_those_of_others(house: House) -> None:
    house.record("participant.assigned", person="c.klein", name="C. Örtel-Klein")
    assert house.plan().findings.others_named == []
