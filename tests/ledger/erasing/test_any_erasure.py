"""Whatever is left out or erased, of whomever and in whatever order: every proof holds."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.exporting import stored_stream
from ledger.proof.stream_verification import judge_stream
from ledger.proof.verification import Row
from ledger.verifying import verify
from tests.ledger.erasing.erasing import House

PEOPLE = {
    "p.one": "Ada Quill", "p.two": "Börje Ström", "p.three": "Cleo d'Arc", "p@x.example": "Dov Ash",
    "p:five": "Émile Zhu-Ott", "p/six": "Fay O’Dell", "p-seven": "Gül Öz", "p_eight": "Hal Ng",
}  # fmt: skip


@pytest.fixture
def rows(house: House) -> list[Row]:
    """The stored rows of a deal, with every value beside them."""
    found, broken = stored_stream(house.ledger, "D-1", house.ledger.size)
    assert not broken
    return list(found)


@settings(
    max_examples=1_000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(numbers=st.sets(st.integers(0, 60)))
def test_any_redaction_verifies(rows: list[Row], house: House, numbers: set[int]) -> None:
    every = [(row.position, each[0]) for row in rows for each in row.disclosures]
    gone = {every[number % len(every)] for number in numbers}
    left = [
        row._replace(
            disclosures=[each for each in row.disclosures if (row.position, each[0]) not in gone],
            erased=None,  # redacted, which is no matter of the ledger's
        )
        for row in rows
    ]
    whole, report = judge_stream(rows, house.ledger.origin), judge_stream(left, house.ledger.origin)
    assert report.broken is None
    assert report.leaves == whole.leaves
    assert sum(report.undisclosed.values()) == len(gone)


@pytest.mark.parametrize("series", range(4))
def test_any_erasures_in_any_order_verify_and_leave_nothing(house: House, series: int) -> None:
    chance = Random(series)
    tell_of_people(house, chance)
    order = chance.sample(sorted(PEOPLE), len(PEOPLE))
    root, size = house.ledger.root(), house.ledger.size
    for place, person in enumerate(order, 1):
        house.erase(person, also=(), words=chance.random() < 0.5)
        report = verify(house.ledger, lambda done, total: None, [size])
        assert report.holds
        assert report.roots[size] == root
        for gone in order[:place]:
            assert house.found(gone, PEOPLE[gone]) == [], gone
        for each in house.ledger.in_order():
            assert each.record.as_sent()
    assert sum(house.ledger.rows.all("SELECT erasures FROM ledger.log")[0].values()) == len(order)


def tell_of_people(house: House, chance: Random) -> None:
    """Records in which everybody stands somewhere, by id, by name, in words."""
    for person, name in PEOPLE.items():
        house.record("participant.assigned", person=person, name=name)
    for number in range(30):
        some = chance.sample(sorted(PEOPLE), chance.randint(1, 4))
        words = " and ".join(chance.choice((each, PEOPLE[each])) for each in some)
        privilege = chance.choice(("none", "attorney_client"))
        by = {"actor": some[0], "privilege": privilege}
        match number % 3:
            case 0:
                house.record("message.sent", message=f"N{number}", to=some, words=words, **by)
            case 1:
                about = {"attendees": some, "about": [{"topic": "x"}]}
                house.record("meeting.held", meeting=f"N{number}", notes=words, **about, **by)
            case _:
                house.record("value.reported", value=words, field="notes", actor=some[0])
