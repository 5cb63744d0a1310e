"""One short run of the script; `python -m tests.faults.tampering` makes a million clean checks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.embedded import EmbeddedServer
from tests.faults.tampering.clean import SHARES, AlarmError, clean_checks
from tests.faults.tampering.house import House, a_house
from tests.faults.tampering.means import Found, Outcome
from tests.faults.tampering.trying import missed, outcomes, table_of, untouched
from tests.faults.tampering.unseen import unseen

CHECKS = 20_000


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A ledger with all that can be tampered with."""
    with a_house(server, tmp_path_factory.mktemp("house")) as made:
        yield made


def test_every_kind_of_tampering_is_found_and_the_first_place_named(house: House) -> None:
    found = list(outcomes(house))
    assert missed(found) == []
    assert len(found) > 70


def test_what_nobody_touched_raises_no_alarm(house: House) -> None:
    assert untouched(house).wrong == []


def test_what_is_said_to_be_found_by_nothing_is_indeed_not_found(house: House) -> None:
    found = [(outcome.name, outcome.wrong) for outcome, _ in unseen(house)]
    assert [each for each in found if each[1]] == []
    assert len(found) == 8


def test_clean_checks_raise_no_alarm() -> None:
    done = dict(clean_checks(CHECKS, 2))
    assert done.keys() == SHARES.keys()
    assert sum(done.values()) >= CHECKS


def test_a_check_that_judges_wrongly_is_an_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.tampering.clean.verify_inclusion", lambda *_: False)
    with pytest.raises(AlarmError, match="inclusion"):
        list(clean_checks(100, 1))


def test_a_kind_that_is_missed_is_told() -> None:
    nothing = Outcome("one", "somebody", 5, {"verify": None}, {"verify": Found("leaf", 5)})
    unlisted = Outcome("two", "somebody", 5, {"verify": None}, {})
    otherwise = Outcome("three", "somebody", 5, {"verify": Found("leaf", 6)}, nothing.wanted)
    assert missed([nothing, unlisted, otherwise]) == [
        "somebody: one: verify",
        "somebody: two: not found",
        "somebody: three: verify",
    ]
    assert table_of([nothing, unlisted, otherwise]).row_count == 3
