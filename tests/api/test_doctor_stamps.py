"""`deal-ledger doctor` looks at the authorities: who gives no stamps, and is it set up at all?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from api.doctor.signing import judged_stamping
from ledger.application import Ledger
from ledger.stamping import standing
from tests.api.examined import examined, of
from tests.ledger.stamping.authority import an_authority

AT = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NAME = "https://tsa.example/stamp"


def test_where_nobody_is_asked_it_is_said_and_nothing_is_wrong(database: str) -> None:
    found = of("time stamps", examined(database))
    assert (found.state, "does not show when" in found.found) == ("ok", True)


def test_an_authority_that_stamps_is_well(database: str, ledger: Ledger) -> None:
    standing.tell_stamped(ledger.rows.all, NAME, AT, 11)
    found = of("time stamps", examined(database))
    assert found.state == "ok"
    assert found.found == f"{NAME} stamped last: 11 entries, 2026-11-25 12:00Z."


def test_an_authority_that_fails_is_warned_of_with_the_reason(
    database: str, ledger: Ledger
) -> None:
    standing.tell_stamped(ledger.rows.all, NAME, AT, 11)
    standing.tell_failed(ledger.rows.all, NAME, AT, AT, "chain: its certificate has ended")
    found = of("time stamps", examined(database))
    assert found.state == "warning"
    assert "since 2026-11-25 12:00Z (chain: its certificate has ended)" in found.found
    assert "11 entries" in found.found
    assert found.mend


def test_one_that_never_stamped_is_told_as_such(ledger: Ledger) -> None:
    standing.tell_failed(ledger.rows.all, NAME, AT, AT, "answer: it cannot be reached")
    [found] = judged_stamping(standing.authorities(ledger.rows.all))
    assert "Stamped last: never" in found.found


def test_authorities_without_roots_are_wrong(database: str, tmp_path: Path) -> None:
    set_ = {"DEAL_LEDGER_TIME_STAMP_AUTHORITIES": NAME}
    wrong, _ = (each for each in examined(database, **set_) if each.check == "time stamps")
    assert (wrong.state, "no root certificates" in wrong.found) == ("wrong", True)
    for roots, why in (
        (tmp_path / "nowhere", "cannot be read"),
        (tmp_path / "x", "no certificate"),
    ):
        (tmp_path / "x").write_text("rubbish")
        named = {**set_, "DEAL_LEDGER_TIME_STAMP_ROOTS": str(roots)}
        found = of("time stamps", examined(database, **named))
        assert (found.state, why in found.found) == ("wrong", True)
    root = an_authority(tmp_path / "ca").folder / "root.pem"
    named = {**set_, "DEAL_LEDGER_TIME_STAMP_ROOTS": str(root)}
    assert of("time stamps", examined(database, **named)).state == "ok"
